"""Private names that a Resolver rule sends elsewhere, wherever they could be asked."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity
from constructs_pkg.audit.findings.phrases import counted, listed
from constructs_pkg.audit.rule_facts import RuleFact
from constructs_pkg.audit.zonetree import within


def _by_rule(evidence: Evidence) -> Iterator[Found]:
    for zone in evidence.private_zones:
        vantages = evidence.vantages_on(zone)
        if not vantages or any(vpc not in evidence.facts.rules_of_vpc for vpc in zone.vpcs):
            continue
        found = {
            record.name: rules
            for record in evidence.facts.records_of_zone.get(zone.id, ())
            if within(record.name, zone.name or "") and (rules := _rules_on(evidence, zone, record))
        }
        if found:
            before = listed(rule.words for each in found.values() for rule in each)
            wrong = (
                f"{counted(len(found), 'name')} of zone {evidence.called(zone)} "
                f"{'is' if len(found) == 1 else 'are'} answered nowhere, as in its VPCs {before} goes before it: "
                f"{listed(sorted(found))}."
            )
            yield Found(evidence.place_of_zone(zone), wrong)


def _rules_on(evidence: Evidence, zone: ZoneFact, record: RecordFact) -> tuple[RuleFact, ...]:
    """Return the rules that forward a record's name from all who could ask its zone; none where somebody hears it."""
    answers = [evidence.resolver.resolve(record.name, "CNAME", vantage) for vantage in evidence.vantages_on(zone)]
    rules = [answer.rule for answer in answers if answer.zone is None and answer.rule is not None]
    return tuple(rules) if len(rules) == len(answers) else ()


RULES = (
    Rule(
        "record-hidden-by-rule",
        Severity.WARNING,
        "Names of a private zone are answered nowhere, as a Resolver rule forwards them from all of its VPCs.",
        "Take the rule out of the VPCs that need the names, or have the names answered where it forwards to.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
        "#hosted-zone-private-considerations-resolver-rules",
        _by_rule,
    ),
)
