"""Where services keep what their customers have: a zone and a CIDR collection each, which hold nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.topology.public_zone_wish import PublicZone
from constructs_pkg.values.connection_rules import CollectionId, ConnectionRules
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import HostedZoneId


def check_customer_places(
    services: Iterable[PlacedService], cells: Mapping[Key, PlacedCell], public_zones: Mapping[Key, PublicZone]
) -> Iterator[Problem]:
    """Yield a problem for each zone or CIDR collection of customers that somebody else writes to as well.

    A run takes away what is not its own from a collection, and leaves alone what is not its own in a zone.
    """
    used = _used(cells, public_zones)
    first: dict[str, str] = {}
    for placed in services:
        rules, path = placed.service.connection_rules, f"{placed.path}.connection_rules"
        for rule, where, identifier in _places(rules, path) if rules else ():
            if other := first.get(identifier):
                limit = f"is also {other}, and each service keeps one of its own"
                yield Problem(rule, where, identifier, limit, "give each service its own")
            elif other := used.get(identifier):
                limit = f"is {other}, which holds other names"
                fix = "give a public zone that holds the customers' names alone"
                yield Problem("customer-zone-in-use", where, identifier, limit, fix)
            first.setdefault(identifier, where)


def _places(rules: ConnectionRules, path: str) -> Iterator[tuple[str, str, str]]:
    if rules.names and isinstance(rules.names.zone_id, HostedZoneId):
        yield "customer-zone-twice", f"{path}.names.zone_id", str(rules.names.zone_id)
    if isinstance(rules.cidr_collection_id, CollectionId):
        yield "collection-twice", f"{path}.cidr_collection_id", str(rules.cidr_collection_id)


def _used(cells: Mapping[Key, PlacedCell], public_zones: Mapping[Key, PublicZone]) -> dict[str, str]:
    private = {
        str(zone.id): f"the private zone {placed.path}.zones[{index}]"
        for placed in cells.values()
        for index, zone in enumerate(placed.cell.zones)
        if zone.id is not None
    }
    public = {str(zone.id): f"public_zones.{key}" for key, zone in public_zones.items() if zone.id and zone.records}
    return private | public
