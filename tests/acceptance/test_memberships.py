"""Which organization an account is in, as the settings tell or as a role looks up."""

from __future__ import annotations

import pytest

from .cloud import Asked, Ec2, Organizations, Sts
from .running import Cloud, events, settings

FRIEND, STRANGER, ENEMY = "222222222222", "333333333333", "444444444444"
MARK = {"private-cells:accepted-by": "friend"}
ROLE = "arn:aws:iam::111111111111:role/reads"
OURS = {"key": "ours", "action": "accept", "organizations": ["o-exampleorgid"]}
NOBODY_ELSE = {"key": "else", "action": "reject", "reason": "not ours"}


def looking(*asked: Asked, parents: dict[str, str]) -> tuple[Cloud, Organizations]:
    """A cloud whose organization a role may look at."""
    cloud, organizations = Cloud(Ec2(*asked)), Organizations(parents)
    cloud.others = {"sts": Sts(), "organizations": organizations}
    return cloud, organizations


def test_the_settings_tell_the_organization() -> None:
    """An account that they do not name is in none."""
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, STRANGER)))
    cloud.reconcile(settings(OURS, memberships={FRIEND: ["o-exampleorgid", "r-root"]}))
    assert {FRIEND: "Available", STRANGER: "PendingAcceptance"} == cloud.states()
    cloud.reconcile(settings(OURS))
    assert {FRIEND: "Rejected", STRANGER: "PendingAcceptance"} == cloud.states()


def test_a_stranger_is_known_to_be_in_none() -> None:
    """So that the next rule decides; an account of the organization is in it, at whatever depth."""
    parents = {FRIEND: "ou-root-inner", "ou-root-inner": "ou-root-outer", "ou-root-outer": "r-root"}
    cloud, _ = looking(Asked(1, FRIEND), Asked(2, STRANGER), parents=parents)
    found = cloud.reconcile(settings(OURS, NOBODY_ELSE, organizations_role=ROLE))
    assert {FRIEND: "Available", STRANGER: "Rejected"} == cloud.states()
    assert [] == events(found, "membership-unknown")


@pytest.mark.parametrize("action", ["list_parents", "describe_organization"])
def test_a_throttled_look_is_made_again(action: str) -> None:
    """Organizations has a code of its own for that."""
    cloud, organizations = looking(Asked(1, FRIEND), parents={FRIEND: "r-root"})
    organizations.failing[action] = ["TooManyRequestsException"] * 5
    cloud.reconcile(settings(OURS, organizations_role=ROLE))
    assert {FRIEND: "Available"} == cloud.states()


def test_nobody_is_looked_up_where_no_rule_asks() -> None:
    """The role is not even taken."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    rule = {"key": "friend", "action": "accept", "accounts": [FRIEND]}
    cloud.reconcile(settings(rule, organizations_role=ROLE))
    assert {FRIEND: "Available"} == cloud.states()


def test_an_organization_is_looked_up_by_its_role() -> None:
    """A stranger is in none; each account is looked up once."""
    rule = {"key": "ours", "action": "accept", "organizational_units": ["ou-root-workload"]}
    parents = {FRIEND: "ou-root-workload", "ou-root-workload": "r-root", ENEMY: "r-root"}
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, STRANGER), Asked(3, ENEMY), Asked(4, FRIEND)))
    organizations = Organizations(parents)
    cloud.others = {"sts": Sts(), "organizations": organizations}
    cloud.reconcile(settings(rule, organizations_role="arn:aws:iam::111111111111:role/reads"))
    waiting = "PendingAcceptance"
    assert [("Available", FRIEND), (waiting, STRANGER), (waiting, ENEMY), ("Available", FRIEND)] == [
        (one.state, one.account) for one in cloud.ec2.connections.values()
    ]
    assert 4 == organizations.calls.count("list_parents")


def test_an_organization_that_cannot_be_looked_up_cuts_nobody_off() -> None:
    """Nothing is accepted, rejected or taken for gone while nobody knows."""
    rule = {"key": "friend", "action": "accept", "organizations": ["o-exampleorgid"]}
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, STRANGER, state="Available", tags=dict(MARK))))
    organizations = Organizations({})
    organizations.failing["list_parents"] = ["AccessDeniedException"] * 2
    cloud.others = {"sts": Sts(), "organizations": organizations}
    found = cloud.reconcile(settings(rule, organizations_role="arn:aws:iam::111111111111:role/reads"))
    assert {FRIEND: "PendingAcceptance", STRANGER: "Available"} == cloud.states()
    assert [] == cloud.writes
    assert 2 == len(events(found, "membership-unknown"))
