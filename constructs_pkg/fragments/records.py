"""Record sets of hosted zones: one resource for each name, type and set identifier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constructs_pkg.fragments.fragment import Fragment, Json, Resource, resource
from constructs_pkg.fragments.record_order import made_before
from constructs_pkg.values.alias_target import OWN_ZONE
from constructs_pkg.values.dns import APEX, DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import (
    DEFAULT_TTL,
    AliasTarget,
    Failover,
    Geolocation,
    Geoproximity,
    IpBased,
    Latency,
    Multivalue,
    Record,
    RoutingPolicy,
    Weighted,
)

# E1041 expects the zone of an AWS resource (https://github.com/aws-cloudformation/cfn-lint/pull/4560); for a record of
# the same zone Route 53 asks for its own: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html.
_LINTED_AS_OWN_ZONE = {"cfn-lint": {"config": {"ignore_checks": ["E1041"]}}}


def record_id(zone: str, record: Record) -> str:
    """Return the id of `record` in the zone called `zone`: zone, name, type and set identifier, nothing else."""
    inside = record.name.placed_in(zone).removesuffix(zone).removesuffix(".") or APEX
    return " ".join(part for part in ("Record", zone, inside, str(record.type), record.set_identifier) if part)


def records_fragment(zone: str, zone_id: Json, records: Iterable[Record]) -> Fragment:
    """Return the record sets `records` of the zone called `zone`.

    A record that is an alias of others of them waits for these.

    Geoproximity records come as a record set group each: CloudFormation knows the policy nowhere else.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-recordsetgroup-geoproximitylocation.html
    """
    placed = {record_id(zone, record): record for record in records}
    before = made_before(zone, zone_id, placed)
    made = {identity: _record_set(zone, zone_id, record) for identity, record in placed.items()}
    return Fragment(
        {
            identity: {**one, "DependsOn": before[identity]} if identity in before else one
            for identity, one in made.items()
        }
    )


def record_entry(zone: str, zone_id: Json, record: Record) -> dict[str, Json]:
    """Return `record` of that zone in the words of CloudFormation; what is not given is None."""
    return {
        "Name": _route53_name(record.name.placed_in(zone)),
        "Type": str(record.type),
        **_answer(record.values, record.ttl, record.alias, zone, zone_id),
        "HealthCheckId": record.health_check_id,
        **_policy(record.policy),
    }


def _record_set(zone: str, zone_id: Json, record: Record) -> Resource:
    entry = record_entry(zone, zone_id, record)
    in_own_zone = record.alias is not None and record.alias.zone_id in (OWN_ZONE, zone_id)
    more = {"Metadata": _LINTED_AS_OWN_ZONE} if in_own_zone and _may_refer(zone_id) else {}
    if isinstance(record.policy, Geoproximity):
        given = {name: value for name, value in entry.items() if value is not None}
        return resource("AWS::Route53::RecordSetGroup", {"HostedZoneId": zone_id, "RecordSets": [given]}, **more)
    return resource("AWS::Route53::RecordSet", {"HostedZoneId": zone_id, **entry}, **more)


def _may_refer(zone_id: Json) -> bool:
    """Tell whether `zone_id` may be a reference to a zone of the same template, as a CDK token may."""
    return isinstance(zone_id, Late) and (isinstance(zone_id.expression, str) or "Ref" in zone_id.expression)


def _route53_name(name: DnsName) -> str:
    return f"{name}."


def _answer(
    values: Sequence[Json], ttl: int | None, alias: AliasTarget | None, zone: str, zone_id: Json
) -> dict[str, Json]:
    if alias is not None:
        return {
            "AliasTarget": {
                "DNSName": alias.name_in(zone),
                "HostedZoneId": zone_id if alias.zone_id == OWN_ZONE else alias.zone_id,
                "EvaluateTargetHealth": alias.evaluate_target_health,
            }
        }
    return {"TTL": str(DEFAULT_TTL if ttl is None else ttl), "ResourceRecords": list(values)}


def _policy(policy: RoutingPolicy | None) -> dict[str, Json]:
    if policy is None:
        return {}
    return {"SetIdentifier": policy.set_identifier, **_choice(policy)}


def _choice(policy: RoutingPolicy) -> dict[str, Json]:
    match policy:
        case Weighted():
            return {"Weight": policy.weight}
        case Latency():
            return {"Region": policy.region}
        case Failover():
            return {"Failover": policy.role}
        case Geolocation():
            location = {
                "ContinentCode": policy.continent,
                "CountryCode": policy.country,
                "SubdivisionCode": policy.subdivision,
            }
            return {"GeoLocation": {key: value for key, value in location.items() if value is not None}}
        case Geoproximity():
            return {"GeoProximityLocation": {**_place(policy), "Bias": policy.bias}}
        case Multivalue():
            return {"MultiValueAnswer": True}
        case IpBased():
            return {"CidrRoutingConfig": {"CollectionId": policy.collection_id, "LocationName": policy.location}}


def _place(policy: Geoproximity) -> dict[str, Json]:
    at = policy.coordinates
    place = {
        "AWSRegion": policy.region,
        "LocalZoneGroup": policy.local_zone_group,
        "Coordinates": {"Latitude": at.latitude, "Longitude": at.longitude} if at else None,
    }
    return {key: value for key, value in place.items() if value is not None}
