"""What alarms must keep to."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from constructs_pkg.values.alarm_kinds import AlarmKind, names_of
from constructs_pkg.values.alarms import Alarms, AlarmTuning
from constructs_pkg.values.late import Late
from constructs_pkg.values.notification_rules import check_topic
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.service_alarms import made_for, named_in

# Period and EvaluationPeriods in
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
SHORT_PERIOD, LONGEST_OF_SHORT, LONGEST = 3600, 86_400, 604_800


def check_alarms(alarms: Alarms | None, kinds: Sequence[AlarmKind], region: Region) -> list[Problem]:
    """Return the problems of `alarms` in `region`, of which there are those of `kinds`, below ``alarms``."""
    if alarms is None:
        return []
    found = [*check_topic(alarms.topic_arn, region), *_tuning(alarms, kinds)]
    return [problem.under("alarms") for problem in found]


def check_service_alarms(spec: ServiceSpec, region: Region) -> list[Problem]:
    """Return the problems of the alarms of the service `spec` in `region`."""
    if spec.alarms is None:
        return []
    return [
        *check_alarms(spec.alarms, named_in(spec), region),
        *(problem.under("alarms") for problem in _of_brought(spec, spec.alarms)),
        *(problem.under("alarms") for problem in _zones(spec, spec.alarms)),
    ]


def _tuning(alarms: Alarms, kinds: Sequence[AlarmKind]) -> Iterable[Problem]:
    names = names_of(kinds)
    for name, tuning in alarms.tune.items():
        path = f"tune.{name}"
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            fix = f"did you mean {close[0]!r}?" if close else f"name one of: {', '.join(names)}"
            yield Problem("unknown-alarm", path, "", "is no alarm of this", fix)
            continue
        of_name = [kind for kind in kinds if kind.name == name]
        yield from _threshold(of_name, tuning, path)
        yield from _window(of_name, tuning, path)
        if tuning.each_zone and not any(kind.zonal for kind in of_name):
            limit = "is on a metric that AWS does not report for each Availability Zone"
            yield Problem("alarm-not-zonal", f"{path}.each_zone", "true", limit, "leave each_zone out")


def _threshold(kinds: Iterable[AlarmKind], tuning: AlarmTuning, path: str) -> Iterable[Problem]:
    if tuning.enabled and tuning.threshold is None and any(kind.threshold is None for kind in kinds):
        limit = "is missing, and there is no default: what is too much depends on the workload"
        yield Problem("alarm-without-threshold", f"{path}.threshold", "", limit, "give one, or leave the alarm out")


def _window(kinds: Sequence[AlarmKind], tuning: AlarmTuning, path: str) -> Iterable[Problem]:
    shortest = max(kind.period for kind in kinds)
    period = shortest if tuning.period is None else tuning.period
    periods = max(kind.periods for kind in kinds) if tuning.periods is None else tuning.periods
    if period < shortest or period % 60:
        limit = f"is no multiple of 60 from {shortest}, as often as AWS reports the metric"
        yield Problem("alarm-period", f"{path}.period", str(period), limit, "choose such a number of seconds")
        return
    if periods < 1:
        yield Problem("alarm-periods", f"{path}.periods", str(periods), "is below 1", "look at one period at least")
        return
    longest = LONGEST_OF_SHORT if period < SHORT_PERIOD else LONGEST
    if period * periods > longest:
        limit = f"periods of {period} seconds are over the {longest} seconds that CloudWatch looks back"
        yield Problem("alarm-window", f"{path}.periods", str(periods), limit, f"use at most {longest // period}")
    if tuning.datapoints is not None and not 1 <= tuning.datapoints <= periods:
        limit = f"is outside 1 to {periods}, the periods that are looked at"
        yield Problem("alarm-datapoints", f"{path}.datapoints", str(tuning.datapoints), limit, "choose one of them")


def _of_brought(spec: ServiceSpec, alarms: Alarms) -> Iterable[Problem]:
    made = made_for(spec)
    for kind in named_in(spec):
        if kind not in made and kind.name in alarms.tune:
            limit = "is on a Network Load Balancer, and none is made here"
            fix = "make the alarm where the load balancer is made"
            yield Problem("alarm-of-brought-load-balancer", f"tune.{kind.name}", "", limit, fix)


def _zones(spec: ServiceSpec, alarms: Alarms) -> Iterable[Problem]:
    asked = spec.load_balancer
    subnets = spec.network.choose(asked.tier, asked.availability_zones) if spec.network else ()
    if not any(isinstance(subnet.availability_zone, Late) for subnet in subnets):
        return
    for name, tuning in alarms.tune.items():
        if tuning.each_zone:
            limit = "needs the names of the Availability Zones, which are known only at deployment"
            yield Problem("alarm-zones-unknown", f"tune.{name}.each_zone", "true", limit, "leave each_zone out")
