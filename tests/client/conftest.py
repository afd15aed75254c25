"""Names, peers and clients for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .clients import Asyncio, Blocking
from .names import Names
from .names import names as serving
from .peers import PRIVATE, PUBLIC, Peer, peers


@pytest.fixture(params=[Blocking, Asyncio])
def client(request: pytest.FixtureRequest) -> type[Blocking] | type[Asyncio]:
    """The class of a client: each test is held to both."""
    made: type[Blocking] | type[Asyncio] = request.param
    return made


@pytest.fixture
def names(tmp_path: Path) -> Iterator[Names]:
    """The DNS: both names answer with their addresses, for no longer than the answer."""
    with serving(tmp_path / "cdk.out") as made:
        made.answer(PUBLIC, PRIVATE)
        yield made


@pytest.fixture
def at() -> Iterator[dict[str, Peer]]:
    """Peers at all addresses of both names; all of them answer."""
    with peers(*PRIVATE, *PUBLIC) as made:
        yield made
