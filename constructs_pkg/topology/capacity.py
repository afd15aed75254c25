"""Whether every subnet has room for what the topology places in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.topology.address_rules import WrittenAddress
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.topology.shared_resources import PlacedResource
from constructs_pkg.values.aws_service_rules import INTERFACE_ENDPOINTS_OF_A_VPC
from constructs_pkg.values.capacity_rules import Use, check_capacity
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.endpoint_placement import standing_tier
from constructs_pkg.values.network import Subnet, TierKind
from constructs_pkg.values.problem import Problem


def check_room(
    cells: Mapping[Key, PlacedCell],
    services: Iterable[PlacedService],
    resources: Iterable[PlacedResource],
    links: Iterable[PlacedLink],
    addresses: Iterable[WrittenAddress],
    interfaces: Iterable[Subnet] = (),
) -> Iterator[Problem]:
    """Yield a problem for each subnet that has too few addresses for what stands in it."""
    uses: defaultdict[object, Use] = defaultdict(Use)
    for placed in cells.values():
        for subnet in _endpoint_subnets(placed):
            uses[subnet.id].endpoints += 1
        for subnet in _nat_subnets(placed):
            uses[subnet.id].nat_gateways += 1
    for service in services:
        for subnet in service.subnets:
            uses[subnet.id].load_balancers += 1
    for resource in resources:
        for subnet in resource.subnets:
            uses[subnet.id].gateway_addresses += resource.wish.gateway.ipv4_addresses
    for link in links:
        for subnet in link.subnets:
            uses[subnet.id].endpoints += 1
    for subnet in interfaces:
        uses[subnet.id].resolver_addresses += 1
    for written in addresses:
        for subnet in _subnets(written.cell):
            if subnet.cidr and subnet.cidr.holds(written.address):
                uses[subnet.id].addresses.add(written.address)
    for placed in cells.values():
        # Of the subnets at one path, the last is told: the one that needs most.
        ordered = sorted(_subnets(placed), key=lambda subnet: uses[subnet.id].needed)
        yield from check_capacity(
            {_path(placed, subnet): (subnet.cidr, uses[subnet.id]) for subnet in ordered if subnet.cidr}
        )


def check_endpoint_quota(cells: Mapping[Key, PlacedCell], links: Iterable[PlacedLink]) -> Iterator[Problem]:
    """Yield a warning for each cell whose VPC gets more interface endpoints than the default quota."""
    count = Counter(link.cell.vpc for link in links)
    for placed in cells.values():
        count[placed.vpc] += len(placed.cell.interface_endpoints)
    for placed in cells.values():
        if count[placed.vpc] > INTERFACE_ENDPOINTS_OF_A_VPC:
            yield Problem(
                "many-interface-endpoints",
                placed.path,
                str(count[placed.vpc]),
                f"interface endpoints are over the quota of {INTERFACE_ENDPOINTS_OF_A_VPC} a VPC",
                "have it raised in the account before deployment",
                "warning",
            )


def _subnets(placed: PlacedCell) -> tuple[Subnet, ...]:
    return placed.network.subnets if placed.network else ()


def _endpoint_subnets(placed: PlacedCell) -> Iterator[Subnet]:
    """Yield each subnet once for each endpoint to a service of AWS that stands in it."""
    if placed.network is None:
        return
    for endpoint in placed.cell.interface_endpoints:
        yield from placed.network.choose(standing_tier(placed.cell, endpoint), endpoint.availability_zones)


def _nat_subnets(placed: PlacedCell) -> tuple[Subnet, ...]:
    wish = placed.cell.network
    if placed.network is None or not isinstance(wish, MadeNetwork) or not wish.nat_gateways:
        return ()
    public = min((tier for tier in wish.tiers if tier.kind is TierKind.PUBLIC), key=lambda tier: tier.slot)
    # Subnets of a made network stand in the order of their slots.
    return placed.network.choose(public.name, None)[: wish.nat_gateways]


def _path(placed: PlacedCell, subnet: Subnet) -> str:
    """Return where the size of `subnet` is decided: one place for all subnets of a tier made here."""
    wish = placed.cell.network
    if isinstance(wish, MadeNetwork):
        return f"{placed.path}.network.tiers[{[tier.name for tier in wish.tiers].index(subnet.tier)}]"
    return f"{placed.path}.network.subnets[{[each.id for each in wish.subnets].index(subnet.id)}].cidr"
