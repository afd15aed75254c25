"""What an assembly says of health checks, the alarms they follow, and blocks of client addresses."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class HealthCheckFact:
    """A Route 53 health check.

    Attributes:
        kind: Its type, such as ``HTTPS`` or ``CALCULATED``; None where it is not known.
        monitors: The address or domain name it probes.
        alarm: The name of the alarm it follows, as it stands; an alarm made in the assembly is its resource.
        without_data: What it makes of an alarm without data.
        inverted: None where it is not known before deployment.
        interval: Seconds between its requests; None where the template leaves them to Route 53.
        failures: How many requests in a row must fail; None likewise.
    """

    id: Resource
    kind: str | None
    inverted: bool | None
    monitors: Value | None = None
    children: tuple[Value, ...] = ()
    threshold: Value | None = None
    alarm: Value | None = None
    alarm_region: str | None = None
    without_data: str | None = None
    account: str | None = None
    interval: Value | None = None
    failures: Value | None = None


@dataclass(frozen=True)
class AlarmFact:
    """A CloudWatch alarm; `name` is the one its template gives it, None where CloudFormation makes one up.

    Attributes:
        period: Seconds that one of its values sums up.
        periods: How many of the last values it looks at.
    """

    id: Resource
    name: str | None
    account: str | None
    region: str | None
    period: Value | None = None
    periods: Value | None = None


@dataclass(frozen=True)
class CidrCollectionFact:
    """A CIDR collection: its locations by name, each with its blocks.

    Attributes:
        whole: Whether every location and block is known before deployment.
    """

    id: Resource
    locations: tuple[tuple[str, tuple[IPv4Network | IPv6Network, ...]], ...]
    whole: bool


@dataclass(frozen=True)
class InboundFact:
    """An inbound Resolver endpoint.

    Attributes:
        vpc: Where its subnets are; None where the templates do not tell.
        addresses: Its fixed addresses; those that AWS chooses are not told.
        delegation: Whether other networks delegate domains to it, instead of forwarding queries.
    """

    id: Resource
    vpc: Value | None
    delegation: bool = False
    addresses: tuple[str, ...] = ()
