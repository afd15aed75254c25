"""A process with the layout of AWS Lambda: the function's zip on the path, an event on standard input.

It answers with one line of JSON: what the function returned, what its connections are afterwards, and the seconds that
importing and each invocation took. The function's own lines come before.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from types import ModuleType
from typing import Any

from fragments.handling import Context

from acceptance.cloud import Asked, Ec2
from acceptance.route53 import Route53


def main() -> None:
    """Invoke the function with each of the events."""
    given = json.loads(sys.stdin.read())
    ec2 = Ec2(*(Asked(number, account) for number, account in enumerate(given["accounts"])))
    clients: dict[str, Any] = {"ec2": ec2, "route53": Route53()}
    boto3 = ModuleType("boto3")
    boto3.__dict__["client"] = lambda service, **_: clients[service]
    sys.modules["boto3"] = boto3
    sys.path.insert(0, given["zip"])
    started = time.perf_counter()
    index = importlib.import_module("index")
    imported = time.perf_counter() - started
    assert str(index.__file__).startswith(given["zip"] + os.sep)
    returned, took = [], []
    for event in given["events"]:
        started = time.perf_counter()
        returned.append(index.handler(event, Context()))
        took.append(time.perf_counter() - started)
    states = [one.state for one in ec2.connections.values()]
    print(
        json.dumps({"returned": returned, "states": states, "import": imported, "took": took, "calls": len(ec2.calls)})
    )


if __name__ == "__main__":
    main()
