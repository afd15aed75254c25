"""How a Network Load Balancer treats the connections to its targets."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from constructs_pkg.values.network import Flag
from constructs_pkg.values.spec import Spec


class TargetSettings(Spec):
    """Attributes of a listener's target group.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
    """

    proxy_protocol_v2: Flag = False
    """Whether each connection begins with a header of the proxy protocol, version 2. The targets must expect it, and
    health checks carry it too. It tells the consumer's address and, as a TLV of type 0xEA whose first byte is 0x01,
    the id of the consumer's endpoint. Default: no; then the targets see the load balancer's address alone."""

    preserve_client_ip: Flag | None = None
    """Whether targets see the addresses of clients that do not come over PrivateLink; of those that do, they see the
    load balancer's in any case. Default: what AWS does: yes but for address targets of TCP and TLS."""

    deregistration_delay: Annotated[int, Field(strict=True)] | None = None
    """Seconds that connections to a target live on once it is deregistered, 0 to 3600. Default: 300."""

    connection_termination: Flag | None = None
    """Whether they are cut when that time is over. Default: what AWS does: yes for UDP and TCP_UDP, else no."""

    unhealthy_connection_termination: Flag | None = None
    """Whether connections to a target that becomes unhealthy are cut. Default: yes, but for UDP and TCP_UDP."""

    unhealthy_draining_interval: Annotated[int, Field(strict=True)] | None = None
    """Seconds until an unhealthy target counts as such, 0 to 360000; only where its connections are not cut.
    Default: 0."""

    stickiness: Flag = False
    """Whether a source address stays with its target; not for TLS. Over PrivateLink all consumers of a load
    balancer's node have one source address. Default: no."""

    @property
    def attributes(self) -> dict[str, str]:
        """What differs from the defaults, as Elastic Load Balancing names it."""
        given: dict[str, object] = {
            "proxy_protocol_v2.enabled": self.proxy_protocol_v2 or None,
            "preserve_client_ip.enabled": self.preserve_client_ip,
            "deregistration_delay.timeout_seconds": self.deregistration_delay,
            "deregistration_delay.connection_termination.enabled": self.connection_termination,
            "target_health_state.unhealthy.connection_termination.enabled": self.unhealthy_connection_termination,
            "target_health_state.unhealthy.draining_interval_seconds": self.unhealthy_draining_interval,
            "stickiness.enabled": self.stickiness or None,
            "stickiness.type": "source_ip" if self.stickiness else None,
        }
        return {key: str(value).lower() for key, value in sorted(given.items()) if value is not None}
