"""How long clients may go on getting a failed primary record: until its health check tells, and then its TTL.

Interval, threshold, timeouts and the aggregation: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/
dns-failover-determining-health-of-endpoints.html. What an alarm looks back on: https://docs.aws.amazon.com/
AmazonCloudWatch/latest/monitoring/alarm-evaluation.html. No page says how long Route 53 takes to spread a status.
"""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.check_facts import AlarmFact, HealthCheckFact
from constructs_pkg.audit.facts import Facts, RecordFact
from constructs_pkg.audit.value import Value, literal_flag, literal_text, only_resource

# What is left out of a health check counts as this: API_HealthCheckConfig.
_INTERVAL, _FAILURES = 30, 3
# To connect and to answer, and to send the body where a string is looked for.
_TIMEOUTS = {"HTTP": 6, "HTTPS": 6, "HTTP_STR_MATCH": 8, "HTTPS_STR_MATCH": 8, "TCP": 10}

_DEEPEST = 32

_Name = tuple[Value, str, str]
# The longest TTL has ten digits: https://www.rfc-editor.org/rfc/rfc2181#section-8.
_DIGITS = 11


@dataclass(frozen=True)
class Recovery:
    """Seconds until a failure is found, and seconds that its last answer is kept after that."""

    found: int
    kept: int

    @property
    def words(self) -> str:
        """The bound and what it is made of."""
        return f"{self.found + self.kept} s ({self.found} s until its health check tells, TTL {self.kept} s)"


def recovery_of(facts: Facts, record: RecordFact) -> Recovery | None:
    """Return the bound of a record, or None where the templates do not tell of its check, or of its TTL."""
    evaluates = record.alias is not None and literal_flag(record.alias.evaluate_target_health, default=False)
    found = _found(facts, record.health_check, 0) if record.health_check is not None and not evaluates else None
    kept = _ttl(facts, record, {}) if found is not None else None
    return Recovery(found, kept) if found is not None and kept is not None else None


def _found(facts: Facts, check: Value, depth: int) -> int | None:
    fact = facts.health_check_by_id.get(check)
    if fact is None or depth > _DEEPEST:
        return None
    if fact.kind in _TIMEOUTS:
        interval = _INTERVAL if fact.interval is None else _number(fact.interval)
        failures = _FAILURES if fact.failures is None else _number(fact.failures)
        return interval * failures + _TIMEOUTS[fact.kind] if interval and failures else None
    if fact.kind == "CALCULATED":
        return _slowest(facts, fact, depth)
    return _of_alarm(facts, fact) if fact.kind == "CLOUDWATCH_METRIC" else None


def _slowest(facts: Facts, fact: HealthCheckFact, depth: int) -> int | None:
    if not _number(fact.threshold):
        return None
    times = [_found(facts, child, depth + 1) for child in fact.children]
    known = [time for time in times if time is not None]
    return max(known) if known and len(known) == len(times) else None


def _of_alarm(facts: Facts, fact: HealthCheckFact) -> int | None:
    made = only_resource(fact.alarm) if fact.alarm is not None else None
    place = (literal_text(fact.alarm), fact.account, fact.alarm_region)
    alarm: AlarmFact | None = next(
        (one for one in facts.alarms if one.id == made or (one.name, one.account, one.region) == place), None
    )
    if alarm is None:
        return None
    period, periods = _number(alarm.period), _number(alarm.periods)
    return period * periods if period and periods else None


def _ttl(facts: Facts, record: RecordFact, seen: dict[_Name, int | None]) -> int | None:
    """Return the TTL of what is answered: that of the zone's own records that an alias leads to.

    Args:
        facts: The assembly.
        record: The record.
        seen: What was found of names before, each looked at once.
    """
    if record.alias is None:
        return _number(record.ttl)
    name = literal_text(record.alias.dns_name)
    if name is None or record.alias.zone != record.zone or len(seen) > _DEEPEST:
        return None
    wanted = (record.zone, name.lower().removesuffix("."), record.type)
    if wanted not in seen:
        # Of a name that leads back to itself nothing is told.
        seen[wanted] = None
        ttls = [_ttl(facts, one, seen) for one in facts.records if (one.zone, one.name, one.type) == wanted]
        known = [ttl for ttl in ttls if ttl is not None]
        seen[wanted] = max(known) if known and len(known) == len(ttls) else None
    return seen[wanted]


def _number(value: Value | None) -> int | None:
    text = literal_text(value) if value is not None else None
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < _DIGITS else None
