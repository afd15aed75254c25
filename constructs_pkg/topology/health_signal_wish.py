"""A health signal as a topology file holds it."""

from __future__ import annotations

from typing import Annotated

from constructs_pkg.topology.key import Key, ShortForm
from constructs_pkg.values.health_signal import Count, EndpointHealth, HealthSignalSpec, HealthyHosts
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.spec import Spec


class HostsOfService(HealthyHosts):
    """The targets that a Network Load Balancer made for a service of the same cell finds healthy."""

    service: Key
    """The key of the service."""


class EndpointOfLink(EndpointHealth):
    """What AWS measures of the endpoint of a link of the same cell."""

    link: Key
    """The key of the link."""


class CountedSignals(Spec):
    """The number of other health checks that are healthy."""

    children: tuple[Key, ...] = ()
    """The keys of health signals of the same cell that are counted. Default: none."""

    checks: tuple[HealthCheckId, ...] = ()
    """The ids of health checks made elsewhere that are counted too. Default: none."""

    healthy_at_least: Count | None = None
    """How many of them all make it healthy, at least 1. Default: all."""


class SignalWish(HealthSignalSpec):
    """A health check of a cell, and the alarm that is made for it."""

    cell: Key
    """The key of the cell in whose links stack it is made."""

    calculated: CountedSignals | None = None  # type: ignore[assignment]
    """Other health checks."""

    service_healthy_hosts: Annotated[HostsOfService, ShortForm("service")] | None = None
    """The healthy targets of a service of the cell; plain text is the service's key."""

    endpoint: Annotated[EndpointOfLink, ShortForm("link")] | None = None
    """The endpoint of a link of the cell; plain text is the link's key."""
