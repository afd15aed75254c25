"""What a run does where AWS is not reached, or a part of the work fails by itself."""

from __future__ import annotations

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from .cloud import Asked, Ec2
from .running import Cloud, blocked, events, named, settings

FRIEND, OTHER = "222222222222", "333333333333"
RULE = {"key": "friend", "action": "accept", "accounts": [FRIEND]}
BOTH = {**named(RULE), **blocked({"friend": {"friend": ["192.0.2.0/24"]}}, RULE)}
ATTEMPTS = 6
URL = "https://ec2.us-east-1.amazonaws.com"
CUT = [
    ConnectTimeoutError(endpoint_url=URL),
    EndpointConnectionError(endpoint_url=URL),
    ReadTimeoutError(endpoint_url=URL),
    ConnectionClosedError(endpoint_url=URL),
]


@pytest.mark.parametrize("cut", CUT, ids=lambda cut: type(cut).__name__)
def test_a_line_that_is_cut_is_tried_again(cut: Exception) -> None:
    """The call may have done its work all the same: to accept twice is to accept once."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.ec2.failing["accept_vpc_endpoint_connections"] = [cut] * (ATTEMPTS - 1)
    cloud.reconcile(settings(RULE))
    assert {FRIEND: "Available"} == cloud.states()


def test_what_is_not_reached_is_not_tried_one_by_one() -> None:
    """A run tells what it did not do before its time is over, and the next one does it."""
    ec2 = Ec2(*(Asked(number, FRIEND) for number in range(60)))
    ec2.failing["accept_vpc_endpoint_connections"] = [None, *[CUT[0]] * ATTEMPTS]
    cloud = Cloud(ec2)
    found = cloud.reconcile(settings(RULE))
    ids = [Asked(number, FRIEND).endpoint_id for number in range(60)]
    assert ids[25:] == [line["endpoint"] for line in events(found, "item-failed")]
    assert ids[:25] == [line["endpoint"] for line in events(found, "decision") if line["done"]]
    assert 1 + ATTEMPTS == ec2.calls.count("accept_vpc_endpoint_connections")
    cloud.reconcile(settings(RULE))
    assert {"Available"} == {one.state for one in ec2.connections.values()}


def test_blocks_are_kept_while_names_cannot_be() -> None:
    """The failure is told, by which an alarm counts, and the next run makes up for it."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.route53.failing["list_resource_record_sets"] = ["AccessDenied"]
    (line,) = events(cloud.reconcile(BOTH), "names-failed")
    assert "AccessDenied" in line["reason"]
    assert {"friend": {"192.0.2.0/24"}} == cloud.route53.blocks
    assert {} == cloud.route53.names()


def test_names_are_kept_while_blocks_are_not_reached() -> None:
    """One failure is no reason for another."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.route53.failing["list_cidr_blocks"] = [CUT[0]] * ATTEMPTS
    (line,) = events(cloud.reconcile(BOTH), "blocks-failed")
    assert URL in line["reason"]
    assert cloud.route53.names()


def test_connections_are_marked_some_at_a_time() -> None:
    """With the rule of each; where some cannot be marked together, each is marked alone."""
    other = {"key": "other", "action": "accept", "accounts": [OTHER]}
    ec2 = Ec2(*(Asked(number, FRIEND if number < 30 else OTHER) for number in range(40)))
    ec2.failing["create_tags"] = [None, None, "InvalidID"]
    Cloud(ec2).reconcile(settings(RULE, other))
    # 25 and 5 of the one rule, and 10 of the other that are refused together.
    assert 3 + 10 == ec2.calls.count("create_tags")
    marks = {(one.account, *one.tags.values()) for one in ec2.connections.values()}
    assert {(FRIEND, "friend"), (OTHER, "other")} == marks
    assert {"Available"} == {one.state for one in ec2.connections.values()}
