"""How traffic gets to a Gateway Load Balancer endpoint."""

from __future__ import annotations

from typing import Literal

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.late import Late
from constructs_pkg.values.resource_id import PrefixListId, RouteTableId
from constructs_pkg.values.spec import Spec

EndpointType = Literal["Interface", "GatewayLoadBalancer", "Resource"]


class EndpointRoute(Spec):
    """A route of a route table to an endpoint; exactly one destination is given.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html
    """

    route_table_id: Late | RouteTableId
    """The route table it is added to, of the same VPC. The table's own route to the same destination, if it has one,
    must go first."""

    cidr: Late | Cidr | None = None
    """Where the traffic wants to: a block, IPv4 or IPv6; one known only at deployment is IPv4."""

    prefix_list_id: Late | PrefixListId | None = None
    """Where the traffic wants to: the blocks of a managed prefix list."""
