"""Alias records whose target Route 53 does not take, or that lead nowhere.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.at_the_edge import CLOUDFRONT
from constructs_pkg.audit.facts import AliasFact, RecordFact
from constructs_pkg.audit.findings.cycles import cycles
from constructs_pkg.audit.findings.evidence import Evidence, GroupKey
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import in_words, literal_flag, literal_text

_TARGET = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html"


def _aliases(evidence: Evidence) -> Iterator[tuple[RecordFact, AliasFact]]:
    for record in evidence.facts.records:
        if record.alias is not None:
            yield record, record.alias


def target_in_zone(record: RecordFact) -> GroupKey | None:
    """Return the zone, name and type of the records an alias points at in its own zone, or None."""
    alias = record.alias
    text = literal_text(alias.dns_name) if alias is not None else None
    if alias is None or text is None or alias.zone != record.zone:
        return None
    return record.zone, normal_name(text), record.type


def _without_target(evidence: Evidence) -> Iterator[Found]:
    for record, _ in _aliases(evidence):
        target = target_in_zone(record)
        if target is not None and target not in evidence.groups and evidence.is_whole(record.zone):
            yield Found(
                place_of(record),
                f"{record.name} {record.type} is an alias of {target[1]}, and its zone has no {record.type} record "
                f"of that name.",
            )


def _of_another_zone(evidence: Evidence) -> Iterator[Found]:
    for record, alias in _aliases(evidence):
        zone = evidence.facts.zone_by_id.get(alias.zone)
        if zone is not None and alias.zone != record.zone:
            yield Found(
                place_of(record),
                f"{record.name} {record.type} is an alias of {in_words(alias.dns_name)} in zone "
                f"{evidence.called(zone)}, which is not its own zone.",
            )


def _loops(evidence: Evidence) -> Iterator[Found]:
    def following(key: GroupKey) -> list[GroupKey]:
        targets = (target_in_zone(record) for record in evidence.groups.get(key, ()))
        return [target for target in targets if target is not None]

    starts = [key for record, _ in _aliases(evidence) if (key := target_in_zone(record)) is not None]
    for loop in cycles(starts, following):
        names = [key[1] for key in loop]
        first = names.index(min(names))
        way = [*names[first:], *names[: first + 1]]
        at = next(record for record in evidence.groups[loop[first]] if target_in_zone(record) in loop)
        yield Found(place_of(at), f"Alias {at.name} {at.type} leads back to itself: {' → '.join(way)}.")


def _of_cloudfront(evidence: Evidence) -> Iterator[Found]:
    for record, alias in _aliases(evidence):
        zone = evidence.private_zone_by_id.get(record.zone)
        if zone is not None and literal_text(alias.zone) == CLOUDFRONT:
            yield Found(
                place_of(record),
                f"{record.name} {record.type} in private zone {evidence.called(zone)} is an alias of the CloudFront "
                f"distribution {in_words(alias.dns_name)}.",
            )


def _multivalue(evidence: Evidence) -> Iterator[Found]:
    for record, _ in _aliases(evidence):
        if literal_flag(record.field("MultiValueAnswer"), default=False):
            yield Found(place_of(record), f"{record.name} {record.type} is a multivalue answer record and an alias.")


RULES = (
    Rule(
        "alias-without-target",
        Severity.ERROR,
        "An alias names a record of its own zone that the zone does not have.",
        "Make a record of that name and type in the zone, or point the alias at one that is there.",
        _TARGET + "#Route53-Type-AliasTarget-DNSName",
        _without_target,
    ),
    Rule(
        "alias-of-another-zone",
        Severity.ERROR,
        "An alias names a record of another hosted zone.",
        "Use a CNAME record, or an alias of the AWS resource itself.",
        _TARGET + "#Route53-Type-AliasTarget-HostedZoneId",
        _of_another_zone,
    ),
    Rule(
        "alias-loop",
        Severity.ERROR,
        "Alias records of a zone lead back to themselves.",
        "Let one of them end at an address or an AWS resource.",
        "https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2",
        _loops,
    ),
    Rule(
        "alias-of-cloudfront",
        Severity.ERROR,
        "A private zone has an alias of a CloudFront distribution.",
        "Use a CNAME record of the distribution's domain name.",
        _TARGET + "#Route53-Type-AliasTarget-HostedZoneId",
        _of_cloudfront,
    ),
    Rule(
        "multivalue-alias",
        Severity.ERROR,
        "A multivalue answer record is an alias.",
        "Write the addresses as values, or choose another routing policy.",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html",
        _multivalue,
    ),
)
