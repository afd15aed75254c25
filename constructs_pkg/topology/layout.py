"""The whole topology with every part in its place: what the rules judge and the plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.topology.handoffs import Handoff, handoffs
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink, place_links
from constructs_pkg.topology.model import Topology
from constructs_pkg.topology.names import PlacedName, PlacedRecord, link_records, place_names, place_records
from constructs_pkg.topology.placed import PlacedCell, PlacedService, place_cells, place_services
from constructs_pkg.values.problem import Problem


@dataclass(frozen=True)
class Layout:
    """Every part of a topology that could be placed, in the order of keys.

    Attributes:
        topology: The wish.
        cells: All of its cells.
        services: Its services, but for those whose cell is unknown or refused.
        links: Its links, but for those of which a side is unknown or refused.
        records: The hosts and records of each cell, by its key.
        names: The names of each link whose cell is known, by the link's key.
        problems: Why names could not be placed.
    """

    topology: Topology
    cells: Mapping[Key, PlacedCell]
    services: Mapping[Key, PlacedService]
    links: Mapping[Key, PlacedLink]
    records: Mapping[Key, tuple[PlacedRecord, ...]]
    names: Mapping[Key, tuple[PlacedName, ...]]
    problems: tuple[Problem, ...]

    @property
    def handoffs(self) -> tuple[Handoff, ...]:
        """The service names that its links read from parameters that its services write."""
        return handoffs(self.services.values(), self.links.values())

    def records_seen_in(self, cell: PlacedCell) -> tuple[PlacedRecord, ...]:
        """Return the records of `cell` and those that links put into its zones."""
        links = self.topology.links
        names = (key for key in self.names if links[key].cell == cell.key)
        return (*self.records[cell.key], *(each for key in names for each in link_records(links[key], self.names[key])))


def lay_out(topology: Topology) -> Layout:
    """Return `topology` with every part in its place."""
    cells = place_cells(topology)
    services = place_services(topology, cells)
    records = {key: place_records(cell) for key, cell in cells.items()}
    names = {
        key: place_names(f"links.{key}", link, cells[link.cell])
        for key, link in sorted(topology.links.items())
        if link.cell in cells
    }
    placed_names = {key: tuple(found) for key, (found, _) in names.items()}
    return Layout(
        topology=topology,
        cells=cells,
        services=services,
        links=place_links(topology.links, cells, services, placed_names),
        records={key: tuple(found) for key, (found, _) in records.items()},
        names=placed_names,
        problems=tuple(problem for _, problems in (*records.values(), *names.values()) for problem in problems),
    )
