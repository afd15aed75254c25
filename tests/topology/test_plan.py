"""What a plan is: complete, immutable and printable."""

from .wishes import planned


def test_tags_of_the_topology_and_of_the_cell_are_merged() -> None:
    """A cell has the tags of both in the order of their keys, its own value where both have one."""
    found = planned({"tags": {"stage": "test", "owner": "all"}, "cells.app.tags": {"owner": "app", "cost": "1"}})
    assert (("cost", "1"), ("owner", "app"), ("stage", "test")) == found.cells[0].tags
    assert "\n    tag cost: 1\n    tag owner: app\n    tag stage: test\n  cell data" in str(found)


def test_plan_cannot_be_changed() -> None:
    """Nothing in a plan is mutable, so a plan has a hash, and equal plans have the same."""
    tagged = {"tags": {"owner": "all"}}
    assert hash(planned(tagged)) == hash(planned(tagged))
    assert 2 == len({planned(tagged), planned({}), planned({})})
