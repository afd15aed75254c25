"""What a provider offers: listeners, their targets, and the endpoint service over them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag, Network
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.resource_id import (
    ApplicationLoadBalancerArn,
    BucketName,
    CertificateArn,
    InstanceId,
    NetworkLoadBalancerArn,
    ParameterPath,
    SecurityGroupId,
)
from constructs_pkg.values.spec import Spec

Port = Annotated[int, Field(strict=True)]
Seconds = Annotated[int, Field(strict=True)]


class ListenerProtocol(StrEnum):
    """The protocols of a Network Load Balancer's listeners."""

    TCP = "TCP"
    UDP = "UDP"
    TCP_UDP = "TCP_UDP"
    TLS = "TLS"

    @property
    def transports(self) -> tuple[Literal["tcp", "udp"], ...]:
        """The transports under it, as security groups name them."""
        match self:
            case ListenerProtocol.UDP:
                return ("udp",)
            case ListenerProtocol.TCP_UDP:
                return ("tcp", "udp")
        return ("tcp",)


class HealthCheck(Spec):
    """How a Network Load Balancer decides that a target is healthy.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
    """

    protocol: Literal["TCP", "HTTP", "HTTPS"] = "TCP"
    """TCP, HTTP or HTTPS. Default: TCP; HTTP for an Application Load Balancer target."""

    port: Port | None = None
    """The port that is probed. Default: the target port."""

    path: Annotated[str, Field(pattern=r"^/\S{0,1023}$")] | None = None
    """The path of HTTP and HTTPS probes. Default: ``/``."""

    interval: Seconds = 30
    """Seconds between probes, 5 to 300. Default: 30."""

    timeout: Seconds | None = None
    """Seconds until a probe counts as failed, 2 to 120. Default: 10; 6 for HTTP."""

    healthy_threshold: Annotated[int, Field(strict=True)] = 3
    """Successes in a row that make a target healthy, 2 to 10. Default: 3."""

    unhealthy_threshold: Annotated[int, Field(strict=True)] = 3
    """Failures in a row that make a target unhealthy, 2 to 10. Default: 3."""

    success_codes: Annotated[str, Field(pattern=r"^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$")] | None = None
    """HTTP codes that count as success. Default: 200-399."""


class Targets(Spec):
    """What a listener forwards to: one of instances, addresses, an Application Load Balancer, or nothing yet."""

    instance_ids: tuple[Late | InstanceId, ...] = ()
    """Instances, by id. Default: none."""

    ip_addresses: tuple[Late | IpAddress, ...] = ()
    """Addresses inside the VPC or reachable from it. Default: none."""

    application_load_balancer_arn: Late | ApplicationLoadBalancerArn | None = None
    """One Application Load Balancer of the same account and VPC. Its listener on the target port exists first: for one
    made in the same stack, call ``service.node.add_dependency(listener)``. Default: none."""

    kind: Literal["ip", "instance"] | None = None
    """What will register where nothing is listed: ``instance`` for an Auto Scaling group or instances, ``ip`` for
    containers and other addresses. Changing it replaces the target group. Default: what is listed, else ip."""

    @property
    def listed(self) -> str | None:
        """The target type of what is listed, as Elastic Load Balancing names it; None for nothing."""
        if self.instance_ids:
            return "instance"
        if self.application_load_balancer_arn:
            return "alb"
        return "ip" if self.ip_addresses else None

    @property
    def type(self) -> str:
        """The target type as Elastic Load Balancing names it."""
        return self.listed or self.kind or "ip"


class Listener(Spec):
    """A port that consumers connect to, and where its traffic goes."""

    port: Port
    """The listener's port, 1 to 65535; one listener a port."""

    protocol: ListenerProtocol = ListenerProtocol.TCP
    """TCP, UDP, TCP_UDP or TLS. Default: TCP."""

    target_port: Port | None = None
    """The targets' port. Default: the listener's port."""

    targets: Targets = Targets()
    """The targets. Default: none registered yet, to be registered by address; see `Targets.kind`."""

    health_check: HealthCheck | None = None
    """How targets are probed. Default: TCP on the target port every 30 seconds; HTTP for an ALB target."""

    certificate_arn: Late | CertificateArn | None = None
    """The certificate of a TLS listener. Default: none."""

    @property
    def forwarded_port(self) -> int:
        """The port on the targets."""
        return self.target_port or self.port


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

    enforce_inbound_rules_on_private_link_traffic: Flag | None = None
    """Whether the inbound rules judge PrivateLink traffic. Default: yes with `client_cidrs`, else no."""

    target_cidrs: tuple[Cidr, ...] | None = None
    """Where the security group lets traffic out to. Default: each address target, else the VPC's block."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups instead of one made here. Default: one is made."""


class ServiceSpec(Observed):
    """An endpoint service over a Network Load Balancer made here, or over ones that exist."""

    network: Network | None = None
    """The network of the load balancer made here. Default: none; then `load_balancer_arns` are needed."""

    load_balancer: LoadBalancer = LoadBalancer()
    """The load balancer made here."""

    load_balancer_arns: tuple[Late | NetworkLoadBalancerArn, ...] = ()
    """Existing Network Load Balancers instead of one made here. Default: one is made."""

    listeners: tuple[Listener, ...] = ()
    """The listeners of the load balancer made here."""

    allowed_principals: tuple[Late | Principal, ...] = ()
    """Who may connect; what is known only at deployment is an ARN. Default: nobody."""

    public_because: Annotated[str, Field(min_length=10)] | None = None
    """The reason why everybody may connect, needed with the principal ``*``. Default: none."""

    acceptance_required: Flag = True
    """Whether each connection waits to be accepted. Default: yes."""

    supported_regions: tuple[Region, ...] = ()
    """Regions whose consumers may connect. Default: only the service's own Region."""

    ip_address_types: tuple[Literal["ipv4", "ipv6"], ...] = ("ipv4",)
    """Address types consumers may use; both make the load balancer dualstack. Default: ipv4."""

    publish_to: ParameterPath | None = None
    """A Systems Manager parameter of its own account and Region that holds the service name. Default: none."""
