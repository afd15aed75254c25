from __future__ import annotations

from pathlib import Path

import pytest

from bench.cells import key
from bench.witness import SMALL, runs
from bench.witness_cells import NAMES, ODD, write_assembly
from constructs_pkg.audit.assembly import load
from constructs_pkg.audit.names import Matrix, read_matrix
from constructs_pkg.commands import main


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Matrix:
    return read_matrix(load(write_assembly(SMALL, tmp_path_factory.mktemp("clones"))))


def test_the_measured_clones_share_their_names(matrix: Matrix) -> None:
    """The matrix is as large as it says, and one cell of it is to be found."""
    odd = [
        (row.name, vantage.name)
        for row in matrix.rows
        for vantage, cell in zip(matrix.vantages, row.cells, strict=True)
        if cell.odd
    ]
    expected = (NAMES, SMALL, [("host-03.example.com", key(ODD))])
    assert expected == (len(matrix.rows), len(matrix.vantages), odd)


def test_only_commands_that_there_are_are_measured() -> None:
    """A command of another version is left out."""
    wanted = {one.arguments[0] for one in runs({10: Path("few"), 200: Path("many")})}
    assert set() == wanted - main.commands.keys()
