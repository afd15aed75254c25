"""Service networks and services of VPC Lattice in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.lattice_rules import (
    check_cells_joined,
    check_names_in_zones,
    check_published,
    check_service_networks_of,
    records_of,
)
from constructs_pkg.topology.mesh_wish import LatticeServiceWish, ServiceNetworkWish
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.given_beside import beside
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.lattice_service_rules import check_lattice_service
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_network import ServiceNetworkSpec
from constructs_pkg.values.service_network_rules import check_service_network
from constructs_pkg.values.spec import Spec

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def parts(layout: Layout, cell: PlacedCell) -> Iterator[PlannedPart]:
    """Yield the service networks of `cell`, then its services."""
    assert cell.network is not None
    topology = layout.topology
    for key, network in sorted(topology.service_networks.items()):
        if network.cell == cell.key:
            spec = canonical(_network(network, cell.network), but="network")
            yield PlannedPart(key, spec, _stack_parameters(spec))
    for key, service in sorted(topology.lattice_services.items()):
        if service.cell == cell.key:
            yield PlannedPart(key, canonical(_service(service, cell, cell.network), but="network"))


def check(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of service networks and services."""
    topology = layout.topology
    for key, wish in sorted(topology.service_networks.items()):
        home = layout.cells.get(wish.cell)
        if home is not None and home.network is not None:
            found = check_service_network(_network(wish, home.network), home.cell.region, home.cell.account)
            yield from (problem.under(f"service_networks.{key}") for problem in found)
    for key, service in sorted(topology.lattice_services.items()):
        home, path = layout.cells.get(service.cell), f"lattice_services.{key}"
        yield from check_service_networks_of(service, topology.service_networks, path)
        if home is not None and home.network is not None:
            spec = _service(service, home, home.network)
            found = check_lattice_service(spec, home.cell.region, home.cell.account)
            yield from (problem.under(path) for problem in found)
    yield from check_cells_joined(layout)
    yield from check_names_in_zones(layout, _zone_of)
    yield from check_published(layout)


def alias_records(layout: Layout, cell: PlacedCell) -> Iterator[PlacedRecord]:
    """Yield the aliases that services of `cell` have in its zones."""
    for key, wish in sorted(layout.topology.lattice_services.items()):
        zone = _zone_of(wish, cell) if wish.cell == cell.key else None
        if zone is not None and wish.custom_domain_name is not None and wish.custom_domain_name.within(zone.name):
            yield from records_of(wish, zone, f"lattice_services.{key}.custom_domain_name")


def _network(wish: ServiceNetworkWish, network: Network) -> ServiceNetworkSpec:
    fields = {name: getattr(wish, name) for name in ServiceNetworkSpec.model_fields}
    return ServiceNetworkSpec(**{**fields, "network": network})


def _stack_parameters(spec: ServiceNetworkSpec) -> tuple[str, ...]:
    given = spec.arn
    return (given.stack_parameter,) if isinstance(given, HandedOver) and given.stack_parameter else ()


def _service(wish: LatticeServiceWish, cell: PlacedCell, network: Network) -> LatticeServiceSpec:
    fields = {name: getattr(wish, name) for name in LatticeServiceSpec.model_fields}
    zone = _zone_of(wish, cell)
    networks = Frozen({key: beside("service_network", key) for key in wish.service_networks})
    found = {"network": network, "service_networks": networks, "zone": cell.identified(zone) if zone else None}
    return LatticeServiceSpec(**{**fields, **found})


def _zone_of(wish: LatticeServiceWish, cell: PlacedCell) -> PrivateZone | None:
    """Return the cell's zone that the name of a service goes into, if there is one."""
    name = wish.custom_domain_name
    if wish.zone is not None:
        return next((zone for zone in cell.cell.zones if zone.name == wish.zone), None)
    around = [zone for zone in cell.cell.zones if name is not None and name.within(zone.name)]
    return max(around, key=lambda zone: len(zone.name), default=None)


def _outline_of_network(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, ServiceNetworkSpec)
    source = f" {spec.arn}" if spec.arn is not None else ""
    yield f"service network {part.key}{source}: {'joined' if spec.joined else 'not joined'}"
    if spec.arn is None:
        yield f"  callers: {_callers(len(spec.allowed), spec.open_because)}"


def _outline_of_service(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, LatticeServiceSpec)
    yield f"service of VPC Lattice {part.key} {spec.custom_domain_name or ''}".rstrip()
    for key, listener in spec.listeners.items():
        ways = ", ".join(f"{each.targets} {each.weight}" for each in listener.forward) or "404"
        yield f"  listener {key} {listener.asked_port}/{listener.protocol}: {ways}, {len(listener.rules)} rules"
    yield f"  callers: {_callers(len(spec.allowed), spec.open_because)}"


def _callers(count: int, open_because: str | None) -> str:
    return f"anybody ({open_because})" if open_because is not None else f"{count} allowed" if count else "nobody"


OUTLINE: Mapping[type[Spec], Callable[[PlannedPart], Iterable[str]]] = {
    ServiceNetworkSpec: _outline_of_network,
    LatticeServiceSpec: _outline_of_service,
}
