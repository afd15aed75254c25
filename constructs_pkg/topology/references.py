"""Keys that name other parts of the topology must name parts that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from constructs_pkg.topology.key import suggestion
from constructs_pkg.topology.model import Topology
from constructs_pkg.values.problem import Problem


def check_references(topology: Topology) -> Iterator[Problem]:
    """Yield a problem for each key in `topology` that names nothing."""
    if not topology.cells:
        yield Problem("no-cells", "cells", "", "is empty", "declare at least one cell")
    for key, cell in topology.cells.items():
        for index, other in enumerate(cell.routed_to):
            path = f"cells.{key}.routed_to[{index}]"
            if other == key:
                yield Problem("routed-to-itself", path, other, "is the cell itself", "leave it out")
            yield from _unknown("cell", path, other, topology.cells)
    for key, service in topology.services.items():
        yield from _unknown("cell", f"services.{key}.cell", service.cell, topology.cells)
    for key, resource in topology.resource_configurations.items():
        yield from _unknown("cell", f"resource_configurations.{key}.cell", resource.cell, topology.cells)
    for key, link in topology.links.items():
        for place, consumer in link.paths_of_cells:
            yield from _unknown("cell", f"links.{key}.{place}", consumer, topology.cells)
        if link.vendor is not None:
            yield from _unknown("vendor", f"links.{key}.vendor", link.vendor, topology.vendors)
        if link.service is not None:
            yield from _unknown("service", f"links.{key}.service", link.service, topology.services)
        if link.resource is not None:
            path = f"links.{key}.resource"
            yield from _unknown("resource-configuration", path, link.resource, topology.resource_configurations)
    for place, key, cell_key in (
        *(("private_apis", key, one.cell) for key, one in topology.private_apis.items()),
        *(("health_signals", key, one.cell) for key, one in topology.health_signals.items()),
        *(("http_vpc_links", key, one.cell) for key, one in topology.http_vpc_links.items()),
        *(("security_groups", key, one.cell) for key, one in topology.security_groups.items()),
        *(("namespaces", key, one.cell) for key, one in topology.namespaces.items()),
        *(("connected_clusters", key, one.cell) for key, one in topology.connected_clusters.items()),
        *(("service_networks", key, one.cell) for key, one in topology.service_networks.items()),
        *(("lattice_services", key, one.cell) for key, one in topology.lattice_services.items()),
    ):
        yield from _unknown("cell", f"{place}.{key}.cell", cell_key, topology.cells)
    for key, rest in topology.rest_vpc_links.items():
        yield from _unknown("service", f"rest_vpc_links.{key}.service", rest.service, topology.services)
    yield from _groups(topology)
    for key, profile in topology.profiles.items():
        yield from _unknown("cell", f"profiles.{key}.cell", profile.cell, topology.cells)


def _groups(topology: Topology) -> Iterator[Problem]:
    known = topology.security_groups
    for key, link in topology.links.items():
        for index, group in enumerate(link.security_groups):
            path = f"links.{key}.security_groups[{index}]"
            yield from _unknown("security-group", path, group, known)
            home = known[group].cell if group in known else None
            away = [cell for _, cell in link.paths_of_cells if home is not None and cell != home]
            if away:
                limit = f"is a group of cells.{home}, and the link is of cells.{away[0]}"
                yield Problem("security-group-elsewhere", path, group, limit, "name a group of the link's own cell")


def _unknown(kind: str, path: str, key: str, known: Collection[str]) -> Iterator[Problem]:
    if key not in known:
        yield Problem(
            f"unknown-{kind}", path, key, f"is no {kind.replace('-', ' ')} of this topology", suggestion(key, known)
        )
