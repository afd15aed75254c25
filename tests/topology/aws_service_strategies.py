"""Endpoints to AWS services, and policies on them, that no rule refuses."""

from typing import Any

from .drawing import Wish, World
from .network_strategies import has_ipv6, tiers, zones_of

POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}],
}


def policy(world: World) -> Any:
    return world.one("own-account", "full-access", "full-access", POLICY, _terms(world), _terms(world))


def _terms(world: World) -> Wish:
    found = world.maybe(
        own_account=True,
        accounts=["111111111111", "222222222222"],
        organization="o-a1b2c3d4e5",
        own_vpc=True,
        resource_accounts=["111111111111"],
        resource_organization="o-a1b2c3d4e5",
        until=lambda: world.one("2030-01-31", "2030-01-31T12:00:00Z"),
        actions=["s3:Get*", "ssm:GetParameter"],
        resources=[f"arn:{world.partition}:s3:::b/*"],
    )
    return (found or {"own_account": True}) | world.maybe(image_layers=False)


def gateway_endpoints(world: World) -> list[Wish]:
    return [{"service": service, "policy": policy(world)} for service in world.some(["s3", "dynamodb"])]


def interface_endpoints(world: World, cell: Wish) -> Wish:
    """What a cell says of its endpoints to AWS services."""
    network = cell["network"]
    start = f"com.amazonaws.{cell['region']}." if world.partition == "aws-cn" else ""
    services = [f"{start}{service}" for service in world.some(["ssm", "ecr.api", "logs", "s3", "made-up"], least=1)]
    found: Wish = {"interface_endpoints": [_endpoint(world, service, cell) for service in services]}
    if len(tiers(network)) > 1 or world.chance(50):
        found["interface_endpoint_tier"] = world.one(*tiers(network))
    if any(isinstance(one, str) or "security_group_ids" not in one for one in found["interface_endpoints"]):
        found |= world.maybe(interface_endpoint_clients=["192.168.0.0/16", "fd00::/8"])
    return found


def _endpoint(world: World, service: str, cell: Wish) -> Any:
    if world.chance():
        return service
    network = cell["network"]
    tier = world.one(None, *tiers(network)) if len(tiers(network)) == 1 else world.one(*tiers(network))
    standing = zones_of(network, tier)
    groups = world.maybe(security_group_ids=lambda: [world.id("sg")])
    return {
        "service": service,
        **groups,
        **({"tier": tier} if tier else {}),
        **world.maybe(60, policy=lambda: policy(world)),
        **world.maybe(availability_zones=lambda: [zone["availability_zone"] for zone in world.some(standing, least=1)]),
        **_addresses(world, network, groups),
        **_names(world, service, network),
    }


def _addresses(world: World, network: Wish, groups: Wish) -> Wish:
    known = "vpc_id" not in network or "ipv6_cidr" in network or bool(groups)
    if not has_ipv6(network) or not known:
        return world.maybe(dns_record_ip_type="ipv4")
    if "vpc_id" in network and world.chance(70):
        return {"ip_address_type": "ipv6", **world.maybe(75, dns_record_ip_type="ipv6")}
    records = world.one("dualstack", "ipv4", "ipv6", "service-defined", "dualstack", "service-defined")
    return {"ip_address_type": "dualstack", **world.maybe(90, dns_record_ip_type=records)}


def _names(world: World, service: str, network: Wish) -> Wish:
    if service.endswith("made-up"):
        given: Wish = {"names": "own-zones", "dns_names": ["*.made-up.example.com"]}
        none: Wish = {"names": "none"}
        return world.one(given, none) if world.chance(75) else {}
    gateways = [one["service"] for one in network.get("gateway_endpoints", [{"service": "s3"}])]
    if service.endswith("s3") and ("vpc_id" in network or "s3" in gateways) and world.chance(60):
        return {"private_dns_only_for_inbound_resolver": True}
    names: Wish = world.one({}, {"names": "own-zones"}, {"names": "none"}, {"names": "private-dns"})
    return names
