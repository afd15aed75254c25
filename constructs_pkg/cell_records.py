"""Record sets of a cell's private zones, and the checks that span later additions to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import jsii
from aws_cdk import aws_route53 as route53
from constructs import Construct, IValidation

from constructs_pkg.cdk_values import existing_zone
from constructs_pkg.door import Door
from constructs_pkg.fragments.fragment import join
from constructs_pkg.fragments.records import record_id, records_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.problem import InvalidInput, Problem, refuse_errors
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records, check_records_at
from constructs_pkg.values.spec import parse

# What a record that is still to be added can mend.
_MENDED_LATER = frozenset({"primary-without-secondary", "secondary-without-primary"})

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
        pairs = [
            (door.take(path, existing_zone, zone), door.take_each(path, _record, held))
            for path, (zone, held) in _with_paths(records.items() if isinstance(records, Mapping) else records)
        ]
        door.refuse()
        warnings = door.refuse(_problems(pairs))
        super().__init__(
            scope, construct_id, join(*(records_fragment(zone.name, zone.id, held) for zone, held in pairs)), warnings
        )


@jsii.implements(IValidation)
class ZoneRecords:
    """The records of one zone that are added one by one to a construct."""

    def __init__(self, scope: Construct, zone: PrivateZone) -> None:
        self._scope, self._zone, self._held = scope, zone, list[Record]()
        self._watched = False

    def add(self, records: Iterable[Record | Mapping[str, Any]]) -> list[Any]:
        """Add records and return their L1 constructs, each a `CfnRecordSet` (a `CfnRecordSetGroup` for geoproximity).

        Raises:
            InvalidInput: if one is illegal by itself or beside the records the zone already has; then none is
                added. What a later record can mend is said at synthesis.
        """
        added = [record if isinstance(record, Record) else parse(Record, record, "record") for record in records]
        held = [(f"records[{place}]", record) for place, record in enumerate(self._held)]
        problems = check_records_at([*held, *(("record", record) for record in added)], self._zone.name)
        refuse_errors(problem for problem in problems if problem.rule not in _MENDED_LATER)
        self._held.extend(added)
        if any(problem.rule in _MENDED_LATER for problem in problems) and not self._watched:
            self._scope.node.add_validation(self)
            self._watched = True
        resources = records_fragment(self._zone.name, self._zone.id, added).resources
        return [
            add_resource(self._scope, identity, resources[identity])
            for identity in (record_id(self._zone.name, record) for record in added)
        ]

    def validate(self) -> list[str]:
        """Return what is still wrong with the zone's records, for the CDK."""
        try:
            refuse_errors(check_records(self._held, self._zone.name))
        except InvalidInput as invalid:
            return [str(problem) for problem in invalid.problems]
        return []


def _with_paths(records: Iterable[tuple[_Zone, _Records]]) -> Iterator[tuple[str, tuple[_Zone, _Records]]]:
    return ((f"records[{place}]", pair) for place, pair in enumerate(records))


def _record(record: Record | Mapping[str, Any]) -> Record:
    return record if isinstance(record, Record) else parse(Record, record)


def _problems(pairs: Sequence[tuple[PrivateZone, Sequence[Record]]]) -> Iterator[Problem]:
    for place, (zone, held) in enumerate(pairs):
        yield from check_records(held, zone.name, f"records[{place}]")
    for place, first in repeated(zone.name for zone, _ in pairs):
        limit = f"is also the zone of records[{first}]"
        yield Problem("duplicate-zone", f"records[{place}]", pairs[place][0].name, limit, "give each zone once")
