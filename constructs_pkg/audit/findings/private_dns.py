"""Private DNS names of services that consumers cannot use yet."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import in_words, literal_text
from constructs_pkg.audit.zonetree import within


def _unverified(evidence: Evidence) -> Iterator[Found]:
    for endpoint in evidence.facts.endpoints:
        service = named_service(evidence.facts.services, endpoint)
        if endpoint.private_dns and service is not None and service.private_dns_name and not service.verified:
            wrong = (
                f"Endpoint {in_words(endpoint.id)} has private DNS for {in_words(service.private_dns_name)}, which "
                f"nothing in the assembly has verified for service {in_words(service.id)}."
            )
            yield Found(place_of(endpoint.id), wrong)


def _other_name(evidence: Evidence) -> Iterator[Found]:
    for endpoint in evidence.facts.endpoints:
        service = named_service(evidence.facts.services, endpoint)
        held = literal_text(service.private_dns_name) if service is not None else None
        if held is not None and endpoint.declared_name not in (None, normal_name(held)):
            called = in_words(endpoint.id)
            wrong = f"Endpoint {called} is declared to have {endpoint.declared_name}, its service has {held}."
            yield Found(place_of(endpoint.id), wrong)


def _provider_covered(evidence: Evidence) -> Iterator[Found]:
    for zone in evidence.facts.endpoint_zones:
        if not zone.declared or zone.name is None or zone.brought is None:
            continue
        for vpc in zone.vpcs:
            for above in evidence.facts.zones_of_vpc.get(vpc, ()):
                if above.name is not None and above.name != zone.name and within(zone.name, above.name):
                    wrong = (
                        f"Private zone {evidence.called(above)} covers the domain of {zone.name}, which endpoint "
                        f"{in_words(zone.brought.endpoint)} brings to VPC {evidence.label(vpc)}: whatever else its "
                        f"provider has below {above.name} is answered from the zone alone."
                    )
                    yield Found(place_of(zone.brought.endpoint), wrong)


RULES = (
    Rule(
        "private-dns-unverified",
        Severity.WARNING,
        "An endpoint has private DNS for a service's own name, which no deployment of the assembly has verified.",
        "Have the name verified in the service's deployment, or before the endpoint's.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html",
        _unverified,
    ),
    Rule(
        "private-dns-name-differs",
        Severity.WARNING,
        "An endpoint's template declares another private DNS name than the service of the assembly has.",
        "Declare the service's name, or none: it is read from the service.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html",
        _other_name,
    ),
    Rule(
        "provider-domain-covered",
        Severity.NOTE,
        "A private zone is above the private DNS name of a provider elsewhere, and hides all other names there.",
        "Unless the domain is yours, make the zone as specific as the names that you need.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
        "#hosted-zone-private-considerations-private-overlapping",
        _provider_covered,
    ),
)
