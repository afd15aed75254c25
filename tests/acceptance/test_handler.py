"""The function as it is woken: what it is told by its code and by its deployment, and what it says of it."""

from __future__ import annotations

from typing import Any

import pytest
from fragments.handling import Context, loaded

from .cloud import COLLECTION, HOME, SERVICE, ZONE, ZONE_ID, Asked, Ec2, Organizations, Sts
from .route53 import Route53
from .running import Line, events, lines

FRIEND = "222222222222"
ROLE = "arn:aws:iam::111111111111:role/reads"
RULE = {"key": "friend", "action": "accept", "organizations": ["o-exampleorgid"]}
TOLD = {
    "region": HOME,
    "rules": [RULE],
    "most_rejected": 0.5,
    "names": {"zone": ZONE, "ttl": 60, "labels": {"friend": "anycompany"}, "customers": {}},
    "cidr_blocks": {"friend": {"anycompany": ["192.0.2.0/24"]}},
}
DEPLOYED = {"SERVICE_ID": SERVICE, "ZONE_ID": ZONE_ID, "COLLECTION_ID": COLLECTION, "ORGANIZATIONS_ROLE": ROLE}


def woken(
    event: dict[str, Any],
    told: dict[str, Any],
    deployed: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[Ec2, Route53, Any, list[Line]]:
    """Wake the function once, and return what it did, returned and said."""
    for name in DEPLOYED:
        monkeypatch.setenv(name, deployed.get(name, ""))
    ec2, route53 = Ec2(Asked(1, FRIEND)), Route53()
    clients = {"ec2": ec2, "route53": route53, "sts": Sts(), "organizations": Organizations({FRIEND: "r-root"})}
    with loaded("reconcile_connections", {name: lambda one=one, **_: one for name, one in clients.items()}) as index:
        index.SETTINGS.update(told)
        returned = index.handler(event, Context())
    return ec2, route53, returned, lines(capsys.readouterr().out)


def test_code_and_deployment_together_tell_what_is_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rules stand in the code; service, zone, collection and role are known at deployment alone."""
    ec2, route53, returned, _ = woken({}, TOLD, DEPLOYED, monkeypatch, capsys)
    assert ["Available"] == [one.state for one in ec2.connections.values()]
    assert {"anycompany": Asked(1, FRIEND).dns_name} == route53.names()
    assert {"anycompany": {"192.0.2.0/24"}} == route53.blocks
    assert {"batchItemFailures": []} == returned


def test_what_the_deployment_leaves_empty_the_code_may_tell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty variable is none: without a role memberships are those of the code."""
    told = {"region": HOME, "rules": [RULE], "most_rejected": 0.5, "memberships": {FRIEND: ["o-exampleorgid"]}}
    ec2, _, _, _ = woken({}, {**told, "service_id": SERVICE}, {}, monkeypatch, capsys)
    assert ["Available"] == [one.state for one in ec2.connections.values()]


@pytest.mark.parametrize(
    ("event", "by"),
    [
        ({"Records": [{"messageId": "1"}, {"messageId": "2"}]}, ["1", "2"]),
        ({"Records": [{"body": "strange"}]}, [""]),
        ({"source": "aws.events"}, "aws.events"),
        ({"Records": [], "source": "aws.events"}, "aws.events"),
        ({}, "unknown"),
    ],
)
def test_what_woke_it_is_written_down(
    event: dict[str, Any], by: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the id of the request, which AWS Lambda's own lines have as well."""
    *_, said = woken(event, TOLD, DEPLOYED, monkeypatch, capsys)
    (line,) = events(said, "woken")
    assert {"event": "woken", "by": by, "request": Context().aws_request_id} == line
