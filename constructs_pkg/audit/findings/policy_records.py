"""Policy records that Route 53 refuses, or that stand where other records do."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.networks import zone_id
from constructs_pkg.audit.traffic_policies import INSTANCE
from constructs_pkg.audit.value import Resource, Unresolved

_INSTANCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-trafficpolicyinstance.html"


def _in_private_zone(evidence: Evidence) -> Iterator[Found]:
    for resource, instance in evidence.reading.resources(INSTANCE):
        asked = instance.get("HostedZoneId")
        zone = evidence.private_zone_by_id.get(zone_id(asked)) if asked is not None else None
        if zone is not None:
            yield Found(place_of(resource), f"Private zone {evidence.called(zone)} has a policy record.")


def _unreadable(evidence: Evidence) -> Iterator[Found]:
    instances = {resource for resource, _ in evidence.reading.resources(INSTANCE)}
    for record in evidence.facts.records:
        if record.source not in instances or record.zone in evidence.private_zone_by_id:
            continue
        reasons = [value.reason for value in record.values if isinstance(value, Unresolved)]
        if reasons:
            yield Found(place_of(record), f"What {record.name} {record.type} answers is not told: {reasons[0]}.")


def _beside(evidence: Evidence) -> Iterator[Found]:
    instances: set[Resource] = {resource for resource, _ in evidence.reading.resources(INSTANCE)}
    for (_, name, kind), records in evidence.groups.items():
        sources = {record.source for record in records}
        policies = sources & instances
        if policies and len(sources) > 1:
            first = min(policies, key=str)
            yield Found(
                place_of(first),
                f"{name} {kind} is a policy record and stands beside other records of that name and type.",
            )


RULES = (
    Rule(
        "policy-record-in-private-zone",
        Severity.ERROR,
        "A policy record is in a private zone, and Route 53 has traffic policies in public zones.",
        "Write the same tree as alias records.",
        _INSTANCE,
        _in_private_zone,
    ),
    Rule(
        "policy-record-beside-others",
        Severity.ERROR,
        "A policy record has the name and type of other records.",
        "Leave one of them out: Route 53 makes and owns all records of a policy record's name and type.",
        _INSTANCE,
        _beside,
    ),
    Rule(
        "policy-not-interpreted",
        Severity.NOTE,
        "What a policy record answers cannot be told.",
        "Make the policy in the same assembly, with a document of the format 2015-10-01.",
        "https://docs.aws.amazon.com/Route53/latest/APIReference/api-policies-traffic-policy-document-format.html",
        _unreadable,
    ),
)
