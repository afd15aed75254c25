"""Which alarms are made on a service or an endpoint, how each is tuned, and whom they tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.alarm_kinds import AlarmKind, names_of
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.resource_id import TopicArn
from constructs_pkg.values.spec import Spec

# Wider than any count of a minute. A token of the CDK that stands for a number lies outside.
_FARTHEST = 1e18

Threshold = Annotated[float, Field(strict=True, ge=-_FARTHEST, le=_FARTHEST)]
Periods = Annotated[int, Field(strict=True)]


class AlarmTuning(Spec):
    """What is otherwise than by default in one alarm.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """

    enabled: Flag = True
    """Whether there is this alarm. Default: yes."""

    threshold: Threshold | None = None
    """What is too much, or too little, in the metric's own unit. Default: see docs/observability.md; most metrics
    have none, since it depends on the workload, and no alarm until it is given."""

    period: Periods | None = None
    """Seconds that one value sums up, a multiple of 60. Default: 60; 300 where AWS reports every five minutes."""

    periods: Periods | None = None
    """How many of the last periods are looked at. Default: 5, which AWS recommends for PrivateLink."""

    datapoints: Periods | None = None
    """How many of them must be alarming. Default: all."""

    missing_data: Literal["breaching", "notBreaching", "ignore", "missing"] | None = None
    """What a period without data counts as. Default: notBreaching; breaching where silence is the failure."""

    each_zone: Flag = False
    """Whether there is an alarm for each Availability Zone of the load balancer in place of one for all of it.
    Default: no."""


class Alarms(Spec):
    """Alarms on what AWS measures of a service or an endpoint."""

    enabled: Flag = True
    """Whether there are any; no leaves out those of the cell as well. Default: yes."""

    topic_arn: Late | TopicArn | None = None
    """The SNS topic that is told. Default: the cell's; else one is made, encrypted with a key of its own."""

    notify_ok: Flag = False
    """Whether the topic is also told when an alarm is over. Default: no."""

    tune: dict[str, AlarmTuning] = Field(default={})
    """What is otherwise, by the alarm's name, such as ``unhealthy-target``. Default: nothing."""

    def made_of(self, kind: AlarmKind) -> bool:
        """Tell whether there is an alarm of `kind`: it has a threshold, and nobody took it away."""
        tuning = self.tuning_of(kind)
        return self.enabled and tuning.enabled and (tuning.threshold is not None or kind.threshold is not None)

    def tuning_of(self, kind: AlarmKind) -> AlarmTuning:
        """Return what is otherwise in the alarm of `kind`."""
        return self.tune.get(kind.name, AlarmTuning())


def inherited(own: Alarms | None, common: Alarms | None, kinds: Iterable[AlarmKind]) -> Alarms | None:
    """Return the alarms of a part of a cell: its `own`, over those `common` to the cell that are of its `kinds`."""
    if common is None or (own is not None and not own.enabled):
        return own
    names = names_of(kinds)
    shared = {name: tuning for name, tuning in common.tune.items() if name in names}
    if own is None:
        return common.model_copy(update={"tune": shared})
    update = {"tune": {**shared, **own.tune}, "topic_arn": own.topic_arn or common.topic_arn}
    return own.model_copy(update=update)
