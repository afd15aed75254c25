"""Record sets of a cell's private zones, and the checks that span later additions to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jsii
from constructs import Construct, IValidation

from constructs_pkg.fragments.fragment import join
from constructs_pkg.fragments.records import record_id, records_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.problem import InvalidInput, refuse_errors
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

# What a record that is still to be added can mend.
_MENDED_LATER = frozenset({"primary-without-secondary", "secondary-without-primary"})


class CellRecords(IncludedFragment):
    """Record sets of private zones that exist elsewhere, such as in a cell's network stack.

    Makes one record set for each name, type and set identifier, and nothing else.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        records: Mapping[PrivateZone, Sequence[Record]] | Sequence[tuple[PrivateZone, Sequence[Record]]],
    ) -> None:
        """Make the record sets.

        Args:
            scope: The construct to make them in.
            construct_id: The id below `scope`.
            records: The records of each zone; a zone has a name and an id.

        Raises:
            InvalidInput: with every problem of the records, before anything is made.
        """
        pairs = list(records.items()) if isinstance(records, Mapping) else list(records)
        refuse_errors(problem for zone, held in pairs for problem in check_records(held, zone.name))
        super().__init__(
            scope, construct_id, join(*(records_fragment(zone.name, zone.id, held) for zone, held in pairs))
        )


@jsii.implements(IValidation)
class ZoneRecords:
    """The records of one zone that were added one by one to a construct."""

    def __init__(self, scope: Construct, zone: PrivateZone, held: Sequence[Record] = ()) -> None:
        self._scope, self._zone, self._held = scope, zone, list(held)
        self._watched = False

    def add(self, record: Record | Mapping[str, Any]) -> Any:
        """Add one record and return its L1 construct, a `CfnRecordSet` (a `CfnRecordSetGroup` for geoproximity).

        Raises:
            InvalidInput: if it is illegal by itself or beside the records the zone already has. What a later
                record can mend is said at synthesis.
        """
        added = record if isinstance(record, Record) else parse(Record, record)
        problems = check_records([*self._held, added], self._zone.name)
        refuse_errors(problem for problem in problems if problem.rule not in _MENDED_LATER)
        self._held.append(added)
        if any(problem.rule in _MENDED_LATER for problem in problems) and not self._watched:
            self._scope.node.add_validation(self)
            self._watched = True
        fragment = records_fragment(self._zone.name, self._zone.id, [added])
        identity = record_id(self._zone.name, added)
        return add_resource(self._scope, identity, fragment.resources[identity])

    def validate(self) -> list[str]:
        """Return what is still wrong with the zone's records, for the CDK."""
        try:
            refuse_errors(check_records(self._held, self._zone.name))
        except InvalidInput as invalid:
            return [str(problem) for problem in invalid.problems]
        return []
