"""An emulator for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulator.cdk import Cdk
from emulator.server import running

from .deployment import OPERATOR, Deployment


@pytest.fixture(scope="module")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """An emulator of the module's own."""
    folder: Path = tmp_path_factory.mktemp("emulator")
    with running(folder / "emulator.log") as url, pytest.MonkeyPatch.context() as patched:
        # The templates are validated where they are tested; here it would only take its time.
        patched.setenv("CDK_VALIDATION", "false")
        yield Deployment(Cdk(url, OPERATOR), folder)
