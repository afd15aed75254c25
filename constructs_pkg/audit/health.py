"""Which health checks and records are unhealthy in a world, each with the reason.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
and .../dns-failover-complex-configs.html.
"""

from __future__ import annotations

from collections.abc import Callable

from constructs_pkg.audit.check_facts import HealthCheckFact
from constructs_pkg.audit.facts import AliasFact, Facts, RecordFact, ZoneFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Literal, Resource, Value, in_words, literal_flag, literal_text, only_resource
from constructs_pkg.audit.world import AlarmState, NotTold, World
from constructs_pkg.audit.zonetree import ZoneTree

# A bound of this room on health checks and aliases that refer to each other.
_DEEPEST = 32


def named_target(alias: AliasFact) -> Literal | None:
    """Return the literal name of a target, which stands for it where no resource of the assembly does."""
    text = literal_text(alias.dns_name)
    return Literal(normal_name(text)) if text is not None else None


class Health:
    """The health of checks and records in one world; a reason stands for unhealthy, None for healthy."""

    def __init__(self, facts: Facts, world: World, tree_of: Callable[[ZoneFact], ZoneTree]) -> None:
        self._facts = facts
        self._world = world
        self._tree_of = tree_of
        # By identity: the records of one policy record have one source.
        self._records: dict[int, str | None] = {}
        self._checks: dict[Value, str | None] = {}

    def ill(self, record: RecordFact, depth: int = 0) -> str | None:
        """Return why a record is unhealthy, or None.

        A record is judged by its health check, and an alias that evaluates its target by the target as
        well; a record with neither is always healthy.

        Raises:
            NotTold: if that does not follow from templates and world.
        """
        alias = record.alias
        if record.unhealthy is not None:
            return record.unhealthy
        if record.health_check is None and (alias is None or alias.evaluate_target_health is None):
            return None
        key = id(record)
        if key not in self._records:
            if depth > _DEEPEST:
                raise NotTold(f"the health of {record.name} hangs on too long a chain of aliases")
            reason = self.ill_check(record.health_check) if record.health_check is not None else None
            if reason is None and alias is not None:
                reason = self._ill_target(record, alias, depth)
            self._records[key] = reason
        return self._records[key]

    def _ill_target(self, record: RecordFact, alias: AliasFact, depth: int) -> str | None:
        """Return why the target is unhealthy: an AWS resource that is down, or records all unhealthy."""
        evaluate = literal_flag(alias.evaluate_target_health, default=False)
        if evaluate is None:
            raise NotTold(f"whether {record.name} evaluates its target is known at deployment only")
        if not evaluate:
            return None
        if alias.zone != record.zone:
            found = only_resource(alias.dns_name) or named_target(alias)
            return f"{in_words(found)} is down" if found in self._world.down and found is not None else None
        name, zone = literal_text(alias.dns_name), self._facts.zone_by_id.get(record.zone)
        group = self._tree_of(zone).at(name.lower().removesuffix("."), record.type) if zone and name else ()
        if not group:
            raise NotTold(
                f"the zone has no record {in_words(alias.dns_name)} {record.type} for the alias {record.name}"
            )
        reasons = [self.ill(one, depth + 1) for one in group]
        if None in reasons:
            return None
        return f"no record of its target {name} is healthy"

    def ill_check(self, check: Value, depth: int = 0) -> str | None:
        """Return why a health check is unhealthy, or None.

        Inverting comes last, and also turns a disabled check:
        https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-disable.html.
        """
        if check not in self._checks:
            self._checks[check] = self._ill_check(check, depth)
        return self._checks[check]

    def _ill_check(self, check: Value, depth: int) -> str | None:
        called, fact = in_words(check), self._facts.health_check_by_id.get(check)
        if depth > _DEEPEST:
            raise NotTold(f"health check {called} hangs on too long a chain of health checks")
        disabled = check in self._world.disabled
        if fact is None:
            down = check in self._world.down and not disabled
            return f"health check {called} fails" if down else None
        if fact.inverted is None:
            raise NotTold(f"whether health check {called} is inverted is known at deployment only")
        reason = None if disabled else self._fails(fact, depth)
        if fact.inverted:
            return f"health check {called} is inverted and would pass" if reason is None else None
        return f"health check {called}: {reason}" if reason is not None else None

    def _fails(self, fact: HealthCheckFact, depth: int) -> str | None:
        """Return why a check fails before it is inverted, or None."""
        if fact.id in self._world.down:
            return "what it monitors is down"
        monitored = only_resource(fact.monitors) if fact.monitors is not None else None
        if monitored is not None and monitored in self._world.down:
            return f"{in_words(monitored)} is down"
        if fact.kind == "CALCULATED":
            return self._calculated(fact, depth)
        if fact.kind == "CLOUDWATCH_METRIC":
            return self._alarmed(fact)
        return None

    def _calculated(self, fact: HealthCheckFact, depth: int) -> str | None:
        """Compare the number of healthy children with the threshold.

        Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html.
        """
        threshold = literal_text(fact.threshold)
        if threshold is None or not threshold.isdecimal():
            raise NotTold(f"the threshold of health check {in_words(fact.id)} is not known before deployment")
        healthy = sum(self.ill_check(child, depth + 1) is None for child in fact.children)
        if healthy >= int(threshold):
            return None
        return f"{healthy} of its {len(fact.children)} health checks are healthy, fewer than {threshold}"

    def _alarmed(self, fact: HealthCheckFact) -> str | None:
        """Follow the alarm; without data the check does what it says, and knows no earlier status.

        Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html.
        """
        alarm = self._alarm_of(fact)
        state = self._world.alarms.get(alarm, AlarmState.OK) if alarm is not None else AlarmState.OK
        if state is AlarmState.ALARM:
            return f"alarm {in_words(alarm) if alarm else ''} is in ALARM"
        if state is AlarmState.INSUFFICIENT_DATA and fact.without_data == "Unhealthy":
            return "its alarm has insufficient data, which it takes for unhealthy"
        return None

    def _alarm_of(self, fact: HealthCheckFact) -> Resource | None:
        """Return the alarm of the assembly that a check names, by name and Region in its account."""
        if fact.alarm is None:
            raise NotTold(f"health check {in_words(fact.id)} names no alarm")
        found = only_resource(fact.alarm)
        if found is not None:
            return found
        place = (literal_text(fact.alarm), fact.account, fact.alarm_region)
        return next((one.id for one in self._facts.alarms if (one.name, one.account, one.region) == place), None)
