"""The records that a traffic tree is: those of each rule at a name of its own, joined by aliases."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.aws_endpoint_alias import alias_of
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import AliasTarget, Record
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.traffic_graph import TrafficGraph, Way, graph_of
from constructs_pkg.values.traffic_tree import TrafficTreeSpec, TreeEndpoint

# What stands for the wildcard of a tree in the names of its rules: a wildcard is only ever a first label.
WILDCARD = "_any"


def rule_name(name: DnsName, key: str) -> DnsName:
    """Return the name of the records of the rule `key`, below the tree's `name`.

    Raises:
        Refused: as `DnsName` does, where it gets too long.
    """
    return DnsName(f"_{key.lower()}.{name.replace('*', WILDCARD, 1)}")


def traffic_records(spec: TrafficTreeSpec, zone: PrivateZone) -> tuple[tuple[str, Record], ...]:
    """Return the records of the tree `spec` in `zone`, each with where it was written.

    A record's name and set identifier come from keys, so that another branch changes no other record. Only rules that
    can be reached have records.

    Args:
        spec: A tree in which nothing is wrong with keys and references.
        zone: The zone; its id may be known only at deployment.

    Raises:
        Refused: if a name gets too long, or the zone of an alias cannot be told.
        ValueError: if a rule leads to a rule in a zone without an id.
    """
    return tuple(_Placing(spec, zone).records())


class _Placing:
    def __init__(self, spec: TrafficTreeSpec, zone: PrivateZone) -> None:
        self._spec, self._zone = spec, zone
        self._graph: TrafficGraph = graph_of(spec)
        self._name = spec.name.placed_in(ZoneName(zone.name))

    def records(self) -> Iterator[tuple[str, Record]]:
        start = self._graph.start_rule
        if start is None:
            key = self._graph.start_endpoint or ""
            path, endpoint = self._graph.endpoints[key]
            yield path, self._record(self._name, endpoint, None)
            return
        pending, seen = [start], {start}
        while pending:
            part = self._graph.rules[pending.pop(0)]
            name = self._name if part.key == start else rule_name(self._name, part.key)
            for way in part.ways:
                if way.rule is not None and way.rule not in seen:
                    seen.add(way.rule)
                    pending.append(way.rule)
                yield way.path, self._of_way(name, way)

    def _of_way(self, name: DnsName, way: Way) -> Record:
        if way.rule is None:
            return self._record(name, self._graph.endpoints[way.endpoint or ""][1], way)
        target = AliasTarget(
            dns_name=rule_name(self._name, way.rule),
            zone_id=_zone_id(self._zone),
            evaluate_target_health=evaluates(way, None),
        )
        return self._made(name, TreeEndpoint(alias=target), way)

    def _record(self, name: DnsName, endpoint: TreeEndpoint, way: Way | None) -> Record:
        evaluate = evaluates(way, endpoint)
        if endpoint.aws is not None:
            return self._made(name, TreeEndpoint(alias=alias_of(endpoint.aws, evaluate)), way)
        if endpoint.alias is not None:
            target = endpoint.alias.model_copy(update={"evaluate_target_health": evaluate})
            return self._made(name, TreeEndpoint(alias=target), way)
        return self._made(name, endpoint, way)

    def _made(self, name: DnsName, endpoint: TreeEndpoint, way: Way | None) -> Record:
        return Record(
            name=RecordName(name),
            type=self._spec.type,
            values=endpoint.values,
            ttl=None if endpoint.alias is not None else self._spec.ttl,
            alias=endpoint.alias,
            policy=way.policy if way is not None else None,
            health_check_id=way.health_check_id if way is not None else None,
        )


def evaluates(way: Way | None, endpoint: TreeEndpoint | None) -> bool:
    """Tell whether `way` is taken only while what it leads to, a rule or `endpoint`, is healthy."""
    asked = way.branch.evaluate_target_health if way is not None else None
    if asked is not None:
        return asked
    if endpoint is None:
        return True
    if endpoint.aws is not None:
        return endpoint.aws.type != "cloudfront"
    return endpoint.alias is not None and endpoint.alias.evaluate_target_health


def way_ttl(
    spec: TrafficTreeSpec, graph: TrafficGraph, way: Way, found: dict[str, int | None] | None = None
) -> int | None:
    """Return how long resolvers keep what `way` leads to, the longest of all; None where that is not told.

    Args:
        spec: A tree in which nothing is wrong with keys and references.
        graph: What `graph_of` gives of it.
        way: One of its branches.
        found: What was found of its rules before, by their keys. Default: nothing.
    """
    found = {} if found is None else found
    if way.rule is not None:
        if way.rule not in found:
            below = [way_ttl(spec, graph, each, found) for each in graph.rules[way.rule].ways]
            known = [ttl for ttl in below if ttl is not None]
            found[way.rule] = max(known) if known and len(known) == len(below) else None
        return found[way.rule]
    endpoint = graph.endpoints[way.endpoint or ""][1]
    if endpoint.values:
        return spec.ttl
    alias = endpoint.alias if endpoint.aws is None else alias_of(endpoint.aws, evaluate_target_health=False)
    return alias.resource_ttl if alias is not None else None


def _zone_id(zone: PrivateZone) -> Late | HostedZoneId:
    if zone.id is None:
        raise ValueError(f"zone {zone.name} has no id")
    return zone.id
