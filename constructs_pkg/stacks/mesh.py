"""Namespaces, connected clusters, service networks and services of VPC Lattice of a planned cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from constructs_pkg.connected_cluster import ConnectedCluster
from constructs_pkg.lattice_service import LatticeService
from constructs_pkg.namespace import Namespace
from constructs_pkg.naming import (
    cluster_construct_id,
    lattice_service_construct_id,
    namespace_construct_id,
    service_network_construct_id,
)
from constructs_pkg.service_network import ServiceNetwork
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec
from constructs_pkg.values.given_beside import Beside, given_beside
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.network import Network
from constructs_pkg.values.service_network import ServiceNetworkSpec

if TYPE_CHECKING:
    from constructs_pkg.stacks.parts import Making


def make_namespace(making: Making, part: PlannedPart) -> Namespace:
    """Make the namespace `part`."""
    spec = part.spec
    assert isinstance(spec, NamespaceSpec)
    return Namespace(
        making.stack,
        namespace_construct_id(part.key),
        name=spec.name,
        type=spec.type,
        vpc=Network(vpc_id=spec.vpc_id) if spec.vpc_id is not None else None,
        negative_ttl=spec.negative_ttl,
        services=spec.services,
        display_name=_name(making, part),
        outputs=True,
    )


def make_cluster(making: Making, part: PlannedPart) -> ConnectedCluster:
    """Make the cluster `part`, in a namespace that is made before."""
    assert isinstance(part.spec, ConnectedClusterSpec)
    spec = given_beside(part.spec, lambda one: _given(making, one))
    return ConnectedCluster(
        making.stack,
        cluster_construct_id(part.key),
        vpc=spec.network,
        namespace=spec.namespace_arn,
        services=spec.services,
        tier=spec.tier,
        availability_zones=spec.availability_zones,
        access_logs=spec.access_logs,
        log_retention_days=spec.log_retention_days,
        container_insights=spec.container_insights,
        display_name=_name(making, part),
        outputs=True,
    )


def make_service_network(making: Making, part: PlannedPart) -> ServiceNetwork:
    """Make or join the service network `part`."""
    spec = part.spec
    assert isinstance(spec, ServiceNetworkSpec)
    given = spec.arn
    named = given.stack_parameter if isinstance(given, HandedOver) else None
    return ServiceNetwork(
        making.stack,
        service_network_construct_id(part.key),
        vpc=spec.network,
        arn=making.given[named] if named else given,
        joined=spec.joined,
        ingress=spec.ingress,
        security_groups=spec.security_group_ids,
        private_dns_preference=spec.private_dns_preference,
        private_dns_specified_domains=spec.private_dns_specified_domains,
        allowed=spec.allowed,
        open_because=spec.open_because,
        log_retention_days=spec.log_retention_days,
        share_with=spec.share_with,
        outside_organization=spec.outside_organization,
        publish_to=spec.publish_to,
        display_name=_name(making, part),
        outputs=True,
    )


def make_lattice_service(making: Making, part: PlannedPart) -> LatticeService:
    """Make the service `part`, in service networks that are made before."""
    assert isinstance(part.spec, LatticeServiceSpec)
    spec = given_beside(part.spec, lambda one: _given(making, one))
    return LatticeService(
        making.stack,
        lattice_service_construct_id(part.key),
        vpc=spec.network,
        target_groups=spec.target_groups,
        listeners=spec.listeners,
        service_networks=spec.service_networks,
        custom_domain_name=spec.custom_domain_name,
        zone=spec.zone,
        certificate_arn=spec.certificate_arn,
        idle_timeout_seconds=spec.idle_timeout_seconds,
        allowed=spec.allowed,
        open_because=spec.open_because,
        log_retention_days=spec.log_retention_days,
        display_name=_name(making, part),
        outputs=True,
    )


def _given(making: Making, one: Beside) -> Mapping[str, Any] | str:
    made = making.made[one.kind, Key(one.key)]
    assert isinstance(made, Namespace | ServiceNetwork)
    return made.given(one.part).expression


def _name(making: Making, part: PlannedPart) -> str:
    assert isinstance(making.owner, PlannedCell)
    return f"{making.owner.display_name} {part.key}"
