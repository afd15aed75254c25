"""An emulator for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from emulator.server import running

from .cloud import Cloud


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """An emulator of the module's own; each test makes what it needs anew."""
    with running(tmp_path_factory.mktemp("emulator") / "emulator.log") as url:
        yield Cloud(url)
