"""Policy records: names that Route 53 answers by a traffic policy.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-trafficpolicy.html
and .../aws-resource-route53-trafficpolicyinstance.html.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.late_json import parse_late_json
from constructs_pkg.audit.networks import normal_name, zone_id
from constructs_pkg.audit.parsed import NotParsed
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.traffic_policy_document import NotInterpreted, PolicyRecords
from constructs_pkg.audit.value import Resource, Unresolved, Value, in_words, literal_text

POLICY = "AWS::Route53::TrafficPolicy"
INSTANCE = "AWS::Route53::TrafficPolicyInstance"

# The types that are asked for where a policy does not tell its own.
_ADDRESSES = ("A", "AAAA")


@dataclass(frozen=True)
class ReadPolicies:
    """What the policy records of an assembly are.

    Attributes:
        shown: The records at their names.
        hidden: Those that these lead to, which nobody can ask for.
    """

    shown: tuple[RecordFact, ...]
    hidden: tuple[RecordFact, ...]


def read_traffic_policies(reading: Reading, private: Collection[Value]) -> ReadPolicies:
    """Return the policy records of the assembly; one that cannot be told is a record whose value is unresolved.

    Args:
        reading: The assembly.
        private: The ids of its private zones.
    """
    shown: list[RecordFact] = []
    hidden: list[RecordFact] = []
    for resource, instance in reading.resources(INSTANCE):
        zone, name = instance.identifier("HostedZoneId"), literal_text(instance.identifier("Name"))
        if zone is None or name is None:
            instance.note("has no zone or name known before deployment; it is not read")
            continue
        wrong = why_no_name(name)
        if wrong is not None:
            instance.note(f"has a Name that {wrong}; it is not read")
            continue
        place = resource, zone_id(zone), normal_name(name)
        try:
            records = _records(reading, instance, place, private)
            first, further = records.made()
        except (NotInterpreted, NotParsed) as reason:
            instance.note(f"is not answered by its policy: {reason}")
            shown += _unresolved(reading, instance, place, str(reason))
            continue
        for note in dict.fromkeys(records.notes):
            instance.note(note)
        shown += first
        hidden += further
    return ReadPolicies(tuple(shown), tuple(hidden))


_Place = tuple[Resource, Value, str]


def _records(reading: Reading, instance: Properties, place: _Place, private: Collection[Value]) -> PolicyRecords:
    source, zone, name = place
    if zone in private:
        raise NotInterpreted(f"zone {in_words(zone)} is private, and Route 53 has traffic policies in public zones")
    policy = _policy_of(reading, instance)
    version = literal_text(instance.get("TrafficPolicyVersion"))
    # CloudFormation makes the first version of a policy and no other.
    if version not in (None, "1"):
        raise NotInterpreted(f"version {version} of the policy is made elsewhere")
    document = policy.get("Document")
    if document is None:
        raise NotInterpreted("the policy has no Document")
    return PolicyRecords(source, zone, name, instance.get("TTL"), parse_late_json(document))


def _policy_of(reading: Reading, instance: Properties) -> Properties:
    told = instance.get("TrafficPolicyId")
    if not isinstance(told, Resource) or told.attribute != "Id" or reading.type_of(told) != POLICY:
        raise NotInterpreted(f"policy {in_words(told) if told is not None else ''} is not made in the assembly")
    return reading.properties_of(told)


def _unresolved(reading: Reading, instance: Properties, place: _Place, reason: str) -> Iterator[RecordFact]:
    source, zone, name = place
    try:
        document = _policy_of(reading, instance).get("Document")
        kinds: tuple[str, ...] = (
            (PolicyRecords(source, zone, name, None, parse_late_json(document)).kind,) if document else _ADDRESSES
        )
    except (NotInterpreted, NotParsed):
        kinds = _ADDRESSES
    for kind in kinds:
        yield RecordFact(source=source, zone=zone, name=name, type=kind, values=(Unresolved(reason),))
