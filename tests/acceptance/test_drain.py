"""Connections are rejected before their service is deleted, and then alone."""

from __future__ import annotations

from typing import Any

import pytest
from fragments.handling import Answer, Context, event, loaded

from .cloud import SERVICE, Asked, Ec2
from .running import events, lines

STATES = {1: "PendingAcceptance", 2: "Available", 3: "Rejected", 4: "Deleted", 5: "Failed"}
ACCOUNT = "222222222222"


def service() -> Ec2:
    """A service with a connection in each of some states."""
    return Ec2(*(Asked(number, ACCOUNT, state=state) for number, state in STATES.items()))


def run(
    ec2: Ec2, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch, seconds: float = 900
) -> tuple[Any, list[Answer]]:
    """Run the function once."""
    monkeypatch.setenv("SERVICE_ID", SERVICE)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    answers: list[Answer] = []
    with loaded("drain_connections", {"ec2": ec2}, answers) as index:
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
