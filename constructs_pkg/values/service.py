"""What a provider offers: listeners, their targets, and the endpoint service over them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field

from constructs_pkg.values.acceptance import AcceptanceRole
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.connection_rules import ConnectionRules
from constructs_pkg.values.database_proxy import DatabaseProxySpec
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag, Network
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.resource_id import (
    ApplicationLoadBalancerArn,
    BucketName,
    CertificateArn,
    GatewayLoadBalancerArn,
    InstanceId,
    NetworkLoadBalancerArn,
    ParameterPath,
    PrefixListId,
    SecurityGroupId,
    TopicArn,
)
from constructs_pkg.values.run_time_targets import RunTimeTargets
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.target_settings import TargetSettings

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

    protocol: Literal["HTTP", "HTTPS", "TCP"] = "TCP"
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


class Targets(RunTimeTargets):
    """What a listener forwards to: instances, addresses, an Application Load Balancer, a lookup, or nothing yet."""

    instance_ids: tuple[Late | InstanceId, ...] = ()
    """Instances, by id. Default: none."""

    ip_addresses: tuple[Late | IpAddress, ...] = ()
    """Addresses inside the VPC or reachable from it. One in a second block of a brought VPC counts as outside, which
    AWS refuses, unless a subnet of that block is named with its cidr. Default: none."""

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
        return "ip" if self.ip_addresses or self.looked_up else None

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

    more_certificate_arns: Keyed[Late | CertificateArn] = NONE_YET
    """Certificates for clients that ask for other names (SNI), each under a key that never changes. Default: none."""

    ssl_policy: Annotated[str, Field(pattern=r"^ELBSecurityPolicy-[A-Za-z0-9-]{1,64}$")] | None = None
    """Which versions and ciphers of TLS a TLS listener takes. Default: ELBSecurityPolicy-TLS13-1-2-2021-06."""

    alpn_policy: Literal["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"] | None = None
    """Which application protocols a TLS listener negotiates. Default: none."""

    target_protocol: Literal["TCP", "TLS"] | None = None
    """What a TLS listener speaks to its targets: TLS encrypts again, TCP leaves the bytes plain. The targets'
    certificates are not validated. Changing it replaces the target group. Default: the listener's protocol."""

    target_settings: TargetSettings = TargetSettings()
    """How connections to the targets are treated. Default: as AWS does."""

    @property
    def forwarded_protocol(self) -> str:
        """The protocol of the target group."""
        return self.target_protocol or str(self.protocol)

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


class ServiceSpec(Observed):
    """An endpoint service over Network Load Balancers, or over Gateway Load Balancers, made here or brought."""

    network: Network | None = None
    """The network of the load balancer made here. Default: none; then `load_balancer_arns` are needed."""

    load_balancer: LoadBalancer = LoadBalancer()
    """The load balancer made here."""

    load_balancer_arns: tuple[Late | NetworkLoadBalancerArn, ...] = ()
    """Existing Network Load Balancers instead of one made here. Default: one is made."""

    listeners: tuple[Listener, ...] = ()
    """The listeners of the load balancer made here."""

    more_load_balancers: Keyed[FurtherLoadBalancer] = NONE_YET
    """Further Network Load Balancers made here, each under a key that never changes: its logical ids come from it. A
    consumer's network interface is joined to one of the service's load balancers in its zone, picked at random, so
    that all of them are to have the same listeners. Default: none."""

    gateway_load_balancer: GatewayLoadBalancer | None = None
    """A Gateway Load Balancer made here instead of a Network Load Balancer. Default: none."""

    gateway_load_balancer_arns: tuple[Late | GatewayLoadBalancerArn, ...] = ()
    """Existing Gateway Load Balancers instead of any other load balancer. Default: none."""
    database_proxy: DatabaseProxySpec | None = None
    """An RDS Proxy made beside the load balancer, for listeners with ``targets: {database_proxy: read_write}``.
    Default: none."""

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

    private_dns_name: PrivateDnsName | None = None
    """The name that consumers with private DNS find it under. Default: none."""

    acceptance_role: AcceptanceRole | None = None
    """A role by which consumers' deployments accept their own connections. Default: none."""

    connection_rules: ConnectionRules | None = None
    """Rules by which connections are accepted, rejected and left for a human. Default: all are left."""

    publish_handoff_to: ParameterPath | None = None
    """A path of its own account and Region below which Systems Manager parameters hold the handoff: ``handoff`` the
    whole document, and each part of it by its name, such as ``service-name``. Default: none."""

    @property
    def tells_made_topic(self) -> bool:
        """Whether its alarms, connections or rules tell a topic that is not given."""
        rules = self.connection_rules
        return super().tells_made_topic or (rules is not None and rules.notification_topic_arn is None)

    def telling(self, topic_arn: Late | TopicArn | None, alarms: Alarms | None) -> Self:
        """Return it with `alarms`, telling the topic wherever none is given."""
        told, rules = super().telling(topic_arn, alarms), self.connection_rules
        if rules is None or rules.notification_topic_arn is not None:
            return told
        update = {"connection_rules": rules.model_copy(update={"notification_topic_arn": topic_arn})}
        return told.model_copy(update=update)

    @property
    def is_gateway(self) -> bool:
        """Whether consumers reach it by Gateway Load Balancer endpoints."""
        return self.gateway_load_balancer is not None or bool(self.gateway_load_balancer_arns)

    @property
    def is_brought(self) -> bool:
        """Whether its load balancers were all made elsewhere."""
        return bool(self.load_balancer_arns or self.gateway_load_balancer_arns)

    def with_only(self, further: FurtherLoadBalancer) -> ServiceSpec:
        """Return this service as if `further` were its one load balancer."""
        return self.model_copy(
            update={"load_balancer": further, "listeners": further.listeners, "more_load_balancers": {}}
        )
