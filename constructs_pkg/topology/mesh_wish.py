"""The wishes for namespaces, clusters of connected services, service networks and services of VPC Lattice."""

from __future__ import annotations

from pydantic.json_schema import SkipJsonSchema

from constructs_pkg.topology.key import Key
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec, ConnectedService
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.keyed import NONE_YET, Keyed, StableKey
from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.service_network import ServiceNetworkSpec


class NamespaceWish(NamespaceSpec):
    """A namespace of AWS Cloud Map in a cell."""

    cell: Key
    """The key of the cell in whose account and Region it is made, a private one on the cell's VPC."""

    vpc_id: SkipJsonSchema[None] = None
    """Never given: it is the cell's."""


class ConnectedServiceWish(ConnectedService):
    """A service of tasks on AWS Fargate."""

    registers_as: StableKey | None = None  # type: ignore[assignment]
    """The key of a service of the cluster's namespace in whose DNS its tasks are found as well. Default: none."""


class ClusterWish(ConnectedClusterSpec):
    """A cluster of services in a cell that call each other by ECS Service Connect."""

    cell: Key
    """The key of the cell that its tasks stand in. Changing it replaces everything."""

    namespace: Key
    """The key of a namespace of the same cell."""

    services: Keyed[ConnectedServiceWish] = NONE_YET  # type: ignore[assignment]
    """The services, each under a key that never changes. Default: none: others join the cluster."""

    network: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is the cell's."""

    namespace_arn: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is that of `namespace`."""


class ServiceNetworkWish(ServiceNetworkSpec):
    """A service network of VPC Lattice that a cell makes, or one that exists and the cell joins."""

    cell: Key
    """The key of the cell whose VPC joins it. Changing it replaces the network."""

    network: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is the cell's."""


class LatticeServiceWish(LatticeServiceSpec):
    """A service of VPC Lattice whose targets are in a cell."""

    cell: Key
    """The key of the cell that its targets are in. Changing it replaces the service."""

    service_networks: tuple[Key, ...] = ()  # type: ignore[assignment]
    """The keys of service networks of the same cell, made or brought. Default: none: nobody reaches it yet."""

    zone: ZoneName | None = None  # type: ignore[assignment]
    """The zone of the cell in which the custom domain name becomes an alias. Default: the most specific one of the
    cell's that the name is below; where there is none, no alias is made."""

    network: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is the cell's."""
