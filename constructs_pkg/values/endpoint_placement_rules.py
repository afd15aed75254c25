"""What the places and clients of a cell's endpoints to AWS services must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import CellSpec, MadeNetwork
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.endpoint_placement import standing_tier
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem


def check_tiers(spec: CellSpec, network: MadeNetwork) -> Iterator[Problem]:
    """Yield a problem for each tier that endpoints of `spec` are asked to stand in and the `network` to make lacks."""
    names = [tier.name for tier in network.tiers]
    asked = [("interface_endpoint_tier", spec.interface_endpoint_tier)]
    asked += [(f"interface_endpoints[{place}].tier", each.tier) for place, each in enumerate(spec.interface_endpoints)]
    for path, tier in asked:
        if tier is not None and tier not in names:
            fix = f"name one of: {', '.join(names)}"
            yield Problem("no-such-tier", path, tier, "is no tier of the network", fix)


def check_made_placement(spec: CellSpec, network: MadeNetwork) -> Iterator[Problem]:
    """Yield the problems of where the endpoints of `spec` stand in the `network` to make, whose tiers they know."""
    if any(endpoint.availability_zones is not None for endpoint in spec.interface_endpoints):
        yield from _zones(spec, _as_existing(network))
    yield from _ipv6(spec, network.ipv6)
    for place, endpoint in enumerate(spec.interface_endpoints):
        if endpoint.ip_address_type == "ipv6" and network.ipv6:
            # https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointIpAddressType.html
            path, limit = f"interface_endpoints[{place}].ip_address_type", "needs subnets that have IPv6 alone"
            yield Problem("subnets-with-ipv4", path, "ipv6", limit, "use dualstack: the subnets made here have both")


def check_existing_placement(spec: CellSpec, network: Network) -> Iterator[Problem]:
    """Yield the problems of where the endpoints of `spec` stand in a `network` that exists."""
    shared = [endpoint for endpoint in spec.interface_endpoints if endpoint.security_group_ids is None]
    if shared and network.cidr is None:
        fix = "give the VPC's block: the endpoints are opened to it"
        yield Problem("vpc-cidr-unknown", "network.cidr", "", "is not given", fix)
    if network.ipv6_cidr is None and any(endpoint.ip_address_type != "ipv4" for endpoint in shared):
        fix = "give the VPC's IPv6 block: the endpoints are opened to it"
        yield Problem("vpc-cidr-unknown", "network.ipv6_cidr", "", "is not given", fix)
    if any(endpoint.tier is None and endpoint.availability_zones is None for endpoint in spec.interface_endpoints):
        yield from check_placement(network, spec.interface_endpoint_tier, None, tier_key="interface_endpoint_tier")
    yield from _zones(spec, network)
    yield from _ipv6(spec, network.ipv6)


def check_gateways_of_made(spec: CellSpec) -> Iterator[Problem]:
    """Yield the problem of gateway endpoints that `spec` tells beside a network to make."""
    if spec.gateway_endpoints:
        limit, fix = "is for a network that exists", "tell them in the network, as network.gateway_endpoints"
        yield Problem("gateways-of-made-network", "gateway_endpoints", "", limit, fix)


def check_route_tables(spec: CellSpec, network: Network) -> Iterator[Problem]:
    """Yield a problem for each subnet of `network` that gateway endpoints would leave out.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    for place, subnet in enumerate(network.subnets if spec.gateway_endpoints else ()):
        if subnet.route_table_id is None:
            limit = "is not given: gateway endpoints are reached by the routes of a subnet's table"
            fix = "give the subnet's route table, or a Network with it in place of a VPC of the CDK"
            yield Problem("route-table-unknown", f"network.subnets[{place}].route_table_id", str(subnet.id), limit, fix)


def check_clients(spec: CellSpec) -> Iterator[Problem]:
    """Yield the problems of the further blocks that reach the endpoints of `spec`."""
    clients = spec.interface_endpoint_clients
    for place, first in repeated(clients):
        limit = f"is also interface_endpoint_clients[{first}]"
        yield Problem("duplicate-client", _client(place), clients[place], limit, "name it once")
    for place, block in enumerate(clients):
        if block == spec.network.cidr:
            limit, fix = "is the VPC's own block, which is let in already", "leave it out"
            yield Problem("duplicate-client", _client(place), block, limit, fix)
    if clients and all(endpoint.security_group_ids is not None for endpoint in spec.interface_endpoints):
        limit = "let nobody in: no endpoint has the group that is made for them"
        fix = "leave them out, or security_group_ids of an endpoint"
        yield Problem("clients-without-endpoints", "interface_endpoint_clients", "", limit, fix)


def _client(place: int) -> str:
    return f"interface_endpoint_clients[{place}]"


def _zones(spec: CellSpec, network: Network) -> Iterable[Problem]:
    for place, endpoint in enumerate(spec.interface_endpoints):
        if endpoint.tier is not None or endpoint.availability_zones is not None:
            path, tier = f"interface_endpoints[{place}]", standing_tier(spec, endpoint)
            yield from check_placement(network, tier, endpoint.availability_zones, path=path)


def _ipv6(spec: CellSpec, ipv6: bool | None) -> Iterator[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
    for place, endpoint in enumerate(spec.interface_endpoints):
        if endpoint.ip_address_type != "ipv4" and ipv6 is False:
            path, limit = f"interface_endpoints[{place}].ip_address_type", "needs IPv6 blocks, and the network has none"
            fix = "use ipv4, or give the network IPv6"
            yield Problem("no-ipv6-in-network", path, endpoint.ip_address_type, limit, fix)


def _as_existing(network: MadeNetwork) -> Network:
    """Return `network` as the rules of networks that exist see one."""
    subnets = tuple(
        Subnet(
            id=Late(f"{planned.tier.slot}-{planned.availability_zone.slot}"),
            availability_zone=planned.availability_zone.name,
            availability_zone_id=planned.availability_zone.id,
            tier=planned.tier.name,
        )
        for planned in plan_subnets(network)
    )
    return Network(vpc_id=Late("made here"), subnets=subnets)
