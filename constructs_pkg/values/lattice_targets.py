"""Target groups of VPC Lattice: where a service's requests end.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-groups.html and
https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateTargetGroup.html
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import ApplicationLoadBalancerArn, FunctionArn, InstanceId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec

Whole = Annotated[int, Field(strict=True)]


class LatticeHealthCheck(Spec):
    """How VPC Lattice tells whether a target is healthy."""

    enabled: Flag = True
    """Whether targets are checked. Default: yes."""

    protocol: Literal["HTTP", "HTTPS"] = "HTTP"
    """How it asks. Default: HTTP."""

    protocol_version: Literal["HTTP1", "HTTP2"] = "HTTP1"
    """The version of HTTP. Default: HTTP1."""

    port: Port | None = None
    """The port it asks. Default: the one that the target has traffic on."""

    path: Annotated[str, Field(pattern=r"^/[a-zA-Z0-9@:%_+.~#?&/=-]*$", max_length=2048)] = "/"
    """The path it asks for. Default: ``/``."""

    interval: Whole = 30
    """Seconds between checks of a target, 5 to 300. Default: 30."""

    timeout: Whole = 5
    """Seconds without an answer that make a check fail, 1 to 120. Default: 5."""

    healthy_threshold: Whole = 5
    """Checks in a row that make a target healthy, 2 to 10. Default: 5."""

    unhealthy_threshold: Whole = 2
    """Failed checks in a row that make it unhealthy, 2 to 10. Default: 2."""

    success_codes: Annotated[str, Field(pattern=r"^[0-9]{3}(-[0-9]{3})?(,[0-9]{3}(-[0-9]{3})?)*$")] = "200"
    """The codes of a good answer, such as ``200-299`` or ``200,202``. Default: 200."""


class LatticeTargetGroup(Spec):
    """Targets of one kind. Exactly one of the keys that name targets is given."""

    ip_addresses: tuple[Late | IpAddress, ...] = ()
    """Addresses in the VPC, all of one family. Default: none."""

    instance_ids: tuple[Late | InstanceId, ...] = ()
    """EC2 instances in the VPC. Default: none."""

    load_balancer_arn: Late | ApplicationLoadBalancerArn | None = None
    """An internal Application Load Balancer in the VPC. Default: none."""

    function_arn: Late | FunctionArn | None = None
    """A Lambda function. Default: none."""

    registered_elsewhere: Flag = False
    """Whether addresses are registered by another, such as Amazon ECS for its tasks. Default: no."""

    port: Port | None = None
    """The port that targets listen on. Default: 443 for HTTPS, else 80. Changing it replaces the target group."""

    protocol: Literal["HTTP", "HTTPS", "TCP"] | None = None
    """How targets are asked; TCP is for listeners that pass TLS through. Default: HTTP; a function has none. Changing
    it replaces the target group."""

    protocol_version: Literal["HTTP1", "HTTP2", "GRPC"] | None = None
    """The version of HTTP. Default: HTTP1. Changing it replaces the target group."""

    health_check: LatticeHealthCheck | None = None
    """How targets are checked. Default: AWS's own; functions, load balancers and TCP targets are not checked."""

    @property
    def kind(self) -> str:
        """INSTANCE, ALB, LAMBDA or IP."""
        if self.function_arn is not None:
            return "LAMBDA"
        if self.load_balancer_arn is not None:
            return "ALB"
        return "INSTANCE" if self.instance_ids else "IP"

    @property
    def asked_by(self) -> str | None:
        """The protocol by which targets are asked; None for a function."""
        return None if self.kind == "LAMBDA" else self.protocol or "HTTP"

    @property
    def asked_port(self) -> int | None:
        """The port that targets are asked on; None for a function."""
        return None if self.kind == "LAMBDA" else self.port or (443 if self.protocol == "HTTPS" else 80)
