"""How each part of a plan becomes a fragment: one line a type of part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.preview import resolver
from constructs_pkg.preview.distributions import rendered_distribution, rendered_origin
from constructs_pkg.preview.global_resolvers import rendered_global_resolver
from constructs_pkg.preview.health_signals import health_signal
from constructs_pkg.preview.mesh import (
    render_cluster,
    render_lattice_service,
    render_namespace,
    render_service_network,
)
from constructs_pkg.preview.owner import Owner
from constructs_pkg.preview.public_zones import (
    rendered_cidr_collection,
    rendered_public_records,
    rendered_public_zone,
)
from constructs_pkg.preview.traffic_trees import rendered_traffic_policy
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.lattice_service import LatticeServiceSpec
from constructs_pkg.values.namespace import NamespaceSpec
from constructs_pkg.values.public_records import PublicRecordsSpec
from constructs_pkg.values.public_zone import PublicZoneSpec
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, RuleAssociationSpec
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec
from constructs_pkg.values.service_as_origin import ServiceAsOrigin
from constructs_pkg.values.service_network import ServiceNetworkSpec
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.traffic_policy import TrafficPolicySpec

Renderer = Callable[[Owner, PlannedPart, Mapping[str, Late]], Iterable[tuple[str, Fragment]]]

RENDERERS: dict[type[Spec], Renderer] = {
    DistributionSpec: rendered_distribution,
    ServiceAsOrigin: rendered_origin,
    HealthSignalSpec: health_signal,
    CidrCollectionSpec: rendered_cidr_collection,
    PublicZoneSpec: rendered_public_zone,
    PublicRecordsSpec: rendered_public_records,
    ResolverEndpointSpec: resolver.endpoint,
    ResolverRuleSpec: resolver.rule,
    RuleAssociationSpec: resolver.association,
    DnsFirewallSpec: resolver.firewall,
    GlobalResolverSpec: rendered_global_resolver,
    ResolverSettingsSpec: resolver.settings,
    TrafficPolicySpec: rendered_traffic_policy,
    NamespaceSpec: render_namespace,
    ConnectedClusterSpec: render_cluster,
    ServiceNetworkSpec: render_service_network,
    LatticeServiceSpec: render_lattice_service,
}
"""The renderer of each type of part: construct ids and what the constructs hold."""


def rendered_parts(owner: Owner) -> Iterator[tuple[str, Fragment]]:
    """Yield the construct ids and fragments of the parts of `owner`, in their order."""
    given = {name: Late({"Ref": name}) for name in parameters_of_parts(owner)}
    for part in owner.parts:
        yield from RENDERERS[type(part.spec)](owner, part, given)


def parameters_of_parts(owner: Owner) -> list[str]:
    """Return the names of the stack parameters that the parts of `owner` are given by."""
    return sorted({name for part in owner.parts for name in part.stack_parameters})
