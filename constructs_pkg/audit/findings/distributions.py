"""CloudFront distributions and records that do not know each other's names."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import DistributionFact, RecordFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.public import public_zone
from constructs_pkg.audit.value import Value, in_words, only_resource

_NAMES = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html"
_ALIAS = (
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html"
    "#rrsets-values-alias-common-target"
)
_LEADING = ("A", "AAAA", "CNAME")


def _reached(evidence: Evidence, record: RecordFact) -> DistributionFact | None:
    """Return the distribution of the assembly that a record leads to."""
    targets: tuple[Value, ...] = ()
    if record.alias is not None:
        targets = (record.alias.dns_name,)
    elif record.type == "CNAME":
        targets = record.values
    resource = only_resource(targets[0]) if len(targets) == 1 else None
    return evidence.facts.distribution_by_id.get(resource) if resource is not None else None


def _without_name(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        distribution = _reached(evidence, record)
        if distribution is None or not distribution.all_names_known or distribution.has(record.name):
            continue
        names = ", ".join(distribution.names) or "none"
        yield Found(
            place_of(record),
            f"{record.name} {record.type} leads to the CloudFront distribution {in_words(distribution.id)}, whose "
            f"alternate domain names are: {names}.",
        )


def _without_record(evidence: Evidence) -> Iterator[Found]:
    for distribution in evidence.facts.distributions:
        for name in distribution.names:
            zone = public_zone(evidence.facts, evidence.tree, name, "A").zone
            if zone is None or not evidence.is_whole(zone.id):
                continue
            if any(evidence.tree(zone).find(name, kind).records for kind in _LEADING):
                continue
            yield Found(
                place_of(distribution.id),
                f"The CloudFront distribution has the name {name}, and public zone {evidence.called(zone)} has no "
                f"record of it.",
            )


def _taken_twice(evidence: Evidence) -> Iterator[Found]:
    first: dict[str, DistributionFact] = {}
    for distribution in evidence.facts.distributions:
        for name in dict.fromkeys(distribution.names):
            other = first.setdefault(name, distribution)
            if other is not distribution and not evidence.is_conditional(distribution.id):
                yield Found(
                    place_of(distribution.id),
                    f"The CloudFront distribution has the name {name}, as {in_words(other.id)} has.",
                )


RULES = (
    Rule(
        "record-of-unnamed-distribution",
        Severity.ERROR,
        "A record leads to a CloudFront distribution that does not have its name: Route 53 refuses the alias, and "
        "CloudFront the requests.",
        "Add the record's name to the distribution's Aliases, with a certificate that covers it.",
        _ALIAS,
        _without_name,
    ),
    Rule(
        "distribution-name-without-record",
        Severity.WARNING,
        "A CloudFront distribution has a name of a public zone made here that has no record of it.",
        "Make alias records, A and AAAA, of that name, or take the name from the distribution.",
        _NAMES,
        _without_record,
    ),
    Rule(
        "distribution-name-twice",
        Severity.ERROR,
        "Two CloudFront distributions have one alternate domain name.",
        "Give each name to one distribution; a wildcard of another may stand beside it.",
        _NAMES,
        _taken_twice,
    ),
)
