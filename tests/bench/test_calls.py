from __future__ import annotations

import pytest

from bench.calls import CALLBACKS, added_by_each_cell, calls, count

CELLS = 5
MOST_CALLS = 6


@pytest.fixture(scope="module")
def counts() -> list[dict[str, int]]:
    return count("library", CELLS)


def test_a_cell_with_its_service_and_endpoint_takes_few_calls(counts: list[dict[str, int]]) -> None:
    """No cell takes more than six calls into the CDK: two stacks, their order, the cell, a service, an endpoint."""
    assert [added for added in added_by_each_cell(counts) if calls(added) > MOST_CALLS] == []


def test_every_cell_takes_the_same_calls(counts: list[dict[str, int]]) -> None:
    """Calls grow linearly: each cell adds the same calls of each kind as the one before."""
    first, *others = added_by_each_cell(counts)
    assert others == [first] * (CELLS - 2)


def test_the_cdk_never_calls_back(counts: list[dict[str, int]]) -> None:
    """Nothing in a synthesis is asked of Python, neither for a cell nor for the app."""
    assert [crossings[CALLBACKS] for crossings in counts] == [0] * CELLS
