"""What tells that a reconciler does not work, or that a human has to decide."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.fragments.connection_queue import DEAD_LETTERS, QUEUE, UNDELIVERED
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, ref, resource

METRIC_NAMESPACE = "PrivateCells"


@dataclass(frozen=True)
class Counted:
    """Lines of the function's log that are counted, and when their count is alarming.

    Attributes:
        name: What the metric and the alarm are called.
        event: The lines' ``event``.
        says: What has happened.
        value: The field that is measured; None where each line counts for one.
        above: The value above which the alarm goes off.
    """

    name: str
    event: str
    says: str
    value: str | None = None
    above: int = 0


HOUR = 3600
COUNTED = (
    Counted("ItemFailed", "item-failed", "a connection could not be accepted or rejected"),
    Counted("NameFailed", "name-failed", "a customer's name could not be changed"),
    Counted("NamesFailed", "names-failed", "customers' names could not be changed"),
    Counted("BlocksFailed", "blocks-failed", "a customer's CIDR blocks could not be changed"),
    Counted("ForeignRecord", "foreign-record", "a customer's name is held by a record of somebody else"),
    Counted("ZoneNotMarked", "zone-not-marked", "the zone of customers' names does not say that it is the service's"),
    Counted("Stopped", "stopped", "more connected consumers would be rejected than one run may reject"),
    Counted("UnknownState", "unknown-state", "EC2 tells a state of a connection that is not known"),
    Counted("MembershipUnknown", "membership-unknown", "an account's organization could not be looked up"),
    Counted(
        "OldestUndecided",
        "reconciled",
        "a request waits for a human for over a day",
        "$.oldest_undecided_seconds",
        24 * HOUR,
    ),
)


def reconciler_alarms_fragment(prefix: str, *, name: str, topic_arn: Json, minutes: int) -> Fragment:
    """Return the metrics that the function's log is counted by, and the alarms on them, its errors and its queues.

    Args:
        prefix: Begins the ids of the function's resources.
        name: What people call the service; it tells the metrics of several reconcilers apart.
        topic_arn: Whom the alarms tell; None for nobody.
        minutes: How often the function runs at least.
    """
    function = [{"Name": "FunctionName", "Value": ref(f"{prefix}Function")}]
    log_group = f"{prefix}LogGroup"
    # A metric's name is all that tells it from others: a filter takes dimensions from the line alone.
    metrics = {each.name: {"Fn::Join": ["-", [each.name, ref(f"{prefix}Function")]]} for each in COUNTED}
    return Fragment(
        {
            **{f"Count-{each.name}": _filter(each, log_group, metrics[each.name]) for each in COUNTED},
            **{
                f"Alarm-{each.name}": _alarm(
                    f"{name}: {each.says}", METRIC_NAMESPACE, metrics[each.name], [], topic_arn, above=each.above
                )
                for each in COUNTED
            },
            "Alarm-Errors": _alarm(
                f"{name}: connections are not looked at", "AWS/Lambda", "Errors", function, topic_arn
            ),
            "Alarm-Silence": _alarm(
                f"{name}: connections have not been looked at",
                "AWS/Lambda",
                "Invocations",
                function,
                topic_arn,
                statistic="Sum",
                below=1,
                period=max(3 * minutes, 5) * 60,
            ),
            "Alarm-Age": _alarm(
                f"{name}: what is told of connections waits",
                "AWS/SQS",
                "ApproximateAgeOfOldestMessage",
                _queue(QUEUE),
                topic_arn,
                above=HOUR,
            ),
            "Alarm-DeadLetters": _alarm(
                f"{name}: what was told of connections could not be handled",
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                _queue(DEAD_LETTERS),
                topic_arn,
            ),
            "Alarm-Undelivered": _alarm(
                f"{name}: what was told of connections, or the schedule, did not arrive",
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                _queue(UNDELIVERED),
                topic_arn,
            ),
        }
    )


def _queue(queue: str) -> list[Json]:
    return [{"Name": "QueueName", "Value": attribute(queue, "QueueName")}]


def _filter(counted: Counted, log_group: str, metric: Json) -> Json:
    return resource(
        "AWS::Logs::MetricFilter",
        {
            "LogGroupName": ref(log_group),
            "FilterPattern": f'{{ $.event = "{counted.event}" }}',
            "MetricTransformations": [
                {"MetricNamespace": METRIC_NAMESPACE, "MetricName": metric, "MetricValue": counted.value or "1"}
            ],
        },
    )


def _alarm(
    says: str,
    namespace: str,
    metric: Json,
    dimensions: list[Json],
    topic_arn: Json,
    *,
    above: int = 0,
    below: int | None = None,
    statistic: str = "Maximum",
    period: int = 300,
) -> Json:
    return resource(
        "AWS::CloudWatch::Alarm",
        {
            "AlarmDescription": says,
            "Namespace": namespace,
            "MetricName": metric,
            "Dimensions": dimensions or None,
            "Statistic": statistic,
            "Period": period,
            "EvaluationPeriods": 1,
            "Threshold": above if below is None else below,
            "ComparisonOperator": "GreaterThanThreshold" if below is None else "LessThanThreshold",
            "TreatMissingData": "notBreaching" if below is None else "breaching",
            "AlarmActions": [topic_arn] if topic_arn is not None else None,
        },
    )
