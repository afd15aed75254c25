"""What counts as connected, and what is said to be so, where a run's outcome alone does not show it."""

from __future__ import annotations

import pytest

from .cloud import START, Asked, Ec2
from .running import Cloud, events, named, settings

FRIEND = "222222222222"
RULE = {"key": "friend", "action": "accept", "accounts": [FRIEND], "most_connections": 1}


@pytest.mark.parametrize("state", ["Available", "Pending", "Partial"])
def test_who_is_on_the_way_counts_as_connected(state: str) -> None:
    """It takes the account's place, has its name, and is no state that nobody knows."""
    cloud = Cloud(Ec2(Asked(2, FRIEND, state=state), Asked(1, FRIEND)))
    found = cloud.reconcile(named(RULE))
    assert [state, "PendingAcceptance"] == [one.state for one in cloud.ec2.connections.values()]
    assert ["friend"] == [*cloud.route53.names()]
    assert [] == events(found, "unknown-state")


@pytest.mark.parametrize("state", ["Rejected", "Failed", "Expired", "Deleting", "Deleted"])
def test_what_is_over_takes_no_place(state: str) -> None:
    """Nor a name, and is no state that nobody knows."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state=state), Asked(2, FRIEND)))
    found = cloud.reconcile(named(RULE))
    assert [state, "Available"] == [one.state for one in cloud.ec2.connections.values()]
    assert {"friend": Asked(2, FRIEND).dns_name} == cloud.route53.names()
    assert [] == events(found, "unknown-state")


def test_a_flood_of_one_account_is_left_to_a_human() -> None:
    """What is beyond its rule is neither accepted nor rejected, and each request is decided by itself."""
    cloud = Cloud(Ec2(*(Asked(number, FRIEND) for number in range(120))))
    found = cloud.reconcile(settings(RULE))
    states = [one.state for one in cloud.ec2.connections.values()]
    assert (["Available"] + ["PendingAcceptance"] * 119) == states
    (line,) = events(found, "reconciled")
    assert (120, 119, 0) == (line["connections"], line["undecided"], line["failed"])
    assert [] == cloud.writes[2:]


def test_no_tag_of_a_consumer_is_taken_for_the_mark() -> None:
    """A rule never sees the mark as a tag, whatever it asks for."""
    asking = {"key": "tagged", "action": "accept", "tags": {"private-cells:accepted-by": ["friend"]}}
    cloud = Cloud(Ec2(Asked(1, FRIEND, tags={"private-cells:accepted-by": "friend"})))
    cloud.reconcile(settings(asking), START)
    assert {FRIEND: "PendingAcceptance"} == cloud.states()
