"""The alarms there are: each on one metric that AWS documents, with a safe default or with none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

NLB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html"
PRIVATE_LINK = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html"
PUBLIC_ZONE = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html"
RDS_PROXY = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html"

Thing = Literal["target group", "load balancer", "service", "endpoint", "proxy", "lookup", "zone"]


@dataclass(frozen=True)
class AlarmKind:
    """A metric, and when it is alarming.

    Attributes:
        name: What the alarm is called; ids come from it.
        of: What the metric is of.
        namespace: The metric's namespace in CloudWatch.
        metric: The metric's name.
        statistic: One that AWS calls most useful for it.
        graph: The title of the dashboard's graph that shows it.
        threshold: Above it, or with `below` below it, the alarm goes off. None: a threshold must be given, since what
            is too much depends on the workload.
        below: Whether too little is alarming.
        missing_data: What a period without data counts as, in CloudWatch's words.
        periods: Periods in a row that must be alarming.
        period: Seconds of a period; the metric is not reported more often.
        zonal: Whether the metric is also reported for each Availability Zone.
        source: The page that documents the metric, its dimensions and its statistics.
    """

    name: str
    of: Thing
    namespace: str
    metric: str
    statistic: str
    graph: str
    threshold: float | None = None
    below: bool = False
    missing_data: str = "notBreaching"
    periods: int = 5
    period: int = 60
    zonal: bool = False
    source: str = NLB


def _target_group(name: str, metric: str, statistic: str, **given: object) -> AlarmKind:
    return _kind(name, "target group", "AWS/NetworkELB", metric, statistic, "Targets", zonal=True, **given)


def _balancer(name: str, metric: str, statistic: str, graph: str, **given: object) -> AlarmKind:
    return _kind(name, "load balancer", "AWS/NetworkELB", metric, statistic, graph, zonal=True, **given)


def _service(name: str, metric: str, statistic: str, graph: str, **given: object) -> AlarmKind:
    return _kind(name, "service", "AWS/PrivateLinkServices", metric, statistic, graph, source=PRIVATE_LINK, **given)


def _endpoint(name: str, metric: str, statistic: str, graph: str, **given: object) -> AlarmKind:
    return _kind(name, "endpoint", "AWS/PrivateLinkEndpoints", metric, statistic, graph, source=PRIVATE_LINK, **given)


def _proxy(name: str, metric: str, statistic: str, graph: str, **given: object) -> AlarmKind:
    return _kind(name, "proxy", "AWS/RDS", metric, statistic, graph, source=RDS_PROXY, **given)


def _zone(name: str, metric: str, **given: object) -> AlarmKind:
    return _kind(name, "zone", "AWS/Route53", metric, "Sum", "Queries", source=PUBLIC_ZONE, **given)


def _kind(name: str, of: Thing, *told: object, **given: object) -> AlarmKind:
    return AlarmKind(name, of, *told, **given)  # type: ignore[arg-type]


_SILENCE_IS_FAILURE = {"below": True, "missing_data": "breaching"}

SERVICE_ALARMS = (
    # AWS advises the maximum of healthy and the minimum of unhealthy targets: what every node agrees on.
    _target_group(
        "no-healthy-target", "HealthyHostCount", "Maximum", threshold=1, below=True, missing_data="breaching"
    ),
    _target_group("unhealthy-target", "UnHealthyHostCount", "Minimum", threshold=0),
    # Every one of these is a client's connection that was dropped.
    _balancer("port-allocation-errors", "PortAllocationErrorCount", "Sum", "Load balancer", threshold=0, periods=1),
    _balancer("rejected-flows", "RejectedFlowCount", "Maximum", "Load balancer", threshold=0),
    _balancer("target-resets", "TCP_Target_Reset_Count", "Sum", "Load balancer"),
    _balancer("client-resets", "TCP_Client_Reset_Count", "Sum", "Load balancer"),
    _balancer("balancer-resets", "TCP_ELB_Reset_Count", "Sum", "Load balancer"),
    _balancer("blocked-flows", "SecurityGroupBlockedFlowCount_Inbound_TCP", "Sum", "Load balancer"),
    _balancer("balancer-bytes", "ProcessedBytes", "Sum", "Load balancer traffic"),
    _balancer("balancer-flows", "ActiveFlowCount", "Maximum", "Load balancer traffic"),
    # Reported every five minutes, and only while there is any endpoint.
    _service("endpoints", "EndpointsCount", "Maximum", "Endpoints", period=300, **_SILENCE_IS_FAILURE),
    _service("connections", "ActiveConnections", "Maximum", "Connections"),
    _service("new-connections", "NewConnections", "Sum", "Connections"),
    _service("bytes", "BytesProcessed", "Sum", "Bytes"),
    _service("service-resets", "RstPacketsSent", "Sum", "Connections"),
)
"""The alarms on an endpoint service and on the load balancer made for it."""

ENDPOINT_ALARMS = (
    _endpoint("packets-dropped", "PacketsDropped", "Sum", "Packets", threshold=0),
    _endpoint("resets-received", "RstPacketsReceived", "Sum", "Packets"),
    _endpoint("connections", "ActiveConnections", "Maximum", "Connections"),
    _endpoint("new-connections", "NewConnections", "Sum", "Connections"),
    _endpoint("bytes", "BytesProcessed", "Sum", "Bytes"),
)
"""The alarms on an interface endpoint."""

PROXY_ALARMS = (
    _proxy("proxy-unavailable", "AvailabilityPercentage", "Average", "Availability", threshold=100, below=True),
    _proxy("database-setup-failures", "DatabaseConnectionsSetupFailed", "Sum", "Failures", threshold=0),
    _proxy("failed-logins", "ClientConnectionsSetupFailedAuth", "Sum", "Failures"),
    # In microseconds.
    _proxy("borrow-latency", "DatabaseConnectionsBorrowLatency", "Average", "Latency"),
    _proxy("pinned-connections", "DatabaseConnectionsCurrentlySessionPinned", "Sum", "Connections"),
    _proxy("client-connections", "ClientConnections", "Sum", "Connections"),
    _proxy("database-connections", "DatabaseConnections", "Sum", "Connections"),
)
"""The alarms on an RDS proxy."""

LOOKUP_ALARMS = (
    AlarmKind(
        "failed-lookups",
        "lookup",
        "PrivateCells",
        "FailedTargetRefreshes",
        "Sum",
        "Failures",
        threshold=0,
        source="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/publishingMetrics.html",
    ),
)
"""The alarms on targets that are looked up, whose function counts the lookups that fail."""

# AWS looks at a zone's signing every four hours.
_SIGNING = {"threshold": 0, "periods": 1, "period": 14_400}

ZONE_ALARMS = (
    _zone("many-queries", "DNSQueries"),
    _zone("few-queries", "DNSQueries", below=True, missing_data="breaching"),
    _zone("dnssec-internal-failure", "DNSSECInternalFailure", **_SIGNING),
    _zone("dnssec-keys-needing-action", "DNSSECKeySigningKeysNeedingAction", **_SIGNING),
)
"""The alarms on a public zone; those on signing only where it is signed."""

OF_LOAD_BALANCER: tuple[Thing, ...] = ("target group", "load balancer")


def names_of(kinds: Iterable[AlarmKind]) -> tuple[str, ...]:
    """Return what alarms of `kinds` are called, each once."""
    return tuple(dict.fromkeys(kind.name for kind in kinds))
