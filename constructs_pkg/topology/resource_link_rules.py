"""What a link and the resource configuration behind it demand of each other.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/resource-configuration.html and
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.shared_resources import PlacedResource
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ResourceConfigurationArn


def check_resource_link(placed: PlacedLink) -> Iterator[Problem]:
    """Yield the problems between a link and the resource configuration of the topology that it is to."""
    link, path = placed.link, placed.path
    if link.endpoint_type != "Resource":
        if link.resource is not None:
            limit, fix = "is given, and the endpoint is to a service", "set endpoint_type to Resource, or leave it out"
            yield Problem("resource-of-other-endpoint", f"{path}.resource", link.resource, limit, fix)
        return
    for key in ("service", "private_dns_name"):
        if getattr(link, key) is not None:
            limit = "is given, and the endpoint is to a resource configuration"
            yield Problem(
                "service-of-resource-endpoint", f"{path}.{key}", str(getattr(link, key)), limit, "leave it out"
            )
    if placed.resource is not None:
        yield from _place(placed, placed.resource)
        yield from _shared(placed, placed.resource)
        yield from _availability_zones(placed, placed.resource)
        yield from _private_dns(placed, placed.resource)


def _place(placed: PlacedLink, resource: PlacedResource) -> Iterator[Problem]:
    here, home = placed.cell.cell, resource.cell.cell
    if here.region != home.region:
        limit = f"is in {home.region}, and the link in {here.region}"
        fix = "link a cell of that Region, or share the host by an endpoint service"
        yield Problem("resource-in-other-region", f"{placed.path}.resource", resource.key, limit, fix)
    arn = placed.link.resource_configuration_arn
    if isinstance(arn, ResourceConfigurationArn) and arn.split(":")[4] != home.account:
        limit, path = f"is not in {home.account}, where {resource.path} is", f"{placed.path}.resource_configuration_arn"
        yield Problem("resource-account-differs", path, arn, limit, "name that one, or leave resource out")


def _shared(placed: PlacedLink, resource: PlacedResource) -> Iterator[Problem]:
    account, shared = placed.cell.cell.account, resource.wish.shared_with
    known = {principal.account for principal in shared}
    if account != resource.cell.cell.account and account not in known:
        limit = f"is in account {account}, which {resource.path}.shared_with does not hold"
        yield Problem("resource-not-shared", f"{placed.path}.cell", placed.link.cell, limit, f'add "{account}" there')


def _availability_zones(placed: PlacedLink, resource: PlacedResource) -> Iterator[Problem]:
    """Match zones by their ids: at least one has to be on both sides."""
    if placed.cell.cell.region != resource.cell.cell.region or not placed.subnets or not resource.subnets:
        return
    here = {subnet.availability_zone_id for subnet in placed.subnets}
    there = {subnet.availability_zone_id for subnet in resource.subnets}
    path, cell = f"{placed.path}.cell", placed.link.cell
    if here & there - {None}:
        return
    if None in here | there:
        limit = f"cannot be matched with {resource.path}: the id of some Availability Zone is not known"
        fix = "give the id of each zone of both cells"
        yield Problem("az-ids-unknown", path, cell, limit, fix, "warning")
        return
    shown = ", ".join(sorted(map(str, there)))
    limit, fix = (
        f"shares no Availability Zone with {resource.path} ({shown})",
        "give both cells a zone with the same id",
    )
    yield Problem("no-common-az", path, cell, limit, fix)


def _private_dns(placed: PlacedLink, resource: PlacedResource) -> Iterator[Problem]:
    if not placed.link.private_dns:
        return
    wish, path = resource.wish, f"{placed.path}.private_dns"
    options = placed.link.dns_options or DnsOptions()
    name, preference = wish.custom_domain_name, options.private_dns_preference
    verified = wish.verify_domain or wish.domain_verification_id is not None
    specified = name in options.private_dns_specified_domains
    if name is None:
        limit = f"answers nothing: {resource.path} has no custom_domain_name"
        yield Problem("private-dns-without-name", path, "true", limit, "give it one, or leave this out")
    elif preference == "verified" and not verified:
        limit = f"answers verified names alone, and {resource.path} does not have {name} verified"
        fix = "set verify_domain there, or another dns_options.private_dns_preference"
        yield Problem("private-dns-not-verified", path, "true", limit, fix)
    elif not specified and (preference == "specified" or (preference == "verified-and-specified" and not verified)):
        limit = f"does not answer {name}, which is not among the domains specified"
        yield Problem("private-dns-not-specified", path, "true", limit, "add it to private_dns_specified_domains")
