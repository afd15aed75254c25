"""The time in which names recover, where a topology asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from constructs_pkg.topology.entries import entry_records
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.public_zones import place_public_zones
from constructs_pkg.topology.traffic_trees import trees_of
from constructs_pkg.values.health_signal import HealthSignalSpec, SignalOfKey
from constructs_pkg.values.health_signal_rules import recovery_problems
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import DEFAULT_TTL, Failover, Geolocation, Record, RoutingPolicy
from constructs_pkg.values.record_group_rules import EVERYWHERE_ELSE
from constructs_pkg.values.recovery import seconds_to_detect
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.traffic_graph import graph_of
from constructs_pkg.values.traffic_records import way_ttl

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout

_DEEPEST = 32


def check_recovery(layout: Layout, signals: Mapping[str, HealthSignalSpec]) -> Iterator[Problem]:
    """Yield the problems of records that are to recover within a time, by what they and their signals ask for."""
    for cell in layout.cells.values():
        records = layout.records[cell.key]
        wanted = {f"{cell.path}.records[{at}]": one.recover_within for at, one in enumerate(cell.cell.records)}
        for placed in records:
            check = placed.record.health_check_id
            ttl = answer_ttl(placed, records)
            own = f"{placed.path}.recover_within"
            yield from _of_record(own, wanted.get(placed.path), check, ttl, signals)
    yield from _entries(layout, signals)
    yield from _public_trees(layout, signals)


def _public_trees(layout: Layout, signals: Mapping[str, HealthSignalSpec]) -> Iterator[Problem]:
    """Yield the problems of signals that decide in trees of public zones."""
    zones = place_public_zones(layout.topology.name, layout.topology.public_zones)
    for tree in trees_of(layout.topology):
        zone = zones.get(tree.wish.public_zone) if tree.wish.public_zone is not None else None
        read = tree.legal(zone.wish.name) if zone is not None else None
        if read is None:
            continue
        graph = graph_of(read.spec)
        for way in (way for part in graph.rules.values() for way in part.ways):
            ttl = read.spec.ttl if tree.wish.as_traffic_policy else way_ttl(read.spec, graph, way)
            path = f"{tree.path}.{way.path}"
            yield from _of_record(path, None, way.health_check_id, ttl, signals, path)


def _entries(layout: Layout, signals: Mapping[str, HealthSignalSpec]) -> Iterator[Problem]:
    """Yield the problems of entries: of each cell that another may take the place of."""
    topology = layout.topology
    zones = place_public_zones(topology.name, topology.public_zones)
    wanted = {f"entries.{key}.cells.{cell}": (key, one) for key, one in topology.entries.items() for cell in one.cells}
    judged = set[str]()
    for made in entry_records(topology.entries, zones, layout.cells):
        record, (key, entry) = made.record, wanted[made.path]
        if record.policy is None or made.path in judged:
            # A simple record in a subzone, or the record of the other address family.
            continue
        judged.add(made.path)
        bound, own = entry.recover_within, f"entries.{key}.recover_within"
        if bound is not None and len(entry.cells) == 1:
            limit, fix = "cannot be promised: the entry has one cell, whose place no other takes", "add a cell"
            yield Problem("recovery-not-bounded", own, str(bound), limit, fix)
            continue
        if _is_last(record.policy):
            bound = None
        ttl = record.alias.resource_ttl if record.alias is not None else record.ttl
        yield from _of_record(own, bound, record.health_check_id, ttl, signals, made.path)


def _is_last(policy: RoutingPolicy) -> bool:
    """Tell whether no other takes the place: of a SECONDARY, and of a location for everywhere else."""
    match policy:
        case Failover(role=role):
            return role == "SECONDARY"
        case Geolocation(country=country):
            return country == EVERYWHERE_ELSE
    return False


def _of_record(
    path: str,
    wanted: int | None,
    check: Late | HealthCheckId | None,
    ttl: int | None,
    signals: Mapping[str, HealthSignalSpec],
    at: str | None = None,
) -> Iterator[Problem]:
    """Yield the problem of the bound `wanted` at `path`, and of the one that the record's signal is given.

    Args:
        path: Where the bound is wanted.
        wanted: Its seconds; None for no bound.
        check: What decides about the record.
        ttl: How long its answers are kept; None where that is not told.
        signals: The health signals by their keys.
        at: Where the record was wished for. Default: its bound stands there.
    """
    key = check.key if isinstance(check, SignalOfKey) else None
    signal = signals.get(key) if key is not None else None
    detected = seconds_to_detect(signal, signals) if signal is not None else None
    what, with_record = _decides(check, signal), f" with {at}" if at is not None else ""
    yield from recovery_problems(path, wanted, detected, ttl, what + with_record)
    if signal is not None and signal.recover_within is not None:
        own, with_record = f"health_signals.{key}.recover_within", f" with {at or path.removesuffix('.recover_within')}"
        yield from recovery_problems(own, signal.recover_within, detected, ttl, what + with_record)


def _decides(check: Late | HealthCheckId | None, signal: HealthSignalSpec | None) -> str:
    if isinstance(check, SignalOfKey) and signal is not None:
        return f"health signal {check.key}"
    if check is None:
        return "the record, which has no health signal,"
    if isinstance(check, SignalOfKey):
        return f"health signal {check.key}, which is not known,"
    return f"health check {check}, which is made elsewhere and whose times are not known here,"


def answer_ttl(placed: PlacedRecord, records: Sequence[PlacedRecord], depth: int = 0) -> int | None:
    """Return how long resolvers keep the answer of a record; None where that is not told.

    An alias has the TTL of the records of its zone that it leads to, or of the AWS resource.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html
    """
    record: Record = placed.record
    if record.alias is None:
        return DEFAULT_TTL if record.ttl is None else record.ttl
    target = str(record.alias.name_in(placed.zone.name))
    found = [
        answer_ttl(other, records, depth + 1)
        for other in records
        if depth < _DEEPEST
        and other.zone == placed.zone
        and str(other.record.name) == target
        and other.record.type == record.type
    ]
    known = [ttl for ttl in found if ttl is not None]
    return max(known) if known and len(known) == len(found) else record.alias.resource_ttl
