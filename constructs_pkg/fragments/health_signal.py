"""A health check of Route 53, and the alarm that it follows where one is made for it.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-healthcheck.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, named, ref, resource
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.values.alarm_kinds import AlarmKind
from constructs_pkg.values.health_signal import (
    HealthSignalSpec,
    HttpProbe,
    HttpsProbe,
    Metric,
    Probe,
    probe_of,
    window_of,
)
from constructs_pkg.values.health_signal_rules import part_of
from constructs_pkg.values.place import Region

CHECK = "Resource"
DISABLED = "Disabled"
ALARM = "Alarm"

HEALTH_CHECK_OUTPUT = "HealthCheckId"
"""The output with the health check's id."""

HOSTS = "no-healthy-target"
"""The alarm on the healthy targets of a Network Load Balancer."""

# Rules of cdk-nag's NIST.800.53.R5 and others that ask for an action of every alarm.
_WITHOUT_ACTION = Acknowledgement(
    "NIST.800.53.R5-CloudWatchAlarmAction",
    "Its state is read by a Route 53 health check, which is what acts; nobody is to be told twice.",
)


def answering(spec: HealthSignalSpec) -> str:
    """Return the id of the health check that records name."""
    return DISABLED if spec.disabled else CHECK


def host_parts(measured: Sequence[Measured]) -> list[str]:
    """Return the parts of a service whose healthy targets are measured."""
    return [each.part for each in measured if each.kind.name == HOSTS]


def health_signal_fragment(
    spec: HealthSignalSpec, *, region: Region, name: str, measured: Sequence[Measured] = (), outputs: bool = False
) -> Fragment:
    """Return the health check `spec`, called `name`.

    Args:
        spec: The signal; one of the kinds that an alarm is made for is about what is `measured`.
        region: The Region that the alarm is made in.
        name: What people find both by.
        measured: What AWS measures of the service or endpoint.
        outputs: Whether the stack shows the health check's id.
    """
    made = {}
    metric = _metric(spec, measured)
    if metric is not None:
        made[ALARM] = _alarm(metric, name)
    made[CHECK] = _check(_config(spec, region), name)
    if spec.disabled:
        always = {"Type": "CALCULATED", "ChildHealthChecks": [ref(CHECK)], "HealthThreshold": 0}
        made[DISABLED] = _check({**always, **_inverted(spec)}, f"{name} disabled")
    shown = {"Description": "What records name as their health check", "Value": ref(answering(spec))}
    return Fragment(
        made,
        outputs={HEALTH_CHECK_OUTPUT: shown} if outputs else {},
        acknowledgements={ALARM: (_WITHOUT_ACTION,)} if metric is not None else {},
    )


def _check(config: dict[str, Json], name: str) -> Json:
    given = {key: value for key, value in config.items() if value is not None}
    return resource("AWS::Route53::HealthCheck", {"HealthCheckConfig": given, "HealthCheckTags": named(name)})


def _inverted(spec: HealthSignalSpec) -> dict[str, Json]:
    return {"Inverted": True} if spec.inverted else {}


def _config(spec: HealthSignalSpec, region: Region) -> dict[str, Json]:
    probe, window = probe_of(spec), window_of(spec)
    if probe is not None:
        return {**_endpoint(probe), **_inverted(spec)}
    if spec.calculated is not None:
        children = spec.calculated.children
        wanted = spec.calculated.healthy_at_least
        counted = {"ChildHealthChecks": list(children), "HealthThreshold": wanted or len(children)}
        return {"Type": "CALCULATED", **counted, **_inverted(spec)}
    known = spec.alarm
    silence = "Unhealthy" if spec.service_healthy_hosts else "LastKnownStatus"
    return {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Name": known.name, "Region": known.region} if known else _made_alarm(region),
        "InsufficientDataHealthStatus": known.without_data if known else (window and window.without_data) or silence,
        **_inverted(spec),
    }


def _made_alarm(region: Region) -> dict[str, Json]:
    return {"Name": ref(ALARM), "Region": region}


def _endpoint(probe: Probe) -> dict[str, Json]:
    config: dict[str, Json] = {
        "Type": _type(probe),
        "FullyQualifiedDomainName": probe.domain_name,
        "IPAddress": probe.ip_address,
        "Port": probe.port,
        "RequestInterval": probe.interval,
        "FailureThreshold": probe.failure_threshold,
        "Regions": sorted(probe.checker_regions) or None,
        "MeasureLatency": True if probe.measure_latency else None,
    }
    if isinstance(probe, HttpProbe):
        config |= {"ResourcePath": probe.path, "SearchString": probe.search}
    if isinstance(probe, HttpsProbe):
        config["EnableSNI"] = probe.enable_sni and probe.domain_name is not None
    return config


def _type(probe: Probe) -> str:
    if not isinstance(probe, HttpProbe):
        return "TCP"
    protocol = "HTTPS" if isinstance(probe, HttpsProbe) else "HTTP"
    return protocol if probe.search is None else f"{protocol}_STR_MATCH"


def _metric(spec: HealthSignalSpec, measured: Sequence[Measured]) -> dict[str, Any] | None:
    """Return the properties of the alarm that is made, if one is."""
    if spec.metric is not None:
        return {**_of_metric(spec.metric), **_times(spec)}
    hosts, endpoint = spec.service_healthy_hosts, spec.endpoint
    if hosts is not None:
        of_hosts = [each for each in measured if each.kind.name == HOSTS]
        chosen = next(each for each in of_hosts if hosts.port is None or each.part == part_of(hosts))
        return {**_of_kind(chosen, hosts.at_least), **_times(spec)}
    if endpoint is not None:
        chosen = next(each for each in measured if each.kind.name == endpoint.alarm)
        return {**_of_kind(chosen, endpoint.threshold), **_times(spec)}
    return None


def _of_kind(measured: Measured, threshold: float | None) -> dict[str, Any]:
    kind: AlarmKind = measured.kind
    asked = kind.threshold if threshold is None else threshold
    return {
        "Namespace": kind.namespace,
        "MetricName": kind.metric,
        "Dimensions": _dimensions(measured.dimensions),
        "Statistic": kind.statistic,
        "ComparisonOperator": "LessThanThreshold" if kind.below else "GreaterThanThreshold",
        "Threshold": _number(asked),
        "TreatMissingData": kind.missing_data,
    }


def _of_metric(metric: Metric) -> dict[str, Any]:
    below = metric.below is not None
    return {
        "Namespace": metric.namespace,
        "MetricName": metric.name,
        "Dimensions": _dimensions(metric.dimensions) or None,
        "Statistic": metric.statistic,
        "ComparisonOperator": "LessThanThreshold" if below else "GreaterThanThreshold",
        "Threshold": _number(metric.below if below else metric.above),
        "TreatMissingData": "missing",
    }


def _dimensions(given: Any) -> list[dict[str, Json]]:
    return [{"Name": key, "Value": value} for key, value in sorted(given.items())]


def _number(asked: float | None) -> int | float:
    assert asked is not None
    return int(asked) if float(asked).is_integer() else asked


def _times(spec: HealthSignalSpec) -> dict[str, Any]:
    window = window_of(spec)
    assert window is not None
    return {"Period": window.period, "EvaluationPeriods": window.periods}


def _alarm(properties: dict[str, Any], name: str) -> Json:
    said = f"{name}: read by a health check of Route 53"
    return resource("AWS::CloudWatch::Alarm", {"AlarmDescription": said, **properties})
