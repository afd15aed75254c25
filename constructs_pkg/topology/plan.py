"""From the wish to the plan, or to one error with everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.exported import EXECUTE_API, endpoint_of, route_slots
from constructs_pkg.topology.handoffs import deployed_before
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.layout import Layout, lay_out
from constructs_pkg.topology.model import Cell, Topology
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.observed import observed_link, observed_service
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.planned import (
    Plan,
    PlannedApi,
    PlannedCell,
    PlannedConsumer,
    PlannedGroup,
    PlannedHttpLink,
    PlannedProfile,
    PlannedResource,
    PlannedRestLink,
    PlannedService,
    PlannedSource,
)
from constructs_pkg.topology.rules import check
from constructs_pkg.topology.subjects import SUBJECTS
from constructs_pkg.values.beside import FIREWALL, rule_of_key
from constructs_pkg.values.cell import CellSpec, PrivateZone
from constructs_pkg.values.export import FurtherExports
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import InvalidInput, refuse_errors
from constructs_pkg.values.record import Record
from constructs_pkg.values.zone_profile import ProfileFirewall, ProfileSpec


def plan(topology: Topology) -> Plan:
    """Return what is to be built for `topology`.

    Raises:
        TopologyError: with every problem of it, if any rule refuses it.
    """
    layout = lay_out(topology)
    try:
        warnings = refuse_errors(check(layout))
    except InvalidInput as error:
        raise TopologyError(error.problems) from None
    cells = ((cell, cell.network) for cell in layout.cells.values())
    before = deployed_before(layout.handoffs)
    planned = (_planned(layout, cell, network, before.get(cell.key, ())) for cell, network in cells if network)
    stacks = tuple(stack for subject in SUBJECTS for stack in subject.stacks(layout))
    return Plan(topology.name, tuple(planned), stacks, warnings)


def _planned(layout: Layout, placed: PlacedCell, network: Network, links_after: tuple[Key, ...]) -> PlannedCell:
    cell, key, name = placed.cell, placed.key, layout.topology.name
    records = layout.records[key]
    services = tuple(
        PlannedService(service.key, canonical(observed_service(service), but="network"))
        for service in layout.services.values()
        if service.cell is placed
    )
    resources = tuple(
        PlannedResource(resource.key, canonical(resource.spec, but="network"))
        for resource in layout.resources.values()
        if resource.cell is placed
    )
    consumers = tuple(
        PlannedConsumer(link.key, canonical(observed_link(link), but="network"))
        for link in layout.links.values()
        if link.cell is placed
    )
    groups = tuple(
        PlannedGroup(one.key, canonical(one.spec, but="network")) for one in layout.groups if one.cell is placed
    )
    apis = tuple(PlannedApi(one.key, canonical(one.spec)) for one in layout.apis if one.cell is placed)
    http_links = tuple(
        PlannedHttpLink(one.key, canonical(one.spec, but="network")) for one in layout.http_links if one.cell is placed
    )
    rest_links = tuple(
        PlannedRestLink(one.key, one.service.key) for one in layout.rest_links if one.service.cell is placed
    )
    profiles = tuple(_profiles(layout.topology, placed))
    parts = tuple(part for subject in SUBJECTS for part in subject.parts(layout, placed))
    return PlannedCell(
        key=key,
        display_name=cell.display_name or key,
        account=cell.account,
        region=cell.region,
        network_stack=placed.network_stack,
        links_stack=f"{name}-{key}-links"
        if any((services, resources, consumers, records, profiles, groups, apis, http_links, rest_links, parts))
        else None,
        links_after=links_after,
        spec=canonical(_cell_spec(cell)),
        network=network,
        zones=placed.zones,
        service_zones=placed.service_zones,
        records=tuple(_by_zone(placed, records)),
        services=services,
        resources=resources,
        consumers=consumers,
        groups=groups,
        apis=apis,
        http_links=http_links,
        rest_links=rest_links,
        parts=parts,
        declarations=tuple(said for subject in SUBJECTS for said in subject.declarations(layout, placed)),
        further_exports=_further_exports(layout, placed),
        profiles=profiles,
        profile_from=_profile_from(layout, cell),
        makes_topic=any(
            spec.tells_made_topic for spec in (*(one.spec for one in services), *(one.spec for one in consumers))
        ),
        dashboard=cell.dashboard,
        tags=tuple(sorted({**layout.topology.tags, **cell.tags}.items())),
        termination_protection=cell.termination_protection,
    )


def _further_exports(layout: Layout, placed: PlacedCell) -> FurtherExports:
    services = [one.service for one in layout.services.values() if one.cell is placed]
    by_targets = [listener.targets.interface_endpoint for service in services for listener in service.listeners]
    by_apis = [EXECUTE_API for one in layout.apis if one.cell is placed]
    endpoints = [endpoint_of(placed, asked) for asked in (*by_targets, *by_apis) if asked]
    tables = (
        slots
        for link in layout.links.values()
        if link.cell is placed
        for slots in route_slots(placed, link.link.routes.values(), link.subnets)
    )
    return FurtherExports(
        interface_endpoints=tuple(sorted({one.service for one in endpoints if one is not None})),
        route_tables=tuple(sorted(set(tables))),
    )


def _profiles(topology: Topology, placed: PlacedCell) -> Iterable[PlannedProfile]:
    zones = {zone.name: zone for zone in (*placed.zones, *placed.service_zones)}
    for key, profile in sorted(topology.profiles.items()):
        if profile.cell == placed.key:
            spec = ProfileSpec(
                name=key,
                zones=tuple(zones[name] for name in profile.zones),
                resolver_rules={rule: rule_of_key(rule) for rule in profile.rules},
                firewalls={"firewall": ProfileFirewall(rule_group_arn=FIREWALL, priority=profile.firewall_priority)}
                if profile.firewall_priority is not None
                else {},
                share_with=profile.share_with,
                outside_organization=profile.outside_organization,
            )
            yield PlannedProfile(key, canonical(spec))


def _profile_from(layout: Layout, cell: Cell) -> PlannedSource | None:
    given = cell.profile
    if cell.profile_of is None or not isinstance(given, HandedOver) or given.stack_parameter is None:
        return None
    owner = layout.cells[layout.topology.profiles[cell.profile_of].cell]
    links = f"{layout.topology.name}-{owner.key}-links"
    return PlannedSource(given.stack_parameter, owner.cell.account, owner.cell.region, links, cell.profile_of)


def _cell_spec(cell: Cell) -> CellSpec:
    return CellSpec(**{name: getattr(cell, name) for name in CellSpec.model_fields})


def _by_zone(placed: PlacedCell, records: Iterable[PlacedRecord]) -> Iterable[tuple[PrivateZone, tuple[Record, ...]]]:
    ordered = sorted(records, key=_place_in_plan)
    for zone, group in groupby(ordered, key=lambda each: each.zone):
        yield placed.identified(zone), tuple(canonical(each.record) for each in group)


def _place_in_plan(placed: PlacedRecord) -> tuple[str, str, str, str]:
    record = placed.record
    return placed.zone.name, record.name, record.type, record.set_identifier
