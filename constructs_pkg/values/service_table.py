"""One service as its vendor offers it Region by Region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.consumer import ServiceName, ServiceNameSource
from constructs_pkg.values.consumer_rules import check_service_name
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.network_rules import id_outside_region
from constructs_pkg.values.place import AvailabilityZoneId, Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.spec import Spec


class ServiceEntry(Spec):
    """What consumers of one Region need to know of a service."""

    service_name: ServiceNameSource
    """The service's name there: literal text; ``{ssm_parameter: /path}``; or ``{stack_parameter: Name}``."""

    service_region: Region | None = None
    """The provider's Region. Default: the one a literal name tells, else the consumer's own."""

    availability_zone_ids: tuple[AvailabilityZoneId, ...] | None = None
    """The ids of the Availability Zones that it is offered in. Default: not known."""

    zone: ZoneName | None = None
    """The private zone that the names of consumers of this Region go into. Default: as each name says."""

    private_dns_name: DnsName | None = None
    """The private DNS name that the vendor has verified, for consumers with private DNS. Default: none."""


class ServiceTable(Spec):
    """The entries of a service, by the consumer's Region: one definition that is cloned over Regions."""

    regions: Annotated[dict[Region, ServiceEntry], Field(min_length=1)]
    """What consumers of each Region need to know."""

    def at(self, region: str) -> ServiceEntry:
        """Return the entry of `region`.

        Raises:
            Refused: ``region-not-in-table`` if there is none.
        """
        found = self.find(region)
        if found is None:
            held = ", ".join(sorted(self.regions))
            raise Refused("region-not-in-table", region, f"is no Region of the table: {held}", "add it, or skip it")
        return found

    def find(self, region: str) -> ServiceEntry | None:
        """Return the entry of `region`, or None."""
        return self.regions.get(Region(region))


def check_service_table(table: ServiceTable) -> Iterator[Problem]:
    """Yield the problems of every entry of `table`, also of those that nobody uses yet."""
    for region, entry in table.regions.items():
        path = f"regions.{region}"
        if isinstance(entry.service_name, ServiceName):
            found = check_service_name(entry.service_name, entry.service_region, region)
            yield from (problem.under(path) for problem in found)
        for place, zone_id in enumerate(entry.availability_zone_ids or ()):
            yield from id_outside_region(f"{path}.availability_zone_ids[{place}]", zone_id, region)
