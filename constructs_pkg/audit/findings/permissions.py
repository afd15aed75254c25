"""Endpoint services that nobody may connect to, or everybody.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import ListOf, Resource, in_words, literal_text, only_resource

_PERMISSIONS = (
    "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#add-remove-permissions"
)


def _called(service: ServiceFact) -> str:
    name = f" ({service.name})" if service.name else ""
    return f"Endpoint service {in_words(service.id)}{name}"


def _for_nobody(evidence: Evidence) -> Iterator[Found]:
    admitted: set[Resource] = set()
    for _, permissions in evidence.reading.resources("AWS::EC2::VPCEndpointServicePermissions"):
        service = permissions.get("ServiceId")
        one = only_resource(service) if service is not None else None
        if one is None:
            return
        principals = permissions.get("AllowedPrincipals")
        if principals is not None and principals != ListOf(()):
            admitted.add(Resource(one.stack, one.logical_id))
    for fact in evidence.facts.services:
        if fact.id not in admitted:
            yield Found(place_of(fact.id), f"{_called(fact)} allows no principal.")


def _open_to_all(evidence: Evidence) -> Iterator[ServiceFact]:
    for service in evidence.facts.services:
        if any(literal_text(principal) == "*" for principal in service.principals):
            yield service


def _for_everybody(evidence: Evidence) -> Iterator[Found]:
    for service in _open_to_all(evidence):
        if service.acceptance is not False:
            wrong = f"{_called(service)} allows every principal of every account (*) to ask for a connection."
            yield Found(place_of(service.id), wrong)


def _public(evidence: Evidence) -> Iterator[Found]:
    for service in _open_to_all(evidence):
        if service.acceptance is False:
            wrong = f"{_called(service)} allows every principal of every account (*) and accepts every connection."
            yield Found(place_of(service.id), wrong)


RULES = (
    Rule(
        "service-for-nobody",
        Severity.WARNING,
        "An endpoint service allows no principal, so that nobody may connect.",
        "List the consumers' ARNs as AllowedPrincipals in an AWS::EC2::VPCEndpointServicePermissions resource.",
        _PERMISSIONS,
        _for_nobody,
    ),
    Rule(
        "service-for-everybody",
        Severity.WARNING,
        "An endpoint service allows every principal of every account, and acceptance alone holds them back.",
        "List the consumers' ARNs as AllowedPrincipals in place of *.",
        _PERMISSIONS,
        _for_everybody,
    ),
    Rule(
        "service-public",
        Severity.ERROR,
        "An endpoint service allows everybody and accepts every connection: its load balancer is public.",
        "Set AcceptanceRequired to true, and list the consumers' ARNs in place of *.",
        _PERMISSIONS,
        _public,
    ),
)
