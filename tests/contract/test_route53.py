"""Private zones and records behave as Route 53 documents.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html.
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import CONSUMER, Cloud, refused


def record(name: str, value: str, kind: str = "A", **more: Any) -> dict[str, Any]:
    """Return a record set of one value."""
    return {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value}], **more}


@pytest.fixture
def zone(cloud: Cloud) -> str:
    """A private zone example.com of a VPC of its own."""
    return cloud.zone(cloud.vpc())


def vpcs(cloud: Cloud, zone: str) -> set[tuple[str, str]]:
    """Return the VPCs that see a zone."""
    shown = cloud.client("route53").get_hosted_zone(Id=zone)
    return {(one["VPCRegion"], one["VPCId"]) for one in shown["VPCs"]}


def test_a_zone_is_seen_by_several_vpcs(cloud: Cloud) -> None:
    """VPCs of other Regions join and leave; the last one stays."""
    route53, here, there = cloud.client("route53"), cloud.vpc(), cloud.vpc(region="eu-west-1")
    zone = cloud.zone(here)
    far = {"VPCRegion": "eu-west-1", "VPCId": there}
    route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=far)
    assert {("us-east-1", here), ("eu-west-1", there)} == vpcs(cloud, zone)
    route53.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC=far)
    with refused("LastVPCAssociation"):
        route53.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC={"VPCRegion": "us-east-1", "VPCId": here})
    assert {("us-east-1", here)} == vpcs(cloud, zone)


def test_a_vpc_sees_one_zone_of_a_name(cloud: Cloud) -> None:
    """A second zone of that name is refused, new or joined; another VPC may have one."""
    first, second = cloud.vpc(), cloud.vpc()
    cloud.zone(first)
    with refused("ConflictingDomainExists"):
        cloud.zone(first)
    other = cloud.zone(second)
    with refused("ConflictingDomainExists"):
        cloud.client("route53").associate_vpc_with_hosted_zone(
            HostedZoneId=other, VPC={"VPCRegion": "us-east-1", "VPCId": first}
        )
    cloud.zone(first, "sub.example.com")


def test_a_zone_with_records_is_not_deleted(cloud: Cloud, zone: str) -> None:
    """Its records go first."""
    held = record("a.example.com.", "10.0.0.1")
    cloud.change(zone, ("CREATE", held))
    with refused("HostedZoneNotEmpty"):
        cloud.client("route53").delete_hosted_zone(Id=zone)
    cloud.change(zone, ("DELETE", held))
    cloud.client("route53").delete_hosted_zone(Id=zone)


def test_a_cname_stands_alone(cloud: Cloud, zone: str) -> None:
    """Neither beside other records nor other records beside it."""
    cloud.change(zone, ("CREATE", record("a.example.com.", "10.0.0.1")))
    cloud.change(zone, ("CREATE", record("c.example.com.", "a.example.com", "CNAME")))
    before = cloud.records(zone)
    for change in (record("a.example.com.", "b.example.com", "CNAME"), record("c.example.com.", "10.0.0.1")):
        with refused("InvalidChangeBatch"):
            cloud.change(zone, ("CREATE", change))
    assert before == cloud.records(zone)


def test_the_apex_has_no_cname(cloud: Cloud, zone: str) -> None:
    """Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat."""
    with refused("InvalidChangeBatch"):
        cloud.change(zone, ("CREATE", record("example.com.", "a.example.com", "CNAME")))


def test_a_record_is_inside_its_zone(cloud: Cloud, zone: str) -> None:
    """Neither another domain nor one that merely ends alike."""
    for name in ("a.example.net.", "notexample.com."):
        with refused("InvalidChangeBatch"):
            cloud.change(zone, ("CREATE", record(name, "10.0.0.1")))


def test_a_batch_is_all_or_nothing(cloud: Cloud, zone: str) -> None:
    """One refused change of a batch leaves nothing of the others."""
    good = record("good.example.com.", "10.0.0.1")
    for bad in (record("bad.example.net.", "10.0.0.1"), record("example.com.", "good.example.com", "CNAME")):
        with refused("InvalidChangeBatch"):
            cloud.change(zone, ("CREATE", good), ("CREATE", bad))
    assert [] == cloud.records(zone)


def test_an_alias_leads_to_an_endpoint(cloud: Cloud, zone: str) -> None:
    """The name and the zone of an endpoint's first entry are kept."""
    service = cloud.service(f"arn:aws:iam::{CONSUMER}:root")
    entry = cloud.endpoint(service)["DnsEntries"][0]
    target = {**entry, "DNSName": entry["DnsName"], "EvaluateTargetHealth": True}
    del target["DnsName"]
    cloud.change(zone, ("CREATE", {"Name": "api.example.com.", "Type": "A", "AliasTarget": target}))
    (held,) = cloud.records(zone)
    assert {**target, "DNSName": f"{entry['DnsName']}."} == held["AliasTarget"]


@pytest.mark.parametrize(
    "policy",
    [
        {"Weight": 10},
        {"Region": "eu-west-1"},
        {"Failover": "PRIMARY"},
        {"MultiValueAnswer": True},
        {"GeoLocation": {"ContinentCode": "EU"}},
        {"GeoLocation": {"CountryCode": "US", "SubdivisionCode": "CA"}},
        {"GeoProximityLocation": {"AWSRegion": "eu-west-1", "Bias": -20}},
        {"GeoProximityLocation": {"Coordinates": {"Latitude": "48.1", "Longitude": "11.6"}}},
    ],
    ids=lambda policy: "-".join(policy),
)
def test_a_routing_policy_is_kept(cloud: Cloud, zone: str, policy: dict[str, Any]) -> None:
    """What was written is what is read."""
    written = record("a.example.com.", "10.0.0.1", SetIdentifier="one", **policy)
    cloud.change(zone, ("CREATE", written))
    assert [written] == cloud.records(zone)


def test_a_deletion_says_what_is_there(cloud: Cloud, zone: str) -> None:
    """A record that has changed meanwhile is not deleted by its old value, geoproximity included."""
    held = record("a.example.com.", "10.0.0.1", SetIdentifier="one", GeoProximityLocation={"AWSRegion": "eu-west-1"})
    cloud.change(zone, ("CREATE", held))
    with refused("InvalidChangeBatch"):
        cloud.change(zone, ("DELETE", {**held, "GeoProximityLocation": {"AWSRegion": "us-east-1"}}))
    cloud.change(zone, ("DELETE", held))
    assert [] == cloud.records(zone)
