from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.cells import write_topology
from bench.programs import JAVASCRIPT, LIBRARY, PROGRAMS, PYTHON, measure
from bench.resources import differences, resource_types

CELLS = 2


@pytest.fixture(scope="module")
def assemblies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    write_topology(CELLS)
    folder = tmp_path_factory.mktemp("assemblies")
    for program in PROGRAMS:
        measure(program, CELLS, folder / program, validation=False)
    return {program: folder / program for program in PROGRAMS}


def test_every_cell_has_a_network_stack_and_a_links_stack(assemblies: dict[str, Path]) -> None:
    """Each cell is 18 resources of its network and 11 of its service, endpoint and name."""
    made = resource_types(assemblies[LIBRARY])
    assert [types.total() for types in made.values()] == [11, 18] * CELLS


@pytest.mark.parametrize("program", [PYTHON, JAVASCRIPT])
def test_what_is_compared_makes_the_same_resources(assemblies: dict[str, Path], program: str) -> None:
    """The cells written by hand have as many resources of each type, stack by stack, as the library's."""
    assert differences(resource_types(assemblies[LIBRARY]), resource_types(assemblies[program])) == []


def test_both_languages_make_the_same_templates(assemblies: dict[str, Path]) -> None:
    """What is written by hand in JavaScript is what is written by hand in Python."""
    assert _templates(assemblies[JAVASCRIPT]) == _templates(assemblies[PYTHON])


def _templates(assembly: Path) -> dict[str, object]:
    return {path.name: json.loads(path.read_text()) for path in sorted(assembly.glob("*.template.json"))}
