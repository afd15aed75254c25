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


def recovering(within: int, **changes: object) -> Wish:
    """Return an entry of two cells that is to recover in so many seconds."""
    cells = {
        "app": {"values": ["192.0.2.1"], "weight": 1, "health_signal": "up"},
        "data": {"values": ["192.0.2.2"], "weight": 1, "health_signal": "down"},
    }
    slow = {"cell": "data", "alarm": {"name": "a", "region": "us-east-1", "goes_off_within": 60}}
    made = entry("weighted", **cells) | {"entries.api.recover_within": within, "health_signals.down": slow}
    return SIGNALLED | made | changes


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


_FAILING: Wish = {
    "entries.api.policy": "failover",
    "entries.api.cells": {
        "app": {"values": ["192.0.2.1"], "role": "PRIMARY", "health_signal": "up"},
        "data": {**HOME, "role": "SECONDARY"},
    },
}

# What, the rule and path of every problem, the change that causes them, the change that does not.
PUBLIC_ZONE_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "an entry of a zone that there is not",
        [("unknown-public-zone", "entries.api.zone")],
        {"entries.api": {"zone": "org", "name": "api", "policy": "latency", "cells": {"app": HOME}}},
        entry(app=HOME),
    ),
    (
        "an entry of a cell that there is not",
        [("unknown-cell", "entries.api.cells.ap")],
        entry(ap=HOME),
        entry(app=HOME),
    ),
    (
        "a subzone that there is not",
        [("unknown-public-zone", "entries.api.cells.app.subzone")],
        entry(app={**HOME, "subzone": "eu"}),
        entry(app=HOME),
    ),
    (
        "an entry outside its zone",
        [("record-outside-zone", "entries.api.name")],
        {"public_zones.org": OPEN, "entries.api": entry(app=HOME)["entries.api"] | {"name": "api.example.net."}},
        {"public_zones.org": OPEN, "entries.api": entry(app=HOME)["entries.api"] | {"name": "api.example.org."}},
    ),
    (
        "an entry that answers with nothing",
        [("entry-answer", "entries.api.cells.app")],
        entry(app={"health_check_id": CHECK}),
        entry(app=HOME),
    ),
    (
        "an entry that answers with two things",
        [("cname-beside-other", "entries.api.cells.app"), ("entry-answer", "entries.api.cells.app")],
        entry(app={**HOME, "cname": "app.example.net"}),
        entry(app=HOME),
    ),
    (
        "a weight in an entry by latency",
        [("field-of-other-policy", "entries.api.cells.app.weight")],
        entry(app={**HOME, "weight": 1}),
        weighted(),
    ),
    (
        "no weight in an entry by weight",
        [("missing-in-policy", "entries.api.cells.app.weight")],
        entry("weighted", app=HOME),
        weighted(),
    ),
    (
        "a weight out of range, over the whole entry",
        [("weight-out-of-range", "entries.api.cells.app.weight")],
        weighted(weight=256),
        weighted(weight=255),
    ),
    (
        "a PRIMARY without SECONDARY, over the whole entry",
        [("primary-without-secondary", "entries.api.cells.app.role")],
        entry("failover", app={**HOME, "role": "PRIMARY"}),
        entry("failover", app={**HOME, "role": "PRIMARY"}, data={**AWAY, "role": "SECONDARY"}),
    ),
    (
        "a PRIMARY that nothing watches",
        [("primary-without-health-signal", "entries.api.cells.app.role")],
        entry("failover", app={"values": ["192.0.2.1"], "role": "PRIMARY"}, data={**AWAY, "role": "SECONDARY"}),
        entry("failover", app={**HOME, "role": "PRIMARY"}, data={**AWAY, "role": "SECONDARY"}),
    ),
    (
        "two cells in one Region, by latency",
        [("duplicate-location", "entries.api.cells.data")],
        entry(app=HOME, data=AWAY),
        entry(app=HOME),
    ),
    (
        "two cells for one country",
        [("duplicate-location", "entries.api.cells.data")],
        entry("geolocation", app={**HOME, "country": "DE"}, data={**AWAY, "country": "DE"}),
        entry("geolocation", app={**HOME, "country": "*"}, data={**AWAY, "country": "DE"}),
    ),
    (
        "a CNAME at the zone's own name",
        [("cname-at-apex", "entries.api.name")],
        {
            "public_zones.org": OPEN,
            "entries.api": {
                "zone": "org",
                "name": "@",
                "policy": "latency",
                "cells": {"app": {"cname": "lb.example.net", "health_check_id": CHECK}},
            },
        },
        entry(app={"cname": "lb.example.net", "health_check_id": CHECK}),
    ),
    (
        "an entry at the name of the zone's own record",
        [("simple-beside-policy", "entries.api.cells.app")],
        entry(app=HOME) | recorded("api"),
        entry(app=HOME) | recorded("app"),
    ),
    (
        "a cell of another partition",
        [
            ("entry-in-other-partition", "entries.api.cells.china"),
            ("mixed-partition", "entries.api.cells.china.authorised_by"),
        ],
        {"cells.china": CHINA} | entry(china={**HOME, "authorised_by": ROLE.replace("1" * 12, "4" * 12)}),
        {"cells.china": CHINA} | entry(app=HOME),
    ),
    (
        "a cell of another account that nobody lets write",
        [("entry-without-contributor", "entries.api.cells.data")],
        entry(data=AWAY) | {"public_zones.org": ZONE},
        entry(data=AWAY),
    ),
    (
        "a cell of another account that may write another name",
        [("entry-without-contributor", "entries.api.cells.data")],
        entry(data=AWAY) | writing("app"),
        entry(data=AWAY) | writing("app", "api"),
    ),
    (
        "a cell of another account that may write another type",
        [("entry-without-contributor", "entries.api.cells.data")],
        entry(data={**AWAY, "values": ["2001:db8::1"]})
        | {"public_zones.org": ZONE | {"contributors": {"abroad": ABROAD | {"types": ["A"]}}}},
        entry(data={**AWAY, "values": ["2001:db8::1"]}),
    ),
    (
        "a role in the zone's own account",
        [("authority-in-own-account", "entries.api.cells.app.authorised_by")],
        entry(app={**HOME, "authorised_by": ROLE}),
        entry(data={**AWAY, "authorised_by": ROLE}),
    ),
    (
        "a subzone beside the entry's zone",
        [("subzone-not-below", "entries.api.cells.data.subzone")],
        through({"name": "example.net", "account": "222222222222"}),
        through(DELEGATED),
    ),
    (
        "a subzone of another account than the cell's",
        [("subzone-of-other-account", "entries.api.cells.data.subzone")],
        through({"name": "eu.example.org", "account": "333333333333"}, authorised_by=None)
        | {"public_zones.eu": {"name": "eu.example.org", "account": "111111111111", "delegated_from": "org"}}
        | {"public_zones.eu.contributors": {"c": ABROAD | {"role_name": "below"}}},
        through(DELEGATED),
    ),
    (
        "a role beside a subzone",
        [("role-beside-subzone", "entries.api.cells.data.authorised_by")],
        through(DELEGATED, authorised_by=ROLE),
        through(DELEGATED),
    ),
    (
        "an address beside a CNAME into a subzone",
        [("cname-beside-other", "entries.api.cells.data")],
        {
            **through(DELEGATED),
            "entries.api.cells.app": {**HOME},
        },
        through(DELEGATED),
    ),
    (
        "a health signal that there is not",
        [("unknown-health-signal", "entries.api.cells.app.health_signal")],
        entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
        SIGNALLED | entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
    ),
    (
        "a health signal of another cell",
        [("health-signal-of-other-cell", "entries.api.cells.data.health_signal")],
        SIGNALLED | entry(data={"values": ["192.0.2.2"], "health_signal": "up"}),
        SIGNALLED | entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
    ),
    (
        "a health signal beside a health check",
        [("health-signal-and-check", "entries.api.cells.app.health_signal")],
        SIGNALLED | entry(app={**HOME, "health_signal": "up"}),
        SIGNALLED | entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
    ),
    (
        "an entry that is to recover faster than a cell's signal tells",
        [("recovers-too-late", "entries.api.recover_within")],
        # 3 x 30 s and 6 s, and 60 s of TTL.
        recovering(155),
        recovering(156),
    ),
    (
        "an entry that is to recover, with a TTL of its own",
        [("recovers-too-late", "entries.api.recover_within")],
        recovering(156, **{"entries.api.ttl": 61}),
        recovering(126, **{"entries.api.ttl": 30}),
    ),
    (
        "an entry that is to recover, by a health check that is made elsewhere",
        [("recovery-not-bounded", "entries.api.recover_within")],
        recovering(1000, **{"entries.api.cells.app": {**HOME, "weight": 1}}),
        recovering(1000),
    ),
    (
        "an entry that is to recover, of a cell that nothing watches",
        [("recovery-not-bounded", "entries.api.recover_within")],
        recovering(1000, **{"entries.api.cells.app": {"values": ["192.0.2.1"], "weight": 1}}),
        recovering(1000),
    ),
    (
        "an entry that is to recover, by an alias of which no TTL is told",
        [("recovery-not-bounded", "entries.api.recover_within")],
        recovering(1000, **{"entries.api.cells.app": {"alias": API, "weight": 1, "health_signal": "up"}}),
        recovering(1000, **{"entries.api.cells.app": {"alias": LB, "weight": 1, "health_signal": "up"}}),
    ),
    (
        "an entry that is to recover, with one cell",
        [("recovery-not-bounded", "entries.api.recover_within")],
        SIGNALLED | weighted(health_check_id=None, health_signal="up") | {"entries.api.recover_within": 1000},
        recovering(1000),
    ),
    (
        "a SECONDARY, whose place nobody takes, and a PRIMARY that recovers too late",
        [("recovers-too-late", "entries.api.recover_within")],
        recovering(155, **_FAILING),
        recovering(156, **_FAILING),
    ),
    (
        "a signal by which all names are to recover in time, those of entries too",
        [("recovers-too-late", "health_signals.up.recover_within")],
        SIGNALLED
        | {"health_signals.up": SIGNAL | {"recover_within": 155}}
        | entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
        SIGNALLED
        | {"health_signals.up": SIGNAL | {"recover_within": 156}}
        | entry(app={"values": ["192.0.2.1"], "health_signal": "up"}),
    ),
    (
        "a health signal of a cell for a record of the zone's stack",
        [("health-signal-beside-subzone", "entries.api.cells.data.health_signal")],
        SIGNALLED
        | {"health_signals.up": SIGNAL | {"cell": "data"}}
        | through(DELEGATED, health_check_id=None, health_signal="up"),
        through(DELEGATED),
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
        "no cell for everywhere else",
        ("geolocation-without-default", "entries.api.cells.app"),
        entry("geolocation", app={**HOME, "continent": "EU"}),
        entry("geolocation", app={**HOME, "country": "*"}),
    ),
    (
        "a cell that nothing watches",
        ("entry-without-health-signal", "entries.api.cells.app"),
        entry(app={"values": ["192.0.2.1"]}),
        entry(app=HOME),
    ),
    (
        "an alias that does not evaluate its target",
        ("entry-without-health-signal", "entries.api.cells.app"),
        entry(app={"alias": {"dns_name": "lb.example.net", "zone_id": "Z1", "evaluate_target_health": False}}),
        entry(app={"alias": {"dns_name": "lb.example.net", "zone_id": "Z1"}}),
    ),
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
        "a PRIMARY whose health AWS does not tell",
        ("primary-never-unhealthy", "entries.api.cells.app.role"),
        entry("failover", app={"role": "PRIMARY", "alias": API}, data={**HOME, "role": "SECONDARY"}),
        entry("failover", app={"role": "PRIMARY", "alias": LB}, data={**HOME, "role": "SECONDARY"}),
    ),
    (
        "a cell that nothing watches beside one that is watched is told of once",
        ("entry-without-health-signal", "entries.api.cells.data"),
        entry("weighted", app={**HOME, "weight": 1}, data={"values": ["192.0.2.2"], "weight": 1}),
        entry("weighted", app={**HOME, "weight": 1}, data={**HOME, "values": ["192.0.2.2"], "weight": 1}),
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
    (
        "a private address on the internet",
        ("private-address-in-entry", "entries.api.cells.app.values[0]"),
        entry(app={**HOME, "values": ["10.0.0.1"]}),
        entry(app={**HOME, "values": ["192.0.2.1", "2001:db8::1"]}),
    ),
]
