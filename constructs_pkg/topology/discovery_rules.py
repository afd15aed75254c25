"""What namespaces must keep to beside the zones of their cells, and clusters in them.

Sources: ConflictingDomainExists in https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html,
NamespaceAlreadyExists in https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html and
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.lattice import alias_records
from constructs_pkg.topology.mesh_wish import ClusterWish, NamespaceWish
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.namespace import discovery_name
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_connect import discovery_name_of

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout
    from constructs_pkg.topology.model import Topology


def check_clashes(layout: Layout) -> Iterator[Problem]:
    """Yield the problems of namespaces that are called as something else is, or that mask records."""
    taken: dict[tuple[object, ...], str] = {}
    for cell in layout.cells.values():
        for zone in (*cell.cell.zones, *cell.service_zones):
            taken.setdefault((cell.vpc, str(zone.name)), f"zone {zone.name} of {cell.path}")
    for key, namespace in sorted(layout.topology.namespaces.items()):
        home = layout.cells.get(namespace.cell)
        if home is None:
            continue
        path, name = f"namespaces.{key}.name", namespace.name.lower().removesuffix(".")
        if namespace.type == "private":
            first = taken.setdefault((home.vpc, name), f"namespaces.{key}")
            if first != f"namespaces.{key}":
                limit = f"is the name of {first} on the same VPC (ConflictingDomainExists)"
                fix = "choose another, such as one below it: the longest name that matches answers"
                yield Problem("namespace-clashes-with-zone", path, namespace.name, limit, fix)
            else:
                yield from _masked(layout, home, key, name)
        elif namespace.type == "http":
            place = (home.cell.account, home.cell.region, "http", namespace.name)
            first = taken.setdefault(place, f"namespaces.{key}")
            if first != f"namespaces.{key}":
                limit = f"is the name of {first} in the same account and Region (NamespaceAlreadyExists)"
                yield Problem("duplicate-namespace", path, namespace.name, limit, "choose another name")


def private_namespaces(layout: Layout, home: PlacedCell) -> Iterator[str]:
    """Yield the names of the namespaces that are private zones of the VPC of `home`."""
    for namespace in layout.topology.namespaces.values():
        if namespace.cell == home.key and namespace.type == "private":
            yield namespace.name.lower().removesuffix(".")


def _masked(layout: Layout, home: PlacedCell, key: str, name: str) -> Iterator[Problem]:
    seen = {(one.path, one.record.name): one for one in (*layout.records_seen_in(home), *alias_records(layout, home))}
    for each in seen.values():
        # A zone below the namespace is closer still.
        if DnsName(each.record.name).within(name) and not each.zone.name.within(name):
            limit = f"is never answered from zone {each.zone.name}: queries go to namespace {key}"
            fix = f"leave it out, or register it as an instance in {name}"
            yield Problem("masked-record", each.path, each.record.name, limit, fix, "warning")


def check_discovery_names(topology: Topology) -> Iterator[Problem]:
    """Yield a problem for each port whose discovery name something else of its namespace has.

    Source: discoveryName in https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
    """
    for namespace_key, namespace in sorted(topology.namespaces.items()):
        own = f"namespaces.{namespace_key}.services"
        taken = {discovery_name(key, service): f"{own}.{key}" for key, service in namespace.services.items()}
        clusters = ((key, one) for key, one in sorted(topology.connected_clusters.items()))
        for key, cluster in ((key, one) for key, one in clusters if one.namespace == namespace_key):
            known = dict(taken)
            for service_key, service in cluster.services.items():
                for port_key, port in service.ports.items():
                    path = f"connected_clusters.{key}.services.{service_key}.ports.{port_key}"
                    name = discovery_name_of(port_key, port)
                    taken.setdefault(name, path)
                    if name in known:
                        limit = f"is the name of {known[name]} in the same namespace"
                        fix = "give it a discovery_name of its own"
                        yield Problem("discovery-name-taken", f"{path}.discovery_name", name, limit, fix)


def check_registrations(cluster: ClusterWish, namespace: NamespaceWish, path: str) -> Iterator[Problem]:
    """Yield the problems of services of `cluster`, at `path`, that register in `namespace`."""
    registered: dict[str, str] = {}
    for key, service in cluster.services.items():
        asked, place = service.registers_as, f"{path}.services.{key}.registers_as"
        if asked is None:
            continue
        if (first := registered.setdefault(asked, key)) != key:
            limit = f"is where {path}.services.{first} registers"
            yield Problem("registered-twice", place, asked, limit, "give each its own")
        found = namespace.services.get(asked)
        if found is None:
            limit = "is no service of the cluster's namespace"
            fix = f"name one of: {', '.join(namespace.services) or 'none yet'}"
            yield Problem("unknown-discovery-service", place, asked, limit, fix)
        elif not found.record_types or not set(found.record_types) <= {"A", "AAAA"}:
            limit = "has not A or AAAA records, by which tasks on AWS Fargate are found"
            yield Problem("registration-without-addresses", place, asked, limit, "set its record_types")
        elif not found.custom_health_check:
            limit = "has no custom health check, by which Amazon ECS tells which tasks are well"
            yield Problem("registration-without-health", place, asked, limit, "set its custom_health_check")
