"""Traffic trees: what the rules of this room refuse, and the neighbours that they let through."""

from .public_zone_cases import CHINA as IN_CHINA
from .wishes import Wish

CHINA: Wish = {"cells.cn": IN_CHINA}

ONE: Wish = {"weight": 1, "values": ["192.0.2.1"]}
RULE: Wish = {"policy": "weighted", "branches": {"a": ONE}}
TREE: Wish = {"cell": "app", "name": "shop", "tree": RULE}
ZONE: Wish = {"public_zones.main": {"name": "example.org", "account": "111111111111"}}
PUBLIC: Wish = {"public_zone": "main", "name": "www", "tree": RULE}
DOCUMENT: Wish = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartEndpoint": "one",
    "Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}},
}


BALANCER: Wish = {"type": "network-load-balancer", "value": "web-1.elb.us-east-1.amazonaws.com"}
SIGNAL: Wish = {"health_signals.up": {"cell": "data", "https": {"domain_name": "www.example.net"}}}
SIGNALLED: Wish = {"policy": "weighted", "branches": {"a": {**ONE, "health_signal": "up"}}}


def _promised(seconds: int) -> Wish:
    return {"health_signals.up": {**SIGNAL["health_signals.up"], "recover_within": seconds}}


def _leading(end: Wish) -> Wish:
    inner = {"policy": "weighted", "branches": {"m": {**ONE}, "n": {"weight": 1, **end}}}
    tree = {"policy": "weighted", "branches": {"a": {"weight": 1, "tree": inner, "health_signal": "up"}}}
    return _tree(PUBLIC, tree=tree)


def _tree(base: Wish = TREE, **fields: object) -> Wish:
    return {"traffic_trees.t": {**base, **fields}}


def _recorded(name: str) -> Wish:
    record = {"name": name, "type": "A", "values": ["192.0.2.9"]}
    return {"public_zones.main": {**ZONE["public_zones.main"], "records": [record]}}


def _signalled(cell: str) -> Wish:
    """Return a tree of cell `app` with a health signal of `cell`."""
    signal = {"cell": cell, "https": {"domain_name": "app.example.net"}}
    return {
        "health_signals.eu": signal,
        **_tree(tree={"policy": "weighted", "branches": {"a": {**ONE, "health_signal": "eu"}}}),
    }


# What, the rule and path of every problem, the change that causes them, the change that does not.
TRAFFIC_TREE_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a tree of nothing",
        [("tree-of-no-zone", "traffic_trees.t.public_zone")],
        {"traffic_trees.t": {"name": "shop", "tree": RULE}},
        _tree(),
    ),
    (
        "a tree of two",
        [("tree-of-no-zone", "traffic_trees.t.public_zone")],
        {**ZONE, **_tree(public_zone="main")},
        {**ZONE, **_tree(PUBLIC)},
    ),
    (
        "a tree of an unknown cell",
        [("unknown-cell", "traffic_trees.t.cell")],
        _tree(cell="ap"),
        _tree(),
    ),
    (
        "a tree of an unknown public zone",
        [("unknown-public-zone", "traffic_trees.t.public_zone")],
        {**ZONE, **_tree(PUBLIC, public_zone="man")},
        {**ZONE, **_tree(PUBLIC)},
    ),
    (
        "a zone of a cell for a tree in a public zone",
        [("zone-beside-public-zone", "traffic_trees.t.zone")],
        {**ZONE, **_tree(PUBLIC, zone="example.org")},
        {**ZONE, **_tree(PUBLIC)},
    ),
    (
        "a tree outside the cell's zones",
        [("record-outside-zone", "traffic_trees.t.name")],
        _tree(name="shop.example.org."),
        _tree(name="shop.example.com."),
    ),
    (
        "a zone that the cell has not",
        [("unknown-zone", "traffic_trees.t.zone")],
        _tree(zone="example.org"),
        _tree(zone="example.com"),
    ),
    (
        "a tree where a host is",
        [("simple-beside-policy", "traffic_trees.t.tree.branches.a.policy")],
        _tree(name="foo"),
        _tree(name="fog"),
    ),
    (
        "a weight that is too high",
        [("weight-out-of-range", "traffic_trees.t.tree.branches.a.weight")],
        _tree(tree={"policy": "weighted", "branches": {"a": {**ONE, "weight": 256}}}),
        _tree(tree={"policy": "weighted", "branches": {"a": {**ONE, "weight": 255}}}),
    ),
    (
        "a weight that is too high in a public zone",
        [("weight-out-of-range", "traffic_trees.t.tree.branches.a.weight")],
        {**ZONE, **_tree(PUBLIC, tree={"policy": "weighted", "branches": {"a": {**ONE, "weight": 256}}})},
        {**ZONE, **_tree(PUBLIC, tree={"policy": "weighted", "branches": {"a": {**ONE, "weight": 255}}})},
    ),
    (
        "a weight that is too high in a traffic policy",
        [("weight-out-of-range", "traffic_trees.t.tree.branches.a.weight")],
        {
            **ZONE,
            **_tree(
                PUBLIC,
                tree={"policy": "weighted", "branches": {"a": {**ONE, "weight": 256}}},
                as_traffic_policy=True,
            ),
        },
        {**ZONE, **_tree(PUBLIC, as_traffic_policy=True)},
    ),
    (
        "a tree that leads nowhere",
        [("branch-target", "traffic_trees.t.tree.branches.a")],
        _tree(tree={"policy": "weighted", "branches": {"a": {"weight": 1}}}),
        _tree(),
    ),
    (
        "a traffic policy in a cell's zone",
        [("traffic-policy-in-private-zone", "traffic_trees.t.zone")],
        _tree(as_traffic_policy=True),
        _tree(),
    ),
    (
        "a policy record beside a record",
        [("policy-record-beside-record", "traffic_trees.t.name")],
        {
            "public_zones.main": {
                **ZONE["public_zones.main"],
                "records": [{"name": "www", "type": "A", "values": ["192.0.2.9"]}],
            },
            **_tree(PUBLIC, as_traffic_policy=True),
        },
        {
            "public_zones.main": {
                **ZONE["public_zones.main"],
                "records": [{"name": "www", "type": "TXT", "values": ['"text"']}],
            },
            **_tree(PUBLIC, as_traffic_policy=True),
        },
    ),
    (
        "a policy record beside a record outside the zone",
        [("record-outside-zone", "public_zones.main.records[0].name")],
        {**_recorded("www.example.net."), **_tree(PUBLIC, as_traffic_policy=True)},
        {**_recorded("web.example.org."), **_tree(PUBLIC, as_traffic_policy=True)},
    ),
    (
        "a document beside a tree",
        [("beside-document", "traffic_trees.t.tree")],
        _tree(document=DOCUMENT),
        {"traffic_trees.t": {"cell": "app", "name": "shop", "document": DOCUMENT}},
    ),
    (
        "a document that is refused",
        [("policy-format", "traffic_trees.t.document.AWSPolicyFormatVersion")],
        {"traffic_trees.t": {"cell": "app", "name": "shop", "document": {**DOCUMENT, "AWSPolicyFormatVersion": "1"}}},
        {"traffic_trees.t": {"cell": "app", "name": "shop", "document": DOCUMENT}},
    ),
    (
        "a health signal of another cell, which a tree in a public zone is handed over",
        [("health-signal-of-other-cell", "traffic_trees.t.tree.branches.a.health_signal")],
        {**SIGNAL, **_tree(tree=SIGNALLED)},
        {**SIGNAL, **ZONE, **_tree(PUBLIC, tree=SIGNALLED)},
    ),
    (
        "a health signal that nobody declares, of a tree in a public zone",
        [("unknown-health-signal", "traffic_trees.t.tree.branches.a.health_signal")],
        {**ZONE, **_tree(PUBLIC, tree=SIGNALLED)},
        {**SIGNAL, **ZONE, **_tree(PUBLIC, tree=SIGNALLED, as_traffic_policy=True)},
    ),
    (
        "a health signal of another partition",
        [("health-signal-in-other-partition", "traffic_trees.t.tree.branches.a.health_signal")],
        {
            **CHINA,
            "health_signals.up": {**SIGNAL["health_signals.up"], "cell": "cn"},
            **ZONE,
            **_tree(PUBLIC, tree=SIGNALLED),
        },
        {**CHINA, **SIGNAL, **ZONE, **_tree(PUBLIC, tree=SIGNALLED)},
    ),
    (
        "a signal that promises a time, and the TTL of a tree in a public zone",
        [("recovers-too-late", "health_signals.up.recover_within")],
        {**_promised(155), **ZONE, **_tree(PUBLIC, tree=SIGNALLED)},
        # 3 x 30 s and 6 s, and 60 s of TTL.
        {**_promised(156), **ZONE, **_tree(PUBLIC, tree=SIGNALLED)},
    ),
    (
        "a signal that promises a time, and a branch that leads to a rule with an alias",
        [("recovery-not-bounded", "health_signals.up.recover_within")],
        {**_promised(1000), **ZONE, **_leading({"alias": {"dns_name": "a.example.net", "zone_id": "Z1"}})},
        {**_promised(1000), **ZONE, **_leading({"aws": BALANCER})},
    ),
    (
        "a health signal that nobody declares",
        [("unknown-health-signal", "traffic_trees.t.tree.branches.a.health_signal")],
        _tree(tree={"policy": "weighted", "branches": {"a": {**ONE, "health_signal": "eu"}}}),
        _tree(),
    ),
    (
        "a health signal of another cell",
        [("health-signal-of-other-cell", "traffic_trees.t.tree.branches.a.health_signal")],
        _signalled("data"),
        _signalled("app"),
    ),
]

_CHECKED: Wish = {**ONE, "health_check_id": "11111111-1111-1111-1111-111111111111"}


def _failover(**primary: Wish) -> Wish:
    rule = {"policy": "weighted", "branches": primary}
    tree = {"policy": "failover", "primary": {"tree": rule}, "secondary": {"values": ["192.0.2.9"]}}
    return {**ZONE, **_tree(PUBLIC, tree=tree)}


_OPEN: Wish = {
    **ZONE["public_zones.main"],
    "contributors": {"abroad": {"role_name": "entries", "accounts": ["222222222222"], "names": ["api"]}},
}
_CIRCLE: Wish = {
    "entries.api": {
        "zone": "main",
        "name": "api",
        "policy": "weighted",
        "cells": {"data": {"values": ["192.0.2.2"], "weight": 1, "health_signal": "up"}},
    }
}

# What, the rule and path of the warning, the change that causes it, the change that does not.
TRAFFIC_TREE_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "a primary that leads to an end that nothing checks",
        ("primary-never-unhealthy", "traffic_trees.t.tree.primary"),
        _failover(a=ONE, b={**ONE, "values": ["192.0.2.2"]}),
        _failover(a=_CHECKED, b={**_CHECKED, "values": ["192.0.2.2"]}),
    ),
    (
        "a branch that nothing checks beside one that is checked",
        ("sibling-never-unhealthy", "traffic_trees.t.tree.branches.b.health_check_id"),
        _tree(tree={"policy": "weighted", "branches": {"a": _CHECKED, "b": ONE}}),
        _tree(tree={"policy": "weighted", "branches": {"a": _CHECKED, "b": {**ONE, "weight": 0}}}),
    ),
    (
        "a zone whose tree is handed over what its cell's stack makes after it",
        ("health-signal-in-a-circle", "traffic_trees.t.tree.branches.a.health_signal"),
        {**SIGNAL, **_CIRCLE, "public_zones.main": _OPEN, **_tree(PUBLIC, tree=SIGNALLED)},
        {**SIGNAL, **_CIRCLE, "public_zones.main": {**_OPEN, "id": "Z1"}, **_tree(PUBLIC, tree=SIGNALLED)},
    ),
    (
        "the same as a traffic policy",
        ("sibling-never-unhealthy", "traffic_trees.t.tree.branches.b.health_check_id"),
        {
            **ZONE,
            **_tree(PUBLIC, tree={"policy": "weighted", "branches": {"a": _CHECKED, "b": ONE}}, as_traffic_policy=True),
        },
        {**ZONE, **_tree(PUBLIC, as_traffic_policy=True)},
    ),
]
