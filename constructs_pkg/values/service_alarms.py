"""Which alarms there are on a service."""

from __future__ import annotations

from constructs_pkg.values.alarm_kinds import (
    LOOKUP_ALARMS,
    OF_LOAD_BALANCER,
    PROXY_ALARMS,
    SERVICE_ALARMS,
    AlarmKind,
)
from constructs_pkg.values.service import ServiceSpec


def named_in(spec: ServiceSpec) -> tuple[AlarmKind, ...]:
    """Return the alarms that may be tuned in `spec`, those on a load balancer made elsewhere included."""
    looked_up = any(listener.targets.looked_up for listener in spec.listeners)
    return (*SERVICE_ALARMS, *(PROXY_ALARMS if spec.database_proxy else ()), *(LOOKUP_ALARMS if looked_up else ()))


def made_for(spec: ServiceSpec) -> tuple[AlarmKind, ...]:
    """Return the alarms that can be made for `spec`: of its load balancers, where Network ones are made here."""
    elsewhere = spec.is_brought or spec.is_gateway
    return tuple(kind for kind in named_in(spec) if not (elsewhere and kind.of in OF_LOAD_BALANCER))


def host_parts(spec: ServiceSpec) -> list[str]:
    """Return the parts of `spec` whose healthy targets are measured: ports of Network Load Balancers made here.

    An Application Load Balancer that is a target is not counted.
    """
    if spec.is_brought or spec.is_gateway or spec.network is None:
        return []
    further = {key: one.listeners for key, one in spec.more_load_balancers.items()}
    return [
        f"{key}-{listener.port}" if key else str(listener.port)
        for key, listeners in {"": spec.listeners, **further}.items()
        for listener in listeners
        if listener.targets.type != "alb"
    ]
