"""Where public zones and their records are made: each zone in a stack of its own, each cell's records in its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.entries import EntryRecord, entry_records
from constructs_pkg.topology.handed_signals import handed_signal, signal_sources
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart, PlannedStack, SignalSource, ZoneSource
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zones import (
    PlacedZone,
    makes_anything,
    place_public_zones,
    spec_of,
)
from constructs_pkg.topology.traffic_trees import public_tree_records, traffic_policy_parts
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.public_records import PublicRecord, PublicRecordsSpec, PublicZoneRef
from constructs_pkg.values.public_zone import HOME
from constructs_pkg.values.resource_id import HostedZoneId, KeyArn
from constructs_pkg.values.signal_references import records_with

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def entry_parts(layout: Layout, placed: PlacedCell) -> Iterator[PlannedPart]:
    """Yield the records that the links stack of a cell adds to public zones, zone by zone."""
    zones = place_public_zones(layout.topology.name, layout.topology.public_zones)
    found = [one for one in entry_records(layout.topology.entries, zones, {placed.key: placed}) if one.cell is not None]
    for key, zone in zones.items():
        own = [one for one in found if one.zone.key == key]
        if own:
            yield _records_part(zone, zone.id_for_others, own, _log_key(placed, own))


def public_zone_stacks(layout: Layout) -> Iterator[PlannedStack]:
    """Yield the stack of each public zone that has one."""
    topology = layout.topology
    zones = place_public_zones(topology.name, topology.public_zones)
    leading = [one for one in entry_records(topology.entries, zones, layout.cells) if one.cell is None]
    leading += public_tree_records(topology, zones)
    sources = {one.parameter: one for one in signal_sources(topology, layout.cells)}
    for key, zone in zones.items():
        beside = [one for one in leading if one.zone.key == key]
        policies = tuple(traffic_policy_parts(topology, zone, sources))
        if makes_anything(zone) or beside or policies:
            wish = zone.wish
            yield PlannedStack(
                name=zone.stack,
                display_name=wish.display_name or key,
                description=f"Public zone {wish.name}",
                account=wish.account,
                region=Region(HOME),
                parts=(*_parts(zone, zones, beside, sources), *policies),
                tags=tuple(sorted({**topology.tags, **wish.tags}.items())),
                termination_protection=wish.termination_protection,
            )


def _parts(
    zone: PlacedZone, zones: dict[Key, PlacedZone], beside: list[EntryRecord], signals: Mapping[str, SignalSource]
) -> Iterator[PlannedPart]:
    wish = zone.wish
    for key, locations in sorted(wish.cidr_collections.items()):
        yield PlannedPart(key, canonical(CidrCollectionSpec(name=f"{zone.key}-{key}"[:64], locations=locations)))
    spec = spec_of(zone, zones)
    if wish.id is None or wish.contributors or wish.dnssec or wish.alarms or wish.delegated_from:
        given = [spec.delegated_from.id] if spec.delegated_from else []
        parent = wish.delegated_from.zone if wish.delegated_from else None
        sources = [zones[parent].source] if parent is not None and parent in zones else []
        yield _given(PlannedPart(zone.key, canonical(spec)), given, sources)
    own = [EntryRecord(zone, None, PublicRecord(**dict(record)), "") for record in wish.records]
    if own or beside:
        # No reference reaches a signal of a cell: its id is handed over.
        handed = [replace(one, record=records_with([one.record], handed_signal)[0]) for one in beside]
        part = _records_part(zone, zone.id_in_its_stack, [*own, *handed], None)
        yield replace(part, signal_sources=tuple(signals[name] for name in part.stack_parameters if name in signals))


def _records_part(
    zone: PlacedZone, identifier: Late | HostedZoneId, records: Iterable[EntryRecord], log_key: Late | KeyArn | None
) -> PlannedPart:
    made = tuple(one.record for one in records)
    spec = PublicRecordsSpec(zone=PublicZoneRef(name=zone.wish.name, id=identifier), records=made, log_key_arn=log_key)
    targets = [part for one in made if one.alias for part in (one.alias.dns_name, one.alias.zone_id)]
    checks = [one.health_check_id for one in made]
    return _given(PlannedPart(zone.key, canonical(spec)), [identifier, *targets, *checks], [zone.source])


def _given(part: PlannedPart, ids: Iterable[object], sources: Iterable[ZoneSource | None]) -> PlannedPart:
    """Return `part` with the stack parameters that `ids` are given by, and what those of zones are."""
    names = {one.stack_parameter for one in ids if isinstance(one, HandedOver) and one.stack_parameter is not None}
    known = tuple(one for one in sources if one is not None and one.parameter in names)
    return PlannedPart(part.key, part.spec, tuple(sorted(names)), known)


def _log_key(placed: PlacedCell, records: Iterable[EntryRecord]) -> Late | KeyArn | None:
    if placed.network is None or all(one.record.authorised_by is None for one in records):
        return None
    return placed.network.log_key_arn
