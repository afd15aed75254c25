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
    from constructs_pkg.database_proxy import DatabaseProxy as DatabaseProxy
    from constructs_pkg.edge_distribution import EdgeDistribution as EdgeDistribution
    from constructs_pkg.endpoint_consumer import EndpointConsumer as EndpointConsumer
    from constructs_pkg.endpoint_service import EndpointService as EndpointService
    from constructs_pkg.health_signal import HealthSignal as HealthSignal
    from constructs_pkg.notification_topic import NotificationTopic as NotificationTopic
    from constructs_pkg.private_api import PrivateApiDomain as PrivateApiDomain
    from constructs_pkg.public_records import PublicRecords as PublicRecords
    from constructs_pkg.public_zone import PublicZone as PublicZone
    from constructs_pkg.resource_configuration import ResourceConfiguration as ResourceConfiguration
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
    "DatabaseProxy": "constructs_pkg.database_proxy",
    "EdgeDistribution": "constructs_pkg.edge_distribution",
    "EndpointConsumer": "constructs_pkg.endpoint_consumer",
    "EndpointService": "constructs_pkg.endpoint_service",
    "HealthSignal": "constructs_pkg.health_signal",
    "PrivateApiDomain": "constructs_pkg.private_api",
    "NotificationTopic": "constructs_pkg.notification_topic",
    "PrivateCell": "constructs_pkg.cell",
    "PublicRecords": "constructs_pkg.public_records",
    "PublicZone": "constructs_pkg.public_zone",
    "ResourceConfiguration": "constructs_pkg.resource_configuration",
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
    "DatabaseProxy",
    "EdgeDistribution",
    "EndpointConsumer",
    "EndpointService",
    "HealthSignal",
    "HttpVpcLink",
    "NotificationTopic",
    "PrivateApiDomain",
    "PrivateCell",
    "PublicRecords",
    "PublicZone",
    "ResourceConfiguration",
    "RestVpcLink",
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
