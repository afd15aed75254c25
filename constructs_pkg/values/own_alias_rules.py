"""What aliases of records of their own zone must keep to.

Route 53 makes no alias of a record that is not there yet: "but that target was not found" in
https://github.com/octodns/octodns/pull/366.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from constructs_pkg.values.alias_target import OWN_ZONE, AliasTarget
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_group_rules import PlacedRecord

_Place = tuple[str, str]


def check_own_aliases(placed: Sequence[PlacedRecord], zone: ZoneName) -> list[Problem]:
    """Return the problems of aliases of records of `zone` that have no such name, or lead back to themselves."""
    problems, targets = list[Problem](), dict[str, DnsName | None]()
    ways: dict[_Place, set[_Place]] = {}
    for one in placed:
        try:
            target = targets[one.path] = _target(one, zone)
        except Refused as refused:
            problems.append(refused.at(f"{one.path}.alias.dns_name"))
            continue
        if target is not None:
            ways.setdefault(_place(one), set()).add((target, str(one.record.type)))
    loops = (_loops(one, targets.get(one.path), ways) for one in placed)
    return [*problems, *(problem for found in loops for problem in found)]


def check_alias_targets(records: Iterable[tuple[str, Record]], zone: str) -> Iterator[Problem]:
    """Yield a warning for each alias of a record that is not among `records`, all that `zone` is known to have.

    A wildcard record is taken for one of every name below it. What is no name in the zone is told by other rules.
    """
    apex, placed = ZoneName(zone), list[PlacedRecord]()
    for path, record in records:
        try:
            placed.append(PlacedRecord(path, record.name.placed_in(apex), record))
        except Refused:
            continue
    there = {_place(one) for one in placed}
    for one in placed:
        try:
            target = _target(one, apex)
        except Refused:
            continue
        if target is None or _there(target, str(one.record.type), there):
            continue
        limit = f"is no {one.record.type} record of the zone, and Route 53 makes no alias of one that is not there"
        fix = "add it, or take an alias of another type; leave it as it is where others have made it"
        yield Problem("alias-target-missing", f"{one.path}.alias.dns_name", str(target), limit, fix, "warning")


def _loops(one: PlacedRecord, target: DnsName | None, ways: Mapping[_Place, Iterable[_Place]]) -> Iterator[Problem]:
    if target is not None and _leads((target, str(one.record.type)), _place(one), ways):
        limit, fix = (
            "leads back to this record, by itself or through other aliases",
            "let it end at a record with values",
        )
        yield Problem("alias-loop", "alias.dns_name", str(target), limit, fix).under(one.path)


def _target(one: PlacedRecord, zone: ZoneName) -> DnsName | None:
    alias: AliasTarget | None = one.record.alias
    if alias is None or alias.zone_id != OWN_ZONE:
        return None
    name = alias.name_in(zone)
    return None if isinstance(name, Late) else name


def _place(one: PlacedRecord) -> _Place:
    return str(one.name), str(one.record.type)


def _there(name: DnsName, kind: str, there: Iterable[_Place]) -> bool:
    labels = str(name).split(".")
    names = {str(name), *(".".join(["*", *labels[at:]]) for at in range(1, len(labels)))}
    return any(each in names and its_kind == kind for each, its_kind in there)


def _leads(start: _Place, to: _Place, ways: Mapping[_Place, Iterable[_Place]]) -> bool:
    pending, seen = [start], {start}
    while pending:
        place = pending.pop()
        if place == to:
            return True
        further = [one for one in ways.get(place, ()) if one not in seen]
        seen.update(further)
        pending += further
    return False
