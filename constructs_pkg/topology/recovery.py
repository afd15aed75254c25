"""The time in which names recover, where a topology asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.values.health_signal import HealthSignalSpec, SignalOfKey
from constructs_pkg.values.health_signal_rules import recovery_problems
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import DEFAULT_TTL, Record
from constructs_pkg.values.recovery import seconds_to_detect

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
            key = check.key if isinstance(check, SignalOfKey) else None
            signal = signals.get(key) if key is not None else None
            detected = seconds_to_detect(signal, signals) if signal is not None else None
            ttl = answer_ttl(placed, records)
            own = f"{placed.path}.recover_within"
            what = f"health signal {key}" if signal is not None else "the record, which has no health signal,"
            yield from recovery_problems(own, wanted.get(placed.path), detected, ttl, what)
            if signal is not None and signal.recover_within is not None:
                path, with_record = f"health_signals.{key}.recover_within", f"{what} with {placed.path}"
                yield from recovery_problems(path, signal.recover_within, detected, ttl, with_record)


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
