"""Public zones, and entries over the cells of a topology, that no rule refuses."""

from typing import Any

from .drawing import ACCOUNTS, Wish, World
from .record_strategies import CONTINENTS, policy_group, simple
from .signal_strategies import LONG, is_bounded

TYPES = (
    *("A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR"),
    *("SPF", "SRV", "SSHFP", "SVCB", "TLSA", "TXT"),
)
ABOVE, BELOW = "example.org", "eu.example.org"
FOREIGN = "444444444444"
SERVERS = ["ns-1.awsdns-00.com", "ns-513.awsdns-00.net"]


def public_zones(world: World, cells: Wish, signals: Wish) -> Wish:
    """A zone, one that it delegates to, and entries of both over the cells."""
    if world.partition != "aws" or not world.chance(85):
        return {}
    home, below = world.one(*ACCOUNTS), world.one(*ACCOUNTS)
    entries = {f"entry-{index}": _entry(world, cells, below) for index in range(world.number(2, 4))}
    entries = {key: one for key, one in entries.items() if one["cells"]}
    for entry in entries.values():
        for key, place in entry["cells"].items():
            own = [signal for signal, wish in signals.items() if wish["cell"] == key]
            if "alias" in place:
                # Nothing tells how long its answers are kept.
                own = [signal for signal in own if "recover_within" not in signals[signal]]
            if own and "subzone" not in place and world.chance(80):
                place.pop("health_check_id", None)
                place["health_signal"] = world.one(*own)
        _in_time(world, entry, signals)
    return {
        "public_zones": {"org": _above(world, home, entries), "eu-org": _below(world, home, below)},
        **({"entries": entries} if entries else {}),
    }


def _in_time(world: World, entry: Wish, signals: Wish) -> None:
    """Let an entry recover in time, where every cell has a signal that can tell it."""
    decided = {key: place for key, place in entry["cells"].items() if place.get("role") != "SECONDARY"}
    bounded = {
        key: [
            signal
            for signal, wish in signals.items()
            if wish["cell"] == key and is_bounded(wish) and not wish.get("disabled")
        ]
        for key in decided
    }
    if len(entry["cells"]) < 2 or not all(bounded.values()) or world.chance(20):
        return
    entry["recover_within"] = LONG
    for key, place in decided.items():
        place.pop("health_check_id", None)
        place["health_signal"] = world.one(*bounded[key])
        if place.pop("alias", None):
            place["values"] = ["192.0.2.1"]


def _above(world: World, account: str, entries: Wish) -> Wish:
    others = [each for each in ACCOUNTS if each != account]
    written = [entry["name"] for entry in entries.values()]
    contributors = {
        "cells": {
            "role_name": "entries",
            "accounts": others,
            "names": [*written, "@"],
            "types": ["A", "AAAA", "CNAME"],
        },
        "delegation": {
            "role_name": "delegation",
            "accounts": others,
            "names": ["eu", "eu.example.org."],
            "types": ["NS", "DS", *world.some([one for one in TYPES if one not in ("NS", "DS")], least=6)],
        },
    }
    return {"name": ABOVE, "account": account, "contributors": contributors, **_wish(world, brought=world.chance(30))}


def _below(world: World, home: str, account: str) -> Wish:
    zone: Wish = {"name": BELOW, "account": account, **_wish(world, brought=world.chance())}
    if world.chance(70) and ("id" not in zone or "name_servers" in zone):
        parent: Wish = world.one({"zone": "org"}, {"zone": "org"}, {"name": ABOVE, "id": world.zone_id()})
        if "id" in parent:
            parent |= world.maybe(60, authorised_by=f"arn:aws:iam::{FOREIGN}:role/delegation")
        elif home != account:
            parent |= world.maybe(30, authorised_by=f"arn:aws:iam::{home}:role/delegation")
        zone["delegated_from"] = {**parent, **world.maybe(50, ttl=60)}
        if zone["delegated_from"] == {"zone": "org"}:
            zone["delegated_from"] = world.one("org", {"zone": "org"})
    return zone


def _wish(world: World, *, brought: bool) -> Wish:
    found: Wish = {
        **world.maybe(30, handed_over=lambda: _handed_over(world), display_name="Zone one", tags={"owner": "dns"}),
        **world.maybe(30, termination_protection=False),
        **world.maybe(50, dnssec=lambda: _dnssec(world)),
    }
    if brought:
        found |= {"id": world.zone_id(), **world.maybe(60, name_servers=SERVERS)}
    else:
        found |= world.maybe(50, query_logs=lambda: _logs(world), accelerated_recovery=True)
    if "dnssec" in found or world.chance():
        found["alarms"] = _alarms(world, signed="dnssec" in found)
    if world.chance(75):
        found |= _records(world)
    return found


def _handed_over(world: World) -> Wish:
    return world.one({"stack_parameter": f"Zone{world.serial()}"}, {"ssm_parameter": f"/zones/{world.serial()}"})


def _logs(world: World) -> Any:
    group = f"/aws/route53/logs-{world.serial()}"
    return world.one(True, world.maybe(60, retention_days=30, log_group_name=group))


def _dnssec(world: World) -> Any:
    key = "arn:aws:kms:us-east-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef"
    return world.one(True, world.maybe(60, key_arn=key, signing_key_name=f"key_{world.serial()}"))


def _alarms(world: World, *, signed: bool) -> Any:
    tuned: Wish = {"many-queries": {"threshold": 1000}}
    if world.chance():
        tuned["few-queries"] = {"threshold": 1, "period": 300}
    if not signed:
        return {"tune": tuned}
    if world.chance():
        tuned["dnssec-internal-failure"] = {"missing_data": "ignore"}
    return world.one(True, {"tune": tuned}, {"topic_arn": "arn:aws:sns:us-east-1:111111111111:dns", "notify_ok": True})


def _records(world: World) -> Wish:
    records: list[Wish] = []
    for _ in range(world.number(4, 8)):
        written = f"r{world.serial()}"
        group = policy_group(world) if world.chance(40) else [simple(world, written)]
        records += ({"name": written, **record} for record in group)
    if world.chance(60):
        name, blocks = f"r{world.serial()}", {"acme": ["203.0.113.0/24"], "globex": ["2001:db8::/48"]}
        for location in ("acme", "*"):
            policy = {"policy": "ip-based", "set_identifier": location, "location": location}
            policy["collection_id"] = {"cidr_collection": "clients"}  # type: ignore[assignment]
            records.append({"name": name, "type": "A", "values": ["192.0.2.1"], "policy": policy})
        return {"records": records, "cidr_collections": {"clients": blocks}}
    return {"records": records}


def _entry(world: World, cells: Wish, below: str) -> Wish:
    name = f"e{world.serial()}"
    policy = world.one("latency", "geolocation", "failover", "weighted", "geolocation")
    chosen = world.some(list(cells), least=2, most=3) if len(cells) > 1 else list(cells)
    if policy == "latency":
        chosen = list({cells[key]["region"]: key for key in chosen}.values())
    if policy == "failover":
        chosen = chosen[:2] if len(chosen) > 1 else []
    own = [key for key, cell in cells.items() if cell["account"] == below]
    through = bool(own) and policy != "failover" and world.chance(60)
    if through:
        # Two of one account would have one name in its zone.
        chosen = [world.one(*own)]
    places = _places(world, policy, len(chosen))
    found = {
        key: {**place, **_answer(world, policy, place), **({"subzone": "eu-org"} if through else {})}
        for key, place in zip(chosen, places, strict=True)
    }
    if not through:
        _roles(world, found)
        # A CNAME is the only record of its name.
        leading = [one for one in found.values() if "cname" in one]
        if leading and len(leading) < len(found):
            for one in found.values():
                for key in ("values", "alias"):
                    one.pop(key, None)
                one["cname"] = "lb.example.net"
    return {"zone": "org", "name": world.one(name, f"{name}.{ABOVE}."), "policy": policy, "cells": found, **_ttl(world)}


def _ttl(world: World) -> Wish:
    return world.maybe(40, ttl=30)


def _roles(world: World, found: Wish) -> None:
    if world.chance(40):
        for one in found.values():
            one["authorised_by"] = f"arn:aws:iam::{FOREIGN}:role/entries"


def _places(world: World, policy: str, count: int) -> list[Wish]:
    if policy == "failover":
        return [{"role": "PRIMARY"}, {"role": "SECONDARY"}][:count]
    if policy == "weighted":
        return [{"weight": world.number(0, 255)} for _ in range(count)]
    if policy == "latency":
        return [{} for _ in range(count)]
    locations: list[Wish] = [{"continent": one} for one in CONTINENTS]
    others: list[Wish] = [{"country": "*"}, {"country": "US", "subdivision": "CA"}, {"country": "DE"}]
    return world.some([*locations, *others], least=count, most=count)


def _answer(world: World, policy: str, place: Wish) -> Wish:
    answers: Wish = world.one(
        {"values": ["192.0.2.1", "2001:db8::1"]},
        {"values": ["192.0.2.1"]},
        {"alias": _alias(world)},
        {"alias": _alias(world)},
        {"cname": "lb.example.net"},
        {"cname": "lb.example.net"},
    )
    if policy == "failover":
        # Both roles by each address family.
        answers = {"values": ["192.0.2.1", "2001:db8::1"]}
    check = {"health_check_id": f"11111111-1111-1111-1111-{world.serial():012d}"}
    return answers | (check if place.get("role") == "PRIMARY" or world.chance(60) else {})


def _alias(world: World) -> Wish:
    target: Wish = world.one(
        {"dns_name": "lb.example.net", "zone_id": "Z1"},
        {"dns_name": {"stack_parameter": "BalancerName"}, "zone_id": {"ssm_parameter": "/balancer/zone"}},
    )
    return {
        **target,
        **world.maybe(80, ip_address_type=lambda: world.one("ipv4", "ipv6", "dualstack")),
        **world.maybe(evaluate_target_health=False),
    }
