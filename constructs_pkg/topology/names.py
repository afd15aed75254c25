"""Every name of a cell, put into the zone it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from constructs_pkg.topology.key import suggestion
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.link_name import LinkName
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import APEX, DnsName, RecordName, ZoneName
from constructs_pkg.values.endpoint_records import address_types, name_records
from constructs_pkg.values.fallback import wished_at
from constructs_pkg.values.health_signal import signal_of_key
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.own_alias_rules import check_alias_targets
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Record, RecordType
from constructs_pkg.values.record_rules import check_records_at
from constructs_pkg.values.traffic_tree_rules import as_written
from constructs_pkg.values.zonal_name import EndpointRecordName

# A host is written as a name with addresses, an API's name as itself, and a link's name as a kind, not as record sets
# of a type.
_HOST_FIELD = re.compile(r"^(cells\.[^.]+\.hosts\..+)\.[^.]+$")
_API_FIELD = re.compile(r"^(private_apis\.[^.]+\.domain_name)\.[^.]+$")
_LINK_TYPE = re.compile(r"(links\.[^.]+\.names\[\d+\])\.type$")
_PUBLIC_NAME = re.compile(r"(links\.[^.]+\.mechanism\.split_horizon)\.(?:name|type)$")
_OTHER_NAME = re.compile(r"(links\.[^.]+\.mechanism\.[a-z_]+)\.type$")


@dataclass(frozen=True)
class PlacedRecord:
    """A record set in its zone.

    Attributes:
        zone: The zone, as the topology declares it.
        record: The record set, by its full name.
        path: Where it was declared.
    """

    zone: PrivateZone
    record: Record
    path: str


@dataclass(frozen=True)
class PlacedName:
    """A name of a link in its zone.

    Attributes:
        zone: The zone, as the topology declares it.
        name: The full name.
        wish: The name as wished for.
        path: Where it was declared.
    """

    zone: PrivateZone
    name: EndpointRecordName
    wish: LinkName
    path: str


def place(name: RecordName, zone: ZoneName | None, zones: Iterable[PrivateZone]) -> tuple[PrivateZone, DnsName]:
    """Return the one of `zones` that `name` goes into, and its full name there.

    Raises:
        Refused: if no zone, or no single one, is meant.
    """
    known = {each.name: each for each in zones}
    around = [] if name == APEX else [each for each in known if DnsName(name).within(each)]
    if zone is not None:
        if zone not in known:
            raise Refused("unknown-zone", zone, "is no zone of the cell", suggestion(zone, known))
        if around and zone not in around:
            raise Refused("record-outside-zone", name, f"is outside zone {zone}", f"put it into {max(around, key=len)}")
        return known[zone], name.placed_in(zone)
    if around:
        closest = max(around, key=len)
        return known[closest], name.placed_in(closest)
    if name.endswith("."):
        limit = f"is below none of the cell's zones ({', '.join(sorted(known)) or 'it has none'})"
        raise Refused("record-outside-zone", name, limit, "use a name below one of them, or add its zone")
    if not known:
        raise Refused("no-zone", name, "has no zone to go into", "give the cell a zone")
    if len(known) > 1:
        raise Refused(
            "ambiguous-zone", name, f"could go into {', '.join(sorted(known))}", "write the full name, or its zone"
        )
    (only,) = known
    return known[only], name.placed_in(only)


def place_records(placed: PlacedCell) -> tuple[list[PlacedRecord], list[Problem]]:
    """Return the hosts and records of a cell, each in its zone."""
    found: list[PlacedRecord] = []
    problems: list[Problem] = []
    for name, addresses in placed.cell.hosts.items():
        path = f"{placed.path}.hosts.{name}"
        try:
            zone, full = place(name, None, placed.cell.zones)
        except Refused as refused:
            problems.append(refused.at(path))
            continue
        found += (PlacedRecord(zone, record, path) for record in _host_records(full, addresses))
    for index, wish in enumerate(placed.cell.records):
        path = f"{placed.path}.records[{index}]"
        try:
            zone, full = place(wish.name, wish.zone, placed.cell.zones)
        except Refused as refused:
            problems.append(refused.at(f"{path}.{_field_at_fault(refused)}"))
            continue
        fields = {field: getattr(wish, field) for field in Record.model_fields}
        if wish.health_signal is not None:
            fields["health_check_id"] = signal_of_key(wish.health_signal)
        found.append(PlacedRecord(zone, Record(**{**fields, "name": RecordName(full)}), path))
    return found, problems


def place_names(path: str, link: Link, placed: PlacedCell) -> tuple[list[PlacedName], list[Problem]]:
    """Return the names of the link at `path`, each in its zone of the consuming cell."""
    found: list[PlacedName] = []
    problems: list[Problem] = []
    for key, wish in link.every_name():
        where = f"{path}.{key}"
        try:
            zone, _ = place(wish.name.longest, wish.zone, placed.cell.zones)
        except Refused as refused:
            problems.append(_as_wished(refused.at(f"{where}.{_field_at_fault(refused)}")))
            continue
        found.append(PlacedName(zone, wish.name.full_in(zone.name), wish, where))
    return found, problems


def link_records(link: Link, names: Iterable[PlacedName], network: Network | None) -> Iterator[PlacedRecord]:
    """Yield the record sets that `names` of `link` stand for in `network`; zonal ones only where it is known."""
    endpoint = Late("the endpoint")
    types = address_types(link.ip_address_type, link.dns_options)
    for placed in names:
        fallback = placed.wish.fallback.watched if placed.wish.fallback else None
        asked = placed.wish.model_copy(update={"name": placed.name, "fallback": fallback})
        for record in name_records(asked, types, link.subnets_of(network), endpoint, endpoint):
            yield PlacedRecord(placed.zone, record, wished_at(placed.path, record))


def check_zones(zones: Iterable[PrivateZone], records: Iterable[PlacedRecord]) -> Iterator[Problem]:
    """Yield the problems of all `records` of one cell, hosts and links' names together, zone by zone."""
    everything = list(records)
    held = list(zones)
    names = sorted({zone.name for zone in held})
    for name in names:
        inside = [each for each in everything if each.zone.name == name]
        written = [(each.path, each.record) for each in inside]
        yield from map(_as_wished, check_records_at(written, name))
        if all(zone.id is None for zone in held if zone.name == name):
            yield from map(_as_wished, check_alias_targets(written, name))
        yield from _masked(inside, [other for other in names if other != name and other.within(name)])


def _host_records(name: DnsName, addresses: Iterable[IpAddress]) -> Iterator[Record]:
    by_type: dict[str, list[IpAddress]] = {}
    for address in addresses:
        by_type.setdefault(address.record_type, []).append(address)
    for kind, values in sorted(by_type.items()):
        yield Record(name=RecordName(name), type=RecordType(kind), values=tuple(values))


def _field_at_fault(refused: Refused) -> str:
    return "zone" if refused.rule == "unknown-zone" else "name"


def _as_wished(problem: Problem) -> Problem:
    """Return `problem` of a record set at the key of the wish that led to it."""
    path = _API_FIELD.sub(r"\1", _HOST_FIELD.sub(r"\1", problem.path))
    if path.startswith("traffic_trees."):
        return as_written(replace(problem, path=path))
    path = _OTHER_NAME.sub(r"\1.name", _PUBLIC_NAME.sub(r"\1.public_name", path))
    return replace(problem, path=_LINK_TYPE.sub(r"\1.kind", path))


def _masked(records: Iterable[PlacedRecord], closer_zones: list[ZoneName]) -> Iterator[Problem]:
    for each in records:
        mask = next((zone for zone in closer_zones if DnsName(each.record.name).within(zone)), None)
        if mask:
            yield Problem(
                "masked-record",
                each.path,
                each.record.name,
                f"is never answered from zone {each.zone.name}: queries go to the closer zone {mask}",
                f"put it into zone {mask}",
                "warning",
            )
