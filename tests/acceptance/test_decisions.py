"""What counts as connected, and what is said to be so, where a run's outcome alone does not show it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from constructs_pkg.fragments.handlers.connections import connections
from constructs_pkg.fragments.handlers.reconciliation import steps

from .cloud import HOME, SERVICE, START, Asked, Ec2
from .running import Cloud, Rule, events, named, settings

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


def test_who_is_rejected_pushes_out_nobody_and_has_its_place_until_it_is_gone() -> None:
    """The account's next request is accepted by the run after."""
    old = {"key": "old", "action": "reject", "endpoint_ids": [Asked(1, FRIEND).endpoint_id]}
    mark = {"private-cells:accepted-by": "friend"}
    leaving, staying = Asked(1, FRIEND, state="Available"), Asked(2, FRIEND, state="Available", tags=dict(mark))
    two = {**RULE, "most_connections": 2}
    cloud = Cloud(Ec2(leaving, staying, Asked(3, FRIEND)))
    cloud.reconcile(settings(old, {**RULE, "most_connections": 1}))
    assert ["Rejected", "Available", "PendingAcceptance"] == [one.state for one in cloud.ec2.connections.values()]
    leaving.state = "Available"
    cloud.reconcile(settings(old, two))
    assert ["Rejected", "Available", "PendingAcceptance"] == [one.state for one in cloud.ec2.connections.values()]
    cloud.reconcile(settings(old, two))
    assert ["Rejected", "Available", "Available"] == [one.state for one in cloud.ec2.connections.values()]


@pytest.mark.parametrize("how", ["held back", "failed"])
def test_a_place_that_is_not_free_is_not_given_away(how: str) -> None:
    """A rejection that is held back or fails leaves the account with as many connections as before."""
    old = {"key": "old", "action": "reject", "endpoint_ids": [Asked(number, FRIEND).endpoint_id for number in (1, 2)]}
    ec2 = Ec2(Asked(1, FRIEND, state="Available"), Asked(2, FRIEND, state="Available"), Asked(3, FRIEND))
    ec2.unwilling = {Asked(number, FRIEND).endpoint_id for number in (1, 2) if how == "failed"}
    cloud = Cloud(ec2)
    for _ in range(3):
        cloud.reconcile(settings(old, RULE, most_rejected=0.0 if how == "held back" else 1.0))
    assert ["Available", "Available", "PendingAcceptance"] == [one.state for one in ec2.connections.values()]


@pytest.mark.parametrize("state", ["Pending", "Partial"])
@pytest.mark.parametrize("rules", [[], [{**RULE, "action": "reject"}]])
def test_who_is_on_the_way_is_left_whatever_the_rules_say(state: str, rules: list[Rule]) -> None:
    """Also where the rule that accepted it is gone."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state=state, tags={"private-cells:accepted-by": "friend"})))
    found = cloud.reconcile(settings(*rules))
    assert [] == cloud.writes
    assert [] == events(found, "decision")


def test_a_rule_that_is_gone_is_the_reason() -> None:
    """Of whom it had accepted."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Available", tags={"private-cells:accepted-by": "old"})))
    (line,) = events(cloud.reconcile(settings()), "decision")
    assert ("reject", None) == (line["action"], line["rule"])
    assert "rule old, which accepted it, holds no more: it is gone" == line["reason"]


@pytest.mark.parametrize(
    ("state", "action", "does", "accepting", "unclear"),
    [
        ("PendingAcceptance", "accept", "accept", "friend", False),
        ("PendingAcceptance", "reject", "reject", None, False),
        ("PendingAcceptance", "leave", "leave", None, False),
        ("Available", "accept", "keep", "friend", False),
        ("Available", "reject", "reject", None, False),
        ("Available", "leave", "keep", None, False),
        ("Pending", "reject", "keep", None, False),
        ("Deleted", "accept", "nothing", None, False),
        ("Paused", "accept", "nothing", None, True),
    ],
)
def test_what_is_done_and_by_which_rule(
    state: str, action: str, does: str, accepting: str | None, unclear: bool
) -> None:
    """Only a rule that accepts is one by which somebody is connected."""
    found = connections(Ec2(Asked(1, FRIEND, state=state)), SERVICE, HOME)
    (step,) = steps(found, [{**RULE, "action": action}], START, lambda account: ())
    assert (does, accepting, unclear) == (step.action, step.accepting_rule, step.is_unclear)


def test_a_run_counts_what_it_does() -> None:
    """By the words of its steps, and tells how long the oldest request has waited."""
    states = ["PendingAcceptance", "PendingAcceptance", "Available", "Deleted", "Available"]
    asked = [Asked(number, FRIEND if number < 3 else "333333333333", state=each) for number, each in enumerate(states)]
    cloud = Cloud(Ec2(*asked))
    (line,) = events(cloud.reconcile(settings(RULE), START + timedelta(hours=1)), "reconciled")
    assert {
        "event": "reconciled",
        "service": SERVICE,
        "connections": 5,
        "actions": {"keep": 2, "leave": 2, "nothing": 1},
        "undecided": 2,
        "oldest_undecided_seconds": 3600,
        "failed": 0,
    } == line
