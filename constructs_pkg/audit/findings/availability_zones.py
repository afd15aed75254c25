"""Endpoints in Availability Zones in which their endpoint service does not stand.

Names of zones compare within one account, their IDs across accounts. Source:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html#considerations-endpoint-services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.named_service import named_service
from constructs_pkg.audit.reading import Properties
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import Value, in_words, literal_text

_Made = Mapping[Value, Properties]


@dataclass(frozen=True)
class _Zones:
    """The Availability Zones of some subnets, by name and by ID; None where one of them is not known."""

    names: frozenset[str] | None
    ids: frozenset[str] | None


def _not_served(evidence: Evidence) -> Iterator[Found]:
    subnets: _Made = dict(evidence.reading.resources("AWS::EC2::Subnet"))
    for endpoint in evidence.facts.endpoints:
        service = named_service(evidence.facts.services, endpoint)
        asked = endpoint.service_region or endpoint.region
        if service is None or asked is None or not endpoint.region == service.region == asked:
            continue
        here, there = _zones(subnets, endpoint.subnets), _zones(subnets, _subnets(evidence, service))
        own, served = here.ids, there.ids
        if (own is None or served is None) and endpoint.account is not None and endpoint.account == service.account:
            own, served = here.names, there.names
        if own is None or served is None or own <= served:
            continue
        told = f"{listed(sorted(own - served))} not among them" if own & served else "none in common"
        wrong = (
            f"Endpoint {in_words(endpoint.id)} has subnets in {listed(sorted(own))}, and its service "
            f"{in_words(service.id)} stands in {listed(sorted(served))}: {told}."
        )
        yield Found(place_of(endpoint.id), wrong)


def _subnets(evidence: Evidence, service: ServiceFact) -> Sequence[Value]:
    """Return the subnets of a service's load balancers; none where those of one are not told."""
    found = [evidence.facts.addresses.subnets_of.get(balancer.id, ()) for balancer in service.load_balancers]
    return [subnet for subnets in found for subnet in subnets] if all(found) else []


def _zones(made: _Made, subnets: Sequence[Value]) -> _Zones:
    found = [made.get(subnet) for subnet in subnets]
    names = [literal_text(one.get("AvailabilityZone")) if one is not None else None for one in found]
    ids = [literal_text(one.get("AvailabilityZoneId")) if one is not None else None for one in found]
    return _Zones(_all_known(names), _all_known(ids))


def _all_known(texts: Sequence[str | None]) -> frozenset[str] | None:
    known = frozenset(text for text in texts if text is not None)
    return known if texts and None not in texts else None


RULES = (
    Rule(
        "zone-not-served",
        Severity.ERROR,
        "An endpoint has a subnet in an Availability Zone in which its endpoint service has no load balancer.",
        "Put the endpoint into subnets of the service's zones, or the service's load balancer into more zones.",
        "https://repost.aws/knowledge-center/interface-endpoint-availability-zone",
        _not_served,
    ),
)
