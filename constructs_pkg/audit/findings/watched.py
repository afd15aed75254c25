"""Whether anything may ever find a record unhealthy.

"Records without a health check are always healthy", and an alias that evaluates its target is healthy while any record
of that is. Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/
health-checks-how-route-53-chooses-records.html and .../dns-failover-complex-configs.html.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.aliases import target_in_zone
from constructs_pkg.audit.findings.evidence import Evidence, GroupKey
from constructs_pkg.audit.value import literal_flag

# Policies by which only some are answered with a record: each place has its own.
_BY_PLACE = ("GeoLocation", "CidrRoutingConfig")

# A bound of this room on aliases of aliases.
_DEEPEST = 32


class Watch(Enum):
    """What is known of the health of a record."""

    NEVER = "nothing checks it"
    PARTLY = "nothing checks a part of it, which keeps it healthy"
    MAYBE = "something may find it unhealthy, or is known only later"


class Watches:
    """What is known of the health of the records of an assembly, each worked out once."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._groups: dict[GroupKey, Watch] = {}

    def of(self, record: RecordFact, depth: int = 0) -> Watch:
        """Return what is known of the health of `record`."""
        if record.health_check is not None:
            return Watch.MAYBE
        if record.alias is None:
            return Watch.NEVER
        if literal_flag(record.alias.evaluate_target_health, default=False) is False:
            return Watch.NEVER
        target = target_in_zone(record)
        found = self._evidence.groups.get(target, ()) if target is not None else ()
        if target is None or not found or depth > _DEEPEST or not self._evidence.is_whole(target[0]):
            return Watch.MAYBE
        if target not in self._groups:
            # Of aliases that lead back to themselves another rule tells.
            self._groups[target] = Watch.MAYBE
            self._groups[target] = self._of_group(found, depth)
        return self._groups[target]

    def _of_group(self, found: Sequence[RecordFact], depth: int) -> Watch:
        known = [self.of(one, depth + 1) for one in found]
        if all(one is Watch.NEVER for one in known):
            return Watch.NEVER
        shared = all(record.policy and not any(record.field(field) for field in _BY_PLACE) for record in found)
        if shared and any(one is not Watch.MAYBE for one in known):
            return Watch.PARTLY
        return Watch.PARTLY if all(one is not Watch.MAYBE for one in known) else Watch.MAYBE
