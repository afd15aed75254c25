"""The ways from APIs of API Gateway into a VPC. They make no API private.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.resource_id import NetworkLoadBalancerArn, SecurityGroupId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec


class HttpVpcLinkSpec(Spec):
    """A way from HTTP APIs, and from REST APIs by links of version 2, into subnets of a VPC.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
    """

    network: Network
    """The network it leads into."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's. Changing them replaces it."""

    ports: tuple[Port, ...] = (443,)
    """The TCP ports to which the security group made here lets traffic out. Default: 443."""

    target_cidrs: tuple[Late | Cidr, ...] | None = None
    """Where that group lets traffic out to. Default: the VPC's block."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made. Changing them replaces it."""


class RestVpcLinkSpec(Spec):
    """A way from REST APIs to a Network Load Balancer, of version 1.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html
    """

    load_balancer_arn: Late | NetworkLoadBalancerArn
    """The load balancer, of the API's own account and Region. Changing it replaces the link."""

    name: Annotated[str, Field(min_length=1, max_length=1024)]
    """What people find it by."""
