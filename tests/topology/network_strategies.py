"""Networks that no rule refuses, made and existing."""

from ipaddress import IPv4Network

from constructs_pkg.values.flow_log_fields import FIELDS

from .drawing import REGIONS, Wish, World


def zones(world: World, region: str, account: str, most: int) -> list[Wish]:
    """Zones by name, and mostly by id; which name has which id differs from account to account."""
    letters = world.some("abc", least=1, most=most)
    with_ids = world.chance(70)
    shift = int(account[0])
    return [
        {
            "name": f"{region}{letter}",
            **({"id": f"{REGIONS[world.partition][region]}-az{(ord(letter) + shift) % 4 + 1}"} if with_ids else {}),
        }
        for letter in letters
    ]


def made_network(world: World, region: str, account: str, base: int) -> Wish:
    grid = {"tiers": world.one(4, 4, 1, 2, 8, 16), "availability_zones": world.one(4, 4, 1, 2, 8)}
    blocks = (grid["tiers"] * grid["availability_zones"]).bit_length() - 1
    found = zones(world, region, account, grid["availability_zones"])
    zone_slots = world.some(range(grid["availability_zones"]), least=len(found))
    ipv6 = world.chance()
    kinds = world.one(*_kinds(grid["tiers"], ipv6))
    tier_slots = world.some(range(grid["tiers"]), least=len(kinds))
    network: Wish = {
        "cidr": f"10.{base}.0.0/{world.number(16, min(24, 26 - blocks))}",
        "availability_zones": [{"slot": slot, **zone} for slot, zone in zip(zone_slots, found, strict=False)],
        "tiers": [
            {"slot": slot, "name": f"{kind} {slot}" if world.chance() else f"tier-{slot}", "kind": kind}
            for slot, kind in zip(tier_slots, kinds, strict=False)
        ],
        "address_grid": grid,
        **({"ipv6": True} if ipv6 else {}),
        **world.maybe(
            internet_gateway=True,
            flow_logs=lambda: world.one(_flow_logs(world), None),
            close_default_security_group=False,
        ),
        **world.maybe(60, flow_logs=lambda: world.one(_flow_logs(world), None)),
    }
    if {"public", "egress"}.issubset(kinds):
        network["nat_gateways"] = world.number(1, len(found))
    if kinds == ["isolated"] and tier_slots[0] == 0 and world.chance(50):
        del network["tiers"]
    if grid == {"tiers": 4, "availability_zones": 4} and world.chance(50):
        del network["address_grid"]
    return network


def _kinds(most: int, ipv6: bool) -> list[list[str]]:
    possible = [["isolated"], ["isolated", "isolated"], ["public", "egress"], ["public", "egress", "isolated"]]
    return [kinds for kinds in [*possible, *([["egress"]] if ipv6 else [["isolated"]])] if len(kinds) <= most]


def _flow_logs(world: World) -> Wish:
    own = {"fields": world.some(FIELDS, least=1)}
    record: Wish = world.one(Wish(), {"record": "endpoints"}, {"record": "all"}, {"record": "all"}, own)
    return record | world.maybe(
        75,
        retention_days=lambda: world.one(1, 30, 3653),
        traffic=lambda: world.one("ACCEPT", "REJECT"),
        max_aggregation_seconds=60,
    )


def existing_network(world: World, region: str, account: str, base: int) -> Wish:
    found = zones(world, region, account, 3)
    tiers = world.one(["default"], ["default"], ["data"], ["data", "app"])
    with_blocks, routed = world.chance(70), world.chance(50)
    subnets = [
        {
            "id": world.id("subnet"),
            "availability_zone": zone["name"],
            **({"availability_zone_id": zone["id"]} if "id" in zone else {}),
            **({} if tier == "default" else {"tier": tier}),
            **({"cidr": f"172.{16 + base}.{10 * row + column}.0/24"} if with_blocks else {}),
            **({"route_table_id": world.id("rtb")} if routed else {}),
        }
        for row, tier in enumerate(tiers)
        for column, zone in enumerate(found)
    ]
    ipv6 = world.maybe(60, ipv6=lambda: world.one(True, True, False))
    return {
        "vpc_id": world.id("vpc"),
        **world.maybe(70, cidr=f"172.{16 + base}.0.0/16"),
        **world.maybe(60, dns=True),
        **ipv6,
        **(world.maybe(60, ipv6_cidr=f"2001:db8:0:{base:x}00::/56") if ipv6.get("ipv6", True) else {}),
        "subnets": subnets,
        **world.maybe(log_key_arn=f"arn:{world.partition}:kms:{region}:{account}:key/0123-{base}"),
    }


def subnets(network: Wish) -> list[Wish]:
    """The subnets of either kind: tier, zone name, and zone id and block where they are known."""
    if "vpc_id" in network:
        return [{"tier": "default", **subnet} for subnet in network["subnets"]]
    grid = {"tiers": 4, "availability_zones": 4, **network.get("address_grid", {})}
    bits = (grid["tiers"] * grid["availability_zones"]).bit_length() - 1
    blocks = list(IPv4Network(network["cidr"]).subnets(prefixlen_diff=bits))
    return [
        {
            "tier": tier["name"],
            "availability_zone": zone["name"],
            "availability_zone_id": zone.get("id"),
            "cidr": str(blocks[tier["slot"] * grid["availability_zones"] + zone["slot"]]),
        }
        for tier in network.get("tiers", [{"slot": 0, "name": "isolated"}])
        for zone in network["availability_zones"]
    ]


def tiers(network: Wish) -> list[str]:
    return sorted({subnet["tier"] for subnet in subnets(network)})


def zones_of(network: Wish, tier: str | None) -> list[Wish]:
    """The zones of one tier's subnets."""
    chosen = tier or tiers(network)[0]
    return [subnet for subnet in subnets(network) if subnet["tier"] == chosen]


def address(world: World, network: Wish) -> str:
    """An address in one of the network's subnets, or elsewhere."""
    blocks = [subnet["cidr"] for subnet in subnets(network) if subnet.get("cidr")]
    if blocks and world.chance(60):
        block = IPv4Network(world.one(*blocks))
        return str(block[world.number(4, 40)])
    return f"10.200.{world.number(0, 255)}.{world.number(1, 254)}"


def has_ipv6(network: Wish) -> bool:
    """Whether it may be used with IPv6: it has it, or it exists and nobody said that it has not."""
    return bool(network.get("ipv6", "vpc_id" in network))
