"""`CellRecords`: record sets of private zones that exist elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import existing_zone
from constructs_pkg.cell_zones import records_kept
from constructs_pkg.door import Door
from constructs_pkg.fragments.fragment import join
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

_Zone = route53.IHostedZone | PrivateZone
_Records = Sequence[Record | Mapping[str, Any]]


class CellRecords(IncludedFragment):
    """Record sets of private zones that exist elsewhere, such as in a cell's network stack.

    Makes one record set for each name, type and set identifier, and nothing else.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        records: Mapping[PrivateZone, _Records] | Sequence[tuple[_Zone, _Records]],
    ) -> None:
        """Make the record sets.

        Args:
            scope: The construct to make them in.
            construct_id: The id below `scope`; every logical id of the records begins with it.
            records: The records of each zone; a zone has a name and an id.

        Raises:
            InvalidInput: with every problem of the records, before anything is made. ``records[0][1]`` is the
                second record of the first zone.
        """
        door = Door()
        listed = list(records.items()) if isinstance(records, Mapping) else records
        pairs = door.take_each("records", _pair, listed)
        door.refuse()
        kept = [
            (known, [(f"records[{place}][{at}]", record) for at, record in enumerate(held)])
            for place, ((zone, _), (value, held)) in enumerate(zip(listed, pairs, strict=True))
            if (known := records_kept(zone, value.name))
        ]
        beside = [problem for known, placed in kept for problem in known.beside(placed)]
        warnings = door.refuse([*_problems(pairs), *beside])
        super().__init__(
            scope, construct_id, join(*(records_fragment(zone.name, zone.id, held) for zone, held in pairs)), warnings
        )
        for known, placed in kept:
            known.keep((f"{construct_id}.{path}", record) for path, record in placed)


def _pair(given: object) -> tuple[PrivateZone, list[Record]]:
    if not isinstance(given, tuple | list) or len(given) != 2:
        fix = "give a zone and a list of its records"
        raise Refused("wrong-type", type(given).__name__, "is no pair of a zone and its records", fix)
    zone, held = given
    door = Door()
    pair = door.take("", existing_zone, zone), door.take_each("", _record, held)
    door.refuse()
    return pair


def _record(record: Record | Mapping[str, Any]) -> Record:
    return record if isinstance(record, Record) else parse(Record, record)


def _problems(pairs: Sequence[tuple[PrivateZone, Sequence[Record]]]) -> Iterator[Problem]:
    for place, (zone, held) in enumerate(pairs):
        yield from check_records(held, zone.name, f"records[{place}]")
    for place, first in repeated(zone.name for zone, _ in pairs):
        limit = f"is also the zone of records[{first}]"
        yield Problem("duplicate-zone", f"records[{place}]", pairs[place][0].name, limit, "give each zone once")
