"""What public zones and entries must keep to over the whole topology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from constructs_pkg.topology.entry_rules import check_entries
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.public_zones import (
    PlacedZone,
    delegated_types,
    parent_of,
    place_public_zones,
    spec_of,
)
from constructs_pkg.topology.traffic_trees import public_tree_records
from constructs_pkg.values.cidr_collection import CidrCollectionSpec, CollectionOfKey
from constructs_pkg.values.cidr_collection_rules import check_cidr_collection
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.public_zone import HOME
from constructs_pkg.values.public_zone_rules import check_public_zone
from constructs_pkg.values.record import IpBased
from constructs_pkg.values.record_group_rules import EVERYWHERE_ELSE
from constructs_pkg.values.tag_rules import check_tag_count, check_tags

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout

# Resource policies of an account and Region:
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
MOST_RESOURCE_POLICIES = 10


def check_public_zones(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of the public zones and entries of the topology in `layout`."""
    topology = layout.topology
    zones = place_public_zones(topology.name, topology.public_zones)
    for zone in zones.values():
        yield from _zone(zone, zones)
        yield from check_tags(zone.wish.tags, f"{zone.path}.tags")
        yield from check_tag_count(len({**topology.tags, **zone.wish.tags}), f"{zone.path}.tags")
    yield from _same_names(zones.values())
    yield from _role_names(zones.values(), layout)
    yield from _resource_policies(zones.values())
    beside = public_tree_records(topology, zones)
    yield from check_entries(topology.entries, zones, layout.cells, topology.health_signals, beside)


def _zone(zone: PlacedZone, zones: Mapping[Key, PlacedZone]) -> Iterator[Problem]:
    wish = zone.wish
    for problem in check_public_zone(spec_of(zone, zones), Region(HOME), wish.account):
        path = problem.path
        if wish.delegated_from is not None and wish.delegated_from.zone is not None:
            path = path.replace("delegated_from.name", "delegated_from.zone")
        yield replace(problem, path=f"{zone.path}.{path}")
    yield from (problem.under(f"{zone.path}.delegated_from") for problem in _parent(zone, zones))
    yield from _collections(zone)


def _parent(zone: PlacedZone, zones: Mapping[Key, PlacedZone]) -> Iterator[Problem]:
    wish = zone.wish.delegated_from
    if wish is None:
        return
    told = wish.name is not None and wish.id is not None
    if (wish.zone is None) != told or (wish.zone is not None and (wish.name or wish.id)):
        limit, fix = "tells no one zone", "give the key of a zone of this topology, or somebody else's name and id"
        yield Problem("parent-zone-form", "", str(wish.zone or wish.name or ""), limit, fix)
        return
    if wish.zone is None:
        return
    if wish.zone not in zones:
        yield Problem(
            "unknown-public-zone",
            "zone",
            wish.zone,
            "is no public zone of this topology",
            suggestion(wish.zone, zones),
        )
        return
    parent, known = zones[wish.zone], parent_of(zone, zones)
    foreign = parent.wish.account != zone.wish.account
    if foreign and known is not None and known.authorised_by is None:
        types = " and ".join(delegated_types(zone.wish))
        limit = f"is of account {parent.wish.account}, which lets {zone.wish.account} write no {types} record there"
        fix = f"add a contributor to {parent.path}: its account, the name {zone.wish.name}, types {types}"
        yield Problem("delegation-without-contributor", "zone", wish.zone, limit, fix)


def _collections(zone: PlacedZone) -> Iterator[Problem]:
    known = zone.wish.cidr_collections
    for key, locations in known.items():
        spec = CidrCollectionSpec(name=f"{zone.key}-{key}"[:64], locations=locations)
        for problem in check_cidr_collection(spec):
            yield replace(problem, path=f"{zone.path}.cidr_collections.{key}{problem.path.removeprefix('locations')}")
    for place, record in enumerate(zone.wish.records):
        asked = record.policy.collection_id if isinstance(record.policy, IpBased) else None
        if isinstance(asked, CollectionOfKey) and asked.key not in known:
            path = f"{zone.path}.records[{place}].policy.collection_id"
            limit = "is no CIDR collection of this zone"
            yield Problem("unknown-cidr-collection", path, asked.key, limit, suggestion(asked.key, known))
        elif isinstance(asked, CollectionOfKey) and isinstance(record.policy, IpBased):
            yield from _location(f"{zone.path}.records[{place}].policy.location", record.policy, known[Key(asked.key)])


def _location(path: str, policy: IpBased, locations: Mapping[str, object]) -> Iterator[Problem]:
    if policy.location not in {EVERYWHERE_ELSE, *locations}:
        limit = "is no location of its CIDR collection"
        yield Problem("unknown-cidr-location", path, policy.location, limit, suggestion(policy.location, locations))


def _same_names(zones: Iterable[PlacedZone]) -> Iterator[Problem]:
    first: dict[str, PlacedZone] = {}
    for zone in zones:
        other = first.setdefault(zone.wish.name, zone)
        if other is not zone:
            limit = f"is also {other.path}.name: which of the two answers, the parent domain decides"
            yield Problem("duplicate-public-zone", f"{zone.path}.name", zone.wish.name, limit, "keep one")


def _role_names(zones: Iterable[PlacedZone], layout: Layout) -> Iterator[Problem]:
    # "Names are not distinguished by case": RoleName in
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    taken = {
        (placed.cell.account, zone.authority.role_name.lower()): f"{placed.path}.zones"
        for placed in layout.cells.values()
        for zone in placed.cell.zones
        if zone.authority is not None and zone.authority.role_name is not None
    } | {
        (placed.cell.cell.account, role.name.lower()): placed.path
        for placed in layout.services.values()
        if (role := placed.service.acceptance_role) is not None
    }
    for zone in zones:
        for key, each in zone.wish.contributors.items():
            path = f"{zone.path}.contributors.{key}"
            other = taken.setdefault((zone.wish.account, each.role_name.lower()), path)
            if other != path and not other.startswith(f"{zone.path}."):
                limit = f"is taken in this account by {other}"
                yield Problem("duplicate-role-name", f"{path}.role_name", each.role_name, limit, "choose another")


def _resource_policies(zones: Iterable[PlacedZone]) -> Iterator[Problem]:
    logged: dict[str, list[PlacedZone]] = {}
    for zone in zones:
        if zone.wish.query_logs is not None:
            logged.setdefault(zone.wish.account, []).append(zone)
    for account, found in logged.items():
        if len(found) > MOST_RESOURCE_POLICIES:
            limit = f"is one of {len(found)} logged zones of account {account}, more than the {MOST_RESOURCE_POLICIES} "
            limit += "resource policies of CloudWatch Logs that it can have"
            fix = "log fewer, or spread the zones over accounts"
            yield Problem("many-logged-zones", f"{found[-1].path}.query_logs", "", limit, fix)
