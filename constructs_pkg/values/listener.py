"""Listeners of a Network Load Balancer: their protocols, their targets, and how these are probed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.resource_id import ApplicationLoadBalancerArn, CertificateArn, InstanceId
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
