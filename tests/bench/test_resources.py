from __future__ import annotations

from pathlib import Path

import pytest

from bench.cells import write_topology
from bench.programs import JAVASCRIPT, LIBRARY, PYTHON, measure
from bench.resources import differences, resource_types


@pytest.mark.parametrize("program", [PYTHON, JAVASCRIPT])
def test_what_is_compared_makes_the_same_resources(program: str, tmp_path: Path) -> None:
    """The cells written by hand have as many resources of each type, stack by stack, as the library's."""
    write_topology(2)
    for each in (LIBRARY, program):
        measure(each, 2, tmp_path / each, validation=False)
    ours = resource_types(tmp_path / LIBRARY)
    assert len(ours) == 4
    assert differences(ours, resource_types(tmp_path / program)) == []
