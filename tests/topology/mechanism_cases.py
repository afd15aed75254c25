"""What the DNS mechanisms of links demand: refused or doubtful wishes, and their neighbours."""

from typing import Any

from .wishes import GONE, Wish

_CHECK = "01234567-89ab-cdef-0123-456789abcdef"
_AT = "links.db.mechanism"
_SIGNAL: Wish = {"health_signals": {"api": {"cell": "app", "endpoint": "db"}}}


def _link(kind: str, *, zones: tuple[str, ...] = ("api.test",), **fields: Any) -> Wish:
    """Return the changes by which the clients of `app` find the service by one mechanism."""
    return {
        "cells.app.zones": list(zones),
        "cells.app.hosts": GONE,
        "links.db.names": GONE,
        _AT: {kind: fields},
    }


def split(*, zones: tuple[str, ...] = ("api.test",), fallback: Wish | None = None, **fields: Any) -> Wish:
    """Return the changes that let the public name lead to the endpoint in the VPC."""
    given = {"values": ["203.0.113.12"], "health_check_id": _CHECK, **(fallback or {})}
    return _link("split_horizon", zones=zones, **{"public_name": "api.test", "fallback": given, **fields})


def cidr(*, zones: tuple[str, ...] = ("api.test",), **fields: Any) -> Wish:
    """Return the changes that let the public name answer with both kinds of addresses in the VPC."""
    both = {"endpoint_addresses": ["10.1.0.20", "10.1.16.20"], "public_addresses": ["203.0.113.12"]}
    return _link("cidr", zones=zones, **{"public_name": "api.test", **both, **fields})


def hostname(**fields: Any) -> Wish:
    """Return the changes that give the endpoint a second name."""
    return _link("private_hostname", **{"name": "api.test", **fields})


MECHANISM_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a public name outside the cell's zones",
        [("record-outside-zone", f"{_AT}.split_horizon.public_name")],
        split(public_name="api.example"),
        split(),
    ),
    (
        "a second name that is a host already",
        [("duplicate-record", f"{_AT}.private_hostname.name")],
        hostname() | {"cells.app.hosts": {"api.test.": ["10.1.0.9"]}},
        hostname() | {"cells.app.hosts": {"x.api.test.": ["10.1.0.9"]}},
    ),
    (
        "a way back that is no public address",
        [("fallback-not-public", f"{_AT}.split_horizon.fallback.values[0]")],
        split(fallback={"values": ["10.1.0.9"]}),
        split(fallback={"values": ["203.0.113.9"]}),
    ),
    (
        "an address twice",
        [("duplicate-value", f"{_AT}.split_horizon.fallback.values[1]")],
        split(fallback={"values": ["203.0.113.9", "203.0.113.9"]}),
        split(fallback={"values": ["203.0.113.9", "203.0.113.10"]}),
    ),
    (
        "a signal that is not there",
        [("unknown-health-signal", f"{_AT}.split_horizon.fallback.health_signal")],
        split(fallback={"health_check_id": None, "health_signal": "ap"}) | _SIGNAL,
        split(fallback={"health_check_id": None, "health_signal": "api"}) | _SIGNAL,
    ),
    (
        "a signal of another cell",
        [("health-signal-of-other-cell", f"{_AT}.split_horizon.fallback.health_signal")],
        split(fallback={"health_check_id": None, "health_signal": "api"})
        | {"health_signals": {"api": {"cell": "data", "tcp": {"ip_address": "52.94.0.1", "port": 443}}}},
        split(fallback={"health_check_id": None, "health_signal": "api"}) | _SIGNAL,
    ),
    (
        "a signal beside a health check",
        [("health-signal-and-check", f"{_AT}.split_horizon.fallback.health_signal")],
        split(fallback={"health_signal": "api"}) | _SIGNAL,
        split(fallback={"health_check_id": None, "health_signal": "api"}) | _SIGNAL,
    ),
    (
        "servers that forward to an address twice",
        [("duplicate-address", f"{_AT}.private_hostname.on_premises.forward_to[1]")],
        hostname(on_premises={"forward_to": ["10.1.0.9", "10.1.0.9"]}),
        hostname(on_premises={"forward_to": ["10.1.0.9", "10.1.16.9"]}),
    ),
    (
        "addresses of one endpoint for several cells",
        [("cidr-of-several-cells", "links.db.cells")],
        {_AT: cidr()[_AT], "links.db.cell": GONE, "links.db.cells": ["app"], "links.db.names": GONE}
        | {"cells.app.zones": ["api.test"], "cells.app.hosts": GONE},
        cidr(),
    ),
    (
        "addresses that are none of the endpoint's",
        [("address-not-of-endpoint", f"{_AT}.cidr.endpoint_addresses[0]")],
        cidr(endpoint_addresses=["10.2.0.20"]),
        cidr(endpoint_addresses=["10.1.0.20"]),
    ),
    (
        "a private address among the public ones",
        [("fallback-not-public", f"{_AT}.cidr.public_addresses[0]")],
        cidr(public_addresses=["10.9.0.1"]),
        cidr(public_addresses=["203.0.113.1"]),
    ),
    (
        "a mixed name outside the cell's zones",
        [("record-outside-zone", f"{_AT}.cidr.public_name")],
        cidr(public_name="api.example"),
        cidr(),
    ),
    (
        "a mixed name in a zone that is not there",
        [("unknown-zone", f"{_AT}.cidr.zone")],
        cidr(zone="api.example"),
        cidr(zone="api.test"),
    ),
]

MECHANISM_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "a public name without a way back",
        ("no-fallback", f"{_AT}.split_horizon"),
        _link("split_horizon", public_name="api.test"),
        split(),
    ),
    (
        "an endpoint that nobody watches",
        ("fallback-unwatched", f"{_AT}.split_horizon.fallback.health_check_id"),
        split(fallback={"health_check_id": None}),
        split(),
    ),
    (
        "a zone that hides more than the public name",
        ("zone-wider-than-name", f"{_AT}.split_horizon.public_name"),
        split(zones=("test",)),
        split(),
    ),
    (
        "a zone that hides more than the mixed name",
        ("zone-wider-than-name", f"{_AT}.cidr.public_name"),
        cidr(zones=("test",)),
        cidr(),
    ),
]
