"""The domains that endpoints bring to VPCs beside the cells' own zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.aws_service_names import private_names, short_name, zone_of
from constructs_pkg.values.consumer import ServiceName, is_of_aws
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.private_dns_name import domain_of
from constructs_pkg.values.problem import Problem


@dataclass(frozen=True)
class Domain:
    """A domain that a VPC sees by a zone.

    Attributes:
        cell: The cell whose VPC it is.
        path: What brings it.
        name: The zone's name.
        service: The short name of the service of AWS whose domain it is; None for any other.
    """

    cell: PlacedCell
    path: str
    name: DnsName
    service: str | None = None


def brought_domains(cells: Mapping[Key, PlacedCell], links: Iterable[PlacedLink]) -> Iterator[Domain]:
    """Yield the domains that endpoints of `cells` and of `links` bring, as far as their names are known.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
    """
    for placed in cells.values():
        region = placed.cell.region
        for index, endpoint in enumerate(placed.cell.interface_endpoints):
            path = f"{placed.path}.interface_endpoints[{index}].names"
            for zone in endpoint.domains(region):
                yield Domain(placed, path, zone, short_name(endpoint.service, region))
    for link in links:
        if link.link.private_dns:
            yield from _of_link(link)


def check_masked_by_endpoints(records: Iterable[PlacedRecord], domains: Iterable[Domain]) -> Iterator[Problem]:
    """Warn of each name among `records` of a VPC that one of the `domains` brought to it answers for instead.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    closest = sorted(domains, key=lambda domain: len(domain.name), reverse=True)
    # A name has a record for each address type.
    for path, name, zone in dict.fromkeys((each.path, DnsName(each.record.name), each.zone.name) for each in records):
        mask = next((one for one in closest if name.within(one.name) and len(one.name) > len(zone)), None)
        if mask is not None:
            limit = f"is never answered from zone {zone}: queries go to the domain {mask.name} of {mask.path}"
            yield Problem("masked-record", path, name, limit, "choose a name outside that domain", "warning")


def _of_link(placed: PlacedLink) -> Iterator[Domain]:
    named, region = placed.link.service_name, placed.provider_region
    if placed.private_dns_name is not None:
        yield Domain(placed.cell, f"{placed.path}.private_dns_name", domain_of(placed.private_dns_name))
    elif isinstance(named, ServiceName) and is_of_aws(named):
        for zone in dict.fromkeys(map(zone_of, private_names(named, region) or ())):
            yield Domain(placed.cell, f"{placed.path}.private_dns", zone, short_name(named, region))
