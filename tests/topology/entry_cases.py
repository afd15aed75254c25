"""Entries over several cells: what the rules of this room refuse, and the neighbours that they let through."""

from .public_zone_cases import (
    ABROAD,
    API,
    AWAY,
    CHECK,
    CHINA,
    DELEGATED,
    HOME,
    LB,
    OPEN,
    ROLE,
    SIGNAL,
    SIGNALLED,
    ZONE,
    entry,
    recorded,
    through,
    weighted,
    writing,
)
from .wishes import Wish


def long_label(length: int) -> str:
    """Return a name that has so many characters in zone eu.example.org."""
    labels = ".".join(["a" * 63] * 3)
    return f"{labels}.{'b' * (length - len(f'{labels}..eu.example.org'))}"


def recovering(within: int, **changes: object) -> Wish:
    """Return an entry of two cells that is to recover in so many seconds."""
    cells = {
        "app": {"values": ["192.0.2.1"], "weight": 1, "health_signal": "up"},
        "data": {"values": ["192.0.2.2"], "weight": 1, "health_signal": "down"},
    }
    slow = {"cell": "data", "alarm": {"name": "a", "region": "us-east-1", "goes_off_within": 60}}
    made = entry("weighted", **cells) | {"entries.api.recover_within": within, "health_signals.down": slow}
    return SIGNALLED | made | changes


_FAILING: Wish = {
    "entries.api.policy": "failover",
    "entries.api.cells": {
        "app": {"values": ["192.0.2.1"], "role": "PRIMARY", "health_signal": "up"},
        "data": {**HOME, "role": "SECONDARY"},
    },
}

# What, the rule and path of every problem, the change that causes them, the change that does not.
ENTRY_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
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
        "an entry whose name is too long in a subzone",
        [("name-too-long", "entries.api.cells.data.subzone")],
        through(DELEGATED) | {"entries.api.name": long_label(254)},
        through(DELEGATED) | {"entries.api.name": long_label(253)},
    ),
    (
        "an entry that is outside its zone and leads into a subzone",
        [("record-outside-zone", "entries.api.name")],
        through(DELEGATED) | {"entries.api.name": "api.example.net."},
        through(DELEGATED) | {"entries.api.name": "api.example.org."},
    ),
    (
        "a weight out of range, and a role to write with",
        [("weight-out-of-range", "entries.api.cells.data.weight")],
        entry("weighted", data={**AWAY, "weight": 256, "authorised_by": ROLE}),
        entry("weighted", data={**AWAY, "weight": 255, "authorised_by": ROLE}),
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
]

# What, the rule and path of the warning, the change that causes it, the change that does not.
ENTRY_WARNINGS: list[tuple[str, tuple[str, str], Wish, Wish]] = [
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
        "a private address on the internet",
        ("private-address-in-entry", "entries.api.cells.app.values[0]"),
        entry(app={**HOME, "values": ["10.0.0.1"]}),
        entry(app={**HOME, "values": ["192.0.2.1", "2001:db8::1"]}),
    ),
]
