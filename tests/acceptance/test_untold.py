"""What EC2 leaves out of a connection, or tells of another service, decides nothing about it or the others."""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import ABROAD, HOME, START, Asked, Ec2
from .running import Cloud, events, named, settings

FRIEND, OTHER = "222222222222", "333333333333"
RULE = {"key": "friend", "action": "accept", "accounts": [FRIEND], "most_connections": 1}
OTHERS = {"key": "other", "action": "accept", "accounts": [OTHER]}


def tell(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]) -> None:
    """Make EC2 tell something else of every connection, or nothing where that is None."""
    whole = Asked.told
    changed = {key: value for key, value in told.items() if value is not None}
    monkeypatch.setattr(
        Asked, "told", lambda one: {key: each for key, each in whole(one).items() if key not in told} | changed
    )


@pytest.mark.parametrize(
    ("key", "empty"),
    [("VpcEndpointId", "endpoint"), ("VpcEndpointOwner", "account"), ("VpcEndpointState", "state")],
)
def test_without_what_a_decision_needs_there_is_none(key: str, empty: str) -> None:
    """It is counted as unclear, and the others are decided."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, untold=(key,)), Asked(2, OTHER)))
    found = cloud.reconcile(named(RULE, OTHERS))
    assert {FRIEND: "PendingAcceptance", OTHER: "Available"} == cloud.states()
    (line,) = events(found, "unknown-state")
    assert (f"EC2 does not tell its {key}", "") == (line["reason"], line[empty])
    assert [OTHER] == [each["account"] for each in events(found, "decision")]


def test_all_that_is_missing_is_told() -> None:
    """In one line."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, untold=("VpcEndpointOwner", "VpcEndpointState"))))
    (line,) = events(cloud.reconcile(settings(RULE)), "unknown-state")
    assert "EC2 does not tell its VpcEndpointOwner, VpcEndpointState" == line["reason"]


def test_a_connection_without_its_endpoint_has_its_place_still() -> None:
    """It is its account's, whatever endpoint it is of."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Available", untold=("VpcEndpointId",)), Asked(2, FRIEND)))
    cloud.reconcile(settings(RULE))
    assert ["Available", "PendingAcceptance"] == [one.state for one in cloud.ec2.connections.values()]
    assert [] == cloud.ec2.writes


def test_a_connection_without_an_id_is_not_accepted() -> None:
    """It cannot be marked."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, untold=("VpcEndpointConnectionId",)), Asked(2, OTHER)))
    (line,) = events(cloud.reconcile(settings(RULE, OTHERS)), "item-failed")
    assert {FRIEND: "PendingAcceptance", OTHER: "Available"} == cloud.states()
    assert "EC2 tells no id of the connection, so that it cannot be marked" == line["reason"]


@pytest.mark.parametrize(
    ("untold", "before", "after"),
    [((), "Available", "Rejected"), (("VpcEndpointRegion",), "PendingAcceptance", "Available")],
)
def test_an_endpoint_without_a_region_is_of_the_services_own(untold: tuple[str, ...], before: str, after: str) -> None:
    """Else it is of the one that is told."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, region=ABROAD, untold=untold)))
    cloud.reconcile(settings({**RULE, "regions": [ABROAD]}))
    assert {FRIEND: before} == cloud.states()
    cloud.reconcile(settings({**RULE, "regions": [HOME]}))
    assert {FRIEND: after} == cloud.states()


def test_who_does_not_tell_its_age_is_the_youngest() -> None:
    """And its decision tells no time of the request, nor how long it has waited."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, untold=("CreationTimestamp",)), Asked(2, FRIEND)))
    found = cloud.reconcile(settings(RULE), START)
    assert ["PendingAcceptance", "Available"] == [one.state for one in cloud.ec2.connections.values()]
    assert [START.replace(second=2).isoformat(), None] == [line["asked"] for line in events(found, "decision")]
    (line,) = events(found, "reconciled")
    assert (1, 0) == (line["undecided"], line["oldest_undecided_seconds"])


@pytest.mark.parametrize(
    "told",
    [
        {"Tags": [{}]},
        {"Tags": [{"Value": "live"}]},
        {"Tags": None},
        {"DnsEntries": [{}]},
        {"DnsEntries": [{"HostedZoneId": "Z7HB22UULQXV"}]},
        {"DnsEntries": None},
    ],
)
def test_lists_may_hold_little_or_be_missing(told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a rule accepts is accepted with them as without."""
    tell(monkeypatch, told)
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, OTHER)))
    cloud.reconcile(named(RULE, OTHERS))
    assert {FRIEND: "Available", OTHER: "Available"} == cloud.states()


def test_a_tag_without_a_value_has_the_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a rule may ask for."""
    tell(monkeypatch, {"Tags": [{"Key": "stage"}]})
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.reconcile(settings({**RULE, "tags": {"stage": [""]}}))
    assert {FRIEND: "Available"} == cloud.states()


def test_connections_of_another_service_are_nobodys() -> None:
    """Where EC2 does not know the filter it tells them all."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, service="vpce-svc-99999999999999999"), Asked(2, OTHER)))
    cloud.ec2.filters = False
    found = cloud.reconcile(settings(RULE, OTHERS))
    assert {FRIEND: "PendingAcceptance", OTHER: "Available"} == cloud.states()
    assert [OTHER] == [line["account"] for line in events(found, "decision")]
