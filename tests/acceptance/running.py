"""Runs of the reconciler against the fakes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from io import StringIO
from types import SimpleNamespace
from typing import Any

from fragments.handling import loaded

from .cloud import COLLECTION, HOME, SERVICE, START, ZONE, ZONE_ID, Ec2
from .route53 import Route53

Rule = dict[str, Any]
Line = dict[str, Any]


def settings(*rules: Rule, **changes: Any) -> dict[str, Any]:
    """What a function is told that reconciles by `rules`."""
    return {"service_id": SERVICE, "region": HOME, "rules": list(rules), "most_rejected": 1.0, **changes}


def named(*rules: Rule, customers: Mapping[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """What it is told where it keeps names: the label of each rule is its key."""
    names = {"zone": ZONE, "ttl": 60, "labels": {one["key"]: one["key"] for one in rules}, "customers": customers or {}}
    return settings(*rules, names=names, zone_id=ZONE_ID, **changes)


def blocked(blocks: Mapping[str, Any], *rules: Rule) -> dict[str, Any]:
    """What it is told where it keeps a CIDR collection."""
    return settings(*rules, cidr_blocks=blocks, collection_id=COLLECTION)


@dataclass
class Cloud:
    """What the reconciler may call.

    Attributes:
        ec2: EC2.
        route53: Route 53.
        others: Clients of other services.
    """

    ec2: Ec2 = field(default_factory=Ec2)
    route53: Route53 = field(default_factory=Route53)
    others: dict[str, Any] = field(default_factory=dict)

    @property
    def writes(self) -> list[str]:
        """What was called that does more than look, since the last time this was asked."""
        found = [*self.ec2.writes, *self.route53.writes]
        self.ec2.calls.clear()
        self.route53.calls.clear()
        return found

    def states(self) -> dict[str, str]:
        """The state of each connection by its account."""
        return {one.account: one.state for one in self.ec2.connections.values()}

    @property
    def clients(self) -> dict[str, Any]:
        """What the function gets for each service."""
        return {
            "ec2": lambda **_: self.ec2,
            "route53": lambda **_: self.route53,
            "sts": lambda **_: self.others["sts"],
            "organizations": lambda **_: self.others["organizations"],
        }

    def reconcile(self, told: dict[str, Any], now: datetime = START) -> list[Line]:
        """Run once and return the lines of the log."""
        said = StringIO()
        function, clients = loaded_once()
        clients |= self.clients
        with redirect_stdout(said):
            function.reconcile(told, now)
        return lines(said.getvalue())


@cache
def loaded_once() -> tuple[Any, dict[str, Any]]:
    """Return the code of the function, loaded as AWS Lambda loads it but without pauses, and the clients it gets."""
    clients: dict[str, Any] = {}
    with loaded("reconcile_connections", clients) as index:
        index.__dict__["time"] = SimpleNamespace(sleep=lambda seconds: None)
    return index, clients


def lines(text: str) -> list[Line]:
    """Return the lines of a log."""
    return [json.loads(line) for line in text.splitlines()]


def events(found: list[Line], kind: str) -> list[Line]:
    """Return the lines of one kind."""
    return [line for line in found if line["event"] == kind]
