"""Namespaces, and clusters of services that call each other in them, in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.discovery_rules import check_clashes, check_discovery_names, check_registrations
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.mesh_wish import ClusterWish, ConnectedServiceWish, NamespaceWish
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec, ConnectedService
from constructs_pkg.values.connected_cluster_rules import check_connected_cluster
from constructs_pkg.values.given_beside import beside
from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.namespace_rules import check_namespace
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.spec import Spec

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


_Wish = TypeVar("_Wish", NamespaceWish, ClusterWish)


def parts(layout: Layout, cell: PlacedCell) -> Iterator[PlannedPart]:
    """Yield the namespaces of `cell`, then its clusters."""
    assert cell.network is not None
    topology = layout.topology
    for key, namespace in _of(topology.namespaces, cell):
        yield PlannedPart(key, canonical(_namespace(namespace, cell.network)))
    for key, cluster in _of(topology.connected_clusters, cell):
        yield PlannedPart(key, canonical(_cluster(cluster, cell.network), but="network"))


def check(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of namespaces and clusters."""
    topology = layout.topology
    for cell in layout.cells.values():
        if cell.network is None:
            continue
        region = cell.cell.region
        for key, namespace in _of(topology.namespaces, cell):
            found = check_namespace(_namespace(namespace, cell.network), region)
            yield from (problem.under(f"namespaces.{key}") for problem in found)
        for key, cluster in _of(topology.connected_clusters, cell):
            found = check_connected_cluster(_cluster(cluster, cell.network), region)
            path = f"connected_clusters.{key}"
            # The network is the cell's, which is judged there.
            yield from (problem.under(path) for problem in found if not problem.path.startswith("network."))
            yield from _namespace_of(cluster, topology.namespaces, path)
    yield from check_clashes(layout)
    yield from check_discovery_names(topology)


def _of(wishes: Mapping[Key, _Wish], cell: PlacedCell) -> Iterable[tuple[Key, _Wish]]:
    return ((key, wish) for key, wish in sorted(wishes.items()) if wish.cell == cell.key)


def _namespace(wish: NamespaceWish, network: Network) -> NamespaceSpec:
    fields = {name: getattr(wish, name) for name in NamespaceSpec.model_fields}
    return NamespaceSpec(**{**fields, "vpc_id": network.vpc_id if wish.type == "private" else None})


def _cluster(wish: ClusterWish, network: Network) -> ConnectedClusterSpec:
    fields = {name: getattr(wish, name) for name in ConnectedClusterSpec.model_fields}
    services = {key: _service(wish, service) for key, service in wish.services.items()}
    arn = beside("namespace", wish.namespace)
    return ConnectedClusterSpec(**{**fields, "network": network, "namespace_arn": arn, "services": Frozen(services)})


def _service(cluster: ClusterWish, wish: ConnectedServiceWish) -> ConnectedService:
    fields = {name: getattr(wish, name) for name in ConnectedService.model_fields}
    if wish.registers_as is not None:
        fields["registers_as"] = beside("namespace", cluster.namespace, wish.registers_as)
    return ConnectedService(**fields)


def _namespace_of(cluster: ClusterWish, namespaces: Mapping[Key, NamespaceWish], path: str) -> Iterator[Problem]:
    found = namespaces.get(cluster.namespace)
    if found is None:
        limit, fix = "is no namespace of this topology", suggestion(cluster.namespace, namespaces)
        yield Problem("unknown-namespace", f"{path}.namespace", cluster.namespace, limit, fix)
    elif found.cell != cluster.cell:
        limit = f"is a namespace of cells.{found.cell}, and the cluster is of cells.{cluster.cell}"
        fix = "name a namespace of the cluster's own cell"
        yield Problem("namespace-elsewhere", f"{path}.namespace", cluster.namespace, limit, fix)
    else:
        yield from check_registrations(cluster, found, path)


def _outline_of_namespace(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, NamespaceSpec)
    yield f"namespace {part.key} {spec.name} ({spec.type})"
    for key, service in spec.services.items():
        found = ", ".join(service.record_types) or "the API alone"
        yield f"  service {service.name or key} by {found}: {', '.join(service.instances) or 'registered at run time'}"


def _outline_of_cluster(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, ConnectedClusterSpec)
    yield f"cluster {part.key} in namespace {spec.namespace_arn}"
    for key, service in spec.services.items():
        ports = ", ".join(f"{name} {port.container_port}/{port.protocol}" for name, port in service.ports.items())
        calls = ", ".join(service.calls) or "nobody"
        yield f"  service {key} of {service.image}: {ports or 'no ports'}, calls: {calls}"


OUTLINE: Mapping[type[Spec], Callable[[PlannedPart], Iterable[str]]] = {
    NamespaceSpec: _outline_of_namespace,
    ConnectedClusterSpec: _outline_of_cluster,
}
