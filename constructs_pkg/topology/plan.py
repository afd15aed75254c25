"""From the wish to the plan, or to one error with everything that is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink, place_links
from constructs_pkg.topology.model import Cell, Topology
from constructs_pkg.topology.names import PlacedRecord, check_zones, link_records, place_names, place_records
from constructs_pkg.topology.placed import PlacedCell, PlacedService, place_cells, place_services
from constructs_pkg.topology.planned import Plan, PlannedCell, PlannedConsumer, PlannedService
from constructs_pkg.topology.references import check_references
from constructs_pkg.values.cell import CellSpec, PrivateZone
from constructs_pkg.values.consumer_rules import check_consumer
from constructs_pkg.values.problem import InvalidInput, Problem, refuse_errors
from constructs_pkg.values.record import Record
from constructs_pkg.values.service_rules import check_service


def plan(topology: Topology) -> Plan:
    """Return what is to be built for `topology`.

    Raises:
        TopologyError: with every problem of it, if any rule refuses it.
    """
    problems = [*check_references(topology)]
    cells = place_cells(topology)
    problems += (problem for cell in cells.values() for problem in cell.problems)
    services = place_services(topology.services, cells)
    for service in services.values():
        found = check_service(service.spec, service.cell.cell.region)
        problems += (problem.under(service.path) for problem in found)
    records = {}
    for key, cell in cells.items():
        records[key], found = place_records(cell)
        problems += found
    names = {}
    for key, link in topology.links.items():
        if link.cell in cells:
            names[key], found = place_names(f"links.{key}", link, cells[link.cell])
            problems += found
    for key, cell in cells.items():
        linked = (each for name, link in topology.links.items() if link.cell == key for each in link_records(link, names[name]))
        problems += check_zones(cell.cell.zones, [*records[key], *linked])
    links = place_links(topology.links, cells, services, names)
    for link in links.values():
        problems += (problem.under(link.path) for problem in check_consumer(link.spec, link.cell.cell.region))
    try:
        warnings = refuse_errors(problems)
    except InvalidInput as error:
        raise TopologyError(error.problems) from None
    planned = (_planned(topology, cell, records[key], services, links) for key, cell in cells.items())
    return Plan(topology.name, tuple(planned), warnings)


def _planned(
    topology: Topology,
    placed: PlacedCell,
    records: list[PlacedRecord],
    services: Mapping[Key, PlacedService],
    links: Mapping[Key, PlacedLink],
) -> PlannedCell:
    cell, key = placed.cell, placed.key
    own_services = tuple(
        PlannedService(service.key, canonical(service.spec, but="network"))
        for service in services.values()
        if service.cell is placed
    )
    own_links = tuple(
        PlannedConsumer(link.key, canonical(link.spec, but="network")) for link in links.values() if link.cell is placed
    )
    assert placed.network is not None
    return PlannedCell(
        key=key,
        display_name=cell.display_name or key,
        account=cell.account,
        region=cell.region,
        network_stack=placed.network_stack,
        links_stack=f"{topology.name}-{key}-links" if own_services or own_links or records else None,
        spec=canonical(_cell_spec(cell)),
        network=placed.network,
        zones=placed.zones,
        records=_by_zone(placed, records),
        services=own_services,
        consumers=own_links,
        tags=dict(sorted({**topology.tags, **cell.tags}.items())),
        termination_protection=cell.termination_protection,
    )


def _cell_spec(cell: Cell) -> CellSpec:
    return CellSpec(**{name: getattr(cell, name) for name in CellSpec.model_fields})


def _by_zone(placed: PlacedCell, records: Iterable[PlacedRecord]) -> tuple[tuple[PrivateZone, tuple[Record, ...]], ...]:
    ordered = sorted(records, key=lambda each: (each.zone.name, each.record.name, each.record.type, each.record.set_identifier))
    return tuple(
        (placed.identified(zone), tuple(canonical(each.record) for each in group))
        for zone, group in groupby(ordered, key=lambda each: each.zone)
    )
