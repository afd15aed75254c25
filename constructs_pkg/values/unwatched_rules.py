"""Records that Route 53 never finds unhealthy, where others wait to take their place.

"Records without a health check are always healthy":
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html. An alias that
evaluates its target is healthy while any of the records it leads to is:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html. What AWS calls highly
available by design: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from constructs_pkg.values.alias_target import OWN_ZONE, AliasTarget
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Failover, Geolocation, IpBased, Weighted
from constructs_pkg.values.record_group_rules import EVERYWHERE_ELSE, PlacedRecord
from constructs_pkg.values.routing_rules import has_health_signal

# Policies by which every record of a group may be answered to everybody.
_SHARED_POLICIES = ("weighted", "latency", "multivalue", "geoproximity")

_ALWAYS_UP = {"vpc-endpoint": "an interface endpoint", "api-gateway": "an API Gateway API", "s3-website": "S3"}
_ALWAYS_UP_NAMES = (
    (re.compile(r"\.vpce\.amazonaws\.com(\.cn)?\.?$"), "vpc-endpoint"),
    (re.compile(r"\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\.?$"), "api-gateway"),
)

# A bound of this library on aliases of aliases.
_DEEPEST = 32

_Place = tuple[str, str]


def check_unwatched(placed: Sequence[PlacedRecord], zone: ZoneName) -> list[Problem]:
    """Return a warning for each record of `zone` that others cannot take the place of."""
    ends = _Ends(placed, zone)
    return [*_primaries(placed, ends), *_siblings(placed, ends)]


def _primaries(placed: Sequence[PlacedRecord], ends: _Ends) -> Iterator[Problem]:
    for one in placed:
        policy = one.record.policy
        if not isinstance(policy, Failover) or policy.role != "PRIMARY" or not has_health_signal(one.record):
            continue
        why = ends.unwatched(one)
        if why is not None:
            limit = f"is PRIMARY and never fails over: {why}"
            fix = "give it a health check, or give one to everything it leads to"
            yield one.problem("primary-never-unhealthy", "policy.role", limit, fix, "warning")


def _siblings(placed: Sequence[PlacedRecord], ends: _Ends) -> Iterator[Problem]:
    groups: dict[_Place, list[PlacedRecord]] = defaultdict(list)
    for one in placed:
        if one.record.policy is not None and one.record.policy.policy in _SHARED_POLICIES:
            groups[_place(one)].append(one)
    for group in groups.values():
        reasons = [ends.unwatched(one) for one in group]
        watched = next((one for one, why in zip(group, reasons, strict=True) if why is None), None)
        for one, why in zip(group, reasons, strict=True):
            if watched is None or why is None or _is_last_resort(one):
                continue
            limit = f"is answered while it is down, other than {watched.path}: {why}"
            fix = "give it a health check as well"
            yield one.problem("sibling-never-unhealthy", "health_check_id", limit, fix, "warning")


def _is_last_resort(one: PlacedRecord) -> bool:
    """Tell whether it is answered only where all others are unhealthy."""
    return isinstance(one.record.policy, Weighted) and one.record.policy.weight == 0


class _Ends:
    """What the records of a zone lead to."""

    def __init__(self, placed: Sequence[PlacedRecord], zone: ZoneName) -> None:
        self._zone = zone
        self._groups: dict[_Place, list[PlacedRecord]] = defaultdict(list)
        for one in placed:
            self._groups[_place(one)].append(one)
        self._found: dict[_Place, str | None] = {}

    def unwatched(self, one: PlacedRecord, depth: int = 0) -> str | None:
        """Return why nothing ever finds a record unhealthy; None where something may, or where nothing is known."""
        if one.record.health_check_id is not None:
            return None
        alias = one.record.alias
        if alias is None:
            return f"{one.title} at {one.path} has no health check"
        if not alias.evaluate_target_health:
            return f"{one.title} at {one.path} has no health check and does not evaluate its target"
        target = self._target(one, alias)
        if target is not None:
            return self._of_group(target, depth) if depth < _DEEPEST else None
        kind = _always_up(alias)
        return f"of {kind} AWS evaluates no health that helps to fail over" if kind else None

    def _of_group(self, place: _Place, depth: int) -> str | None:
        if place not in self._found:
            # Of loops other rules tell.
            self._found[place] = None
            group = self._groups[place]
            if len({type(one.record.policy) for one in group}) > 1:
                # Refused: which of them is chosen, nobody can tell.
                return None
            reasons = [(one, self.unwatched(one, depth + 1)) for one in group]
            told = [why for one, why in reasons if why is not None and _for_everybody(one)]
            everywhere = all(why is not None for _, why in reasons)
            self._found[place] = told[0] if told else reasons[0][1] if everywhere else None
        return self._found[place]

    def _target(self, one: PlacedRecord, alias: AliasTarget) -> _Place | None:
        """Return the records of the zone that an alias leads to."""
        try:
            name = alias.name_in(self._zone)
        except Refused:
            return None
        own = alias.zone_id == OWN_ZONE or alias.kind is None
        place = (str(name), str(one.record.type))
        return place if own and not isinstance(name, Late) and place in self._groups else None


def _for_everybody(one: PlacedRecord) -> bool:
    """Tell whether anybody may be answered with a record while the others of its name are unhealthy."""
    match one.record.policy:
        case Geolocation(country=country):
            return country == EVERYWHERE_ELSE
        case IpBased(location=location):
            return location == EVERYWHERE_ELSE
    return True


def _always_up(alias: AliasTarget) -> str | None:
    kind = alias.kind or next((kind for form, kind in _ALWAYS_UP_NAMES if form.search(str(alias.dns_name))), "")
    return _ALWAYS_UP.get(kind)


def _place(one: PlacedRecord) -> _Place:
    return str(one.name), str(one.record.type)
