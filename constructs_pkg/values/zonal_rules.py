"""Where an endpoint may stand for its service's sake, and which of its zones may have names."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.consumer import ConsumerSpec, EndpointName, RegionalDnsName, is_of_aws
from constructs_pkg.values.endpoint_records import is_zonal, subnets_named
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Subnet
from constructs_pkg.values.network_rules import id_outside_region
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem

_OFFERED = "service_availability_zone_ids"


def check_offered_zones(spec: ConsumerSpec, region: Region, *, elsewhere: bool) -> Iterator[Problem]:
    """Yield the problems of standing only where the service is offered; `elsewhere` is a service of another Region.

    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
    """
    offered = spec.service_availability_zone_ids
    if offered is None:
        return
    if not offered:
        yield Problem("no-availability-zones", _OFFERED, "", "is empty", "name some, or leave the key out for all")
        return
    if elsewhere:
        limit = "is given for a service of another Region, whose zones need not be the endpoint's"
        yield Problem("zones-of-other-region", _OFFERED, ", ".join(offered), limit, "leave it out")
        return
    for place, zone_id in enumerate(offered):
        yield from id_outside_region(f"{_OFFERED}[{place}]", zone_id, region)
    for place, first in repeated(offered):
        limit = f"is the same as {_OFFERED}[{first}]"
        yield Problem("duplicate-availability-zone", f"{_OFFERED}[{place}]", offered[place], limit, "name it once")
    yield from _overlap(spec, offered)


def check_zonal_names(spec: ConsumerSpec, *, elsewhere: bool) -> Iterator[Problem]:
    """Yield the problems of names in single zones; `elsewhere` is a service of another Region."""
    for place, asked in enumerate(spec.names):
        if is_zonal(asked):
            path = f"names[{place}]"
            yield from _unknown_name(spec, asked, path, elsewhere)
            yield from _zone_of_name(spec, asked, path)


def _overlap(spec: ConsumerSpec, offered: tuple[str, ...]) -> Iterator[Problem]:
    asked = spec.network.choose(spec.tier, spec.availability_zones)
    there = ", ".join(offered)
    nameless = [str(subnet.availability_zone) for subnet in asked if subnet.availability_zone_id is None]
    if nameless:
        limit = f"cannot be matched with the endpoint's zones: no id is known of {', '.join(nameless)}"
        yield Problem("az-ids-unknown", _OFFERED, there, limit, "give the id of each zone of the network")
        return
    outside = [subnet for subnet in asked if subnet.availability_zone_id not in offered]
    if asked and len(outside) == len(asked):
        here = ", ".join(map(_shown, asked))
        limit = f"has none of the zones that the endpoint could stand in: {here}"
        yield Problem("no-common-az", _OFFERED, there, limit, "give the network a subnet in a zone of the service")
    elif outside and spec.availability_zones is not None:
        missing = ", ".join(map(_shown, outside))
        limit = f"is not among the zones of the service: {there}"
        yield Problem("az-not-offered", "availability_zones", missing, limit, "name zones of the service alone")


def _unknown_name(spec: ConsumerSpec, asked: EndpointName, path: str, elsewhere: bool) -> Iterator[Problem]:
    if elsewhere:
        # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
        limit = "is zonal, and an endpoint to a service of another Region has its regional name alone"
        fix = "leave {az_id} and availability_zone out"
        yield Problem("zonal-name-across-regions", f"{path}.name", asked.name, limit, fix)
    elif is_of_aws(spec.service_name) and not _is_literal(spec.regional_dns_name):
        limit = "is zonal, and the zonal names of a service of AWS cannot be told before deployment"
        fix = "leave {az_id} and availability_zone out, or give regional_dns_name as literal text"
        yield Problem("zonal-name-of-aws-service", f"{path}.name", asked.name, limit, fix)


def _is_literal(given: RegionalDnsName | None) -> bool:
    return given is not None and not isinstance(given.dns_name, Late)


def _zone_of_name(spec: ConsumerSpec, asked: EndpointName, path: str) -> Iterator[Problem]:
    named = subnets_named(asked, spec.subnets)
    if spec.subnets and not named:
        there = ", ".join(map(_shown, spec.subnets))
        limit = f"is none of the zones that the endpoint stands in: {there}"
        yield Problem("name-in-other-az", f"{path}.availability_zone", str(asked.availability_zone), limit, "name one")
    nameless = [str(subnet.availability_zone) for subnet in named if subnet.availability_zone_id is None]
    if asked.name.has_az_id and nameless:
        limit = f"needs the id of each of the endpoint's zones, and none is known of {', '.join(nameless)}"
        yield Problem("az-ids-unknown", f"{path}.name", asked.name, limit, "give the id of each zone of the network")


def _shown(subnet: Subnet) -> str:
    known = subnet.availability_zone_id
    return f"{subnet.availability_zone} ({known})" if known else str(subnet.availability_zone)
