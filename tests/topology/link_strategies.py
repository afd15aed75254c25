"""Links that no rule refuses."""

from typing import Any

from .drawing import Wish, World
from .network_strategies import has_ipv6, tiers, zones_of
from .record_strategies import name, zone_names
from .zonal_strategies import dns_options, offered_zones, zonal_names


def link(world: World, key: str, cell: Wish, services: Wish, cells: Wish) -> Wish:
    """A link of the cell at `key`, to one of `services`, which is made to let it in, or to one elsewhere."""
    network = cell["network"]
    tier = world.one(*tiers(network)) if len(tiers(network)) > 1 or world.chance() else None
    offer = world.one(*sorted(services)) if services and world.chance(70) else None
    found: Wish = {"cell": key, **({"tier": tier} if tier else {})}
    inside = _to_service(world, cell, offer, services[offer], cells, tier) if offer else None
    found |= inside if inside is not None else _elsewhere(world, key, cell, tier)
    if "security_group_ids" not in found and _needs_ingress(cell, services, found):
        found |= world.one({"ingress": _ingress(world)}, {"security_group_ids": _groups(world)})
    home = cells[services[found["service"]]["cell"]]["region"] if "service" in found else found.get("service_region")
    if home in (None, cell["region"]):
        found |= offered_zones(world, cell, found)
    if zone_names(cell) and world.chance(70):
        found["names"] = [
            *(_name(world, cell) for _ in range(world.number(1, 3))),
            *zonal_names(world, cell, found, home or cell["region"]),
        ]
    return {
        **found,
        **world.maybe(90, dns_options=lambda: dns_options(world, found)),
        **world.maybe(25, regional_dns_name=lambda: {"dns_name": "vpce.example.net", "zone_id": world.zone_id()}),
    }


def _to_service(world: World, cell: Wish, key: str, service: Wish, cells: Wish, tier: str | None) -> Wish | None:
    provider = cells[service["cell"]]
    types = _address_types(service.get("ip_address_types", ["ipv4"]), has_ipv6(cell["network"]))
    zones = _common_zones(cell, tier, provider, service)
    if not types or zones == []:
        return None
    _let_in(service, cell, provider)
    address_type = world.one(*types)
    region = provider["region"]
    found: Wish = {
        "service": key,
        "service_name": _service_name(world, region),
        **({} if address_type == "ipv4" else {"ip_address_type": address_type}),
        **world.maybe(service_region=region),
        **world.maybe(20, ingress=lambda: _ingress(world)),
    }
    if "ingress" not in found:
        found |= world.maybe(20, security_group_ids=lambda: _groups(world))
    if zones is not None:
        found["availability_zones"] = zones
    return found


def _elsewhere(world: World, key: str, cell: Wish, tier: str | None) -> Wish:
    region = world.one(cell["region"], cell["region"], *world.regions)
    prefix = "cn.com.amazonaws" if world.partition == "aws-cn" else "com.amazonaws"
    standing = zones_of(cell["network"], tier)
    types = ["dualstack", "dualstack", "dualstack", "ipv6", "ipv4"] if has_ipv6(cell["network"]) else ["ipv4"]
    address_type = world.one(*types)
    found: Wish = {
        **({} if address_type == "ipv4" else {"ip_address_type": address_type}),
        **world.maybe(availability_zones=lambda: [zone["availability_zone"] for zone in world.some(standing, least=1)]),
    }
    if world.chance(40):
        service = world.one("s3", "s3", "execute-api")
        resolved = {"private_dns": True} if world.chance(90) and world.first(f"{service} of {key}") else {}
        return {**found, "service_name": f"{prefix}.{cell['region']}.{service}", **resolved}
    found |= {"service_name": _service_name(world, region), "service_region": region}
    if world.chance(50):
        found |= {"private_dns": True, "private_dns_name": f"api{world.serial()}.vendor.test"}
    return found


def _service_name(world: World, region: str) -> Any:
    prefix = "cn.com.amazonaws" if region.startswith("cn-") else "com.amazonaws"
    return world.one(
        f"{prefix}.vpce.{region}.vpce-svc-{world.serial():017x}",
        {"ssm_parameter": f"/handoff/{world.serial()}"},
        {"stack_parameter": f"Service{world.serial()}"},
        {},
    )


def _address_types(offered: list[str], ipv6: bool) -> list[str]:
    found = ["ipv6"] if "ipv6" in offered and ipv6 else []
    found += ["ipv4"] if "ipv4" in offered else []
    return ["dualstack", *found] if len(found) == 2 else found


def _common_zones(cell: Wish, tier: str | None, provider: Wish, service: Wish) -> list[str] | None:
    """Names of the zones where both sides stand, none where ids would tell and are missing; None for all."""
    if provider["region"] != cell["region"] or "load_balancer_arns" in service:
        return None
    asked = service.get("load_balancer", {})
    offered = zones_of(provider["network"], asked.get("tier"))
    if "availability_zones" in asked:
        chosen = asked["availability_zones"]
        offered = [
            zone
            for zone in offered
            if zone["availability_zone"] in chosen or zone.get("availability_zone_id") in chosen
        ]
    mine = zones_of(cell["network"], tier)
    by = "availability_zone" if provider["account"] == cell["account"] else "availability_zone_id"
    there = {zone.get(by) for zone in offered}
    if None in there or any(zone.get(by) is None for zone in mine):
        return []
    common = [zone["availability_zone"] for zone in mine if zone[by] in there]
    return None if len(common) == len(mine) else common


def _let_in(service: Wish, cell: Wish, provider: Wish) -> None:
    allowed = service.setdefault("allowed_principals", [])
    if "*" not in allowed and not any(cell["account"] in principal for principal in allowed):
        allowed.append(cell["account"])
    if cell["region"] not in (provider["region"], *service.get("supported_regions", [])):
        service.setdefault("supported_regions", [provider["region"]]).append(cell["region"])


def _needs_ingress(cell: Wish, services: Wish, found: Wish) -> bool:
    if "ingress" in found:
        return False
    network, address_type = cell["network"], found.get("ip_address_type", "ipv4")
    unknown = address_type != "ipv6" and "cidr" not in network
    if address_type != "ipv4" and "vpc_id" in network and "ipv6_cidr" not in network:
        unknown = True
    return unknown or not services.get(found.get("service", ""), {}).get("listeners")


def _ingress(world: World) -> list[Wish]:
    ports = world.some([443, 5432, 6379], least=1)
    return [
        {
            "from_port": port,
            **world.maybe(to_port=port + world.number(0, 10), protocol="udp"),
            **world.one(
                {"cidr": "10.0.0.0/8"},
                {"ipv6_cidr": "fd00::/8"},
                {"security_group_id": world.id("sg")},
                {"prefix_list_id": world.id("pl")},
            ),
        }
        for port in ports
    ]


def _groups(world: World) -> list[str]:
    return [world.id("sg") for _ in range(world.number(1, 3))]


def _name(world: World, cell: Wish) -> Any:
    written = name(world, cell)
    if world.chance():
        return {**written, "kind": "cname", **world.maybe(75, ttl=60)}
    if "zone" not in written and world.chance():
        return str(written["name"])
    return {**written, **world.maybe(50, evaluate_target_health=True)}
