"""Rules on Route 53 Profiles."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.value import Resource, Value, in_words


def _second_profile(evidence: Evidence) -> Iterator[Found]:
    first: dict[Value, tuple[Resource, Value]] = {}
    for resource, association in evidence.reading.resources("AWS::Route53Profiles::ProfileAssociation"):
        vpc, profile = association.identifier("ResourceId"), association.identifier("ProfileId")
        if vpc is None or profile is None or evidence.is_conditional(resource):
            continue
        known, other = first.setdefault(vpc, (resource, profile))
        if known != resource:
            wrong = (
                f"VPC {evidence.label(vpc)} gets Profile {in_words(profile)}, and has Profile {in_words(other)} by "
                f"{in_words(known)} already."
            )
            yield Found(place_of(resource), wrong)


RULES = (
    Rule(
        "second-profile",
        Severity.ERROR,
        "A VPC is associated with two Route 53 Profiles, of which AWS allows one.",
        "Put the zones and rules of both into one Profile, or associate one of them with another VPC.",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_AssociateProfile.html",
        _second_profile,
    ),
)
