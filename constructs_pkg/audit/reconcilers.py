"""The rules by which functions accept connections to endpoint services, read back from the functions' code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from constructs_pkg.audit.facts import Facts

# The last line of the code of a function that is told something when it is built.
_TOLD = re.compile(r'^SETTINGS\.update\(json\.loads\((".*")\)\)$', re.MULTILINE)


@dataclass(frozen=True)
class ConnectionRules:
    """What a function is told.

    Attributes:
        id: The function, as ``STACK/LOGICALID``.
        rules: The rules in their order.
        memberships: The organization, root and units of accounts.
        looks_up: Whether a role looks memberships up at run time instead.
        region: The Region of the service.
        most_rejected: The share of connected consumers that one run may reject.
    """

    id: str
    rules: tuple[Mapping[str, Any], ...] = field(repr=False)
    memberships: Mapping[str, tuple[str, ...]] = field(repr=False)
    looks_up: bool
    region: str
    most_rejected: float


def connection_rules(facts: Facts) -> Iterator[ConnectionRules]:
    """Yield the rules of each function that has any, in the order of stacks."""
    for stack in facts.stacks:
        for key, resource in stack.section("Resources").items():
            if _within(resource, "Type") != "AWS::Lambda::Function":
                continue
            told = settings_told(_within(resource, "Properties", "Code", "ZipFile"))
            if told is not None:
                looks_up = _within(resource, "Properties", "Environment", "Variables", "ORGANIZATIONS_ROLE") is not None
                yield ConnectionRules(
                    f"{stack.id}/{key}",
                    tuple(told["rules"]),
                    _memberships(told.get("memberships")),
                    looks_up,
                    str(told.get("region") or stack.region),
                    _share(told.get("most_rejected")),
                )


def settings_told(code: object) -> dict[str, Any] | None:
    """Return what the code is told, or None where that is no rules."""
    found = _TOLD.findall(code) if isinstance(code, str) else []
    try:
        told = json.loads(json.loads(found[-1])) if found else None
    except ValueError:
        return None
    return told if isinstance(told, dict) and isinstance(told.get("rules"), list) else None


def _share(told: object) -> float:
    return float(told) if isinstance(told, int | float) else 1.0


def _memberships(told: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(told, dict):
        return {}
    return {account: tuple(map(str, ids)) for account, ids in told.items() if isinstance(ids, list)}


def _within(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
