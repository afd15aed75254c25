"""CloudWatch alarms, each under an id that comes from its name and the part it is of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.fragments.fragment import Fragment, Json, resource
from constructs_pkg.fragments.measured import Measured, measured_proxy
from constructs_pkg.values.alarms import Alarms, AlarmTuning


def alarm_id(name: str, part: str = "") -> str:
    """Return the id of the alarm called `name` on `part` of a service, or on the whole."""
    return f"Alarm-{name}-{part}" if part else f"Alarm-{name}"


def alarms_fragment(alarms: Alarms | None, measured: Iterable[Measured], *, topic_arn: Json, name: str) -> Fragment:
    """Return the `alarms` on what is `measured` of `name`, which tell the topic."""
    if alarms is None:
        return Fragment({})
    return Fragment(
        {
            alarm_id(each.kind.name, each.part): _alarm(each, alarms, topic_arn, name)
            for each in alarmed(alarms, measured)
        }
    )


def alarmed(alarms: Alarms, measured: Iterable[Measured]) -> Iterator[Measured]:
    """Yield what of the `measured` has an alarm."""
    for each in measured:
        if alarms.made_of(each.kind):
            yield from each.of_each_zone() if alarms.tuning_of(each.kind).each_zone else (each,)


def proxy_alarms_fragment(proxy_name: Json, alarms: Alarms, *, topic_arn: Json, name: str) -> Fragment:
    """Return the `alarms` on the RDS proxy called `proxy_name`; `name` is shown in what they say."""
    return alarms_fragment(alarms, measured_proxy(proxy_name), topic_arn=topic_arn, name=name)


def _alarm(measured: Measured, alarms: Alarms, topic_arn: Json, name: str) -> Json:
    kind, tuning = measured.kind, alarms.tuning_of(measured.kind)
    periods = kind.periods if tuning.periods is None else tuning.periods
    return resource(
        "AWS::CloudWatch::Alarm",
        {
            "AlarmDescription": f"{name}: {kind.name}{f' {measured.part}' if measured.part else ''}; see {kind.source}",
            "Namespace": kind.namespace,
            "MetricName": kind.metric,
            "Dimensions": [{"Name": key, "Value": value} for key, value in sorted(measured.dimensions.items())],
            "Statistic": kind.statistic,
            "ComparisonOperator": "LessThanThreshold" if kind.below else "GreaterThanThreshold",
            "Threshold": _threshold(measured, tuning),
            "Period": tuning.period or kind.period,
            "EvaluationPeriods": periods,
            "DatapointsToAlarm": tuning.datapoints or periods,
            "TreatMissingData": tuning.missing_data or kind.missing_data,
            "AlarmActions": [topic_arn],
            "OKActions": [topic_arn] if alarms.notify_ok else None,
        },
    )


def _threshold(measured: Measured, tuning: AlarmTuning) -> int | float:
    asked = measured.kind.threshold if tuning.threshold is None else tuning.threshold
    assert asked is not None
    return int(asked) if float(asked).is_integer() else asked
