"""Choosing cells by their keys."""

import pytest

from constructs_pkg.topology import TopologyError, select

from .wishes import planned


def test_chosen_cells() -> None:
    """Only the chosen cells are left, in the order of the plan."""
    assert ["app", "old"] == [cell.key for cell in select(planned({}), ["old", "app"]).cells]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            ["ap", "xyzzy"],
            [
                "unknown-cell: cells ap is no cell of this topology; did you mean 'app'?",
                "unknown-cell: cells xyzzy is no cell of this topology; name one of: app, data, old",
            ],
        ),
        ([], ["no-cells: cells selects nothing; name one of: app, data, old"]),
    ],
)
def test_refused_choice(keys: list[str], expected: list[str]) -> None:
    """A key that is no cell's is refused with the one that may be meant; so is no key at all."""
    with pytest.raises(TopologyError) as caught:
        select(planned({}), keys)
    assert expected == [str(problem) for problem in caught.value.problems]
