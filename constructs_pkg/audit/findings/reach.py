"""Names that answer with an endpoint their askers have no way to."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.endpoint_name import endpoint_of
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.findings.targets import values_of
from constructs_pkg.audit.value import Resource, in_words

# What may join two VPCs; where the assembly has any of it, it is not judged who reaches whom.
_JOINING = (
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::EC2::TransitGatewayVpcAttachment",
    "AWS::EC2::VPNGateway",
    "AWS::NetworkManager::VpcAttachment",
)


def _in_another_vpc(evidence: Evidence) -> Iterator[Found]:
    if any(True for kind in _JOINING for _ in evidence.reading.resources(kind)):
        return
    for record in evidence.facts.records:
        zone = evidence.private_zone_by_id.get(record.zone)
        if zone is None or not all(isinstance(vpc, Resource) for vpc in zone.vpcs):
            continue
        for value in values_of(record):
            endpoint = endpoint_of(evidence.facts, value)
            if endpoint is not None and isinstance(endpoint.vpc, Resource) and endpoint.vpc not in zone.vpcs:
                wrong = (
                    f"{record.name} {record.type} answers in {listed(map(evidence.label, zone.vpcs))} with endpoint "
                    f"{in_words(endpoint.id)} of VPC {evidence.label(endpoint.vpc)}, and nothing in the assembly "
                    f"joins the two."
                )
                yield Found(place_of(record), wrong)


RULES = (
    Rule(
        "endpoint-in-another-vpc",
        Severity.WARNING,
        "A private zone answers with an endpoint of a VPC that the zone is not associated with and nothing joins.",
        "Make an endpoint in the VPC that asks, or join the VPCs and associate the zone with both.",
        "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html",
        _in_another_vpc,
    ),
)
