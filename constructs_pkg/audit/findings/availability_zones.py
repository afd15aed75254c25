"""Endpoints in Availability Zones in which their endpoint service does not stand.

Names of zones compare within one account, their IDs across accounts. Source:
https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html#considerations-endpoint-services.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from constructs_pkg.audit.balancers import subnets_of
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.pseudo import ssm_path
from constructs_pkg.audit.reading import Properties
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import Value, in_words, literal_text, only_resource

_Made = Mapping[Value, Properties]


@dataclass(frozen=True)
class _Zones:
    """The Availability Zones of some subnets, by name and by ID; None where one of them is not known."""

    names: frozenset[str] | None
    ids: frozenset[str] | None


def _not_served(evidence: Evidence) -> Iterator[Found]:
    subnets = _made(evidence, "AWS::EC2::Subnet")
    balancers = _made(evidence, "AWS::ElasticLoadBalancingV2::LoadBalancer")
    for endpoint in evidence.facts.endpoints:
        place = (endpoint.account, endpoint.region)
        service = _named(evidence, endpoint.service_name, place)
        asked = endpoint.service_region or endpoint.region
        if service is None or asked is None or not endpoint.region == service.region == asked:
            continue
        here, there = _zones(subnets, endpoint.subnets), _zones(subnets, _subnets(balancers, service))
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


def _made(evidence: Evidence, kind: str) -> _Made:
    return dict(evidence.reading.resources(kind))


def _named(evidence: Evidence, name: Value | None, place: tuple[str | None, str | None]) -> ServiceFact | None:
    """Return the service that a template names, by reference or by a parameter of its account and Region."""
    if name is None:
        return None
    path, made = ssm_path(name), only_resource(name)
    found = [
        service
        for service in evidence.facts.services
        if service.id == made or (path in service.published and (service.account, service.region) == place)
    ]
    return found[0] if len(found) == 1 else None


def _subnets(balancers: _Made, service: ServiceFact) -> Sequence[Value]:
    """Return the subnets of a service's load balancers; none where one of those is not made in the assembly."""
    made = [balancers.get(balancer.id) for balancer in service.load_balancers]
    found = [subnets_of(balancer) if balancer is not None else () for balancer in made]
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
