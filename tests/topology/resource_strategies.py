"""Hosts shared without a load balancer that no rule refuses."""

from .drawing import Wish, World
from .network_strategies import address, tiers, zones_of
from .service_strategies import principals


def resource_configuration(world: World, key: str, cell: Wish) -> Wish:
    host = world.one("name", "name", "address", "database")
    if host == "address" and "cidr" not in cell["network"]:
        host = "name"
    return {
        "cell": key,
        "host": _host(world, host, cell),
        **({} if host == "database" else {"ports": _ports(world)}),
        **_gateway(world, host, cell),
        **(_shared(world) if world.chance(60) else {}),
        **(_domain(world) if world.chance(60) else {}),
        **world.maybe(40, in_shareable_service_networks=True, publish_to=lambda: f"/shared/{world.serial()}"),
    }


def _host(world: World, kind: str, cell: Wish) -> Wish:
    if kind == "address":
        return {"ip_address": address(world, cell["network"])}
    if kind == "database":
        database = f"{world.one('db', 'cluster')}:orders{world.serial()}"
        return {"database_arn": f"arn:{world.partition}:rds:{cell['region']}:{cell['account']}:{database}"}
    return {"domain_name": f"db{world.serial()}.example.com", **world.maybe(50, ip_address_type="ipv6")}


def _ports(world: World) -> list[int | Wish]:
    return world.one([5432], [443, {"from_port": 9092, "to_port": 9094}], [{"from_port": 1, "to_port": 65535}])


def _gateway(world: World, host: str, cell: Wish) -> Wish:
    network = cell["network"]
    several = len(tiers(network)) > 1
    tier = world.one(*tiers(network)) if several or world.chance() else None
    outward = world.one("groups", "blocks", "blocks" if "cidr" not in network else "default")
    asked: Wish = {
        **({"tier": tier} if tier else {}),
        # The smallest subnets drawn have eleven usable addresses.
        "ipv4_addresses": world.number(1, 2),
        **world.maybe(
            availability_zones=lambda: [
                zone["availability_zone"] for zone in world.some(zones_of(network, tier), least=1)
            ]
        ),
        **(world.maybe(50, domain_names="in-vpc") if host == "name" else {}),
        **({"target_cidrs": ["10.0.0.0/8"]} if outward == "blocks" else {}),
        **({"security_group_ids": [world.id("sg")]} if outward == "groups" else {}),
    }
    return {"gateway": asked}


def _shared(world: World) -> Wish:
    return {"shared_with": principals(world), **world.maybe(60, outside_organization=True)}


def _domain(world: World) -> Wish:
    made: Wish = {"verify_domain": True}
    proof = world.one(made, {"domain_verification_id": world.id("dv")}, {})
    return {"custom_domain_name": f"db{world.serial()}.example.com", **proof}
