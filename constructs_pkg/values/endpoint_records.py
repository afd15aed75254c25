"""The records that give an endpoint a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from constructs_pkg.values.dns import DnsName, RecordName
from constructs_pkg.values.dns_options import DnsOptions
from constructs_pkg.values.fallback import Fallback, fallback_records
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Subnet
from constructs_pkg.values.record import ADDRESS_TYPES, AliasTarget, Record, RecordType
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.zonal_name import EndpointRecordName, zonal_dns_name


class AskedName(Protocol):
    """A name for an endpoint, as a construct or a topology asks for it."""

    @property
    def name(self) -> EndpointRecordName:
        """The record's name."""

    @property
    def kind(self) -> Literal["alias", "cname"]:
        """Alias or CNAME."""

    @property
    def ttl(self) -> int | None:
        """Seconds that resolvers may keep it."""

    @property
    def evaluate_target_health(self) -> bool:
        """Whether an alias counts as healthy only while the endpoint does."""

    @property
    def availability_zone(self) -> str | None:
        """The one Availability Zone it leads to, by name or id."""

    @property
    def fallback(self) -> Fallback | None:
        """What it answers with while the endpoint is unhealthy."""


def is_zonal(asked: AskedName) -> bool:
    """Tell whether `asked` leads to an endpoint in single Availability Zones."""
    return asked.name.has_az_id or asked.availability_zone is not None


def subnets_named(asked: AskedName, subnets: Iterable[Subnet]) -> tuple[Subnet, ...]:
    """Return those of an endpoint's `subnets` that a zonal name leads to."""
    wanted = asked.availability_zone
    return tuple(
        subnet
        for subnet in subnets
        if wanted is None or wanted in (str(subnet.availability_zone), subnet.availability_zone_id)
    )


def address_types(ip_address_type: str, options: DnsOptions | None) -> tuple[RecordType, ...]:
    """Return the types that an endpoint's names have: as its DNS options say, else as its addresses are."""
    stated = options.record_ip_type if options is not None else None
    # A service-defined endpoint has both types at its regional and zonal names, which are what records lead to.
    return ADDRESS_TYPES["dualstack" if stated == "service-defined" else stated or ip_address_type]


def name_records(
    asked: AskedName,
    types: Iterable[RecordType],
    subnets: Iterable[Subnet],
    dns_name: Late | DnsName,
    zone_id: Late | HostedZoneId,
) -> list[Record]:
    """Return the records that give an endpoint the name `asked`.

    Args:
        asked: The name.
        types: The types of an alias.
        subnets: Where the endpoint stands.
        dns_name: The endpoint's regional name.
        zone_id: The hosted zone that the regional name and the zonal ones are in.
    """
    if not is_zonal(asked):
        return _records(asked, asked.name.at(None), types, dns_name, zone_id)
    return [
        record
        for subnet in subnets_named(asked, subnets)
        if subnet.availability_zone_id is not None or not asked.name.has_az_id
        for record in _records(
            asked,
            asked.name.at(subnet.availability_zone_id),
            types,
            zonal_dns_name(dns_name, subnet.availability_zone),
            zone_id,
        )
    ]


def _records(
    asked: AskedName,
    name: RecordName,
    types: Iterable[RecordType],
    dns_name: Late | DnsName,
    zone_id: Late | HostedZoneId,
) -> list[Record]:
    if asked.kind == "cname":
        return [Record(name=name, type=RecordType.CNAME, values=(dns_name,), ttl=asked.ttl)]
    target = AliasTarget(dns_name=dns_name, zone_id=zone_id, evaluate_target_health=asked.evaluate_target_health)
    aliases = [Record(name=name, type=kind, alias=target, ttl=asked.ttl) for kind in types]
    if asked.fallback is None:
        return aliases
    return [record for alias in aliases for record in fallback_records(alias, asked.fallback)]
