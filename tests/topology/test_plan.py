"""What a plan is: complete, immutable and printable."""

from .wishes import BASE, planned


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


def test_links_that_read_a_parameter_come_after_those_that_write_it() -> None:
    """A cell whose link reads a service's name comes after the cell that writes it; in another account it does not."""
    reader = {"cell": "near", "service_name": {"ssm_parameter": "/db/name"}, "security_group_ids": ["sg-01234567"]}
    found = planned(
        {
            "services.db.publish_to": "/db/name",
            "cells.near": BASE["cells"]["data"],
            "cells.next": BASE["cells"]["data"],
            "links.near": reader,
            "links.again": reader,
            "links.next": reader | {"cell": "next"},
            "links.other": reader | {"cell": "app"},
        }
    )
    assert {"near": ("data",), "next": ("data",)} == {
        cell.key: cell.links_after for cell in found.cells if cell.links_after
    }
    assert 2 == str(found).count("\n    links deployed after those of: data\n")
