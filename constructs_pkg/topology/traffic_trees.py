"""Trees of routing policies in their zones: records of cells' zones, and records and policies of public ones."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from constructs_pkg.topology.entries import EntryRecord
from constructs_pkg.topology.handed_signals import handed_signal, signal_parameter, waits_for
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.model import Topology
from constructs_pkg.topology.names import PlacedRecord, place
from constructs_pkg.topology.parts import PlannedPart, SignalSource
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zones import PARTITION, PlacedZone, place_public_zones
from constructs_pkg.topology.traffic_tree_wish import TrafficTreeWish
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import InvalidInput, Problem, Refused
from constructs_pkg.values.public_records import PublicRecord, PublicZoneRef
from constructs_pkg.values.record import Record, RecordType, Visibility
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.signal_references import tree_with
from constructs_pkg.values.traffic_graph import graph_of
from constructs_pkg.values.traffic_policy import TrafficPolicySpec, check_traffic_policy
from constructs_pkg.values.traffic_policy_document import ReadPolicy, read_traffic_policy
from constructs_pkg.values.traffic_records import traffic_records
from constructs_pkg.values.traffic_tree import TrafficTreeSpec
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree, check_tree_itself


@dataclass(frozen=True)
class TreeOfTopology:
    """A tree under its key.

    Attributes:
        key: Its key.
        wish: The wish.
    """

    key: Key
    wish: TrafficTreeWish

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"traffic_trees.{self.key}"

    def read(self) -> ReadPolicy:
        """Return the tree that is wished for.

        Raises:
            InvalidInput: if its document is refused.
        """
        wish = self.wish
        if wish.document is not None:
            return read_traffic_policy(wish.document, wish.name, wish.ttl)
        spec = TrafficTreeSpec(name=wish.name, type=wish.type or RecordType.A, ttl=wish.ttl, **wish.written)
        return ReadPolicy(spec, (), {})

    def legal(self, zone: str) -> ReadPolicy | None:
        """Return the tree, if nothing is wrong with it by itself in the zone called `zone`."""
        try:
            read = self.read()
        except InvalidInput:
            return None
        errors = [one for one in check_tree_itself(read.spec, zone) if one.severity == "error"]
        return None if errors else read


def trees_of(topology: Topology) -> tuple[TreeOfTopology, ...]:
    """Return the trees of `topology` in the order of their keys."""
    return tuple(TreeOfTopology(key, wish) for key, wish in sorted(topology.traffic_trees.items()))


def cell_tree_records(topology: Topology, cells: Mapping[Key, PlacedCell]) -> Iterator[tuple[Key, PlacedRecord]]:
    """Yield the records of the trees in cells' zones, as far as they can be placed, by the cells' keys."""
    for tree in trees_of(topology):
        if tree.wish.cell is None or tree.wish.cell not in cells or tree.wish.public_zone is not None:
            continue
        cell = cells[tree.wish.cell]
        try:
            zone, _ = place(tree.wish.name, tree.wish.zone, cell.cell.zones)
        except Refused:
            continue
        for path, record in _records(tree, zone.name, cell.identified(zone).id):
            yield cell.key, PlacedRecord(zone, record, path)


def public_tree_records(topology: Topology, zones: Mapping[Key, PlacedZone]) -> Iterator[EntryRecord]:
    """Yield the records of the trees in public zones, which the zones' own stacks make."""
    for tree in trees_of(topology):
        zone = _public_zone(tree, zones)
        if zone is not None and not tree.wish.as_traffic_policy:
            for path, record in _records(tree, zone.wish.name, zone.id_in_its_stack):
                yield EntryRecord(zone, None, PublicRecord(**dict(record)), path)


def traffic_policy_parts(
    topology: Topology, zone: PlacedZone, sources: Mapping[str, SignalSource]
) -> Iterator[PlannedPart]:
    """Yield the traffic policies of a public zone.

    Args:
        topology: The topology.
        zone: The zone.
        sources: What the parameters of health signals are given, by the parameters' names.
    """
    for tree in trees_of(topology):
        if tree.wish.public_zone != zone.key or tree.wish.cell is not None or not tree.wish.as_traffic_policy:
            continue
        spec = tree.read().spec
        keys = {way.branch.health_signal for part in graph_of(spec).rules.values() for way in part.ways}
        names = tuple(sorted(signal_parameter(key) for key in keys if key is not None))
        made = TrafficPolicySpec(
            zone=PublicZoneRef(name=zone.wish.name, id=zone.id_in_its_stack),
            tree=tree_with(spec, handed_signal),
            name=_name(topology, tree),
        )
        told = tuple(sources[name] for name in names if name in sources)
        yield PlannedPart(tree.key, made, names, signal_sources=told)


def check_traffic_trees(topology: Topology, cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield the problems of the trees; those of their records beside others are told with the zone's."""
    zones = place_public_zones(topology.name, topology.public_zones)
    for tree in trees_of(topology):
        for problem in _problems(topology, tree, cells, zones):
            yield problem.under(tree.path)


def _problems(
    topology: Topology, tree: TreeOfTopology, cells: Mapping[Key, PlacedCell], zones: Mapping[Key, PlacedZone]
) -> Iterator[Problem]:
    wish = tree.wish
    name = yield from _zone_name(wish, cells, zones)
    if wish.document is not None:
        beside = [*wish.written, *(["type"] if wish.type is not None else [])]
        for key in beside:
            fix = "leave one of them out"
            yield Problem("beside-document", key, "", "is given beside a document, which tells it", fix)
    try:
        read = tree.read()
    except InvalidInput as invalid:
        yield from invalid.problems
        return
    yield from read.warnings
    visibility: Visibility = "public" if wish.public_zone is not None else "private"
    # What is wrong with record sets is told with all of their zone's.
    check = partial(check_traffic_tree, visibility=visibility) if wish.as_traffic_policy else check_tree_itself
    # A zone that is not known decides nothing but how long names get.
    found = check(read.spec, name or "zone.invalid")
    yield from (read.at_document(problem) for problem in found if name is not None or problem.path != "name")
    yield from (read.at_document(problem) for problem in _signals(topology, wish, read.spec))
    if wish.as_traffic_policy and not any(problem.severity == "error" for problem in found):
        for problem in check_traffic_policy(read.spec, _name(topology, tree), visibility):
            yield read.at_document(problem)
        yield from _beside(tree, zones)


def _zone_name(
    wish: TrafficTreeWish, cells: Mapping[Key, PlacedCell], zones: Mapping[Key, PlacedZone]
) -> Generator[Problem, None, ZoneName | None]:
    """Yield what is wrong with where the tree is, and return the name of its zone, if it is known."""
    if (wish.cell is None) == (wish.public_zone is None):
        limit = "is given beside a cell" if wish.cell is not None else "is missing"
        yield Problem("tree-of-no-zone", "public_zone", "", limit, "give either a cell or a public zone")
        return None
    if wish.public_zone is not None:
        if wish.zone is not None:
            limit, fix = "is given beside a public zone", "leave it out"
            yield Problem("zone-beside-public-zone", "zone", wish.zone, limit, fix)
        if wish.public_zone in zones:
            return zones[wish.public_zone].wish.name
        limit = "is no public zone of this topology"
        yield Problem(
            "unknown-public-zone", "public_zone", wish.public_zone, limit, suggestion(wish.public_zone, zones)
        )
        return None
    if wish.cell is None or wish.cell not in cells:
        limit = "is no cell of this topology"
        yield Problem("unknown-cell", "cell", str(wish.cell), limit, suggestion(str(wish.cell), cells))
        return None
    try:
        zone, _ = place(wish.name, wish.zone, cells[wish.cell].cell.zones)
    except Refused as refused:
        yield refused.at("zone" if refused.rule == "unknown-zone" else "name")
        return None
    return zone.name


def _signals(topology: Topology, wish: TrafficTreeWish, spec: TrafficTreeSpec) -> Iterator[Problem]:
    known = getattr(topology, "health_signals", {})
    for part in graph_of(spec).rules.values():
        for way in part.ways:
            key, path = way.branch.health_signal, f"{way.path}.health_signal"
            if key is None:
                continue
            if key not in known:
                limit = "is no health signal of this topology"
                yield Problem("unknown-health-signal", path, key, limit, suggestion(key, known))
            elif wish.public_zone is not None:
                yield from _handed_over(topology, wish.public_zone, key, path)
            elif known[key].cell != wish.cell:
                limit = f"is of cell {known[key].cell}, and no reference leaves its stack"
                fix = "make a health signal in the tree's own cell, or give health_check_id"
                yield Problem("health-signal-of-other-cell", path, key, limit, fix)


def _handed_over(topology: Topology, zone: Key, key: str, path: str) -> Iterator[Problem]:
    """Yield what is wrong with a public zone's stack being given the health signal `key` of a cell."""
    cell = topology.health_signals[Key(key)].cell
    home = topology.cells.get(cell)
    if home is not None and home.region.partition != PARTITION:
        limit = f"is of cell {cell} in partition {home.region.partition}, and public zones are in {PARTITION}"
        yield Problem("health-signal-in-other-partition", path, key, limit, "give another signal")
    elif waits_for(topology, zone, cell):
        limit = f"is of cell {cell}, whose stack is given the id of public zone {zone}: neither can be deployed first"
        fix = "give health_check_id, or the zone by its id; else deploy with the id of any other health check at first"
        yield Problem("health-signal-in-a-circle", path, key, limit, fix, "warning")


def _beside(tree: TreeOfTopology, zones: Mapping[Key, PlacedZone]) -> Iterator[Problem]:
    zone = _public_zone(tree, zones)
    read = tree.legal(zone.wish.name) if zone is not None else None
    if zone is None or read is None:
        return
    name = read.spec.name.placed_in(zone.wish.name)
    for number, record in enumerate(zone.wish.records):
        try:
            same = record.name.placed_in(zone.wish.name) == name
        except Refused:
            continue
        if same and record.type is read.spec.type:
            limit = f"is {zone.path}.records[{number}] too, and a policy record is the only one of its name and type"
            yield Problem("policy-record-beside-record", "name", tree.wish.name, limit, "leave one of them out")


def _records(
    tree: TreeOfTopology, zone: ZoneName, identifier: Late | HostedZoneId | None
) -> Iterable[tuple[str, Record]]:
    read = tree.legal(zone)
    if read is None:
        return
    for path, record in traffic_records(read.spec, PrivateZone(name=zone, id=identifier)):
        told = read.at_document(Problem("", path, "", "", "")).path
        full = RecordName(record.name)
        yield f"{tree.path}.{told}", record.model_copy(update={"name": full})


def _public_zone(tree: TreeOfTopology, zones: Mapping[Key, PlacedZone]) -> PlacedZone | None:
    asked = tree.wish.public_zone
    return zones.get(asked) if asked is not None and tree.wish.cell is None else None


def _name(topology: Topology, tree: TreeOfTopology) -> str:
    return f"{topology.name}-{tree.key}"
