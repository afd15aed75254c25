"""The names of an endpoint as CloudFormation gets them, and what a change of one changes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.consumer import consumer_fragment
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

ENDPOINT, RECORD = "AWS::EC2::VPCEndpoint", "AWS::Route53::RecordSet"
ZONE = {"name": "kafka.test", "id": "Z0123456789"}
SUBNETS = {
    letter: {
        "id": f"subnet-0000000000000000{letter}",
        "availability_zone": f"us-east-1{letter}",
        "availability_zone_id": f"use1-az{number}",
    }
    for letter, number in (("a", 4), ("b", 6), ("c", 1))
}
SERVICE = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
REGIONAL = {"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Resource", "DnsEntries"]}]}]}]}
REGIONAL_ZONE = {
    "Fn::Select": [0, {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Resource", "DnsEntries"]}]}]}]
}


def resources(zones: str = "ab", **given: Any) -> dict[str, Any]:
    """The resources of an endpoint in the subnets of some zones."""
    network = {"vpc_id": "vpc-0123456789abcdef0", "subnets": [SUBNETS[letter] for letter in zones]}
    names = [{"zone": ZONE, **name} for name in given.pop("names", [])]
    spec = parse(ConsumerSpec, {"network": network, "service_name": SERVICE, "names": names, **given})
    return consumer_fragment(spec, region=Region("us-east-1"), name="kafka").template()["Resources"]  # type: ignore[no-any-return]


def properties(of: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: held["Properties"] for name, held in of.items() if held["Type"] == kind}


def zonal(zone: str) -> dict[str, Any]:
    """The endpoint's name in a zone: the zone's name after the first label of the regional name."""
    first = {"Fn::Select": [0, {"Fn::Split": [".", REGIONAL]}]}
    rest = {"Fn::Select": [1, {"Fn::Split": [".vpce-svc-", REGIONAL]}]}
    return {"Fn::Join": ["", [first, f"-{zone}.vpce-svc-", rest]]}


def test_a_name_by_zone_id_leads_to_the_zone_of_that_id() -> None:
    """The record is called by the zone's id, and its target by the name the zone has in the endpoint's account."""
    found = properties(resources(names=[{"name": "*.{az_id}"}]), RECORD)
    assert {"*.use1-az4.kafka.test.": zonal("us-east-1a"), "*.use1-az6.kafka.test.": zonal("us-east-1b")} == {
        record["Name"]: record["AliasTarget"]["DNSName"] for record in found.values()
    }
    assert [REGIONAL_ZONE] * 2 == [record["AliasTarget"]["HostedZoneId"] for record in found.values()]


def test_a_name_in_one_zone_leads_there() -> None:
    """A name that is given its zone, by name or id, leads there, as CNAME or alias."""
    names = [
        {"name": "one", "availability_zone": "us-east-1b"},
        {"name": "two.{az_id}", "availability_zone": "use1-az4", "kind": "cname", "ttl": 60},
    ]
    found = {record["Name"]: record for record in properties(resources(names=names), RECORD).values()}
    assert {"one.kafka.test.", "two.use1-az4.kafka.test."} == found.keys()
    assert zonal("us-east-1b") == found["one.kafka.test."]["AliasTarget"]["DNSName"]
    assert ([zonal("us-east-1a")], "60") == tuple(
        found["two.use1-az4.kafka.test."][key] for key in ("ResourceRecords", "TTL")
    )


def test_zonal_names_are_made_of_a_regional_name_that_is_given() -> None:
    """Literal text stays literal, whatever stands after its first label."""
    given = {"dns_name": "vpce-1-2.ssm.us-east-1.vpce.amazonaws.com", "zone_id": "Z7HUB22UULQXV"}
    found = properties(resources(names=[{"name": "{az_id}"}], regional_dns_name=given), RECORD)
    assert {
        "use1-az4.kafka.test.": "vpce-1-2-us-east-1a.ssm.us-east-1.vpce.amazonaws.com",
        "use1-az6.kafka.test.": "vpce-1-2-us-east-1b.ssm.us-east-1.vpce.amazonaws.com",
    } == {record["Name"]: record["AliasTarget"]["DNSName"] for record in found.values()}


@pytest.mark.parametrize("given", [{}, {"regional_dns_name": {"dns_name": "vpce-1.x.test", "zone_id": "Z1"}}])
def test_a_zone_known_at_deployment_only_is_named_then(given: dict[str, Any]) -> None:
    """Of a subnet whose zone's name is a token, the record is named by the id and the target by the token."""
    late = {**SUBNETS["a"], "availability_zone": "${Token[AZ.1]}"}
    network = {"vpc_id": "vpc-0123456789abcdef0", "subnets": [late]}
    (record,) = properties(resources(network=network, names=[{"name": "{az_id}"}], **given), RECORD).values()
    assert "use1-az4.kafka.test." == record["Name"]
    assert "${Token[AZ.1]}" in record["AliasTarget"]["DNSName"]["Fn::Join"][1]


def test_another_zone_adds_one_record() -> None:
    """A third zone gives the endpoint one more subnet and one more record, and changes nothing else."""
    names = [{"name": "*.{az_id}"}, {"name": "*"}]
    before, after = resources("ab", names=names), resources("abc", names=names)
    assert {"Record kafka.test *.use1-az1 A"} == after.keys() - before.keys()
    assert {"Resource"} == {name for name in before if before[name] != after[name]}
    both = {**before["Resource"]["Properties"], "SubnetIds": after["Resource"]["Properties"]["SubnetIds"]}
    assert after["Resource"]["Properties"] == both


def test_another_name_adds_its_records() -> None:
    """A name more or less is a record more or less for each of its zones, and changes no other resource."""
    before = resources(names=[{"name": "@"}])
    after = resources(names=[{"name": "@"}, {"name": "{az_id}", "kind": "cname"}, {"name": "a.b"}])
    added = {f"Record kafka.test {name}" for name in ("use1-az4 CNAME", "use1-az6 CNAME", "a.b A")}
    assert added == after.keys() - before.keys()
    assert before == {name: held for name, held in after.items() if name not in added}


def test_the_endpoint_stands_where_its_service_is() -> None:
    """Of the network's subnets it takes those in the service's zones, and has zonal names there alone."""
    made = resources(
        "abc", service_availability_zone_ids=["use1-az1", "use1-az4", "use1-az2"], names=[{"name": "{az_id}"}]
    )
    assert [SUBNETS["a"]["id"], SUBNETS["c"]["id"]] == made["Resource"]["Properties"]["SubnetIds"]
    names = {record["Name"] for record in properties(made, RECORD).values()}
    assert {"use1-az1.kafka.test.", "use1-az4.kafka.test."} == names


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, None),
        ({"record_ip_type": "ipv6"}, {"DnsRecordIpType": "ipv6"}),
        (
            {"record_ip_type": "service-defined", "private_dns_only_for_inbound_resolver_endpoint": True},
            {"DnsRecordIpType": "service-defined", "PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"},
        ),
        (
            {"private_dns_only_for_inbound_resolver_endpoint": False},
            {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"},
        ),
    ],
)
def test_dns_options_are_told_in_the_words_of_cloudformation(options: dict[str, Any], expected: object) -> None:
    """What is not asked for is absent, and the flag of EC2's API is a word in CloudFormation."""
    assert expected == resources(dns_options=options)["Resource"]["Properties"].get("DnsOptions")


@pytest.mark.parametrize(
    ("stated", "types"),
    [
        (None, ["A", "AAAA"]),
        ("ipv4", ["A"]),
        ("ipv6", ["AAAA"]),
        ("dualstack", ["A", "AAAA"]),
        ("service-defined", ["A", "AAAA"]),
    ],
)
def test_aliases_are_of_the_types_that_the_endpoints_names_have(stated: str | None, types: list[str]) -> None:
    """An alias of a type that the endpoint's own name lacks would answer nothing, and is not made."""
    options = None if stated is None else {"record_ip_type": stated}
    made = resources("a", ip_address_type="dualstack", dns_options=options, names=[{"name": "@"}])
    assert types == sorted(record["Type"] for record in properties(made, RECORD).values())


def test_private_dns_in_a_second_step_changes_one_property() -> None:
    """Once the provider's name is verified, switching private DNS on is an update of one property."""
    before, after = resources(private_dns=False), resources(private_dns=True)
    assert before.keys() == after.keys()
    assert {("Resource", "PrivateDnsEnabled")} == {
        (name, key)
        for name, held in after.items()
        for key, value in held["Properties"].items()
        if before[name]["Properties"].get(key) != value
    }


def test_a_name_with_a_fallback_is_two_records() -> None:
    """The endpoint is the PRIMARY with its health, and the public addresses take its place for a minute at a time."""
    check = "01234567-89ab-cdef-0123-456789abcdef"
    names = [{"name": "@", "fallback": {"values": ["203.0.113.12"], "health_check_id": check}}]
    found = properties(resources(names=names), RECORD)
    same = {"HostedZoneId": "Z0123456789", "Name": "kafka.test.", "Type": "A"}
    target = {"DNSName": REGIONAL, "HostedZoneId": REGIONAL_ZONE, "EvaluateTargetHealth": True}
    assert {
        "Record kafka.test @ A endpoint": {
            **same,
            "AliasTarget": target,
            "HealthCheckId": check,
            "SetIdentifier": "endpoint",
            "Failover": "PRIMARY",
        },
        "Record kafka.test @ A public": {
            **same,
            "TTL": "60",
            "ResourceRecords": ["203.0.113.12"],
            "SetIdentifier": "public",
            "Failover": "SECONDARY",
        },
    } == found


def test_each_address_type_falls_back_to_its_own() -> None:
    """An endpoint of both address types has a PRIMARY and a SECONDARY of each."""
    names = [{"name": "@", "fallback": {"values": ["203.0.113.12", "2001:db8::12"], "ttl": 30}}]
    found = properties(resources(names=names, ip_address_type="dualstack"), RECORD)
    assert [("A", "30", ["203.0.113.12"]), ("AAAA", "30", ["2001:db8::12"])] == sorted(
        (one["Type"], one["TTL"], one["ResourceRecords"]) for one in found.values() if one["Failover"] == "SECONDARY"
    )
