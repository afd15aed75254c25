"""Records, read from record sets, from the entries of record set groups and from what is contributed elsewhere.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
and .../aws-resource-route53-recordsetgroup.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.attributes import known_attribute
from constructs_pkg.audit.domain_name import why_no_name
from constructs_pkg.audit.facts import AliasFact, RecordFact
from constructs_pkg.audit.networks import normal_name, zone_id
from constructs_pkg.audit.pseudo import place_of
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.value import (
    DeployTime,
    ListOf,
    MapOf,
    Resource,
    Unresolved,
    Value,
    in_words,
    literal_text,
)

CONTRIBUTION = "Custom::ContributedRecord"
"""What a custom resource of this library keeps in a zone of another account, in the words of a record set."""

# Every property of a record set that belongs to a routing policy.
POLICY_FIELDS = (
    "Weight",
    "Region",
    "Failover",
    "GeoLocation",
    "GeoProximityLocation",
    "MultiValueAnswer",
    "CidrRoutingConfig",
)


def read_records(reading: Reading) -> Iterator[RecordFact]:
    """Yield the records of the assembly, those of public zones included.

    A record whose zone, name or type cannot be told before deployment is noted and left out.
    """
    for resource, record in reading.resources("AWS::Route53::RecordSet"):
        yield from _record(resource, record, record, None)
    for resource, record in reading.resources(CONTRIBUTION):
        yield from _record(resource, record, record, None)
    for resource, group in reading.resources("AWS::Route53::RecordSetGroup"):
        for entry, record in enumerate(group.entries("RecordSets")):
            yield from _record(resource, record, group, entry)


def _record(resource: Resource, record: Properties, group: Properties, entry: int | None) -> Iterator[RecordFact]:
    zone = _zone(record, group)
    name, kind = (_text(record, key) for key in ("Name", "Type"))
    if zone is None or name is None or kind is None:
        return
    wrong = why_no_name(name)
    if wrong is not None:
        record.note(f"has a Name that {wrong}; it is not read")
        return
    values, alias = record.get("ResourceRecords"), record.get("AliasTarget")
    policy = ((field, record.get(field)) for field in POLICY_FIELDS)
    yield RecordFact(
        source=resource,
        zone=zone,
        name=normal_name(name),
        type=kind.upper(),
        ttl=record.get("TTL"),
        values=tuple(known_attribute(record.reading, value) for value in _values(values)),
        alias=_alias(record, alias) if alias is not None else None,
        set_identifier=record.get("SetIdentifier"),
        policy=tuple((field, value) for field, value in policy if value is not None),
        health_check=record.get("HealthCheckId"),
        entry=entry,
    )


def _zone(record: Properties, group: Properties) -> Value | None:
    for source in (record, group):
        if "HostedZoneId" in source.raw:
            zone = source.identifier("HostedZoneId")
            return zone_id(zone) if zone is not None else None
    for source in (record, group):
        name = literal_text(source.get("HostedZoneName"))
        if name is not None:
            # CloudFormation looks the zone up by name when it deploys; several may be called that.
            return DeployTime(f"the hosted zone named {normal_name(name)}", place_of(source.stack))
    record.note("has neither HostedZoneId nor a literal HostedZoneName; it is not read")
    return None


def _text(record: Properties, key: str) -> str | None:
    value = record.identifier(key)
    text = literal_text(value)
    if value is not None and text is None:
        record.note(f"has a {key} that is {in_words(value)}; it is not read")
    return text


def _values(values: Value | None) -> tuple[Value, ...]:
    if values is None:
        return ()
    return values.items if isinstance(values, ListOf) else (values,)


def _alias(record: Properties, alias: Value) -> AliasFact:
    missing = Unresolved("the alias target is incomplete")
    target = alias if isinstance(alias, MapOf) else MapOf(())
    zone = target.get("HostedZoneId")
    return AliasFact(
        dns_name=target.get("DNSName") or missing,
        zone=zone_id(record.reading.identity(zone)) if zone is not None else missing,
        evaluate_target_health=target.get("EvaluateTargetHealth"),
    )
