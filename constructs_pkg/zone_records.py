"""The records of one zone of a cell: those that are added to it, and those that other constructs put there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import jsii
from constructs import Construct, IValidation

from constructs_pkg.fragments.record_order import made_before
from constructs_pkg.fragments.records import record_id, records_fragment
from constructs_pkg.typed_resource import add_resource
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.problem import InvalidInput, Problem, refuse_errors
from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_alias_zones, check_records_at
from constructs_pkg.values.spec import parse

# What a record that is still to be added can mend.
_MENDED_LATER = frozenset({"primary-without-secondary", "secondary-without-primary"})

_Placed = tuple[str, Record]


@jsii.implements(IValidation)
class ZoneRecords:
    """The records of one zone, as far as its cell knows them."""

    def __init__(self, scope: Construct, zone: PrivateZone, other_zones: Callable[[], Mapping[str, str]]) -> None:
        """Begin with none.

        Args:
            scope: The construct they are added to.
            zone: The zone, with an id.
            other_zones: Tells the names of the cell's other zones by their ids.
        """
        self._scope, self._zone, self._other_zones = scope, zone, other_zones
        self._held: list[_Placed] = []
        self._added: dict[str, Record] = {}
        self._made: dict[str, Any] = {}
        self._watched = False

    def add(self, records: Iterable[Record | Mapping[str, Any]]) -> list[Any]:
        """Add records and return their L1 constructs, each a `CfnRecordSet` (a `CfnRecordSetGroup` for geoproximity).

        Raises:
            InvalidInput: if one is illegal by itself or beside the records the zone already has; then none is
                added. What a later record can mend is said at synthesis.
        """
        added = [record if isinstance(record, Record) else parse(Record, record, "record") for record in records]
        problems = self._all_problems([("record", record) for record in added])
        refuse_errors(problem for problem in problems if problem.rule not in _MENDED_LATER)
        self.keep((f"records[{len(self._held) + place}]", record) for place, record in enumerate(added))
        if any(problem.rule in _MENDED_LATER for problem in problems) and not self._watched:
            self._scope.node.add_validation(self)
            self._watched = True
        resources = records_fragment(self._zone.name, self._zone.id, added).resources
        identities = [record_id(self._zone.name, record) for record in added]
        made = {identity: add_resource(self._scope, identity, resources[identity]) for identity in identities}
        self._made.update(made)
        self._added.update(zip(identities, added, strict=True))
        self._order(made)
        return list(made.values())

    def _order(self, added: Iterable[str]) -> None:
        """Let aliases of records of the zone wait for these, whichever was added first."""
        for identity, before in made_before(self._zone.name, self._zone.id, self._added).items():
            for other in before:
                if identity in added or other in added:
                    self._made[identity].add_dependency(self._made[other])

    def beside(self, placed: Iterable[_Placed]) -> list[Problem]:
        """Return the problems that records of another construct have beside those of the zone, each with its path."""
        theirs = list(placed)
        alone = {*check_records_at(self._held, self._zone.name), *check_records_at(theirs, self._zone.name)}
        found = self._all_problems(theirs)
        return [problem for problem in found if problem not in alone and problem.rule not in _MENDED_LATER]

    def keep(self, placed: Iterable[_Placed]) -> None:
        """Keep records that are made, each with where they were given."""
        self._held.extend(list(placed))

    def validate(self) -> list[str]:
        """Return what is still wrong with the zone's records, for the CDK."""
        try:
            refuse_errors(check_records_at(self._held, self._zone.name))
        except InvalidInput as invalid:
            return [*invalid.lines]
        return []

    def _all_problems(self, added: list[_Placed]) -> list[Problem]:
        aliases = [(path, record) for path, record in added if record.alias]
        elsewhere = check_alias_zones(aliases, self._other_zones()) if aliases else []
        return [*check_records_at([*self._held, *added], self._zone.name), *elsewhere]
