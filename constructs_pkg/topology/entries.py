"""Names on the internet that lead to several cells, as records: each cell's are its own stack's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zone_wish import Entry, EntryCell
from constructs_pkg.topology.public_zones import PlacedZone
from constructs_pkg.values.dns import APEX, DnsName, RecordName
from constructs_pkg.values.health_signal import signal_of_key
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.public_records import PublicRecord
from constructs_pkg.values.record import (
    ADDRESS_TYPES,
    AliasTarget,
    Failover,
    Geolocation,
    Latency,
    RecordType,
    RoutingPolicy,
    Weighted,
)
from constructs_pkg.values.resource_id import HealthCheckId


@dataclass(frozen=True)
class EntryRecord:
    """A record set that an entry leads to.

    Attributes:
        zone: The public zone it stands in.
        cell: The cell whose links stack makes it; None for one that the zone's own stack makes.
        record: The record set.
        path: Where it was declared.
    """

    zone: PlacedZone
    cell: PlacedCell | None
    record: PublicRecord
    path: str


def entry_records(
    entries: Mapping[Key, Entry], zones: Mapping[Key, PlacedZone], cells: Mapping[Key, PlacedCell]
) -> Iterator[EntryRecord]:
    """Yield the record sets of `entries`, as far as their zones and cells are known and their forms are legal."""
    for key, entry in sorted(entries.items()):
        if entry.zone not in zones:
            continue
        for cell, wish in sorted(entry.cells.items()):
            if cell in cells and (wish.subzone is None or wish.subzone in zones):
                path = f"entries.{key}.cells.{cell}"
                yield from _of_cell(entry, cells[cell], wish, zones, path)


def full_name(entry: Entry, zone: PlacedZone) -> str | None:
    """Return the entry's full name in its zone; None for one that is outside."""
    try:
        return entry.name.placed_in(zone.wish.name)
    except Refused:
        return None


def policy_of(entry: Entry, wish: EntryCell, cell: Key, region: Region) -> RoutingPolicy | None:
    """Return the place of `cell` in the policy of `entry`; None where what it needs is not given."""
    match entry.policy:
        case "latency":
            return Latency(set_identifier=cell, region=region)
        case "weighted" if wish.weight is not None:
            return Weighted(set_identifier=cell, weight=wish.weight)
        case "failover" if wish.role is not None:
            return Failover(set_identifier=cell, role=wish.role)
        case "geolocation":
            return Geolocation(
                set_identifier=cell, continent=wish.continent, country=wish.country, subdivision=wish.subdivision
            )
    return None


def _of_cell(
    entry: Entry, cell: PlacedCell, wish: EntryCell, zones: Mapping[Key, PlacedZone], path: str
) -> Iterator[EntryRecord]:
    zone, name = zones[entry.zone], full_name(entry, zones[entry.zone])
    policy = policy_of(entry, wish, cell.key, cell.cell.region)
    if name is None or policy is None:
        return
    if wish.subzone is not None:
        below = zones[wish.subzone]
        try:
            inside = name_in_subzone(name, zone.wish.name, below.wish.name)
        except Refused:
            # The rules tell it at the subzone.
            return
        yield from (EntryRecord(below, cell, one, path) for one in _answers(inside, entry, wish, None, health=False))
        leading = PublicRecord(
            name=RecordName(name),
            type=RecordType.CNAME,
            values=(str(inside),),
            ttl=entry.ttl,
            policy=policy,
            health_check_id=wish.health_check_id,
        )
        yield EntryRecord(zone, None, leading, path)
        return
    foreign = zone.wish.account != cell.cell.account
    for record in _answers(name, entry, wish, policy, health=True):
        role = wish.authorised_by
        if role is None and foreign:
            role = zone.role_for(cell.cell.account, name, [record.type])
        yield EntryRecord(zone, cell, record.model_copy(update={"authorised_by": role}), path)


def _check_of(wish: EntryCell) -> Late | HealthCheckId | None:
    return wish.health_check_id if wish.health_signal is None else signal_of_key(wish.health_signal)


def name_in_subzone(name: str, zone: str, below: str) -> DnsName:
    """Return the name that stands for `name`, a name of `zone`, in the zone `below` it.

    Raises:
        Refused: ``name-too-long`` if it is.
    """
    return RecordName(name.removesuffix(zone).removesuffix(".") or APEX).placed_in(below)


def _answers(
    name: str, entry: Entry, wish: EntryCell, policy: RoutingPolicy | None, *, health: bool
) -> Iterator[PublicRecord]:
    common: dict[str, Any] = {
        "name": RecordName(name),
        "policy": policy,
        "health_check_id": _check_of(wish) if health else None,
    }
    by_type: dict[str, list[str]] = {}
    for address in wish.values:
        by_type.setdefault(address.record_type, []).append(address)
    if wish.cname is not None:
        by_type[RecordType.CNAME] = [str(wish.cname)]
    for kind, values in sorted(by_type.items()):
        yield PublicRecord(**common, type=RecordType(kind), values=tuple(values), ttl=entry.ttl)
    if wish.alias is not None:
        target = AliasTarget(
            dns_name=wish.alias.dns_name,
            zone_id=wish.alias.zone_id,
            evaluate_target_health=wish.alias.evaluate_target_health,
        )
        for kind in ADDRESS_TYPES[wish.alias.ip_address_type]:
            yield PublicRecord(**common, type=kind, alias=target)
