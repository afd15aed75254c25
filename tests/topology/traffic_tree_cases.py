"""Traffic trees: what the rules of this room refuse, and the neighbours that they let through."""

from .wishes import Wish

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
