"""docs/client.md says what is so."""

import inspect
import re
from pathlib import Path

import pytest

from constructs_pkg.client import PrivateFirst
from constructs_pkg.client.bounds import ATTEMPT_DELAY, LEAST_ATTEMPT_DELAY, RESOLUTION_DELAY

from .peers import ON_LOOPBACK

pytestmark = ON_LOOPBACK

TEXT = (Path(__file__).parents[2] / "docs/client.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("program", PROGRAMS)
def test_programs_of_the_page_run(program: str) -> None:
    """Each can be pasted into a file; none connects before it is asked to."""
    exec(compile(program.replace(" or reverse_domain()", ""), "docs/client.md", "exec"), {})


def test_bounds_of_the_page_are_the_clients() -> None:
    """The seconds on the page are the defaults."""
    defaults = {name: each.default for name, each in inspect.signature(PrivateFirst).parameters.items()}
    told = re.findall(r"`(connect_within|retry_private_after|lifetime)` \(([0-9]+) seconds\)", TEXT)
    assert {(name, str(int(defaults[name]))) for name in ("connect_within", "retry_private_after", "lifetime")} == set(
        told
    )
    for seconds in (ATTEMPT_DELAY, RESOLUTION_DELAY, LEAST_ATTEMPT_DELAY):
        assert f"{seconds * 1000:g} ms" in TEXT
