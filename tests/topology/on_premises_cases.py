"""Networks on premises: what the rules of this room refuse, and their nearest neighbours."""

from .hybrid_cases import (
    ASKED,
    BACK,
    OFFICE,
    with_,
)
from .wishes import Wish

# What, the rule and path of every problem, the change that causes them, the change that does not.
ON_PREMISES_CASES: list[tuple[str, list[tuple[str, str]], Wish, Wish]] = [
    (
        "a network that overlaps a cell that it reaches",
        [("overlapping-cidr", "on_premises.office.cidrs[0]")],
        {"on_premises.office": {**OFFICE, "cidrs": ["10.0.0.0/8"], "name_servers": []}},
        {"on_premises.office": {**OFFICE, "cidrs": ["10.2.0.0/15"], "name_servers": []}},
    ),
    (
        "a network that overlaps a cell that exists",
        [
            ("overlapping-cidr", "on_premises.office.cidrs[0]"),
            ("overlapping-cidr", "on_premises.office.cidrs[0]"),
        ],
        {"on_premises.office": {**OFFICE, "cidrs": ["172.16.1.0/24"], "reaches": ["old"], "name_servers": []}},
        {"on_premises.office": {**OFFICE, "cidrs": ["172.17.1.0/24"], "reaches": ["old"], "name_servers": []}},
    ),
    (
        "a network with one block twice",
        [("overlapping-cidr", "on_premises.office.cidrs[1]")],
        {"on_premises.office": {**OFFICE, "cidrs": ["10.90.0.0/16", "10.90.1.0/24"]}},
        {"on_premises.office": {**OFFICE, "cidrs": ["10.90.0.0/16", "10.91.1.0/24"]}},
    ),
    (
        "two networks that reach one cell by one block",
        [("overlapping-cidr", "on_premises.plant.cidrs[0]")],
        {"on_premises.office": OFFICE, "on_premises.plant": {**OFFICE, "reaches": ["data", "app"]}},
        {"on_premises.office": OFFICE, "on_premises.plant": {**OFFICE, "reaches": ["data"]}},
    ),
    (
        "a name server outside its network",
        [("name-server-outside-network", "on_premises.office.name_servers[0]")],
        {"on_premises.office": {**OFFICE, "name_servers": ["10.91.0.53"]}},
        {"on_premises.office": {**OFFICE, "name_servers": ["10.90.255.53"]}},
    ),
    (
        "a name server twice",
        [("duplicate-address", "on_premises.office.name_servers[1]")],
        {"on_premises.office": {**OFFICE, "name_servers": ["10.90.0.53", "10.90.0.53"]}},
        {"on_premises.office": {**OFFICE, "name_servers": ["10.90.0.53", "10.90.0.54"]}},
    ),
    (
        "a network that reaches an unknown cell",
        [("unknown-cell", "on_premises.office.reaches[0]")],
        {"on_premises.office": {**OFFICE, "reaches": ["ap"]}},
        {"on_premises.office": OFFICE},
    ),
    (
        "a network that asks an unknown cell",
        [("unknown-cell", "on_premises.office.forwards[0].to")],
        with_(on_premises__office__forwards=[{"domain": "example.com", "to": "ap"}]),
        with_(on_premises__office__forwards=[ASKED]),
    ),
    (
        "a network that asks a cell which it does not reach",
        [("network-not-reached", "on_premises.office.forwards[0].to")],
        {"on_premises.office": {**OFFICE, "forwards": [{"domain": "example.com", "to": "data"}]}},
        {
            "on_premises.office": {
                **OFFICE,
                "reaches": ["data"],
                "forwards": [{"domain": "example.com", "to": "data"}],
            },
            "cells.data.resolver": {"inbound": {}},
        },
    ),
    (
        "a network that asks a cell without an inbound endpoint",
        [("no-inbound-endpoint", "on_premises.office.forwards[0].to")],
        {"on_premises.office": {**OFFICE, "forwards": [ASKED]}},
        with_(on_premises__office__forwards=[ASKED]),
    ),
    (
        "a domain that a network forwards twice",
        [("duplicate-forward", "on_premises.office.forwards[1].domain")],
        with_(
            on_premises__office__forwards=[
                ASKED,
                ASKED,
            ]
        ),
        with_(
            on_premises__office__forwards=[
                ASKED,
                {"domain": "example.org", "to": "app"},
            ]
        ),
    ),
    (
        "a domain that a network forwards and answers for",
        [("forwarded-own-zone", "on_premises.office.forwards[0].domain")],
        with_(on_premises__office={**OFFICE, "forwards": [BACK], "zones": {"corp.test": {}}}),
        with_(
            on_premises__office={
                **OFFICE,
                "forwards": [ASKED],
                "zones": {"corp.test": {"erp": ["10.90.0.9"]}},
            }
        ),
    ),
    (
        "a name outside its domain on premises",
        [("record-outside-zone", "on_premises.office.zones.corp.test.erp.other.test.")],
        {"on_premises.office": {**OFFICE, "zones": {"corp.test": {"erp.other.test.": ["10.90.0.9"]}}}},
        {"on_premises.office": {**OFFICE, "zones": {"corp.test": {"erp.corp.test.": ["10.90.0.9"]}}}},
    ),
]
