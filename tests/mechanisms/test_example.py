"""What the names of the example answer with in failure, in a form that is read in reviews."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.testing import resolution_snapshot
from constructs_pkg.testing.text_files import TextFiles

ENDPOINT = "mechanisms-split-horizon-links/Linksplithorizon857D0A61"
STATES = {
    "a customer asks": ("192.0.2.0/24", ()),
    "somebody asks": ("198.51.100.0/24", ()),
    "the link is cut": ("198.51.100.0/24", ("on-premises:split-horizon-office",)),
    "the endpoint is gone": ("198.51.100.0/24", (ENDPOINT,)),
}


@pytest.mark.parametrize("state", STATES)
def test_answers(state: str, assembly: Callable[[str], Path], snapshot: SnapshotAssertion) -> None:
    """Every name of the example answers as it was reviewed, whoever asks and whatever has failed."""
    client, down = STATES[state]
    found = resolution_snapshot(assembly("mechanisms"), client=client, down=down, names="example-api*.com")
    assert found == snapshot(extension_class=TextFiles)
