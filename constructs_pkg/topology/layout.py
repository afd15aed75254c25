"""The whole topology with every part in its place: what the rules judge and the plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.topology.accounts import with_zone_ids
from constructs_pkg.topology.apis import (
    PlacedApi,
    PlacedGroup,
    PlacedHttpLink,
    PlacedRestLink,
    place_apis,
    place_groups,
    place_http_links,
    place_rest_links,
)
from constructs_pkg.topology.customers import with_customers
from constructs_pkg.topology.handoffs import Handoff, handoffs
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.link_wish import CellLink
from constructs_pkg.topology.links import PlacedLink, place_links
from constructs_pkg.topology.model import Topology
from constructs_pkg.topology.names import PlacedName, PlacedRecord, link_records, place_names, place_records
from constructs_pkg.topology.placed import PlacedCell, PlacedService, place_cells, place_services
from constructs_pkg.topology.shared_resources import PlacedResource, place_resources
from constructs_pkg.topology.subjects import SUBJECTS
from constructs_pkg.topology.vendors import expand
from constructs_pkg.values.problem import Problem


@dataclass(frozen=True)
class Layout:
    """Every part of a topology that could be placed, in the order of keys.

    Attributes:
        topology: The wish.
        cells: All of its cells.
        services: Its services, but for those whose cell is unknown or refused.
        resources: Its shared hosts, but for those whose cell is unknown or refused.
        apis: Its private APIs, but for those whose cell is unknown.
        http_links: Its VPC links of HTTP APIs, but for those whose cell is unknown or refused.
        rest_links: Its VPC links of REST APIs, but for those whose service is.
        groups: Its shared security groups, but for those whose cell is.
        wishes: Its links, each of one cell, by where they stand.
        links: Those of which no side is unknown or refused.
        records: The hosts and records of each cell, by its key.
        names: The names of each link whose cell is known, by where the link stands.
        problems: Why names could not be placed, or links not be made of their wishes.
        kept_records: Where records that services keep in public zones were wished for, by the records' places.
    """

    topology: Topology
    cells: Mapping[Key, PlacedCell]
    services: Mapping[Key, PlacedService]
    resources: Mapping[Key, PlacedResource]
    apis: tuple[PlacedApi, ...]
    http_links: tuple[PlacedHttpLink, ...]
    rest_links: tuple[PlacedRestLink, ...]
    groups: tuple[PlacedGroup, ...]
    wishes: Mapping[str, CellLink]
    links: Mapping[str, PlacedLink]
    records: Mapping[Key, tuple[PlacedRecord, ...]]
    names: Mapping[str, tuple[PlacedName, ...]]
    problems: tuple[Problem, ...]
    kept_records: Mapping[str, str]

    @property
    def handoffs(self) -> tuple[Handoff, ...]:
        """What its links read from parameters that its services and shared hosts write."""
        return handoffs(self.services.values(), self.links.values(), self.resources.values())

    def records_seen_in(self, cell: PlacedCell) -> tuple[PlacedRecord, ...]:
        """Return the records of `cell` and those that links put into its zones."""
        links = ((self.wishes[place].link, names) for place, names in self.names.items())
        mine = ((link, names) for link, names in links if link.cell == cell.key)
        named = (each for link, names in mine for each in link_records(link, names, cell.network))
        return (*self.records[cell.key], *named)


def lay_out(topology: Topology) -> Layout:
    """Return `topology` with every part in its place."""
    topology, contradictions = with_zone_ids(topology)
    topology, kept_records = with_customers(topology)
    wishes, unmade = expand(topology)
    cells = place_cells(topology)
    services = place_services(topology, cells)
    apis = place_apis(topology.private_apis, cells)
    records = {key: place_records(cell) for key, cell in cells.items()}
    resources = place_resources(topology.resource_configurations, cells)
    names = {
        place: place_names(f"links.{place}", link, cells[link.cell])
        for place, (_, link) in wishes.items()
        if link.cell in cells
    }
    further = [each for subject in SUBJECTS for each in subject.records(topology, cells)]
    placed_names = {key: tuple(found) for key, (found, _) in names.items()}
    return Layout(
        topology=topology,
        cells=cells,
        services=services,
        resources=resources,
        apis=apis,
        http_links=place_http_links(topology.http_vpc_links, cells),
        rest_links=place_rest_links(topology.rest_vpc_links, services),
        groups=place_groups(topology.security_groups, cells),
        wishes=wishes,
        links=place_links(wishes, cells, services, placed_names, resources),
        records={
            key: (
                *found,
                *(each for api in apis if api.cell.key == key for each in api.records),
                *(each for owner, each in further if owner == key),
            )
            for key, (found, _) in records.items()
        },
        names=placed_names,
        kept_records=kept_records,
        problems=(
            *contradictions,
            *unmade,
            *(problem for _, problems in (*records.values(), *names.values()) for problem in problems),
        ),
    )
