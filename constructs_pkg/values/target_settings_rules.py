"""What the attributes of a listener's target group must keep to, by protocol and type.

Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html and
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import Listener
from constructs_pkg.values.target_settings import TargetSettings

DEREGISTRATION_SECONDS = (0, 3_600)
DRAINING_SECONDS = (0, 360_000)
_WITH_UDP = ("UDP", "TCP_UDP")


def check_target_settings(listener: Listener) -> list[Problem]:
    """Return the problems of the target settings of `listener`, with paths below ``target_settings``."""
    asked, protocol = listener.target_settings, listener.forwarded_protocol
    if asked == TargetSettings():
        return []
    problems = [
        *out_of_range(
            "deregistration-delay", "deregistration_delay", asked.deregistration_delay, *DEREGISTRATION_SECONDS
        ),
        *out_of_range(
            "draining-interval", "unhealthy_draining_interval", asked.unhealthy_draining_interval, *DRAINING_SECONDS
        ),
        *_draining(asked, protocol),
        *(_of_udp(asked, protocol) if protocol in _WITH_UDP else ()),
        *_stickiness(listener),
        *_client_addresses(asked),
    ]
    return [problem.under("target_settings") for problem in problems]


def _of_udp(asked: TargetSettings, protocol: str) -> Iterable[Problem]:
    if asked.preserve_client_ip is False:
        limit = f"cannot be off for targets of {protocol}"
        yield Problem("client-ip-of-udp", "preserve_client_ip", "false", limit, "leave it out, or use TCP")
    if asked.unhealthy_connection_termination:
        limit = f"cannot be on for targets of {protocol}"
        yield Problem("termination-of-udp", "unhealthy_connection_termination", "true", limit, "leave it out")


def _draining(asked: TargetSettings, protocol: str) -> Iterable[Problem]:
    cut = asked.unhealthy_connection_termination
    if asked.unhealthy_draining_interval is not None and (protocol not in _WITH_UDP if cut is None else cut):
        value, limit = str(asked.unhealthy_draining_interval), "is for connections that are not cut, and these are"
        fix = "set unhealthy_connection_termination: false, or leave it out"
        yield Problem("draining-of-cut-connections", "unhealthy_draining_interval", value, limit, fix)


def _stickiness(listener: Listener) -> Iterable[Problem]:
    if listener.target_settings.stickiness and "TLS" in (str(listener.protocol), listener.forwarded_protocol):
        limit = "is not known to TLS listeners and TLS target groups"
        yield Problem("stickiness-of-tls", "stickiness", "true", limit, "leave it out, or use TCP")


def _client_addresses(asked: TargetSettings) -> Iterable[Problem]:
    if asked.preserve_client_ip and not asked.proxy_protocol_v2:
        limit = "has no effect on traffic over PrivateLink: targets see the load balancer's address"
        fix = "set proxy_protocol_v2 for consumers' addresses, or leave it out"
        yield Problem("client-ip-over-private-link", "preserve_client_ip", "true", limit, fix, "warning")
