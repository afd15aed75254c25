"""Private network cells and PrivateLink for the AWS CDK.

The constructs are loaded on first use, so that what needs no CDK never starts Node.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from constructs_pkg.cell import PrivateCell as PrivateCell
    from constructs_pkg.cell_dashboard import CellDashboard as CellDashboard
    from constructs_pkg.cell_records import CellRecords as CellRecords
    from constructs_pkg.cidr_collection import CidrCollection as CidrCollection
    from constructs_pkg.connected_cluster import ConnectedCluster as ConnectedCluster
    from constructs_pkg.connection_reconciler import ConnectionReconciler as ConnectionReconciler
    from constructs_pkg.database_proxy import DatabaseProxy as DatabaseProxy
    from constructs_pkg.dns_firewall import DnsFirewall as DnsFirewall
    from constructs_pkg.edge_distribution import EdgeDistribution as EdgeDistribution
    from constructs_pkg.endpoint_consumer import EndpointConsumer as EndpointConsumer
    from constructs_pkg.endpoint_service import EndpointService as EndpointService
    from constructs_pkg.global_resolver import GlobalResolver as GlobalResolver
    from constructs_pkg.health_signal import HealthSignal as HealthSignal
    from constructs_pkg.lattice_service import LatticeService as LatticeService
    from constructs_pkg.namespace import Namespace as Namespace
    from constructs_pkg.notification_topic import NotificationTopic as NotificationTopic
    from constructs_pkg.private_api import PrivateApiDomain as PrivateApiDomain
    from constructs_pkg.public_records import PublicRecords as PublicRecords
    from constructs_pkg.public_zone import PublicZone as PublicZone
    from constructs_pkg.resolver_endpoint import ResolverEndpoint as ResolverEndpoint
    from constructs_pkg.resolver_rule import ResolverRule as ResolverRule
    from constructs_pkg.resolver_rule import ResolverRuleAssociation as ResolverRuleAssociation
    from constructs_pkg.resolver_settings import ResolverSettings as ResolverSettings
    from constructs_pkg.resource_configuration import ResourceConfiguration as ResourceConfiguration
    from constructs_pkg.service_network import ServiceNetwork as ServiceNetwork
    from constructs_pkg.traffic_tree import TrafficTree as TrafficTree
    from constructs_pkg.vpc_link import HttpVpcLink as HttpVpcLink
    from constructs_pkg.vpc_link import RestVpcLink as RestVpcLink
    from constructs_pkg.zone_association import ZoneAssociation as ZoneAssociation
    from constructs_pkg.zone_authority import ZoneAuthority as ZoneAuthority
    from constructs_pkg.zone_profile import ZoneProfile as ZoneProfile

__version__ = "0.1.0"

_HOMES = {
    "CellDashboard": "constructs_pkg.cell_dashboard",
    "CellRecords": "constructs_pkg.cell_records",
    "CidrCollection": "constructs_pkg.cidr_collection",
    "ConnectionReconciler": "constructs_pkg.connection_reconciler",
    "ConnectedCluster": "constructs_pkg.connected_cluster",
    "DatabaseProxy": "constructs_pkg.database_proxy",
    "EdgeDistribution": "constructs_pkg.edge_distribution",
    "DnsFirewall": "constructs_pkg.dns_firewall",
    "EndpointConsumer": "constructs_pkg.endpoint_consumer",
    "EndpointService": "constructs_pkg.endpoint_service",
    "HealthSignal": "constructs_pkg.health_signal",
    "LatticeService": "constructs_pkg.lattice_service",
    "Namespace": "constructs_pkg.namespace",
    "PrivateApiDomain": "constructs_pkg.private_api",
    "NotificationTopic": "constructs_pkg.notification_topic",
    "PrivateCell": "constructs_pkg.cell",
    "PublicRecords": "constructs_pkg.public_records",
    "PublicZone": "constructs_pkg.public_zone",
    "GlobalResolver": "constructs_pkg.global_resolver",
    "ResolverEndpoint": "constructs_pkg.resolver_endpoint",
    "ResolverRule": "constructs_pkg.resolver_rule",
    "ResolverRuleAssociation": "constructs_pkg.resolver_rule",
    "ResolverSettings": "constructs_pkg.resolver_settings",
    "ResourceConfiguration": "constructs_pkg.resource_configuration",
    "TrafficTree": "constructs_pkg.traffic_tree",
    "ServiceNetwork": "constructs_pkg.service_network",
    "HttpVpcLink": "constructs_pkg.vpc_link",
    "RestVpcLink": "constructs_pkg.vpc_link",
    "ZoneAssociation": "constructs_pkg.zone_association",
    "ZoneAuthority": "constructs_pkg.zone_authority",
    "ZoneProfile": "constructs_pkg.zone_profile",
}

__all__ = [
    "CellDashboard",
    "CellRecords",
    "CidrCollection",
    "ConnectedCluster",
    "ConnectionReconciler",
    "DatabaseProxy",
    "DnsFirewall",
    "EdgeDistribution",
    "EndpointConsumer",
    "EndpointService",
    "GlobalResolver",
    "HealthSignal",
    "HttpVpcLink",
    "LatticeService",
    "Namespace",
    "NotificationTopic",
    "PrivateApiDomain",
    "PrivateCell",
    "PublicRecords",
    "PublicZone",
    "ResolverEndpoint",
    "ResolverRule",
    "ResolverRuleAssociation",
    "ResolverSettings",
    "ResourceConfiguration",
    "RestVpcLink",
    "ServiceNetwork",
    "TrafficTree",
    "ZoneAssociation",
    "ZoneAuthority",
    "ZoneProfile",
]


if not TYPE_CHECKING:
    # A type checker that saw it would take any name for one of the package's.

    def __getattr__(name: str) -> object:
        """Load a construct when it is first asked for."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from constructs_pkg.node_runtime import require_node

        require_node()
        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the constructs beside what is loaded already."""
    return sorted({*globals(), *__all__})
