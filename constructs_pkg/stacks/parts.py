"""How each part of a plan becomes a construct: one line a type of part."""

from __future__ import annotations

from collections.abc import Callable

from constructs import Construct

from constructs_pkg.stacks import resolver
from constructs_pkg.stacks.distributions import make_distribution, make_origin
from constructs_pkg.stacks.global_resolvers import make_global_resolver
from constructs_pkg.stacks.health_signals import make_health_signal
from constructs_pkg.stacks.making import Making
from constructs_pkg.stacks.mesh import make_cluster, make_lattice_service, make_namespace, make_service_network
from constructs_pkg.stacks.public_zones import make_cidr_collection, make_public_records, make_public_zone
from constructs_pkg.stacks.traffic_trees import make_traffic_policy
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.health_signal import HealthSignalSpec
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

__all__ = ["MAKERS", "Making", "make_parts"]

Maker = Callable[[Making, PlannedPart], Construct]

MAKERS: dict[type[Spec], tuple[str, Maker]] = {
    DistributionSpec: ("distribution", make_distribution),
    ServiceAsOrigin: ("origin", make_origin),
    HealthSignalSpec: ("health-signal", make_health_signal),
    CidrCollectionSpec: ("cidr_collection", make_cidr_collection),
    PublicZoneSpec: ("public_zone", make_public_zone),
    PublicRecordsSpec: ("public_records", make_public_records),
    ResolverEndpointSpec: ("resolver-endpoint", resolver.make_endpoint),
    ResolverRuleSpec: ("resolver-rule", resolver.make_rule),
    RuleAssociationSpec: ("rule-association", resolver.make_association),
    DnsFirewallSpec: ("firewall", resolver.make_firewall),
    GlobalResolverSpec: ("global_resolver", make_global_resolver),
    ResolverSettingsSpec: ("resolver-settings", resolver.make_settings),
    TrafficPolicySpec: ("traffic_tree", make_traffic_policy),
    NamespaceSpec: ("namespace", make_namespace),
    ConnectedClusterSpec: ("cluster", make_cluster),
    ServiceNetworkSpec: ("service_network", make_service_network),
    LatticeServiceSpec: ("lattice_service", make_lattice_service),
}
"""The kind and the maker of each type of part."""


def make_parts(making: Making) -> None:
    """Make the parts of a cell or stack, in their order."""
    for part in making.owner.parts:
        kind, make = MAKERS[type(part.spec)]
        making.made[kind, part.key] = make(making, part)
