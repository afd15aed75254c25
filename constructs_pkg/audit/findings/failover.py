"""Failover that cannot fail over.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.aliases import target_in_zone
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.targets import ends_of, target_words
from constructs_pkg.audit.findings.watched import Watch, Watches
from constructs_pkg.audit.recovery import recovery_of
from constructs_pkg.audit.value import in_words, literal_flag, literal_text, unresolved_in

_RECORD = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html"
# In seconds, where a health check decides: TTL of API_ResourceRecordSet.
LONGEST_TTL = 60
# A TTL has 31 bits: https://www.rfc-editor.org/rfc/rfc2181#section-8.
_DIGITS = 11

_Roles = Mapping[str, RecordFact]


def _groups(evidence: Evidence) -> Iterator[_Roles]:
    """Yield the failover records of each name and type by role, where all roles are known and told apart."""
    for _, records in evidence.policy_groups("Failover"):
        roles = {role: record for record in records if (role := literal_text(record.field("Failover"))) is not None}
        if len(roles) == len(records):
            yield roles


def _without_partner(evidence: Evidence) -> Iterator[Found]:
    for roles in _groups(evidence):
        for role, other in (("PRIMARY", "SECONDARY"), ("SECONDARY", "PRIMARY")):
            record = roles.get(role)
            if record is not None and other not in roles and evidence.is_whole(record.zone):
                wrong = f"{record.name} {record.type} has a {role} record ({target_words(record)}) and no {other}."
                yield Found(place_of(record), wrong)


def _unwatched(evidence: Evidence) -> Iterator[Found]:
    watches = Watches(evidence)
    for roles in _groups(evidence):
        primary = roles.get("PRIMARY")
        watch = watches.of(primary) if primary is not None else Watch.MAYBE
        if primary is not None and watch is not Watch.MAYBE:
            why = "no health check"
            if primary.alias is not None:
                watches_target = literal_flag(primary.alias.evaluate_target_health, default=False)
                target = "nothing checks its target" if watch is Watch.NEVER else "not all of its target is checked"
                why += f", and {target}" if watches_target else " and EvaluateTargetHealth is not true"
            wrong = (
                f"The PRIMARY of {primary.name} {primary.type} ({target_words(primary)}) has {why}: it always "
                f"counts as healthy."
            )
            yield Found(place_of(primary), wrong)


def _same_ends(evidence: Evidence) -> Iterator[Found]:
    for roles in _groups(evidence):
        primary, secondary = roles.get("PRIMARY"), roles.get("SECONDARY")
        if primary is None or secondary is None:
            continue
        ends = ends_of(evidence, primary)
        if ends == ends_of(evidence, secondary) and not any(unresolved_in(value) for value in ends):
            wrong = f"PRIMARY and SECONDARY of {primary.name} {primary.type} are both {target_words(primary)}."
            if target_words(primary) != target_words(secondary):
                wrong = (
                    f"PRIMARY ({target_words(primary)}) and SECONDARY ({target_words(secondary)}) of {primary.name} "
                    f"{primary.type} lead to the same."
                )
            yield Found(place_of(secondary), wrong)


def _same_check(evidence: Evidence) -> Iterator[Found]:
    for roles in _groups(evidence):
        primary, secondary = roles.get("PRIMARY"), roles.get("SECONDARY")
        if primary is None or secondary is None or primary.health_check is None:
            continue
        alone = primary.alias is None or literal_flag(primary.alias.evaluate_target_health, default=False) is False
        if alone and primary.health_check == secondary.health_check:
            wrong = (
                f"PRIMARY and SECONDARY of {primary.name} {primary.type} have the same health check, "
                f"{in_words(primary.health_check)}: when it fails both are unhealthy, and the PRIMARY answers."
            )
            yield Found(place_of(secondary), wrong)


def _slow(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        ttl = literal_text(record.ttl)
        if record.health_check is None or record.alias is not None or ttl is None:
            continue
        if ttl.isascii() and ttl.isdecimal() and len(ttl) < _DIGITS and int(ttl) > LONGEST_TTL:
            wrong = (
                f"{record.name} {record.type} has a health check and a TTL of {ttl} seconds, more than {LONGEST_TTL}."
            )
            yield Found(place_of(record), wrong)


def _unbounded(evidence: Evidence) -> Iterator[Found]:
    for roles in _groups(evidence):
        primary = roles.get("PRIMARY")
        if primary is None or primary.health_check is None or "SECONDARY" not in roles:
            continue
        if primary.alias is not None and target_in_zone(primary) is None:
            # The TTL of an AWS resource is nobody's to set.
            continue
        if recovery_of(evidence.facts, primary) is None:
            wrong = (
                f"Health check {in_words(primary.health_check)} and the TTL of the PRIMARY of {primary.name} "
                f"{primary.type} ({target_words(primary)}) do not tell when nobody is sent there any more."
            )
            yield Found(place_of(primary), wrong)


RULES = (
    Rule(
        "failover-without-partner",
        Severity.ERROR,
        "A failover record has no other to fail over to, or none to take over from.",
        "Make both a PRIMARY and a SECONDARY record of the name and type.",
        _RECORD + "#Route53-Type-ResourceRecordSet-Failover",
        _without_partner,
    ),
    Rule(
        "failover-unwatched",
        Severity.ERROR,
        "Nothing checks the health of a primary failover record, so that the secondary never answers.",
        "Give the primary a health check, or set EvaluateTargetHealth on an alias whose target has a health.",
        _RECORD + "#Route53-Type-ResourceRecordSet-Failover",
        _unwatched,
    ),
    Rule(
        "failover-same-check",
        Severity.ERROR,
        "Primary and secondary of a failover have the same health check, so that the secondary never answers.",
        "Give the secondary a health check of its own, or none.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
        _same_check,
    ),
    Rule(
        "failover-same-target",
        Severity.WARNING,
        "Primary and secondary of a failover lead to the same target.",
        "Point the secondary at something that does not fail together with the primary.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html",
        _same_ends,
    ),
    Rule(
        "slow-failover",
        Severity.NOTE,
        "A record with a health check has a TTL above 60 seconds, for which clients keep the old answer.",
        "Set a TTL of 60 seconds or less.",
        _RECORD + "#Route53-Type-ResourceRecordSet-TTL",
        _slow,
    ),
    Rule(
        "failover-unbounded",
        Severity.NOTE,
        "The templates do not tell how long clients may be sent to a primary record that has failed.",
        "Make the health check, and the alarm that it follows, beside the record, which has a TTL of its own.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html",
        _unbounded,
    ),
)
