"""The load balancers that a provider makes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.late import Late
from constructs_pkg.values.listener import HealthCheck, Listener, Targets
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import BucketName, PrefixListId, SecurityGroupId
from constructs_pkg.values.spec import Spec


class AccessLogs(Spec):
    """Where a Network Load Balancer writes its access logs, or why it writes none."""

    bucket: Late | BucketName | None = None
    """An S3 bucket that lets the load balancer write to it. Default: none; then `omitted_because` is needed."""

    prefix: Annotated[str, Field(pattern=r"^[^/]([^\n]*[^/])?$")] | None = None
    """A prefix inside the bucket. Default: none."""

    omitted_because: Annotated[str, Field(min_length=10)] | None = None
    """The reason that no access logs are written. Default: none; then a bucket is needed."""


class LoadBalancer(Spec):
    """The internal Network Load Balancer that a provider makes."""

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    name: str | None = None
    """Its physical name. Default: chosen by CloudFormation."""

    deletion_protection: Flag = True
    """Whether it refuses to be deleted. Default: yes."""

    cross_zone: Flag = True
    """Whether each node forwards to targets in every zone. Default: yes."""

    access_logs: AccessLogs | None = None
    """Access logs. Default: none, and not needed, unless there is a TLS listener."""

    client_cidrs: tuple[Cidr, ...] | None = None
    """Clients that the security group lets in, and by which PrivateLink traffic is judged as well.
    Default: nobody reaches it but through the endpoint service, from any consumer address."""

    client_prefix_list_ids: tuple[Late | PrefixListId, ...] = ()
    """Managed prefix lists that the security group lets in beside them, such as CloudFront's origin-facing one of its
    Region (``com.amazonaws.global.cloudfront.origin-facing``), which AWS counts as 55 rules a port. Default: none."""

    enforce_inbound_rules_on_private_link_traffic: Flag | None = None
    """Whether the inbound rules judge PrivateLink traffic. Default: yes with `client_cidrs`, else no."""

    target_cidrs: tuple[Cidr, ...] | None = None
    """Where the security group lets traffic out to. Default: each address target, else the VPC's block."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""


class FurtherLoadBalancer(LoadBalancer):
    """One more Network Load Balancer of a service, with listeners of its own."""

    listeners: tuple[Listener, ...] = ()
    """Its listeners."""


class GatewayLoadBalancer(Spec):
    """The Gateway Load Balancer that a provider makes before virtual appliances.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/introduction.html
    """

    tier: str | None = None
    """The tier of subnets it stands in. Default: every subnet of the network, which must be one tier."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    name: str | None = None
    """Its physical name. Default: chosen by CloudFormation."""

    deletion_protection: Flag = True
    """Whether it refuses to be deleted. Default: yes."""

    cross_zone: Flag = True
    """Whether each node sends to appliances in every zone. Default: yes."""

    targets: Targets = Targets()
    """The appliances, which take GENEVE on port 6081: instances or addresses. Default: none registered yet."""

    health_check: HealthCheck | None = None
    """How appliances are probed. Default: TCP on port 80 every 30 seconds."""

    rebalance: Flag = False
    """Whether flows move to another appliance when theirs is deregistered or unhealthy. Default: no."""
