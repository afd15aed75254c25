"""What the rules look at: the facts, the templates behind them, and answers, each worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from constructs_pkg.audit.facts import Facts, RecordFact, ZoneFact
from constructs_pkg.audit.findings.finding import Place, place_of
from constructs_pkg.audit.networks import normal_name, zone_id
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.records import CONTRIBUTION
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Resource, Value, in_words, literal_text
from constructs_pkg.audit.vantage import InternetVantage, Vantage, VpcVantage, vantages_of
from constructs_pkg.audit.zonetree import ZoneTree

GroupKey = tuple[Value, str, str]

INTERNET = InternetVantage()


class Evidence:
    """An assembly as the rules see it.

    Attributes:
        facts: What was read from it.
        reading: Its templates, for properties that are not among the facts.
        resolver: Answers while all is well.
        sizes: The sizes of the template files in bytes, by stack; where a stack is missing nothing is known.
    """

    def __init__(self, facts: Facts, sizes: Mapping[str, int] | None = None) -> None:
        self.facts = facts
        self.reading = Reading(facts.stacks)
        self.resolver = Resolver(facts)
        self.sizes = sizes or {}
        self._trees: dict[Value, ZoneTree] = {}
        self._zones: dict[tuple[str, Vantage], ZoneFact | None] = {}

    @cached_property
    def vantages(self) -> Mapping[Value, VpcVantage]:
        """Every VPC as a vantage, by the VPC's id."""
        return {one.vpc: one for one in vantages_of(self.facts)}

    def label(self, vpc: Value) -> str:
        """Return what people call a VPC."""
        return self.vantages[vpc].label if vpc in self.vantages else in_words(vpc)

    @cached_property
    def groups(self) -> Mapping[GroupKey, tuple[RecordFact, ...]]:
        """The records of each zone, name and type."""
        found: dict[GroupKey, list[RecordFact]] = {}
        for record in (*self.facts.records, *self.facts.policy_records):
            found.setdefault((record.zone, record.name, record.type), []).append(record)
        return {key: tuple(records) for key, records in found.items()}

    def tree(self, zone: ZoneFact) -> ZoneTree:
        """Return the names of a zone."""
        if zone.id not in self._trees:
            shown, hidden = self.facts.records_of_zone, self.facts.hidden_records_of_zone
            self._trees[zone.id] = ZoneTree(zone, shown.get(zone.id, ()), hidden.get(zone.id, ()))
        return self._trees[zone.id]

    def zone_answering(self, name: str, vantage: Vantage) -> ZoneFact | None:
        """Return the zone of the assembly that answers a name at a vantage, None where none is known to."""
        if (name, vantage) not in self._zones:
            # A question for CNAME is not followed any further.
            self._zones[name, vantage] = self.resolver.resolve(name, "CNAME", vantage).zone
        return self._zones[name, vantage]

    def vantages_on(self, zone: ZoneFact) -> tuple[Vantage, ...]:
        """Return who may ask a zone: its VPCs, or the internet."""
        return (INTERNET,) if zone.public else self._vantages_on.get(zone.id, ())

    @cached_property
    def _vantages_on(self) -> Mapping[Value, tuple[Vantage, ...]]:
        found: dict[Value, tuple[Vantage, ...]] = {}
        for vpc, zones in self.facts.zones_of_vpc.items():
            for zone in zones:
                found[zone.id] = (*found.get(zone.id, ()), self.vantages[vpc])
        return found

    @cached_property
    def private_zones(self) -> tuple[ZoneFact, ...]:
        """The zones that are certainly private, with their names: made here with VPCs, or declared."""
        return tuple(zone for zone in self.facts.zones if zone.name is not None and (zone.vpcs or zone.declared))

    @cached_property
    def private_zone_by_id(self) -> Mapping[Value, ZoneFact]:
        """The zones that are certainly private, by id."""
        return {zone.id: zone for zone in self.private_zones}

    def is_conditional(self, resource: Value) -> bool:
        """Tell whether a resource exists under a condition only, so that it may not be there with another."""
        return isinstance(resource, Resource) and (resource.stack, resource.logical_id) in self._conditional

    @cached_property
    def _conditional(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (stack.id, key)
            for stack in self.facts.stacks
            for key, entry in stack.section("Resources").items()
            if isinstance(entry, Mapping) and "Condition" in entry
        )

    def certain(self, records: Sequence[RecordFact]) -> tuple[RecordFact, ...]:
        """Return the records that exist under no condition."""
        return tuple(record for record in records if not self.is_conditional(record.source))

    def is_whole(self, zone: Value) -> bool:
        """Tell whether all records of a zone are known: the zone is made here, and so are they, all readable."""
        if not isinstance(zone, Resource) or zone not in self.facts.zone_by_id or self._unread_zones is None:
            return False
        return zone not in self._unread_zones and self.facts.zone_by_id[zone].name not in self._unread_names

    @cached_property
    def _unread_names(self) -> frozenset[str | None]:
        """The names of zones that records are put into by name, which leaves open which zone that is."""
        return frozenset(
            normal_name(literal_text(properties.get("HostedZoneName")) or "")
            for _, properties in self.record_properties
            if "HostedZoneName" in properties.raw
        )

    @cached_property
    def _unread_zones(self) -> frozenset[Value] | None:
        """The zones with a record whose name or type is known at deployment; None: a record may be in any."""
        if any(key.startswith("Fn::") for stack in self.facts.stacks for key in stack.section("Resources")):
            return None
        found = set()
        for group, record in self.record_properties:
            zone = record.get("HostedZoneId") or group.get("HostedZoneId")
            if not isinstance(zone, Resource) and literal_text(zone) is None and "HostedZoneName" not in record.raw:
                if "HostedZoneName" not in group.raw:
                    return None
            elif zone is not None and any(literal_text(record.get(key)) is None for key in ("Name", "Type")):
                found.add(zone_id(zone))
        return frozenset(found)

    @cached_property
    def record_properties(self) -> tuple[tuple[Properties, Properties], ...]:
        """The properties of every record, each behind those of the resource that makes it."""
        kinds = ("AWS::Route53::RecordSet", CONTRIBUTION)
        single = [(record, record) for kind in kinds for _, record in self.reading.resources(kind)]
        groups = [group for _, group in self.reading.resources("AWS::Route53::RecordSetGroup")]
        return (*single, *((group, record) for group in groups for record in group.entries("RecordSets")))

    def place_of_zone(self, zone: ZoneFact) -> Place:
        """Return where a zone stands: where it is made, else where a record is put into it, else its VPC."""
        if isinstance(zone.id, Resource):
            return place_of(zone.id)
        records = self.facts.records_of_zone.get(zone.id, ())
        vpc = next((vpc for vpc in zone.vpcs if isinstance(vpc, Resource)), None)
        if records:
            return place_of(records[0])
        return place_of(vpc) if vpc is not None else Place(self.facts.stacks[0].id)

    def called(self, zone: ZoneFact) -> str:
        """Return a zone's name with its id."""
        return f"{zone.name or 'a zone'} ({in_words(zone.id)})"

    def policy_groups(self, field: str) -> Iterator[tuple[GroupKey, tuple[RecordFact, ...]]]:
        """Yield the groups of records that all follow the routing policy of `field`."""
        for key, records in self.groups.items():
            if all(record.field(field) is not None for record in records):
                yield key, records
