"""Public zones and entries: what the rules of this room refuse, and the neighbours that they let through."""

from .wishes import Wish

ROLE = "arn:aws:iam::111111111111:role/entries"
CHECK = "11111111-1111-1111-1111-111111111111"
ZONE: Wish = {"name": "example.org", "account": "111111111111"}
ABROAD: Wish = {"role_name": "entries", "accounts": ["222222222222"], "names": ["api"]}
OPEN: Wish = ZONE | {"contributors": {"abroad": ABROAD}}
BELOW: Wish = {"name": "eu.example.org", "account": "222222222222"}
DELEGATED: Wish = BELOW | {"delegated_from": "org"}
DELEGATING: Wish = {"role_name": "delegation", "accounts": ["222222222222"], "names": ["eu"], "types": ["NS"]}
API: Wish = {"dns_name": "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "zone_id": "Z1UJRXOUMOOFQ8"}
LB: Wish = {"dns_name": "a-1.elb.us-east-1.amazonaws.com", "zone_id": "Z26RNL4JYFTOTI"}
HOME: Wish = {"values": ["192.0.2.1"], "health_check_id": CHECK}
AWAY: Wish = {"values": ["192.0.2.2"], "health_check_id": CHECK}
CHINA: Wish = {
    "account": "333333333333",
    "region": "cn-north-1",
    "network": {"cidr": "10.9.0.0/16", "availability_zones": [{"slot": 0, "name": "cn-north-1a"}]},
}
SIGNAL: Wish = {"cell": "app", "https": {"domain_name": "app.example.net"}}
SIGNALLED: Wish = {"health_signals.up": SIGNAL}
COLLECTION: Wish = {
    "name": "files",
    "type": "A",
    "values": ["192.0.2.1"],
    "policy": {
        "policy": "ip-based",
        "set_identifier": "a",
        "collection_id": {"cidr_collection": "acme"},
        "location": "*",
    },
}

WWW: Wish = {"name": "www", "type": "A", "alias": {"to": "record", "dns_name": "web"}}
API_OF_ZONE: Wish = {"to": "record", "dns_name": "api"}
WEB: Wish = {"name": "web", "type": "A", "values": ["192.0.2.1"]}
BLOCKS = ["203.0.113.0/24"]
ACME: Wish = COLLECTION | {"policy": COLLECTION["policy"] | {"set_identifier": "b", "location": "acme"}}


def entry(policy: str = "latency", **cells: Wish) -> Wish:
    """Return a change to zone example.org and an entry of it."""
    return {"public_zones.org": OPEN, "entries.api": {"zone": "org", "name": "api", "policy": policy, "cells": cells}}


def weighted(**fields: object) -> Wish:
    """Return an entry of one cell by weight."""
    return entry("weighted", app={**HOME, "weight": 1, **fields})


def delegated(parent: object = "org", **above: object) -> Wish:
    """Return a zone of account 111111111111, and one below it of 222222222222."""
    return {"public_zones.org": ZONE | above, "public_zones.eu": BELOW | {"delegated_from": parent}}


LEADS: Wish = {"contributors": {"delegation": DELEGATING}}


def through(subzone: Wish, **fields: object) -> Wish:
    """Return an entry that leads by a CNAME into a zone of the cell's account."""
    return {
        "public_zones.org": OPEN | {"contributors": {"abroad": ABROAD, "delegation": DELEGATING}},
        "public_zones.eu": subzone,
        "entries.api": {
            "zone": "org",
            "name": "api",
            "policy": "latency",
            "cells": {"data": {**AWAY, "subzone": "eu", **fields}},
        },
    }


def logged(count: int) -> Wish:
    """Return so many zones of one account whose queries are logged."""
    names = [f"z{place:02}" for place in range(count)]
    return {
        f"public_zones.{name}": {"name": f"{name}.org", "account": "111111111111", "query_logs": True} for name in names
    }


def recorded(name: str) -> Wish:
    """Return zone example.org with a record of its own."""
    return {"public_zones.org": OPEN | {"records": [{"name": name, "type": "A", "values": ["192.0.2.9"]}]}}


def writing(*names: str) -> Wish:
    """Return zone example.org, where another account may write those names."""
    return {"public_zones.org": ZONE | {"contributors": {"abroad": ABROAD | {"names": [*names]}}}}


# What, the rule and path of every problem, the change that causes them, the change that does not.
PUBLIC_ZONE_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a name outside the zone that others may write",
        [("record-outside-zone", "public_zones.org.contributors.abroad.names[1]")],
        entry(data=AWAY) | writing("api", "api.example.net."),
        entry(data=AWAY) | writing("api", "web.example.org."),
    ),
    (
        "a parent that there is not",
        [("unknown-public-zone", "public_zones.eu.delegated_from.zone")],
        {"public_zones.eu": DELEGATED},
        delegated(**LEADS),
    ),
    (
        "a parent told twice",
        [("parent-zone-form", "public_zones.eu.delegated_from")],
        delegated({"zone": "org", "name": "example.org"}, **LEADS),
        delegated({"zone": "org"}, **LEADS),
    ),
    (
        "a parent told by its name alone",
        [("parent-zone-form", "public_zones.eu.delegated_from")],
        delegated({"name": "example.org"}),
        delegated({"name": "example.org", "id": "Z1"}),
    ),
    (
        "a parent beside the zone, by its key",
        [("parent-not-above", "public_zones.eu.delegated_from.zone")],
        delegated(**LEADS) | {"public_zones.eu.name": "example.net", "public_zones.eu.account": "111111111111"},
        delegated(**LEADS),
    ),
    (
        "a parent of another account that does not let it delegate",
        [("delegation-without-contributor", "public_zones.eu.delegated_from.zone")],
        delegated(),
        delegated(**LEADS),
    ),
    (
        "a signed zone whose parent takes no DS record",
        [("delegation-without-contributor", "public_zones.eu.delegated_from.zone")],
        delegated(**LEADS) | {"public_zones.eu": DELEGATED | {"dnssec": True, "alarms": True}},
        delegated(contributors={"delegation": DELEGATING | {"types": ["NS", "DS"]}})
        | {"public_zones.eu": DELEGATED | {"dnssec": True, "alarms": True}},
    ),
    (
        "two zones of one name",
        [("duplicate-public-zone", "public_zones.other.name")],
        {"public_zones.org": ZONE, "public_zones.other": ZONE},
        {"public_zones.org": ZONE, "public_zones.other": ZONE | {"name": "example.net"}},
    ),
    (
        "one role name in two zones of an account",
        [("duplicate-role-name", "public_zones.other.contributors.abroad.role_name")],
        {"public_zones.org": OPEN, "public_zones.other": OPEN | {"name": "example.net"}},
        {"public_zones.org": OPEN, "public_zones.other": OPEN | {"name": "example.net", "account": "333333333333"}},
    ),
    (
        "more logged zones than resource policies",
        [("many-logged-zones", "public_zones.z10.query_logs")],
        logged(11),
        logged(10),
    ),
    (
        "a CIDR collection that there is not",
        [("unknown-cidr-collection", "public_zones.org.records[0].policy.collection_id")],
        {"public_zones.org": ZONE | {"records": [COLLECTION]}},
        {"public_zones.org": ZONE | {"records": [COLLECTION], "cidr_collections": {"acme": {}}}},
    ),
    (
        "a location that the CIDR collection does not have",
        [("unknown-cidr-location", "public_zones.org.records[0].policy.location")],
        {"public_zones.org": ZONE | {"records": [ACME, COLLECTION], "cidr_collections": {"acme": {"amce": BLOCKS}}}},
        {"public_zones.org": ZONE | {"records": [ACME, COLLECTION], "cidr_collections": {"acme": {"acme": BLOCKS}}}},
    ),
    (
        "a delegation beside an NS record of the same name",
        [("duplicate-record", "public_zones.eu.delegated_from")],
        delegated(**LEADS, records=[{"name": "eu", "type": "NS", "values": ["ns-1.awsdns-00.com"]}]),
        delegated(**LEADS, records=[{"name": "us", "type": "NS", "values": ["ns-1.awsdns-00.com"]}]),
    ),
    (
        "a CNAME where a zone below is delegated",
        [("cname-beside-other", "public_zones.org.records[0].type")],
        delegated(**LEADS, records=[{"name": "eu", "type": "CNAME", "values": ["example.net"]}]),
        delegated(**LEADS, records=[{"name": "us", "type": "CNAME", "values": ["example.net"]}]),
    ),
    (
        "roles of two zones of an account that differ in case",
        [("duplicate-role-name", "public_zones.other.contributors.abroad.role_name")],
        {
            "public_zones.org": OPEN,
            "public_zones.other": ZONE
            | {"name": "example.net", "contributors": {"abroad": ABROAD | {"role_name": "Entries"}}},
        },
        {
            "public_zones.org": OPEN,
            "public_zones.other": ZONE
            | {"name": "example.net", "contributors": {"abroad": ABROAD | {"role_name": "Others"}}},
        },
    ),
    (
        "a block that no CIDR collection takes",
        [("collection-block-size", "public_zones.org.cidr_collections.acme.acme[0]")],
        {"public_zones.org": ZONE | {"cidr_collections": {"acme": {"acme": ["203.0.113.0/25"]}}}},
        {"public_zones.org": ZONE | {"cidr_collections": {"acme": {"acme": ["203.0.113.0/24"]}}}},
    ),
    (
        "a rule of the zone by itself",
        [("query-logs-of-brought-zone", "public_zones.org.query_logs")],
        {"public_zones.org": ZONE | {"id": "Z1", "query_logs": True}},
        {"public_zones.org": ZONE | {"id": "Z1"}},
    ),
    (
        "a tag of AWS's own",
        [("reserved-tag", "public_zones.org.tags.aws:owner")],
        {"public_zones.org": ZONE | {"tags": {"aws:owner": "me"}}},
        {"public_zones.org": ZONE | {"tags": {"owner": "me"}}},
    ),
]

# What, the rule and path of the warning, the change that causes it, the change that does not.
PUBLIC_ZONE_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
    (
        "an alias of a record that the zone does not have",
        ("alias-target-missing", "public_zones.org.records[0].alias.dns_name"),
        {"public_zones.org": ZONE | {"records": [WWW]}},
        {"public_zones.org": ZONE | {"records": [WWW, WEB]}},
    ),
    (
        "an alias of a record that the zone does not have, where others may have made it",
        ("alias-target-missing", "public_zones.org.records[0].alias.dns_name"),
        {"public_zones.org": ZONE | {"records": [WWW]}},
        {"public_zones.org": ZONE | {"id": "Z1", "records": [WWW]}},
    ),
    (
        "an alias in the zone's stack of a name that a cell's stack makes after it",
        ("alias-before-entry", "public_zones.org.records[0].alias.dns_name"),
        entry(app=HOME) | {"public_zones.org": OPEN | {"records": [{**WWW, "alias": API_OF_ZONE}]}},
        entry(app=HOME) | {"public_zones.org": OPEN | {"id": "Z1", "records": [{**WWW, "alias": API_OF_ZONE}]}},
    ),
    (
        "a private address in a record of a public zone",
        ("private-address-in-public-zone", "public_zones.org.records[0].values[0]"),
        {"public_zones.org": ZONE | {"records": [{**WEB, "values": ["10.1.0.1"]}]}},
        {"public_zones.org": ZONE | {"records": [WEB]}},
    ),
    (
        "clients with private addresses in a CIDR collection",
        ("private-block-in-collection", "public_zones.org.cidr_collections.clients.acme[0]"),
        {"public_zones.org": ZONE | {"cidr_collections": {"clients": {"acme": ["10.1.0.0/24"]}}}},
        {"public_zones.org": ZONE | {"cidr_collections": {"clients": {"acme": ["203.0.113.0/24"]}}}},
    ),
]
