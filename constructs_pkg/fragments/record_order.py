"""Which records have to be there before others: an alias of a record of its own zone is refused until that is made.

Sources: what Route 53 answers otherwise ("but that target was not found") in https://github.com/octodns/octodns/pull/366
and https://github.com/DNSControl/dnscontrol/issues/937; for the order
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from constructs_pkg.fragments.fragment import Json
from constructs_pkg.values.alias_target import OWN_ZONE
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Record

_Place = tuple[str, str]


def made_before(zone: str, zone_id: Json, records: Mapping[str, Record]) -> dict[str, list[str]]:
    """Return the ids of the records that each of `records` leads to by an alias in its own zone, by its id.

    Records that lead back to themselves wait for nothing: Route 53 refuses them in any order.

    Args:
        zone: The zone's name.
        zone_id: The zone's id.
        records: The records, by id.
    """
    at: dict[_Place, list[str]] = {}
    for identity, record in records.items():
        at.setdefault(_place(zone, record), []).append(identity)
    targets = {
        identity: target
        for identity, record in records.items()
        if (target := _target(zone, zone_id, record)) is not None and target in at
    }
    ways: dict[_Place, set[_Place]] = {}
    for identity, target in targets.items():
        ways.setdefault(_place(zone, records[identity]), set()).add(target)
    return {
        identity: sorted(at[target])
        for identity, target in targets.items()
        if not _leads(target, _place(zone, records[identity]), ways)
    }


def _place(zone: str, record: Record) -> _Place:
    return record.name.placed_in(zone), str(record.type)


def _target(zone: str, zone_id: Json, record: Record) -> _Place | None:
    alias = record.alias
    if alias is None or (alias.zone_id != zone_id and alias.zone_id != OWN_ZONE):
        return None
    name = alias.name_in(zone)
    return None if isinstance(name, Late) else (name, str(record.type))


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
