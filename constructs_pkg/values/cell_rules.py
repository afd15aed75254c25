"""What a cell must keep to beyond its single values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service_name_rules import check_domains
from constructs_pkg.values.aws_service_rules import check_gateway_endpoints, check_interface_endpoints
from constructs_pkg.values.capacity_rules import Use, check_capacity
from constructs_pkg.values.cell import CellSpec, MadeNetwork, PrivateZone
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.endpoint_placement import existing_subnets, planned_subnets
from constructs_pkg.values.endpoint_placement_rules import (
    check_clients,
    check_existing_placement,
    check_gateways_of_made,
    check_made_placement,
    check_route_tables,
    check_tiers,
)
from constructs_pkg.values.made_network_rules import check_made_network
from constructs_pkg.values.network import Network, TierKind
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.query_logs import check_query_logs


def check_cell(spec: CellSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *(_made(spec, spec.network, region) if isinstance(spec.network, MadeNetwork) else ()),
        *(_existing(spec, spec.network, region) if isinstance(spec.network, Network) else ()),
        *check_interface_endpoints(spec.interface_endpoints, region, "interface_endpoints"),
        *_zones(spec.zones),
        *check_domains(spec.interface_endpoints, (zone.name for zone in spec.zones), region),
        *check_clients(spec),
        *check_query_logs(spec.query_logs, region),
    ]


def _made(spec: CellSpec, network: MadeNetwork, region: Region) -> list[Problem]:
    problems = [
        *check_made_network(network, region),
        *check_gateway_endpoints(network.gateway_endpoints, region, "network.gateway_endpoints"),
        *_inbound_only(spec, network),
        *check_tiers(spec, network),
        *check_gateways_of_made(spec),
    ]
    # What is asked of a network that is refused cannot be told.
    if not any(problem.severity == "error" for problem in problems):
        problems += check_made_placement(spec, network)
    if any(problem.severity == "error" for problem in problems):
        return problems
    return [*problems, *_capacity(spec, network)]


def _capacity(spec: CellSpec, network: MadeNetwork) -> list[Problem]:
    endpoints = Counter(
        (subnet.tier.slot, subnet.availability_zone.slot)
        for endpoint in spec.interface_endpoints
        for subnet in planned_subnets(spec, network, endpoint)
    )
    public = min((tier.slot for tier in network.tiers if tier.kind is TierKind.PUBLIC), default=None)
    placed: dict[str, tuple[Cidr, Use]] = {}
    for subnet in plan_subnets(network):
        use = Use(
            endpoints=endpoints[subnet.tier.slot, subnet.availability_zone.slot],
            nat_gateways=1 if network.nat_gateways and subnet.tier.slot == public else 0,
        )
        path = f"network.tiers[{network.tiers.index(subnet.tier)}]"
        if path not in placed or placed[path][1].needed < use.needed:
            placed[path] = (subnet.cidr, use)
    return check_capacity(placed)


def _existing(spec: CellSpec, network: Network, region: Region) -> list[Problem]:
    problems = [
        *check_network(network, region),
        *_dns(spec, network),
        *check_gateway_endpoints(spec.gateway_endpoints, region, "gateway_endpoints"),
        *check_route_tables(spec, network),
    ]
    if not spec.interface_endpoints:
        return problems
    problems += check_existing_placement(spec, network)
    if problems:
        return problems
    endpoints = Counter(
        subnet for endpoint in spec.interface_endpoints for subnet in existing_subnets(spec, network, endpoint)
    )
    return check_capacity(
        {
            f"network.subnets[{network.subnets.index(subnet)}].cidr": (subnet.cidr, Use(endpoints=count))
            for subnet, count in endpoints.items()
            if subnet.cidr
        }
    )


def _inbound_only(spec: CellSpec, network: MadeNetwork) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
    services = {endpoint.service for endpoint in network.gateway_endpoints}
    for place, endpoint in enumerate(spec.interface_endpoints):
        service = endpoint.service.rpartition(".")[2]
        if endpoint.private_dns_only_for_inbound_resolver and service not in services:
            path = f"interface_endpoints[{place}].private_dns_only_for_inbound_resolver"
            limit, fix = "needs a gateway endpoint for the VPC itself", f"add {service} to network.gateway_endpoints"
            yield Problem("inbound-only-without-gateway", path, endpoint.service, limit, fix)


def _dns(spec: CellSpec, network: Network) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-support
    if network.dns is False and (spec.zones or spec.interface_endpoints):
        limit = "leaves private zones and the names of interface endpoints without an answer"
        fix = "turn on the VPC's enableDnsSupport and enableDnsHostnames"
        yield Problem("dns-flags-off", "network.dns", "false", limit, fix)


def _zones(zones: tuple[PrivateZone, ...]) -> Iterable[Problem]:
    # ConflictingDomainExists in
    # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html
    for place, first in repeated(zone.name for zone in zones):
        limit = f"is also zones[{first}].name: a VPC takes each zone name once"
        yield Problem("duplicate-zone", f"zones[{place}].name", zones[place].name, limit, "name each zone once")
    for place, first in repeated(zone.id or place for place, zone in enumerate(zones)):
        limit = f"is also zones[{first}].id"
        yield Problem(
            "duplicate-zone-id", f"zones[{place}].id", str(zones[place].id), limit, "give each zone its own id"
        )
