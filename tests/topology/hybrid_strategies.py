"""Resolvers of cells and networks on premises that no rule refuses."""

from ipaddress import IPv4Network
from typing import Any

from .drawing import ACCOUNTS, Wish, World
from .network_strategies import has_ipv6, tiers, zones_of

# Each cell's share of a block that no cell has, so that what meets in one VPC never overlaps.
_BLOCK = "100.{}.0.0/16"


def hybrid(world: World, cells: dict[str, Wish]) -> Wish:
    """Give cells Resolvers, and return the networks on premises that they speak with."""
    networks: dict[str, Wish] = {}
    for index, (key, cell) in enumerate(cells.items()):
        if world.chance(80) and _may_stand(cell):
            networks |= _with_network(world, f"office-{index}", key, cell, 64 + index)
    _share(world, cells)
    return {"on_premises": networks} if networks else {}


def _with_network(world: World, name: str, key: str, cell: Wish, number: int) -> dict[str, Wish]:
    servers = [f"100.{number}.0.{last}" for last in range(53, 53 + world.number(1, 3))]
    network: Wish = {
        "cidrs": [_BLOCK.format(number)],
        "connected_by": world.one("direct-connect", "vpn"),
        "reaches": [key],
        "name_servers": servers,
        **world.maybe(50, zones=lambda: {"corp.test": {"erp": [f"100.{number}.4.20"]}}, display_name="Head office"),
    }
    cell["resolver"] = resolver = _resolver(world, cell, name)
    if ("inbound" in resolver or "inbound_delegation" in resolver) and world.chance(70):
        network["forwards"] = [
            {"domain": world.one("aws.test", "cloud.test"), "to": key, **world.maybe(60, first=True)}
        ]
    return {name: network}


def _resolver(world: World, cell: Wish, network: str) -> Wish:
    rules = _rules(world, cell, network)
    return {
        "outbound": _outbound(world, cell),
        "rules": rules,
        **world.maybe(
            60,
            inbound=lambda: _inbound(world, cell),
            inbound_delegation=lambda: _endpoint(world, cell, 1),
            firewall=lambda: _firewall(world),
            shared_rules=lambda: {"theirs": {"id": f"rslvr-rr-{world.serial():017x}"}},
        ),
        **world.maybe(40, dnssec_validation=True, autodefined_reverse=False),
    }


def _endpoint(world: World, cell: Wish, place: int = 0) -> Wish:
    network = cell["network"]
    used: Wish = {"security_group_ids": [world.id("sg")]} if world.chance(30) else {"peers": [_BLOCK.format(99)]}
    tier = world.one(*tiers(network))
    inside = zones_of(network, tier)
    blocks = [IPv4Network(one["cidr"]) for one in inside if one.get("cidr")]
    # One zone has one subnet, and an endpoint two addresses.
    fixed = len(inside) == 1 or (len(blocks) == len(inside) and world.chance(40))
    each = 2 if len(inside) == 1 else 1
    # No two endpoints of a cell have one address.
    first = 42 + 6 * place + 2 * (world.number(0, 7) // 4)
    written = {"addresses": [str(block[first + place]) for block in blocks for place in range(each)]} if fixed else {}
    kinds = ["dualstack", *([] if fixed else ["ipv6", "ipv6"])]
    return {
        **used,
        "tier": tier,
        **written,
        **world.maybe(40, availability_zones=[one["availability_zone"] for one in inside]),
        **({"ip_address_type": world.one(*kinds)} if has_ipv6(network) and world.chance(80) else {}),
        **world.maybe(40, rni_enhanced_metrics=True),
    }


def _inbound(world: World, cell: Wish) -> Wish:
    spoken = world.one(["DoH"], ["DoH-FIPS"], ["Do53", "DoH"], ["Do53", "DoH-FIPS"])
    return {**_endpoint(world, cell), "protocols": spoken, **world.maybe(40, dns64=True)}


def _outbound(world: World, cell: Wish) -> Wish:
    return {
        **_of_both_families(_endpoint(world, cell, 2)),
        "protocols": world.one(["Do53", "DoH"], ["DoH", "Do53"]),
        **world.maybe(40, ports=[53, 5353], target_name_server_metrics=True, ipv6_internet_access=True),
    }


def _rules(world: World, cell: Wish, network: str) -> Wish:
    doh = {
        "address": "100.99.0.53",
        "protocol": "DoH",
        **world.maybe(60, server_name_indication="dns.corp.test", port=8443),
    }
    rules: Wish = {
        "corp": {"domain": "corp.test", "to": network},
        **world.maybe(
            60,
            partner=lambda: {"domain": "partner.test", "targets": [world.one("100.99.0.54", doh)]},
            cloud={"domain": "cloud.corp.test", "type": "SYSTEM"},
        ),
    }
    if world.partition != "aws-us-gov":
        rules |= world.maybe(40, branches={"domain": "ns.branch.test", "type": "DELEGATE"})
    for rule in rules.values():
        rule |= world.maybe(30, on_own_vpc=False)
        if world.chance(40):
            others = [one for one in ACCOUNTS if one != cell["account"]]
            rule |= {"share_with": world.some(others, least=1), **world.maybe(50, outside_organization=True)}
    return rules


def _firewall(world: World) -> Wish:
    if world.chance(30):
        return {"rule_group_id": f"rslvr-frg-{world.serial():017x}", **world.maybe(50, priority=200)}
    response: Wish = world.one(
        {"block_response": "NODATA"},
        {"block_response": "NXDOMAIN"},
        {"block_override": {"domain": "stop.test", **world.maybe(70, ttl=60)}},
    )
    threat = {
        "priority": 2,
        "action": world.one("ALERT", "BLOCK"),
        "threat_protection": world.one("DGA", "DICTIONARY_DGA", "DNS_TUNNELING"),
        "confidence_threshold": world.one("LOW", "MEDIUM", "HIGH"),
    }
    listed = {"priority": 3, "action": "ALERT", "domain_list_id": f"rslvr-fdl-{world.serial():017x}"}
    rules = {
        "own": {"priority": 1, "action": "ALLOW", "domains": ["*.test"], **world.maybe(50, trust_redirection=True)},
        **world.maybe(90, threat=threat, listed=listed),
        "rest": {"priority": 9, "action": "BLOCK", "domains": ["*"], **response, **world.maybe(50, query_type="A")},
    }
    return {
        "rules": rules,
        **world.maybe(40, priority=300, mutation_protection=True),
        **({"share_with": ["444444444444"], "outside_organization": True} if world.chance(60) else {}),
    }


def _share(world: World, cells: dict[str, Wish]) -> None:
    """Let cells get rules of others in their Region, by a stack parameter."""
    for owner, cell in cells.items():
        for rule_key, rule in cell.get("resolver", {}).get("rules", {}).items():
            for key, other in cells.items():
                usable = other["account"] == cell["account"] or other["account"] in rule.get("share_with", ())
                near = key != owner and usable and other["region"] == cell["region"]
                if near and world.chance(80) and rule["domain"] not in _domains(cells, other):
                    shared = other.setdefault("resolver", {}).setdefault("shared_rules", {})
                    given = {"stack_parameter": f"RuleOf{owner}{rule_key}".replace("-", "")}
                    shared[f"of-{owner}-{rule_key}"[:31].rstrip("-")] = {
                        "id": given,
                        "rule_of": {"cell": owner, "rule": rule_key},
                    }


def _of_both_families(endpoint: Wish) -> Wish:
    """Return an outbound `endpoint` that reaches the targets of every rule."""
    return {**endpoint, "ip_address_type": "dualstack"} if endpoint.get("ip_address_type") == "ipv6" else endpoint


def _domains(cells: Wish, cell: Wish) -> set[str]:
    """Return the domains of the rules that `cell` has, its own and those of others."""
    resolver = cell.get("resolver", {})
    theirs = [one["rule_of"] for one in resolver.get("shared_rules", {}).values() if "rule_of" in one]
    shared = [cells[one["cell"]]["resolver"]["rules"][one["rule"]] for one in theirs]
    return {rule["domain"] for rule in (*resolver.get("rules", {}).values(), *shared)}


def profile_contents(world: World, cell: Wish) -> Wish:
    """What a Profile of a cell holds beside zones."""
    resolver: Any = cell.get("resolver", {})
    made = "rules" in resolver.get("firewall", {})
    return {
        **({"rules": world.some(sorted(resolver["rules"]), least=1)} if resolver.get("rules") else {}),
        **({"firewall_priority": 150} if made else {}),
    }


def _may_stand(cell: Wish) -> bool:
    """Whether every tier has two zones, or blocks in which two addresses can be fixed."""
    network = cell["network"]
    return all(
        len(inside) > 1 or all(one.get("cidr") for one in inside)
        for inside in (zones_of(network, tier) for tier in tiers(network))
    )
