"""What AWS measures of a service, an endpoint or a proxy: each metric with its dimensions.

The dimensions of PrivateLink's metrics are called with spaces.
Source: https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html,
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from constructs_pkg.fragments.fragment import Json
from constructs_pkg.fragments.listener import target_group_id
from constructs_pkg.fragments.load_balancer import load_balancer_id
from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, PROXY_ALARMS, AlarmKind
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.service_alarms import made_for

MAIN = "Resource"
"""The id of a service, and of an endpoint, inside its construct."""

Attribute = Callable[[str, str], Json]
"""Gives an attribute of a resource by the resource's id inside its construct."""


@dataclass(frozen=True)
class Measured:
    """One metric of one thing.

    Attributes:
        kind: The metric, and when it is alarming.
        dimensions: What tells the thing from others, by AWS's names.
        part: The part of a service that it is of, such as a listener's port; empty for the whole.
        zones: The Availability Zones for which it is reported as well; empty where they are not known.
    """

    kind: AlarmKind
    dimensions: Mapping[str, Json]
    part: str = ""
    zones: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called in a graph."""
        return " ".join(text for text in (self.kind.metric, self.part) if text)

    def of_each_zone(self) -> Iterator[Measured]:
        """Yield it for each Availability Zone by itself."""
        for zone in self.zones:
            dimensions = {**self.dimensions, "AvailabilityZone": zone}
            yield replace(self, dimensions=dimensions, part="-".join(text for text in (self.part, zone) if text))


def measured_service(spec: ServiceSpec, attribute: Attribute) -> tuple[Measured, ...]:
    """Return what is measured of the service `spec`; of load balancers that are brought, nothing is looked at."""
    return tuple(measured for kind in made_for(spec) for measured in _of_service(kind, spec, attribute))


def _of_service(kind: AlarmKind, spec: ServiceSpec, attribute: Attribute) -> Iterator[Measured]:
    match kind.of:
        case "service":
            yield Measured(kind, {"Service Id": attribute(MAIN, "ServiceId")})
        case "proxy" if spec.database_proxy is not None:
            yield _of_proxy(kind, spec.database_proxy.name)
        case "lookup":
            for listener in spec.listeners:
                if listener.targets.looked_up:
                    group = attribute(target_group_id(listener.port), "TargetGroupArn")
                    yield Measured(kind, {"TargetGroup": group}, part=str(listener.port))
        case _:
            yield from _of_balancer(kind, spec, attribute)
            for key, further in spec.more_load_balancers.items():
                yield from _of_balancer(kind, spec.with_only(further), attribute, key)


def _of_balancer(kind: AlarmKind, spec: ServiceSpec, attribute: Attribute, key: str = "") -> Iterator[Measured]:
    if spec.network is None:
        return
    asked = spec.load_balancer
    places = [subnet.availability_zone for subnet in spec.network.choose(asked.tier, asked.availability_zones)]
    zones = tuple(dict.fromkeys(str(zone) for zone in places if not isinstance(zone, Late)))
    balancer = {"LoadBalancer": attribute(load_balancer_id(key), "LoadBalancerFullName")}
    if kind.of == "load balancer":
        yield Measured(kind, balancer, part=key, zones=zones)
        return
    for listener in spec.listeners:
        # An Application Load Balancer that is a target is not counted.
        if listener.targets.type != "alb":
            group = {"TargetGroup": attribute(target_group_id(listener.port, key), "TargetGroupFullName")}
            part = f"{key}-{listener.port}" if key else str(listener.port)
            yield Measured(kind, {**balancer, **group}, part=part, zones=zones)


def measured_endpoint(spec: ConsumerSpec, attribute: Attribute, service_name: Json) -> tuple[Measured, ...]:
    """Return what is measured of the endpoint `spec`, to `service_name`; nothing of a Resource one."""
    if spec.endpoint_type == "Resource":
        return ()
    dimensions = {
        "Endpoint Type": spec.endpoint_type,
        "Service Name": service_name,
        "VPC Endpoint Id": attribute(MAIN, "Id"),
        "VPC Id": spec.network.vpc_id,
    }
    return tuple(Measured(kind, dimensions) for kind in ENDPOINT_ALARMS)


def measured_proxy(proxy_name: Json) -> tuple[Measured, ...]:
    """Return what is measured of the RDS proxy called `proxy_name`, whatever its engine."""
    return tuple(_of_proxy(kind, proxy_name) for kind in PROXY_ALARMS)


def _of_proxy(kind: AlarmKind, proxy_name: Json) -> Measured:
    # Availability is reported for a target group in its role alone.
    whole, writer = {"ProxyName": proxy_name}, {"TargetGroup": "default", "TargetRole": "READ_WRITE"}
    return Measured(kind, {**whole, **writer} if kind.metric == "AvailabilityPercentage" else whole)
