"""What a cell must keep to beyond its single values."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service_rules import check_gateway_endpoints, check_interface_endpoints
from constructs_pkg.values.capacity_rules import Use, check_capacity
from constructs_pkg.values.cell import CellSpec, MadeNetwork, PrivateZone
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.made_network_rules import check_made_network
from constructs_pkg.values.network import Network, TierKind
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.query_logs import check_query_logs


def check_cell(spec: CellSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *(_made(spec, spec.network, region) if isinstance(spec.network, MadeNetwork) else ()),
        *(_existing(spec, spec.network, region) if isinstance(spec.network, Network) else ()),
        *check_interface_endpoints(spec.interface_endpoints, region, "interface_endpoints"),
        *_zones(spec.zones),
        *check_query_logs(spec.query_logs, region),
    ]


def _made(spec: CellSpec, network: MadeNetwork, region: Region) -> list[Problem]:
    problems = [
        *check_made_network(network, region),
        *check_gateway_endpoints(network.gateway_endpoints, "network.gateway_endpoints"),
        *_endpoint_tier(spec, network),
    ]
    if any(problem.severity == "error" for problem in problems):
        return problems
    return [*problems, *_capacity(spec, network)]


def _endpoint_tier(spec: CellSpec, network: MadeNetwork) -> Iterable[Problem]:
    asked, names = spec.interface_endpoint_tier, [tier.name for tier in network.tiers]
    if asked is not None and asked not in names:
        fix = f"name one of: {', '.join(names)}"
        yield Problem("no-such-tier", "interface_endpoint_tier", asked, "is no tier of the network", fix)


def _capacity(spec: CellSpec, network: MadeNetwork) -> list[Problem]:
    endpoints = network.inward_tier(spec.interface_endpoint_tier)
    public = min((tier.slot for tier in network.tiers if tier.kind is TierKind.PUBLIC), default=None)
    placed: dict[str, tuple[Cidr, Use]] = {}
    for subnet in plan_subnets(network):
        use = Use(
            endpoints=len(spec.interface_endpoints) if subnet.tier == endpoints else 0,
            nat_gateways=1 if network.nat_gateways and subnet.tier.slot == public else 0,
        )
        placed.setdefault(f"network.tiers[{network.tiers.index(subnet.tier)}]", (subnet.cidr, use))
    return check_capacity(placed)


def _existing(spec: CellSpec, network: Network, region: Region) -> list[Problem]:
    problems = [*check_network(network, region), *_dns(spec, network)]
    if not spec.interface_endpoints:
        return problems
    if network.cidr is None:
        fix = "give the VPC's block: the endpoints are opened to it"
        problems.append(Problem("vpc-cidr-unknown", "network.cidr", "", "is not given", fix))
    tier = spec.interface_endpoint_tier
    placement = check_placement(network, tier, None, tier_key="interface_endpoint_tier")
    if problems or placement:
        return [*problems, *placement]
    placed = Use(endpoints=len(spec.interface_endpoints))
    return check_capacity(
        {
            f"network.subnets[{network.subnets.index(subnet)}].cidr": (subnet.cidr, placed)
            for subnet in network.choose(tier, None)
            if subnet.cidr
        }
    )


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
