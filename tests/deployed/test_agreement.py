"""Examples of which only the names are looked at: they answer as the witness said.

Other examples are held to it where they are deployed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .agreement import check_agreement
from .deployment import Deployment
from .lives import EXAMPLES

pytestmark = pytest.mark.deployed


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_witness_was_right(name: str, emulated: Deployment, tmp_path: Path) -> None:
    """What was said of every name before the deployment is what it answers."""
    check_agreement(emulated, EXAMPLES[name](emulated), tmp_path)
