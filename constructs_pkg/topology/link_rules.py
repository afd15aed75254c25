"""What the two sides of a link demand of each other."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.topology.exported import check_route
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.placed import PlacedService
from constructs_pkg.topology.resource_link_rules import check_resource_link
from constructs_pkg.values.aws_service_name_rules import SERVICES_WITH_GATEWAY
from constructs_pkg.values.aws_service_names import short_name
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.consumer import is_of_aws
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Subnet
from constructs_pkg.values.principal import EVERYONE
from constructs_pkg.values.problem import Problem, Severity


def check_link(placed: PlacedLink) -> Iterator[Problem]:
    """Yield the problems of a link, those between its sides included."""
    yield from _ingress(placed)
    yield from _private_dns(placed)
    yield from check_resource_link(placed)
    for key, route in placed.link.routes.items():
        yield from check_route(placed.cell, route, placed.subnets, f"{placed.path}.routes.{key}")
    yield from _gateway_beside(placed)
    if placed.service and placed.link.endpoint_type != "Resource":
        yield from _region(placed, placed.service)
        yield from _endpoint_type(placed, placed.service)
        yield from _principal(placed, placed.service)
        yield from _supported_region(placed, placed.service)
        yield from _address_type(placed, placed.service)
        yield from _availability_zones(placed, placed.service)


def _region(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    home, path = service.cell.cell.region, placed.path
    if placed.provider_region == home:
        return
    if given := placed.link.service_region:
        limit, fix = f"is not {home}, where {service.path} is", f"set it to {home}, or leave it out"
        yield Problem("service-region-differs", f"{path}.service_region", given, limit, fix)
    else:
        limit, fix = f"is not in {home}, where {service.path} is", "name that service, or leave `service` out"
        yield Problem("service-region-differs", f"{path}.service_name", str(placed.link.service_name), limit, fix)


def _endpoint_type(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    asked, offered = placed.link.endpoint_type, "GatewayLoadBalancer" if service.service.is_gateway else "Interface"
    if asked != offered:
        limit = f"is not the type of endpoint that {service.path} is for"
        yield Problem("endpoint-type-differs", f"{placed.path}.endpoint_type", asked, limit, f"set it to {offered}")


def _ingress(placed: PlacedLink) -> Iterator[Problem]:
    gateway = placed.link.endpoint_type == "GatewayLoadBalancer"
    if placed.ingress or placed.groups is not None or gateway:
        return
    known = placed.resource is not None and bool(placed.resource.wish.ports)
    if known or (placed.service and placed.service.service.listeners):
        keys = " and ".join(placed.unknown_blocks)
        limit = f"is missing, and of the cell's blocks, the default sources, the network's {keys} is not known"
    elif placed.resource:
        limit = f"is missing, and the ports of {placed.resource.path}, a database, are not known"
    elif placed.service:
        limit = f"is missing, and the ports of {placed.service.path} are not known"
    elif placed.link.handoff and placed.link.handoff.ports:
        keys = " and ".join(placed.unknown_blocks)
        limit = f"is missing, and of the cell's blocks, the default sources, the network's {keys} is not known"
    else:
        limit = "is missing, and the service's ports are not known"
    fix = "give ingress with its ports and source, or security_group_ids; otherwise nobody reaches the endpoint"
    yield Problem("no-ingress", f"{placed.path}.ingress", "", limit, fix)


def _private_dns(placed: PlacedLink) -> Iterator[Problem]:
    link, path = placed.link, f"{placed.path}.private_dns"
    if not link.private_dns:
        if link.private_dns_name is not None:
            fix = "set private_dns: true, or leave the name out"
            yield Problem("private-dns-off", f"{path}_name", link.private_dns_name, "has no effect", fix)
        return
    if link.endpoint_type == "Resource":
        return
    if placed.private_dns_name is not None or is_of_aws(link.service_name):
        return
    if placed.service:
        limit = f"needs a verified private DNS name, and {placed.service.path} has none"
        fix = "give the service a private_dns_name, or leave this out and give the link names of its own"
        yield Problem("private-dns-not-verified", path, "true", limit, fix)
    elif link.handoff:
        limit = "needs a verified private DNS name, and the handoff tells none"
        yield Problem("private-dns-not-verified", path, "true", limit, "leave it out, and give the link names")
    else:
        limit = "needs a private DNS name that the provider has verified"
        yield Problem("private-dns-not-verified", path, "true", limit, "give that name as private_dns_name")


def _gateway_beside(placed: PlacedLink) -> Iterator[Problem]:
    """Find private DNS of S3 without the gateway endpoint that AWS asks for, unless all resolvers are to hear it.

    AWS refuses it also where nothing is said of resolvers.
    Source: https://github.com/hashicorp/terraform-provider-aws/issues/31117
    """
    link, cell = placed.link, placed.cell.cell
    options = link.dns_options
    asked = options.private_dns_only_for_inbound_resolver_endpoint if options else None
    if not link.private_dns or asked is False or not isinstance(cell.network, MadeNetwork):
        return
    service = short_name(str(link.service_name), cell.region)
    needs_gateway = SERVICES_WITH_GATEWAY if asked else ("s3",)
    if service in needs_gateway and service not in {gateway.service for gateway in cell.network.gateway_endpoints}:
        path = f"{placed.path}.dns_options.private_dns_only_for_inbound_resolver_endpoint"
        limit = f"is AWS's default for {service}" if asked is None else "is on"
        limit += f", and needs a gateway endpoint to {service} in the VPC, which has none"
        fix = f"set it to false, or add {service} to cells.{link.cell}.network.gateway_endpoints"
        yield Problem("inbound-only-without-gateway", path, "true", limit, fix)


def _principal(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    account, allowed = placed.cell.cell.account, service.principals
    if not any(principal.account in (account, EVERYONE) for principal in allowed):
        yield Problem(
            "consumer-not-allowed",
            f"{placed.path}.cell",
            placed.link.cell,
            f"is in account {account}, which {service.path}.allowed_principals does not hold",
            f'add "{account}" there',
        )


def _supported_region(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    consumer = placed.cell.cell.region
    if consumer not in (service.cell.cell.region, *service.service.supported_regions):
        yield Problem(
            "region-not-supported",
            f"{placed.path}.cell",
            placed.link.cell,
            f"is in {consumer}, which {service.path}.supported_regions does not hold",
            f"add {consumer} there",
        )


def _address_type(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    wished = placed.link.ip_address_type
    offered = service.service.ip_address_types
    needed = ("ipv4", "ipv6") if wished == "dualstack" else (wished,)
    if not set(needed).issubset(offered):
        yield Problem(
            "address-type-not-offered",
            f"{placed.path}.ip_address_type",
            wished,
            f"is not offered by {service.path} ({', '.join(offered)})",
            "choose an offered type, or add it to the service's ip_address_types",
        )


def _availability_zones(placed: PlacedLink, service: PlacedService) -> Iterator[Problem]:
    """Match zones in one Region: an endpoint may stand only where the service does.

    Across accounts names of zones say nothing, so a zone named without its id is refused; one known only at
    deployment gets a warning. Of load balancers that are brought no zones are known, and nothing is said.

    Source: https://repost.aws/knowledge-center/interface-endpoint-availability-zone
    """
    consumer, provider = placed.cell.cell, service.cell.cell
    if consumer.region != provider.region or not placed.subnets or not service.subnets:
        return
    same_account = consumer.account == provider.account
    asked = [_zone(subnet, same_account) for subnet in placed.subnets]
    offered = {_zone(subnet, same_account) for subnet in service.subnets}
    if None in offered or None in asked:
        what = "name" if same_account else "id"
        limit = f"cannot be matched with {service.path}: the {what} of some Availability Zone is not known"
        fix = f"give the {what} of each zone of both cells"
        named = not same_account and any(map(_is_named_alone, (*placed.subnets, *service.subnets)))
        severity: Severity = "error" if named else "warning"
        yield Problem("az-ids-unknown", f"{placed.path}.cell", placed.link.cell, limit, fix, severity)
        return
    common = [zone for zone in asked if zone in offered]
    there = ", ".join(sorted(str(zone) for zone in offered))
    if not common:
        yield Problem(
            "no-common-az",
            f"{placed.path}.cell",
            placed.link.cell,
            f"shares no Availability Zone with {service.path} ({there})",
            "give both cells a zone with the same id",
        )
    elif len(common) < len(asked):
        missing = ", ".join(sorted({str(zone) for zone in asked if zone not in offered}))
        yield Problem(
            "az-not-offered",
            f"{placed.path}.availability_zones",
            missing,
            f"is not among the Availability Zones of {service.path} ({there})",
            f"set availability_zones: [{', '.join(sorted({str(zone) for zone in common}))}]",
        )


def _is_named_alone(subnet: Subnet) -> bool:
    return subnet.availability_zone_id is None and not isinstance(subnet.availability_zone, Late)


def _zone(subnet: Subnet, same_account: bool) -> str | None:
    if not same_account:
        return subnet.availability_zone_id
    return None if isinstance(subnet.availability_zone, Late) else subnet.availability_zone
