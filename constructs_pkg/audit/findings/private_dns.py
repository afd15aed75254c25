"""Private DNS names of services that consumers cannot use yet."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.value import in_words


def _unverified(evidence: Evidence) -> Iterator[Found]:
    for endpoint in evidence.facts.endpoints:
        service = named_service(evidence.facts.services, endpoint)
        if endpoint.private_dns and service is not None and service.private_dns_name and not service.verified:
            wrong = (
                f"Endpoint {in_words(endpoint.id)} has private DNS for {in_words(service.private_dns_name)}, which "
                f"nothing in the assembly has verified for service {in_words(service.id)}."
            )
            yield Found(place_of(endpoint.id), wrong)


RULES = (
    Rule(
        "private-dns-unverified",
        Severity.WARNING,
        "An endpoint has private DNS for a service's own name, which no deployment of the assembly has verified.",
        "Have the name verified in the service's deployment, or before the endpoint's.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html",
        _unverified,
    ),
)
