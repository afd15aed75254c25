"""The function that reconciles connections, in a process laid out as AWS Lambda's; what it takes is printed as JSON.

On standard input: the ``zip``, and how many ``connections`` there are. With none, only what a cold start does: the code
is imported with the real boto3, and the clients are made that it calls.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from types import ModuleType, SimpleNamespace
from typing import Any

SERVICES = ("ec2", "route53")


class Timed:
    """A client, and the time that is spent in it.

    Attributes:
        seconds: In all calls.
        calls: How many there were, by their names.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self.seconds = 0.0
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the call of that name, timed."""

        def called(**request: Any) -> Any:
            self.calls[name] += 1
            started = time.perf_counter()
            try:
                return getattr(self._client, name)(**request)
            finally:
                self.seconds += time.perf_counter() - started

        return called


def cold() -> dict[str, float]:
    """Return the seconds that importing takes, and making the clients."""
    started = time.perf_counter()
    index = importlib.import_module("index")
    imported = time.perf_counter()
    for service in SERVICES:
        index.boto3.client(service, config=index.ONCE, region_name="us-east-1")
    return {"import": imported - started, "clients": time.perf_counter() - imported}


def runs(count: int) -> list[dict[str, Any]]:
    """Return what runs over `count` connections take: all are let in, all stay, all are rejected."""
    from acceptance.cloud import SERVICE, ZONE, ZONE_ID, Asked, Ec2
    from acceptance.route53 import Route53

    accounts = [f"{number:012d}" for number in range(1, count + 1)]
    clients = {
        "ec2": Timed(Ec2(*(Asked(number, account) for number, account in enumerate(accounts)))),
        "route53": Timed(Route53()),
    }
    boto3 = ModuleType("boto3")
    boto3.__dict__["client"] = lambda service, **_: clients[service]
    sys.modules["boto3"] = boto3
    index = importlib.import_module("index")
    index.__dict__["time"] = SimpleNamespace(sleep=lambda seconds: None)
    labels = {account: f"c{account}" for account in accounts}
    told = {
        "service_id": SERVICE,
        "region": "us-east-1",
        "zone_id": ZONE_ID,
        "most_rejected": 1.0,
        "names": {"zone": ZONE, "ttl": 60, "labels": {}, "customers": labels},
    }
    everybody = [{"key": "known", "action": "accept", "accounts": accounts}]
    return [
        {"what": what, **_run(index, clients, {**told, "rules": rules})}
        for what, rules in (("all are let in", everybody), ("nothing changes", everybody), ("all are rejected", []))
    ]


def _run(index: ModuleType, clients: dict[str, Timed], told: dict[str, Any]) -> dict[str, Any]:
    before = sum(client.seconds for client in clients.values())
    for client in clients.values():
        client.calls.clear()
    log, started = StringIO(), time.perf_counter()
    with redirect_stdout(log):
        index.reconcile(told, datetime(2026, 1, 1, tzinfo=UTC))
    seconds = time.perf_counter() - started
    elsewhere = sum(client.seconds for client in clients.values()) - before
    calls = Counter[str]()
    for client in clients.values():
        calls.update(client.calls)
    return {
        "seconds": seconds - elsewhere,
        "calls": dict(sorted(calls.items())),
        "log_bytes": len(log.getvalue()),
    }


def main() -> None:
    """Do what standard input says."""
    given = json.loads(sys.stdin.read())
    sys.path.insert(0, given["zip"])
    count = given["connections"]
    print(json.dumps(runs(count) if count else cold()))


if __name__ == "__main__":
    main()
