"""Connections are rejected before their service is deleted, and then alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fragments.handling import Answer, Context, event, loaded

from .cloud import COLLECTION, SERVICE, ZONE, ZONE_ID, Asked, Ec2
from .route53 import Route53
from .running import events, lines

STATES = {1: "PendingAcceptance", 2: "Available", 3: "Rejected", 4: "Deleted", 5: "Failed"}
ACCOUNT = "222222222222"


def service() -> Ec2:
    """A service with a connection in each of some states."""
    return Ec2(*(Asked(number, ACCOUNT, state=state) for number, state in STATES.items()))


def run(
    ec2: Ec2,
    asked: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    seconds: float = 900,
    route53: Route53 | None = None,
) -> tuple[Any, list[Answer]]:
    """Run the function once; with `route53` it is told of names and blocks."""
    monkeypatch.setenv("SERVICE_ID", SERVICE)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    if route53 is not None:
        for name, value in {"ZONE": ZONE, "ZONE_ID": ZONE_ID, "COLLECTION_ID": COLLECTION}.items():
            monkeypatch.setenv(name, value)
    answers: list[Answer] = []
    with loaded("drain_connections", {"ec2": ec2, "route53": lambda **_: route53}, answers) as index:
        return index.handler(asked, Context(seconds=seconds, seconds_a_look=1)), answers


def decision(number: int, state: str, done: bool) -> dict[str, Any]:
    """What is written of one connection."""
    return {
        "event": "decision",
        "service": SERVICE,
        "endpoint": Asked(number, ACCOUNT).endpoint_id,
        "account": ACCOUNT,
        "state": state,
        "action": "reject",
        "rule": None,
        "reason": "the service is drained",
        "done": done,
    }


@pytest.mark.parametrize(
    ("request_type", "on_deletion", "rejects"),
    [("Create", "reject", False), ("Update", "reject", False), ("Delete", "keep", False), ("Delete", "reject", True)],
)
def test_connections_are_rejected_before_a_deletion_that_asks_for_it(
    request_type: str, on_deletion: str, rejects: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is over stays as it is."""
    ec2 = service()
    asked = event(request_type, {"ServiceId": SERVICE, "OnDeletion": on_deletion}, physical_id=SERVICE)
    told, (answer,) = run(ec2, asked, monkeypatch)
    assert told is None
    assert ("SUCCESS", SERVICE) == (answer.status, answer.physical_id)
    after = {one.number: one.state for one in ec2.connections.values()}
    assert {**STATES, **({1: "Rejected", 2: "Rejected"} if rejects else {})} == after


def test_a_connection_that_stays_fails_the_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason tells what was waited for."""
    ec2 = service()
    ec2.unwilling = {Asked(2, ACCOUNT).endpoint_id}
    asked = event("Delete", {"ServiceId": SERVICE, "OnDeletion": "reject"}, physical_id=SERVICE)
    _, (answer,) = run(ec2, asked, monkeypatch, seconds=30)
    assert "FAILED" == answer.status
    assert SERVICE in str(answer.reason)


def customers() -> Route53:
    """A zone with the names of two customers, of which one is somebody else's record, and a block."""
    route53 = Route53()
    mark = f'"service={SERVICE} endpoint={Asked(2, ACCOUNT).endpoint_id}"'
    route53.put(f"_private-cells.own.{ZONE}.", "TXT", mark)
    route53.put(f"own.{ZONE}.", "CNAME", "own.example.net")
    route53.put(f"foreign.{ZONE}.", "CNAME", "foreign.example.net")
    route53.blocks["own"].add("192.0.2.0/24")
    return route53


@pytest.mark.parametrize(
    ("request_type", "on_deletion", "left"),
    [
        ("Update", "reject", {"foreign", "own"}),
        ("Delete", "keep", {"foreign", "own"}),
        ("Delete", "reject", {"foreign"}),
    ],
)
def test_names_and_blocks_go_with_the_service(
    request_type: str, on_deletion: str, left: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody would take them away afterwards; what is not the function's own stays."""
    route53 = customers()
    asked = event(request_type, {"ServiceId": SERVICE, "OnDeletion": on_deletion}, physical_id=SERVICE)
    _, (answer,) = run(service(), asked, monkeypatch, route53=route53)
    assert "SUCCESS" == answer.status
    assert left == route53.names().keys()
    assert ("own" in left) == ((f"_private-cells.own.{ZONE}.", "TXT") in route53.records)
    assert ("own" in left) == bool(route53.blocks)


@pytest.mark.parametrize("failing", ["list_resource_record_sets", "list_cidr_blocks"])
def test_names_hold_up_no_deletion(
    failing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A zone or a collection that is gone is said in the log, and the other is cleared."""
    route53 = customers()
    route53.failing[failing] = ["NoSuchHostedZone"]
    asked = event("Delete", {"ServiceId": SERVICE, "OnDeletion": "reject"}, physical_id=SERVICE)
    _, (answer,) = run(service(), asked, monkeypatch, route53=route53)
    assert "SUCCESS" == answer.status
    of_zone = failing == "list_resource_record_sets"
    assert (of_zone, not of_zone) == ("own" in route53.names(), bool(route53.blocks))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = [line["event"] for line in told if "NoSuchHostedZone" in line.get("reason", "")]
    assert ["names-failed" if of_zone else "blocks-failed"] == failed


@pytest.mark.parametrize(
    ("asked", "dry"), [({}, True), ({"dry_run": True}, True), ({"dry_run": None}, True), ({"dry_run": False}, False)]
)
def test_a_dry_run_says_what_would_be_rejected(
    asked: dict[str, Any], dry: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only a plain no makes it real."""
    ec2 = service()
    told, _ = run(ec2, asked, monkeypatch)
    said = lines(capsys.readouterr().out)
    assert {
        "dry_run": dry,
        "rejected": [Asked(number, ACCOUNT).endpoint_id for number in (1, 2)],
        "failed": {},
    } == told
    assert dry == (ec2.writes == [])
    assert ([] if dry else [decision(1, "pendingacceptance", True), decision(2, "available", True)]) == said


def test_each_look_of_a_deletion_is_written_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With each decision, whether it was done, and how many were; who cannot be rejected is tried again."""
    ec2 = service()
    stubborn = Asked(2, ACCOUNT).endpoint_id
    ec2.unwilling = {stubborn}
    asked = event("Delete", {"ServiceId": SERVICE, "OnDeletion": "reject"}, physical_id=SERVICE)
    run(ec2, asked, monkeypatch, seconds=30)
    said = lines(capsys.readouterr().out)
    first, *_, last = events(said, "drained")
    failed = {stubborn: "InvalidState: refused by the test"}
    assert {"event": "drained", "service": SERVICE, "rejected": 1, "failed": failed} == first
    assert {"event": "drained", "service": SERVICE, "rejected": 0, "failed": failed} == last
    assert [decision(1, "pendingacceptance", True), decision(2, "available", False)] == events(said, "decision")[:2]
