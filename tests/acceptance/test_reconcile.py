"""What a run does to connections, whatever they are and whatever fails."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from botocore.exceptions import ClientError

from .cloud import ABROAD, HOME, START, Asked, Ec2
from .running import Cloud, blocked, events, named, settings

FRIEND, STRANGER, ENEMY = "222222222222", "333333333333", "444444444444"
ACCEPTS = {"key": "friend", "action": "accept", "accounts": [FRIEND]}
REJECTS = {"key": "enemy", "action": "reject", "accounts": [ENEMY], "reason": "no contract"}
MARK = {"private-cells:accepted-by": "friend"}
SECOND = timedelta(seconds=1)

# What EC2 may call the states, and what becomes of a connection of each, by whose it is.
WAITING = ("PendingAcceptance", "pendingAcceptance", "PENDINGACCEPTANCE", "pending-acceptance")
OVER = ("Rejected", "Failed", "Expired", "Deleting", "Deleted", "rejected", "DELETED")
UNKNOWN = ("Paused", "")
BECOMES = [
    *((state, FRIEND, "Available") for state in WAITING),
    *((state, STRANGER, state) for state in WAITING),
    *((state, ENEMY, "Rejected") for state in WAITING),
    *((state, account, state) for state, account in product((*OVER, *UNKNOWN), (FRIEND, STRANGER, ENEMY))),
    *((state, account, state) for state, account in product(("Available", "available"), (FRIEND, STRANGER))),
    *((state, ENEMY, "Rejected") for state in ("Available", "available")),
    *((state, account, state) for state, account in product(("Pending", "Partial"), (FRIEND, STRANGER, ENEMY))),
]


@pytest.mark.parametrize(("state", "account", "after"), BECOMES)
def test_a_connection_becomes_what_the_rules_say(state: str, account: str, after: str) -> None:
    """In any spelling of its state; what is over, on its way or unknown is left alone."""
    cloud = Cloud(Ec2(Asked(1, account, state=state)))
    cloud.reconcile(settings(ACCEPTS, REJECTS))
    assert {account: after} == cloud.states()


@pytest.mark.parametrize(("state", "account"), sorted({(state, account) for state, account, _ in BECOMES}))
def test_a_second_run_writes_nothing(state: str, account: str) -> None:
    """What a run leaves is as the rules say."""
    cloud = Cloud(Ec2(Asked(1, account, state=state)))
    cloud.reconcile(settings(ACCEPTS, REJECTS))
    assert cloud.writes is not None
    cloud.reconcile(settings(ACCEPTS, REJECTS))
    assert [] == cloud.writes


def test_a_state_that_nobody_knows_is_counted() -> None:
    """An alarm can tell of it, and nothing is done."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Paused")))
    (line,) = events(cloud.reconcile(settings(ACCEPTS)), "unknown-state")
    assert ("paused", []) == (line["state"], cloud.writes)


def test_every_decision_is_written_down() -> None:
    """With rule, request and time, and whether it was done."""
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, STRANGER, region=ABROAD), Asked(3, ENEMY)))
    found = events(cloud.reconcile(settings(ACCEPTS, REJECTS)), "decision")
    assert [("accept", "friend"), ("leave", None), ("reject", "enemy")] == [
        (one["action"], one["rule"]) for one in found
    ]
    assert {
        "event": "decision",
        "time": START.isoformat(),
        "service": "vpce-svc-0123456789abcdef0",
        "endpoint": f"vpce-{3:017x}",
        "account": ENEMY,
        "region": HOME,
        "state": "pendingacceptance",
        "asked": (START + 3 * SECOND).isoformat(),
        "action": "reject",
        "rule": "enemy",
        "reason": "no contract",
        "done": True,
    } == found[2]


def test_pages_and_other_regions_are_read() -> None:
    """Each connection is decided once, however EC2 lists it."""
    for told_at_once in (False, True):
        ec2 = Ec2(*(Asked(number, FRIEND, region=(HOME, ABROAD)[number % 2]) for number in range(7)))
        ec2.page, ec2.lists_abroad = 2, told_at_once
        cloud = Cloud(ec2)
        assert 7 == len(events(cloud.reconcile(settings(ACCEPTS)), "decision"))
        assert {"Available"} == {one.state for one in ec2.connections.values()}


@pytest.mark.parametrize("others", [0, 1, 3])
def test_an_account_has_no_more_connections_than_its_rule_allows(others: int) -> None:
    """The oldest come first, and who is connected before who asks."""
    rule = {**ACCEPTS, "most_connections": 2}
    connected = [Asked(10 + number, FRIEND, state="Available", tags=MARK) for number in range(others)]
    ec2 = Ec2(Asked(1, FRIEND), Asked(2, FRIEND), Asked(3, FRIEND), *connected)
    Cloud(ec2).reconcile(settings(rule))
    after = [one.state for one in sorted(ec2.connections.values(), key=lambda one: one.number)]
    expected = {
        0: ["Available", "Available", "PendingAcceptance"],
        1: ["Available", "PendingAcceptance", "PendingAcceptance", "Available"],
        3: ["PendingAcceptance"] * 3 + ["Available", "Available", "Rejected"],
    }
    assert expected[others] == after


@pytest.mark.parametrize(
    ("rules", "tags", "after"),
    [
        ([], MARK, "Rejected"),
        ([], {}, "Available"),
        ([{**ACCEPTS, "expires": "2025-12-31T00:00:00+00:00"}], MARK, "Rejected"),
        ([{**ACCEPTS, "expires": "2025-12-31T00:00:00+00:00"}], {}, "Available"),
        ([{**ACCEPTS, "expires": "2026-12-31T00:00:00+00:00"}], MARK, "Available"),
        ([{"key": "ours", "action": "leave", "accounts": [FRIEND]}], MARK, "Available"),
        ([{**ACCEPTS, "key": "renamed"}], MARK, "Available"),
        ([{"key": "all", "action": "reject"}], {}, "Rejected"),
    ],
)
def test_who_is_connected_stays_while_a_rule_or_a_human_wants_it(
    rules: list[dict[str, object]], tags: dict[str, str], after: str
) -> None:
    """Whom a rule let in goes with it; whom a human let in goes only if a rule rejects them."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Available", tags=dict(tags))))
    cloud.reconcile(settings(*rules))
    assert {FRIEND: after} == cloud.states()


@pytest.mark.parametrize(("most", "after"), [(0.5, "Available"), (0.75, "Rejected")])
def test_a_run_that_would_reject_too_many_rejects_none_that_are_connected(most: float, after: str) -> None:
    """A mistake in the rules cuts nobody off; who waits is rejected all the same."""
    connected = [Asked(number, f"{number}" * 12, state="Available", tags=MARK) for number in (5, 6, 7)]
    kept = Asked(8, FRIEND, state="Available", tags=MARK)
    cloud = Cloud(Ec2(*connected, kept, Asked(9, ENEMY)))
    found = cloud.reconcile(settings(ACCEPTS, REJECTS, most_rejected=most))
    assert {**{one.account: after for one in connected}, FRIEND: "Available", ENEMY: "Rejected"} == cloud.states()
    assert (most == 0.5) == bool(events(found, "stopped"))
    assert [after == "Rejected"] * 3 == [line["done"] for line in events(found, "decision") if line["account"] != ENEMY]


def test_one_connected_consumer_may_always_be_rejected() -> None:
    """A service with a single consumer can lose it."""
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Available", tags=dict(MARK))))
    cloud.reconcile(settings(most_rejected=0.0))
    assert {FRIEND: "Rejected"} == cloud.states()


@pytest.mark.parametrize("how", ["poisonous", "unwilling"])
def test_one_that_is_refused_holds_up_no_other(how: str) -> None:
    """Whether the call fails as a whole or says in its answer what it did not do."""
    ec2 = Ec2(*(Asked(number, FRIEND) for number in range(30)))
    bad = Asked(7, FRIEND).endpoint_id
    setattr(ec2, how, {bad})
    found = Cloud(ec2).reconcile(settings(ACCEPTS))
    assert [bad] == [line["endpoint"] for line in events(found, "item-failed")]
    assert {bad} == {one.endpoint_id for one in ec2.connections.values() if one.state != "Available"}
    (line,) = events(found, "reconciled")
    assert 1 == line["failed"]
    assert [bad] == [line["endpoint"] for line in events(found, "decision") if not line["done"]]


@pytest.mark.parametrize(
    ("action", "account"),
    [
        ("describe_vpc_endpoint_connections", FRIEND),
        ("create_tags", FRIEND),
        ("accept_vpc_endpoint_connections", FRIEND),
        ("reject_vpc_endpoint_connections", ENEMY),
    ],
)
@pytest.mark.parametrize("code", ["RequestLimitExceeded", "Throttling", "ServiceUnavailable"])
def test_a_throttled_call_is_made_again(action: str, account: str, code: str) -> None:
    """After a pause, and not more often than a few times."""
    cloud = Cloud(Ec2(Asked(1, account)))
    cloud.ec2.failing[action] = [code] * 5
    cloud.reconcile(settings(ACCEPTS, REJECTS))
    assert {"Available", "Rejected"} & set(cloud.states().values())
    assert 6 <= cloud.ec2.calls.count(action) <= 7


def test_a_run_that_cannot_see_does_nothing() -> None:
    """The function fails, so that the messages come again; a page that is missing is as bad as all."""
    ec2 = Ec2(*(Asked(number, FRIEND) for number in range(4)))
    ec2.page = 2
    ec2.failing["describe_vpc_endpoint_connections"] = [None, "UnauthorizedOperation"]
    cloud = Cloud(ec2)
    with pytest.raises(ClientError):
        cloud.reconcile(settings(ACCEPTS))
    assert [] == cloud.writes


def test_what_cannot_be_marked_is_not_accepted() -> None:
    """Else nobody could tell later that a rule had let it in."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.ec2.failing["create_tags"] = ["UnauthorizedOperation"]
    assert events(cloud.reconcile(settings(ACCEPTS)), "item-failed")
    assert {FRIEND: "PendingAcceptance"} == cloud.states()
    cloud.reconcile(settings(ACCEPTS))
    assert {FRIEND: "Available"} == cloud.states()


def test_a_dry_run_says_and_does_not() -> None:
    """Decisions are written as not done."""
    cloud = Cloud(Ec2(Asked(1, FRIEND), Asked(2, ENEMY)))
    found = events(cloud.reconcile(settings(ACCEPTS, REJECTS, dry_run=True)), "decision")
    assert [("accept", False), ("reject", False)] == [(line["action"], line["done"]) for line in found]
    assert [] == cloud.writes


def test_a_dry_run_changes_no_name_and_no_block() -> None:
    """Neither of who is connected nor of who would be."""
    blocks = {"friend": {"friend": ["192.0.2.0/24"]}}
    cloud = Cloud(Ec2(Asked(1, FRIEND, state="Available", tags=dict(MARK)), Asked(2, FRIEND)))
    cloud.reconcile({**named(ACCEPTS), **blocked(blocks, ACCEPTS), "dry_run": True})
    assert [] == cloud.writes
