"""A case of a rule: templates, and what the rule finds in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Finding
from constructs_pkg.audit.findings.registry import findings_of

from ..templates import Json, endpoint, get_att, record, ref, stack, vpc, zone

Z = ref("Zone")
P = ref("Public")
PUBLIC: Json = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}}


@dataclass(frozen=True)
class Case:
    """What one rule finds.

    Attributes:
        what: What the templates show, for the test's name.
        found: Parts of the sentences by the places they are said of; nothing for a near neighbour.
    """

    rule: str
    what: str
    stacks: Sequence[StackFact]
    found: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.rule}: {self.what}"


def findings(stacks: Sequence[StackFact], *rules: str) -> tuple[Finding, ...]:
    return findings_of(Evidence(read(stacks)), rules)


def cell(resources: Json | None = None, name: str = "us", region: str = "us-east-1") -> list[StackFact]:
    """Return a stack with VPC ``us``, its private zone example.com, and the resources given."""
    network = {"Vpc": vpc(name), "Zone": zone("example.com", ref("Vpc"))}
    return [stack(name, {**network, **(resources or {})}, region)]


def public(resources: Json) -> list[StackFact]:
    """Return a stack with public zone example.com and the resources given."""
    return [stack("us", {"Public": PUBLIC, **resources})]


def conditional(resource: Json, condition: str = "Sometimes") -> Json:
    return {**resource, "Condition": condition}


def health_check(**config: object) -> Json:
    return {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": config}}


def aliased(name: str, target: object, zone_id: object = Z, evaluate: object = True, **fields: object) -> Json:
    target = {"DNSName": target, "HostedZoneId": zone_id, "EvaluateTargetHealth": evaluate}
    return record(Z, name, "A", AliasTarget=target, **fields)


def failover(role: str, *values: str, **fields: object) -> Json:
    return record(Z, "f.example.com", "A", *values, Failover=role, SetIdentifier=role, **fields)


def service(**properties: object) -> Json:
    return {"Type": "AWS::EC2::VPCEndpointService", "Properties": properties}


def permissions(*principals: object, of: object = None) -> Json:
    properties = {"ServiceId": of or ref("Service"), "AllowedPrincipals": list(principals)}
    return {"Type": "AWS::EC2::VPCEndpointServicePermissions", "Properties": properties}


def subnet(zone_name: object = None, zone_id: object = None, of: object = None) -> Json:
    zones = {"AvailabilityZone": zone_name, "AvailabilityZoneId": zone_id}
    given = {key: value for key, value in zones.items() if value is not None}
    return {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": of or ref("Vpc"), "CidrBlock": "10.0.0.0/20", **given}}


def balancer(*subnets: object, **properties: object) -> Json:
    return {
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": {"Type": "network", "Subnets": list(subnets), **properties},
    }


__all__ = [
    "PUBLIC",
    "Case",
    "P",
    "Z",
    "aliased",
    "balancer",
    "cell",
    "conditional",
    "endpoint",
    "failover",
    "findings",
    "get_att",
    "health_check",
    "permissions",
    "public",
    "record",
    "ref",
    "service",
    "stack",
    "subnet",
    "vpc",
    "zone",
]
