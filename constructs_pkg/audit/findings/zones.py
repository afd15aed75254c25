"""Private zones that cannot stand together, or that do not work in their VPC."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import VpcFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import counted, listed
from constructs_pkg.audit.value import Resource, Value, in_words

_FLAGS = (
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
    "#hosted-zone-private-considerations-vpc-settings"
)


def _of_one_name(evidence: Evidence) -> Iterator[Found]:
    seen: set[tuple[ZoneFact, ...]] = set()
    of_vpc: dict[Value, list[ZoneFact]] = {}
    for zone in evidence.facts.zones:
        for vpc in dict.fromkeys(zone.vpcs):
            of_vpc.setdefault(vpc, []).append(zone)
    for vpc, zones in of_vpc.items():
        by_name: dict[str, list[ZoneFact]] = {}
        for zone in zones:
            if zone.name is not None and not evidence.is_conditional(zone.id):
                by_name.setdefault(zone.name, []).append(zone)
        for name, same in by_name.items():
            if len(same) > 1 and tuple(same) not in seen:
                seen.add(tuple(same))
                made = [zone for zone in same if isinstance(zone.id, Resource)]
                ids = listed(in_words(zone.id) for zone in same)
                wrong = f"Private zones {ids} are all called {name} and associated with VPC {evidence.label(vpc)}."
                yield Found(evidence.place_of_zone((made or same)[-1]), wrong)


def _off(vpc: VpcFact) -> str:
    flags = (("EnableDnsSupport", vpc.dns_support), ("EnableDnsHostnames", vpc.dns_hostnames))
    return listed(name for name, value in flags if value is False)


def _dns_off(evidence: Evidence) -> Iterator[Found]:
    for vpc in evidence.facts.vpcs:
        zones = evidence.facts.zones_of_vpc.get(vpc.id, ())
        if zones and _off(vpc):
            names = listed(zone.name or in_words(zone.id) for zone in zones)
            wrong = f"VPC {evidence.label(vpc.id)} has {_off(vpc)} off, and nobody there is answered from {names}."
            yield Found(place_of(vpc.id), wrong)


def _endpoint_dns_off(evidence: Evidence) -> Iterator[Found]:
    for endpoint in evidence.facts.endpoints:
        vpc = evidence.facts.vpc_by_id.get(endpoint.vpc)
        if endpoint.private_dns and vpc is not None and _off(vpc):
            wrong = (
                f"Endpoint {in_words(endpoint.id)} has PrivateDnsEnabled, and VPC {evidence.label(vpc.id)} has "
                f"{_off(vpc)} off."
            )
            yield Found(place_of(endpoint.id), wrong)


def _endpoint_names_taken(evidence: Evidence) -> Iterator[Found]:
    for vpc, brought in evidence.facts.endpoint_zones_of_vpc.items():
        certain = [zone for zone in brought if zone.brought is not None and zone.brought.doubt is None]
        taken: dict[str, str] = {
            zone.name: f"private zone {evidence.called(zone)}"
            for zone in evidence.facts.zones_of_vpc.get(vpc, ())
            if zone.name is not None and vpc in zone.vpcs and not evidence.is_conditional(zone.id)
        }
        for zone in certain:
            endpoint = zone.brought.endpoint if zone.brought is not None else None
            if zone.name is None or endpoint is None or evidence.is_conditional(endpoint):
                continue
            if zone.name in taken:
                wrong = (
                    f"Endpoint {in_words(endpoint)} has the private DNS name {zone.name}, which {taken[zone.name]} has "
                    f"in VPC {evidence.label(vpc)} already."
                )
                yield Found(place_of(endpoint), wrong)
            else:
                taken[zone.name] = f"endpoint {in_words(endpoint)}"


def _without_vpc(evidence: Evidence) -> Iterator[Found]:
    for zone in evidence.facts.zones:
        if zone.declared and not zone.vpcs and zone.name is not None:
            count = len(evidence.facts.records_of_zone.get(zone.id, ()))
            wrong = (
                f"Private zone {evidence.called(zone)} is declared with no VPC, so that nobody in the assembly reaches "
                f"its {counted(count, 'record')}."
            )
            yield Found(evidence.place_of_zone(zone), wrong)


RULES = (
    Rule(
        "zones-of-one-name",
        Severity.ERROR,
        "Two private zones of one name are associated with one VPC, which AWS refuses as ConflictingDomainExists.",
        "Put the records into one of the zones, or associate the other with another VPC.",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html",
        _of_one_name,
    ),
    Rule(
        "vpc-dns-off",
        Severity.ERROR,
        "A VPC with private zones has one of its two DNS settings off.",
        "Set EnableDnsSupport and EnableDnsHostnames of the VPC to true.",
        _FLAGS,
        _dns_off,
    ),
    Rule(
        "endpoint-dns-off",
        Severity.ERROR,
        "An endpoint has private DNS names in a VPC with one of its two DNS settings off.",
        "Set EnableDnsSupport and EnableDnsHostnames of the VPC to true, or PrivateDnsEnabled to false.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
        "#interface-endpoint-private-dns",
        _endpoint_dns_off,
    ),
    Rule(
        "endpoint-name-taken",
        Severity.ERROR,
        "An endpoint has the private DNS name of a private zone or of another endpoint in its VPC, which AWS refuses.",
        "Set PrivateDnsEnabled of the endpoint to false, or take the other out of the VPC.",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html",
        _endpoint_names_taken,
    ),
    Rule(
        "zone-without-vpc",
        Severity.WARNING,
        "A private zone is associated with no VPC, so that no name in it is ever answered.",
        "Associate the zone with the VPCs that need its names, or declare those it has.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html",
        _without_vpc,
    ),
)
