"""A small topology that no rule refuses, and changes to it."""

import copy
import re
from typing import Any

from constructs_pkg.topology import Plan, Topology, TopologyError, plan
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import parse

Wish = dict[str, Any]

GONE = object()

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")

BASE: Wish = {
    "name": "net",
    "cells": {
        "app": {
            "account": "111111111111",
            "region": "us-east-1",
            "network": {
                "cidr": "10.1.0.0/16",
                "availability_zones": [
                    {"slot": 0, "name": "us-east-1b", "id": "use1-az1"},
                    {"slot": 1, "name": "us-east-1c", "id": "use1-az2"},
                ],
            },
            "zones": ["example.com"],
            "hosts": {"foo": ["10.1.0.10"]},
        },
        "data": {
            "account": "222222222222",
            "region": "us-east-1",
            "network": {
                "cidr": "10.2.0.0/16",
                "availability_zones": [
                    {"slot": 0, "name": "us-east-1a", "id": "use1-az1"},
                    {"slot": 1, "name": "us-east-1b", "id": "use1-az2"},
                ],
            },
        },
        "old": {
            "account": "111111111111",
            "region": "us-east-1",
            "network": {
                "vpc_id": "vpc-00000000000000001",
                "cidr": "172.16.0.0/16",
                "subnets": [
                    {"id": "subnet-00000000000000001", "availability_zone": "us-east-1b", "cidr": "172.16.0.0/24"},
                    {"id": "subnet-00000000000000002", "availability_zone": "us-east-1c", "cidr": "172.16.1.0/24"},
                ],
            },
            "zones": [{"name": "old.test", "id": "Z1"}],
        },
    },
    "services": {
        "db": {
            "cell": "data",
            "listeners": [{"port": 5432, "targets": {"ip_addresses": ["10.2.0.10", "10.2.16.10"]}}],
            "allowed_principals": ["111111111111"],
        },
    },
    "links": {
        "db": {
            "cell": "app",
            "service": "db",
            "service_name": {"stack_parameter": "DbServiceName"},
            "names": ["db"],
        },
        "vendor": {
            "cell": "old",
            "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000001",
            "security_group_ids": ["sg-00000000000000001"],
        },
    },
}


def changed(changes: Wish, base: Wish = BASE) -> Wish:
    """Return `base` with each path set to its value, or taken away where the value is `GONE`."""
    wish = copy.deepcopy(base)
    for path, value in changes.items():
        *parents, last = [name or int(index) for name, index in _STEP.findall(path)]
        place: Any = wish
        for step in parents:
            place = place.setdefault(step, {}) if isinstance(step, str) else place[step]
        if value is GONE:
            del place[last]
        else:
            place[last] = copy.deepcopy(value)
    return wish


def planned(changes: Wish) -> Plan:
    return plan(parse(Topology, changed(changes)))


def problems(changes: Wish) -> tuple[Problem, ...]:
    """Return what is said about the changed topology: all problems if it is refused, else the warnings."""
    try:
        return planned(changes).warnings
    except TopologyError as error:
        return error.problems
