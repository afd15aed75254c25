"""What CloudFront asks of a service's load balancer before it reaches it inside its VPC.

Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.distribution_wish import CellOrigin
from constructs_pkg.topology.key import suggestion
from constructs_pkg.topology.placed import PlacedService
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.distribution_origin_rules import ZONES_WITHOUT_VPC_ORIGINS, check_vpc_origin_region
from constructs_pkg.values.network import TierKind
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ListenerProtocol

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def check_cell_origin(origin: CellOrigin, layout: Layout, account: AccountId) -> Iterator[Problem]:
    """Yield the problems of `origin` of a distribution in `account`, below the origin."""
    if origin.service is None:
        return
    known = layout.topology.services
    if origin.service not in known:
        limit = "is no service of this topology"
        yield Problem("unknown-service", "service", origin.service, limit, suggestion(origin.service, known))
    elif (placed := layout.services.get(origin.service)) is not None:
        yield from _service(origin, placed, account)


def _service(origin: CellOrigin, placed: PlacedService, account: AccountId) -> Iterator[Problem]:
    service, home = placed.service, placed.cell.cell
    if service.is_brought or service.is_gateway:
        limit, fix = f"is {placed.path}, which makes no Network Load Balancer", "leave it out, or name another"
        yield Problem("origin-without-balancer", "service", placed.key, limit, fix)
        return
    if home.account != account:
        limit = f"is in account {home.account}, not in {account}, where its VPC origin would be made"
        fix = "make the VPC origin there, share it, and give vpc_origin_id and owner_account instead"
        yield Problem("vpc-origin-in-other-account", "service", placed.key, limit, fix)
    yield from check_vpc_origin_region(home.region, "service")
    yield from _zones(placed)
    yield from _network(placed)
    yield from _balancer(origin, placed)


def _zones(placed: PlacedService) -> Iterator[Problem]:
    ids = {str(subnet.availability_zone_id) for subnet in placed.subnets}
    for zone in sorted(ids & ZONES_WITHOUT_VPC_ORIGINS):
        limit, fix = f"has a load balancer in {zone}, where there are no VPC origins", "choose other Availability Zones"
        yield Problem("vpc-origin-zone", "service", placed.key, limit, fix)


def _network(placed: PlacedService) -> Iterator[Problem]:
    network = placed.cell.cell.network
    if not isinstance(network, MadeNetwork) or network.internet_gateway:
        return
    if all(tier.kind is not TierKind.PUBLIC for tier in network.tiers):
        limit = f"is in {placed.cell.path}, whose VPC has no internet gateway"
        fix = f"set {placed.cell.path}.network.internet_gateway; no route leads to it"
        yield Problem("vpc-origin-without-internet-gateway", "service", placed.key, limit, fix)


def _balancer(origin: CellOrigin, placed: PlacedService) -> Iterator[Problem]:
    service = placed.service
    if any(listener.protocol is ListenerProtocol.TLS for listener in service.listeners):
        limit, fix = "has a TLS listener, which no VPC origin has", "use TCP: the targets then end TLS"
        yield Problem("vpc-origin-with-tls-listener", "service", placed.key, limit, fix)
    if "ipv6" in service.ip_address_types:
        limit, fix = "has IPv6 addresses, which no VPC origin has", "offer ipv4 alone"
        yield Problem("vpc-origin-with-ipv6", "service", placed.key, limit, fix)
    asked = service.load_balancer
    if asked.security_group_ids == ():
        limit, fix = "has no security group, which a VPC origin needs", "leave load_balancer.security_group_ids out"
        yield Problem("vpc-origin-without-security-group", "service", placed.key, limit, fix)
    if asked.security_group_ids is None and not asked.client_prefix_list_ids:
        limit = "lets in no prefix list, and so not CloudFront"
        fix = "give load_balancer.client_prefix_list_ids the Region's com.amazonaws.global.cloudfront.origin-facing"
        yield Problem("vpc-origin-shut-out", "service", placed.key, limit, fix, "warning")
    ports = {listener.port for listener in service.listeners if "tcp" in listener.protocol.transports}
    for field, unused in (("https_port", "http-only"), ("http_port", "https-only")):
        port = getattr(origin, field)
        if origin.protocol != unused and port not in ports:
            limit, fix = f"is no TCP listener of {placed.path}", f"choose of {', '.join(map(str, sorted(ports)))}"
            yield Problem("origin-port-without-listener", field, str(port), limit, fix)
