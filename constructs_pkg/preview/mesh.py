"""Namespaces, connected clusters, service networks and services of VPC Lattice, rendered without the CDK."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs_pkg.fragments.connected_cluster import connected_cluster_fragment
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.lattice_service import lattice_service_fragment
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.namespace import NAMESPACE, discovery_id, namespace_fragment
from constructs_pkg.fragments.service_network import BROUGHT, SERVICE_NETWORK, service_network_fragment
from constructs_pkg.naming import (
    cluster_construct_id,
    lattice_service_construct_id,
    namespace_construct_id,
    service_network_construct_id,
)
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec
from constructs_pkg.values.given_beside import Beside, given_beside
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.service_network import ServiceNetworkSpec

Rendered = Iterator[tuple[str, Fragment]]
_Owner = PlannedCell | PlannedStack


def render_namespace(owner: _Owner, part: PlannedPart, _: Mapping[str, Late]) -> Rendered:
    """Yield the namespace `part`."""
    assert isinstance(part.spec, NamespaceSpec)
    fragment = namespace_fragment(part.spec, name=_name(owner, part), outputs=True)
    yield namespace_construct_id(part.key), fragment


def render_cluster(owner: _Owner, part: PlannedPart, _: Mapping[str, Late]) -> Rendered:
    """Yield the cluster `part`."""
    assert isinstance(part.spec, ConnectedClusterSpec)
    spec = given_beside(part.spec, lambda one: _given(owner, one))
    fragment = connected_cluster_fragment(
        spec, account=owner.account, region=owner.region, name=_name(owner, part), outputs=True
    )
    yield cluster_construct_id(part.key), fragment


def render_service_network(owner: _Owner, part: PlannedPart, given: Mapping[str, Late]) -> Rendered:
    """Yield the service network `part`."""
    spec = part.spec
    assert isinstance(spec, ServiceNetworkSpec)
    if isinstance(spec.arn, HandedOver) and spec.arn.stack_parameter is not None:
        spec = spec.model_copy(update={"arn": given[spec.arn.stack_parameter]})
    fragment = service_network_fragment(spec, region=owner.region, name=_name(owner, part), outputs=True)
    yield service_network_construct_id(part.key), fragment


def render_lattice_service(owner: _Owner, part: PlannedPart, _: Mapping[str, Late]) -> Rendered:
    """Yield the service `part` of VPC Lattice."""
    assert isinstance(part.spec, LatticeServiceSpec)
    spec = given_beside(part.spec, lambda one: _given(owner, one))
    fragment = lattice_service_fragment(spec, region=owner.region, name=_name(owner, part), outputs=True)
    yield lattice_service_construct_id(part.key), fragment


def _given(owner: _Owner, one: Beside) -> Mapping[str, Any] | str:
    if one.kind == "namespace":
        part = discovery_id(one.part) if one.part else NAMESPACE
        return {"Fn::GetAtt": [logical_id(namespace_construct_id(one.key), part), "Arn"]}
    identity, brought = service_network_construct_id(one.key), _brought(owner, one.key)
    if brought is None:
        return {"Fn::GetAtt": [logical_id(identity, SERVICE_NETWORK), "Arn"]}
    if isinstance(brought, HandedOver):
        return {"Ref": brought.stack_parameter or logical_id(identity, BROUGHT)}
    return str(brought)


def _brought(owner: _Owner, key: str) -> object:
    """Return the ARN by which the service network `key` is brought; None for one that is made."""
    specs = (part.spec for part in owner.parts if part.key == Key(key))
    return next(spec.arn for spec in specs if isinstance(spec, ServiceNetworkSpec))


def _name(owner: _Owner, part: PlannedPart) -> str:
    return f"{owner.display_name} {part.key}"
