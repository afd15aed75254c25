"""What no template tells and an answer depends on: what is down, who asks, and the draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import IPv4Network, IPv6Network

from constructs_pkg.audit.value import Resource, Value


class NotTold(Exception):
    """Neither the templates and the world nor the documentation tell; the message is the reason."""


class AlarmState(Enum):
    """The states of a CloudWatch alarm.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-concepts.html.
    """

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


@dataclass(frozen=True)
class Client:
    """What Route 53 makes of the client of a public zone; None where nothing is known of it.

    Attributes:
        region: The Region with the lowest latency to it.
        country: ISO 3166-1 alpha-2.
        continent: ``AF``, ``AN``, ``AS``, ``EU``, ``NA``, ``OC`` or ``SA``.
        subdivision: Such as ``CA`` in ``US``.
        cidr: Its network as the query tells it, or the address of its resolver.
        located: False where Route 53 maps the address to no place, which is not the same as nothing being
            known here.
    """

    region: str | None = None
    country: str | None = None
    continent: str | None = None
    subdivision: str | None = None
    cidr: IPv4Network | IPv6Network | None = None
    latitude: float | None = None
    longitude: float | None = None
    located: bool = True


@dataclass(frozen=True)
class World:
    """The state of the world when a question is asked; by default all is well and no client is known.

    Attributes:
        down: What has failed: load balancers, endpoints and other resources; a health check stands for
            what it monitors, before the check inverts it. Checks made elsewhere are literal ids.
        disabled: Health checks that somebody disabled; CloudFormation has no property for it.
        draw: A number in [0, 1) that decides every weighted choice; None leaves them open.
        alarms: The states of alarms that are not OK.
    """

    down: frozenset[Value] = frozenset()
    disabled: frozenset[Value] = frozenset()
    client: Client | None = None
    draw: float | None = None
    alarms: Mapping[Resource, AlarmState] = field(default_factory=dict)


ALL_IS_WELL = World()
