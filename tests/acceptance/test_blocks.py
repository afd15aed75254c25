"""The CIDR blocks of customers, which follow their connections."""

from __future__ import annotations

from .cloud import Asked, Ec2
from .running import Cloud, blocked, events

ONE, TWO = "222222222222", "333333333333"
FIRST = {"key": "anycompany", "action": "accept", "accounts": [ONE]}
SECOND = {"key": "other", "action": "accept", "accounts": [TWO]}
BLOCKS = {"anycompany": {"anycompany": ["192.0.2.0/24", "198.51.100.0/24"]}, "other": {"other": ["203.0.113.0/24"]}}


def test_blocks_follow_connections() -> None:
    """They come with the first connection, and go with the last."""
    cloud = Cloud(Ec2(Asked(1, ONE)))
    found = cloud.reconcile(blocked(BLOCKS, FIRST, SECOND))
    assert {"anycompany": {"192.0.2.0/24", "198.51.100.0/24"}} == cloud.route53.blocks
    assert [
        {
            "event": "blocks-changed",
            "location": "anycompany",
            "action": "PUT",
            "blocks": ["192.0.2.0/24", "198.51.100.0/24"],
        }
    ] == events(found, "blocks-changed")
    assert cloud.writes
    cloud.reconcile(blocked(BLOCKS, FIRST, SECOND))
    assert [] == cloud.writes
    cloud.ec2.connections[Asked(1, ONE).endpoint_id].state = "Deleting"
    cloud.reconcile(blocked(BLOCKS, FIRST, SECOND))
    assert {} == cloud.route53.blocks


def test_blocks_that_drift_are_put_right() -> None:
    """A block moves from one location to another, and what is nobody's goes."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.route53.page = 1
    cloud.route53.blocks["other"] = {"192.0.2.0/24"}
    cloud.route53.blocks["gone"] = {"203.0.113.0/24"}
    cloud.reconcile(blocked(BLOCKS, FIRST, SECOND))
    assert {"anycompany": {"192.0.2.0/24", "198.51.100.0/24"}, "other": {"203.0.113.0/24"}} == cloud.route53.blocks


def test_blocks_that_are_refused_hold_up_no_other() -> None:
    """And are put there by the next run."""
    cloud = Cloud(Ec2(Asked(1, ONE), Asked(2, TWO)))
    cloud.route53.failing["change_cidr_collection"] = ["LimitsExceeded"]
    assert events(cloud.reconcile(blocked(BLOCKS, FIRST, SECOND)), "blocks-failed")
    assert {"other": {"203.0.113.0/24"}} == cloud.route53.blocks
    cloud.reconcile(blocked(BLOCKS, FIRST, SECOND))
    assert {"anycompany", "other"} == cloud.route53.blocks.keys()


def test_only_a_rule_that_accepts_brings_blocks() -> None:
    """Not one that has none, nor one that leaves, nor an acceptance that failed."""
    leaves = {**FIRST, "action": "leave"}
    plain = {"key": "plain", "action": "accept", "accounts": [TWO]}
    cloud = Cloud(Ec2(Asked(1, ONE, state="Available"), Asked(2, TWO)))
    cloud.reconcile(blocked(BLOCKS, leaves, plain))
    assert [] == cloud.route53.asked
    cloud.ec2.connections[Asked(1, ONE).endpoint_id].state = "PendingAcceptance"
    cloud.ec2.unwilling = {Asked(1, ONE).endpoint_id}
    cloud.reconcile(blocked(BLOCKS, FIRST))
    assert [] == cloud.route53.asked


def test_blocks_go_by_the_thousand() -> None:
    """Route 53 takes no more in one change."""
    many = [f"10.{number // 256}.{number % 256}.0/24" for number in range(1001)]
    cloud = Cloud(Ec2(Asked(1, ONE)))
    cloud.reconcile(blocked({"anycompany": {"anycompany": many}}, FIRST))
    assert {"anycompany": set(many)} == cloud.route53.blocks
    assert [1000, 1] == [len(change["CidrList"]) for change in cloud.route53.asked]
