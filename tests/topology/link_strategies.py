"""Links that no rule refuses."""

from typing import Any

from .aws_service_strategies import policy
from .drawing import ACCOUNTS, Wish, World
from .mechanism_strategies import fallback
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
    if found.get("endpoint_type") == "GatewayLoadBalancer":
        return found
    if "security_group_ids" not in found and _needs_ingress(cell, services, found):
        found |= world.one({"ingress": _ingress(world)}, {"security_group_ids": _groups(world)})
    told = found.get("handoff", {}).get("region") or found.get("service_region")
    home = cells[services[found["service"]]["cell"]]["region"] if "service" in found else told
    if home in (None, cell["region"]):
        found |= offered_zones(world, cell, found)
    if zone_names(cell) and world.chance(70):
        found["names"] = [
            *(_name(world, cell) for _ in range(world.number(1, 3))),
            *zonal_names(world, cell, found, home or cell["region"]),
        ]
    return {
        **found,
        **world.maybe(100 if "private_dns" in found else 90, dns_options=lambda: dns_options(world, cell, found)),
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
    if "gateway_load_balancer" in service or "gateway_load_balancer_arns" in service:
        if zones is None:
            zones = [zone["availability_zone"] for zone in zones_of(cell["network"], tier)]
        return {
            "service": key,
            "service_name": _service_name(world, region),
            **({} if address_type == "ipv4" else {"ip_address_type": address_type}),
            **_through_gateway(world, zones),
        }
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
    if "private_dns_name" in service and world.first(f"private DNS of {key} in {cell}") and world.chance(50):
        found["private_dns"] = True
    return found | world.maybe(60, accept=lambda: _acceptance(world, cell["account"], provider["account"]))


def _through_gateway(world: World, zones: list[str]) -> Wish:
    destinations: list[Wish] = [{"cidr": "0.0.0.0/0"}, {"cidr": "::/0"}, {"prefix_list_id": world.id("pl")}]
    return {
        "endpoint_type": "GatewayLoadBalancer",
        "availability_zones": [world.one(*zones)],
        **world.maybe(
            95,
            routes=lambda: {
                f"out-{index}": {"route_table_id": world.id("rtb"), **destination}
                for index, destination in enumerate(world.some(destinations, least=1, most=2))
            },
        ),
    }


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
    if world.chance(35):
        service = world.one("s3", "s3", "execute-api")
        taken = f"{service}'" in str(cell.get("interface_endpoints", []))
        resolved = {} if taken or world.chance(10) or not world.first(f"{service} of {key}") else {"private_dns": True}
        asked = {"service_name": f"{prefix}.{cell['region']}.{service}", **resolved}
        return {**found, **asked, **world.maybe(90, policy=lambda: _policy(world))}
    if world.chance(40):
        return {**found, **_handed_over(world, cell, standing, region, address_type)}
    found |= {"service_name": _service_name(world, region), "service_region": region}
    if world.chance(50):
        found |= {"private_dns": True, "private_dns_name": f"api{world.serial()}.vendor.test"}
    return found


def _acceptance(world: World, own: str, provider: str) -> Any:
    role = {"role_arn": f"arn:{world.partition}:iam::{provider}:role/lent-{world.serial()}"}
    return world.one("own-account", "own-account", role) if own == provider else role


def _handed_over(world: World, cell: Wish, standing: list[Wish], region: str, address_type: str) -> Wish:
    """A link by what its provider handed over, which fits the cell."""
    provider = world.one(*ACCOUNTS)
    prefix = "cn.com.amazonaws" if world.partition == "aws-cn" else "com.amazonaws"
    zones = {zone.get("availability_zone_id") for zone in standing} - {None}
    role = f"arn:{world.partition}:iam::{provider}:role/lent-{world.serial()}"
    types = ["ipv6", "ipv4"] if address_type == "dualstack" else [address_type]
    document: Wish = {
        "version": 1,
        "service_name": f"{prefix}.vpce.{region}.vpce-svc-{world.serial():017x}",
        "region": region,
        "supported_regions": [region, cell["region"]] if region != cell["region"] or world.chance(40) else [],
        **({} if types == ["ipv4"] and world.chance() else {"ip_address_types": types}),
        **({"availability_zone_ids": sorted(zones)} if zones and world.chance(60) else {}),
        **world.maybe(
            60,
            account=provider,
            ports=lambda: [{"port": port, "protocol": world.one("tcp", "udp")} for port in (443, 8443)],
            private_dns_name=f"handed{world.serial()}.vendor.test",
            acceptance_required=False,
            acceptance_role_arn=role,
        ),
    }
    named = "private_dns_name" in document and world.chance(60)
    return {
        "handoff": document,
        **({"private_dns": True} if named else {}),
        **world.maybe(accept=lambda: {"role_arn": role}),
    }


def _policy(world: World) -> Any:
    return world.one("own-account", "own-account", "full-access", "full-access", "full-access", policy(world))


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
    if provider["region"] != cell["region"] or service.keys() & {"load_balancer_arns", "gateway_load_balancer_arns"}:
        return None
    first = service.get("gateway_load_balancer", service.get("load_balancer", {}))
    made = [first, *service.get("more_load_balancers", {}).values()]
    offered = [zone for asked in made for zone in _standing(provider, asked)]
    mine = zones_of(cell["network"], tier)
    by = "availability_zone" if provider["account"] == cell["account"] else "availability_zone_id"
    there = {zone.get(by) for zone in offered}
    if None in there or any(zone.get(by) is None for zone in mine):
        return []
    common = [zone["availability_zone"] for zone in mine if zone[by] in there]
    return None if len(common) == len(mine) else common


def _standing(provider: Wish, asked: Wish) -> list[Wish]:
    offered = zones_of(provider["network"], asked.get("tier"))
    if "availability_zones" not in asked:
        return offered
    chosen = asked["availability_zones"]
    return [
        zone for zone in offered if zone["availability_zone"] in chosen or zone.get("availability_zone_id") in chosen
    ]


def _let_in(service: Wish, cell: Wish, provider: Wish) -> None:
    allowed = service.setdefault("allowed_principals", [])
    if allowed != "consumers" and "*" not in allowed and not any(cell["account"] in principal for principal in allowed):
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
    handoff = found.get("handoff", {})
    return unknown or not (services.get(found.get("service", ""), {}).get("listeners") or handoff.get("ports"))


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
    if world.chance(40):
        return {**written, "fallback": fallback(world, [])}
    return {**written, **world.maybe(50, evaluate_target_health=True)}
