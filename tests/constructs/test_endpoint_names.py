"""Zonal names, DNS options and tables of Regions in the construct, and what may be known at deployment only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from construct_cases import NETWORK, SERVICE_NAME, ZONE, Template, cell, every, only, refusal_of, stack_in, template_of

from constructs_pkg import CellRecords, EndpointConsumer
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.testing import assert_nothing_replaced
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.service_table import ServiceTable
from constructs_pkg.values.spec import parse

ENDPOINT, RECORD = "AWS::EC2::VPCEndpoint", "AWS::Route53::RecordSet"
IDS = {"us-east-1a": "use1-az4", "us-east-1b": "use1-az6"}


def consumer(scope: cdk.Stack, construct_id: str = "Consumer", **given: Any) -> EndpointConsumer:
    """An endpoint in a network that exists, but for what is given."""
    return EndpointConsumer(scope, construct_id, **{"vpc": NETWORK, "service_name": SERVICE_NAME, **given})


def names(template: Template) -> set[str]:
    return {record["Name"] for record in every(template, RECORD).values()}


def test_zonal_names_in_a_vpc_of_the_cdk(stack: cdk.Stack) -> None:
    """Once the account's ids are given, a VPC of the CDK has names by zone id."""
    made = cell(stack, zones=[])
    consumer(stack, vpc=made.vpc, availability_zone_ids=IDS, zone=ZONE, names=["*.{az_id}"])
    assert {"*.use1-az4.example.internal.", "*.use1-az6.example.internal."} == names(template_of(stack))


def test_zones_of_the_service_choose_the_subnets(stack: cdk.Stack) -> None:
    """The endpoint stands in the one subnet whose zone the service is offered in."""
    consumer(stack, service_availability_zone_ids=["use1-az5", "use1-az6"])
    assert [NETWORK.subnets[1].id] == only(template_of(stack), ENDPOINT)["SubnetIds"]


def test_no_zone_in_common_is_refused(stack: cdk.Stack) -> None:
    """The error names the zones of both sides."""
    with pytest.raises(ValueError, match=r"use1-az1, use1-az2 .* us-east-1a \(use1-az4\), us-east-1b \(use1-az5\)"):
        consumer(stack, service_availability_zone_ids=["use1-az1", "use1-az2"])


def test_zonal_names_that_are_added_are_as_if_given(app: cdk.App, stack: cdk.Stack) -> None:
    """A zonal name that is added later gives the same records and ids as one given at construction."""
    consumer(stack, zone=ZONE, names=["*.{az_id}"])
    other = stack_in(app, "Other")
    assert 2 == len(consumer(other, zone=ZONE).add_name("*.{az_id}"))
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_a_zonal_name_that_the_cell_has_is_refused(stack: cdk.Stack) -> None:
    """The cell's zone knows each of the names that one by zone id stands for."""
    made = cell(stack, availability_zones=[{"slot": 0, "name": "us-east-1a", "id": "use1-az4"}])
    made.add_host("use1-az4", ["10.0.0.10"])
    asked: dict[str, Any] = {"vpc": made.network, "zone": made.zone}
    assert {("duplicate-record", "names[0].name")} == refusal_of(lambda: consumer(stack, names=["{az_id}"], **asked))
    consumer(stack, names=["x.{az_id}"], **asked)


def test_endpoints_share_zone_group_and_subnets(stack: cdk.Stack) -> None:
    """Two endpoints of one stack stand in the same subnets with the same group, and put names into the same zone."""
    group = ec2.SecurityGroup.from_security_group_id(stack, "Shared", "sg-0123456789abcdef0")
    for name in ("One", "Two"):
        consumer(stack, name, security_groups=[group], zone=ZONE, names=[name, f"{name}.{{az_id}}"])
    endpoints = every(template_of(stack), ENDPOINT)
    assert 2 == len(endpoints)
    assert [["sg-0123456789abcdef0"]] * 2 == [each["SecurityGroupIds"] for each in endpoints.values()]
    assert 1 == len({tuple(each["SubnetIds"]) for each in endpoints.values()})


def test_one_endpoint_more_changes_no_other(app: cdk.App, stack: cdk.Stack) -> None:
    """The same consumer again in one VPC and stack is added beside the first, and changes nothing of it."""
    asked: dict[str, Any] = {"ingress": [{"from_port": 443, "cidr": "10.0.0.0/16"}], "zone": ZONE}
    consumer(stack, "One", names=["one"], **asked)
    other = stack_in(app, "Other")
    consumer(other, "One", names=["one"], **asked)
    consumer(other, "Two", names=["two"], **asked)
    before, after = template_of(stack)["Resources"], template_of(other)["Resources"]
    assert before.items() <= after.items()
    assert {
        logical_id("Two", "Resource"),
        logical_id("Two", "SecurityGroup"),
        logical_id("Two", "Record example.internal two A"),
    } == after.keys() - before.keys()


def test_dns_options_are_told(stack: cdk.Stack) -> None:
    """Options reach the endpoint, and decide the types of its aliases."""
    vpc = NETWORK.model_copy(update={"ipv6": True})
    options = {"record_ip_type": "ipv4"}
    consumer(stack, vpc=vpc, ip_address_type="dualstack", dns_options=options, zone=ZONE, names=["db"])
    template = template_of(stack)
    assert {"DnsRecordIpType": "ipv4"} == only(template, ENDPOINT)["DnsOptions"]
    assert "A" == only(template, RECORD)["Type"]


def test_private_dns_is_switched_on_in_a_second_step(tmp_path: Path) -> None:
    """Switching private DNS on later replaces nothing, and changes one property of the endpoint."""
    made = {}
    for step, on in (("before", False), ("after", True)):
        app = cdk.App(outdir=str(tmp_path / step))
        consumer(stack_in(app, "Stack"), private_dns=on)
        made[step] = app.synth()
    assert_nothing_replaced(made["before"], made["after"])
    before, after = (made[step].get_stack_by_name("Stack").template["Resources"] for step in ("before", "after"))
    changed = {
        (name, key)
        for name, held in after.items()
        for key, value in held["Properties"].items()
        if before[name]["Properties"][key] != value
    }
    assert {(logical_id("Consumer", "Resource"), "PrivateDnsEnabled")} == changed


@pytest.mark.parametrize(
    ("region", "start"),
    [
        ("us-east-1", "com.amazonaws.vpce.us-east-1."),
        ("us-gov-west-1", "com.amazonaws.vpce.us-gov-west-1."),
        ("cn-north-1", "cn.com.amazonaws.vpce.cn-north-1."),
    ],
)
def test_one_table_serves_every_region(app: cdk.App, region: str, start: str) -> None:
    """One definition is cloned over Regions and partitions by its table."""
    regions = ("us-east-1", "us-gov-west-1", "cn-north-1")
    starts = {each: f"{'cn.' if each.startswith('cn-') else ''}com.amazonaws.vpce.{each}." for each in regions}
    table = parse(
        ServiceTable,
        {"regions": {each: {"service_name": f"{starts[each]}vpce-svc-0123456789abcdef0"} for each in regions}},
    )
    entry = table.at(region)
    subnet = {"id": "subnet-0123456789abcdef0", "availability_zone": f"{region}a"}
    stack = stack_in(app, "Stack", region=region)
    EndpointConsumer(
        stack,
        "Consumer",
        vpc=parse(type(NETWORK), {"vpc_id": NETWORK.vpc_id, "subnets": [subnet]}),
        service_name=entry.service_name,
        service_region=entry.service_region,
        service_availability_zone_ids=entry.availability_zone_ids,
    )
    assert f"{start}vpce-svc-0123456789abcdef0" == only(template_of(stack), ENDPOINT)["ServiceName"]
    assert table.find("eu-west-1") is None
    with pytest.raises(Refused, match=r"eu-west-1 is no Region of the table: cn-north-1, us-east-1, us-gov-west-1"):
        table.at("eu-west-1")


def test_alias_to_an_endpoint_elsewhere(stack: cdk.Stack) -> None:
    """An endpoint of another Region, or imported, is the target of an alias by its name and zone, tokens included."""
    dns_name, zone_id = cdk.CfnParameter(stack, "DnsName"), cdk.CfnParameter(stack, "ZoneId")
    literal = {"dns_name": "vpce-1-2.vpce-svc-3.eu-west-1.vpce.amazonaws.com", "zone_id": "Z38GZ743OKFT7T"}
    late = {"dns_name": dns_name.value_as_string, "zone_id": zone_id.value_as_string, "evaluate_target_health": True}
    records = [{"name": name, "type": "A", "alias": alias} for name, alias in (("far", literal), ("late", late))]
    CellRecords(stack, "Records", records=[(ZONE, records)])
    made = {each["Name"]: each["AliasTarget"] for each in every(template_of(stack), RECORD).values()}
    assert {
        "far.example.internal.": {
            "DNSName": literal["dns_name"],
            "HostedZoneId": literal["zone_id"],
            "EvaluateTargetHealth": False,
        },
        "late.example.internal.": {
            "DNSName": {"Ref": "DnsName"},
            "HostedZoneId": {"Ref": "ZoneId"},
            "EvaluateTargetHealth": True,
        },
    } == made


LATE: dict[str, Any] = {
    "vpc id": {"vpc": {"vpc_id": "<late>"}},
    "subnet id": {"vpc": {"subnets": [{"id": "<late>", "availability_zone": "us-east-1a"}]}},
    "zone of a subnet": {
        "vpc": {
            "subnets": [
                {
                    "id": "subnet-0123456789abcdef0",
                    "availability_zone": "<late>",
                    "availability_zone_id": "use1-az4",
                }
            ]
        },
        "zone": ZONE,
        "names": ["{az_id}"],
    },
    "block of the vpc": {"vpc": {"cidr": "<late>"}, "ingress": [{"from_port": 443, "cidr": "<late>"}]},
    "service": {"service_name": "<late>", "service_region": "us-east-1"},
    "groups": {"security_groups": ["<late>"]},
    "source group": {"ingress": [{"from_port": 443, "security_group_id": "<late>"}]},
    "source prefix list": {"ingress": [{"from_port": 443, "prefix_list_id": "<late>"}]},
    "source block of IPv6": {"ingress": [{"from_port": 443, "ipv6_cidr": "<late>"}]},
    "zone id": {"names": [{"name": "db", "zone": {"name": "example.internal", "id": "<late>"}}]},
    "regional name": {"regional_dns_name": {"dns_name": "<late>", "zone_id": "Z1"}, "zone": ZONE, "names": ["db"]},
    "zone of the regional name": {
        "regional_dns_name": {"dns_name": "a.example.com", "zone_id": "<late>"},
        "zone": ZONE,
        "names": ["db", "{az_id}"],
    },
    "regional name of zonal ones": {
        "regional_dns_name": {"dns_name": "<late>", "zone_id": "<late>"},
        "zone": ZONE,
        "names": ["{az_id}"],
    },
}

LITERAL: dict[str, tuple[Any, str]] = {
    "service region": ({"service_region": "<late>"}, "service_region"),
    "zone of the service": ({"service_availability_zone_ids": ["<late>"]}, "service_availability_zone_ids[0]"),
    "name": ({"zone": ZONE, "names": ["<late>"]}, "names[0].name"),
    "name of a zone": ({"names": [{"name": "db", "zone": {"name": "<late>", "id": "Z1"}}]}, "names[0].zone.name"),
    "zone id of a subnet": (
        {
            "vpc": {
                "subnets": [
                    {
                        "id": "subnet-0123456789abcdef0",
                        "availability_zone": "us-east-1a",
                        "availability_zone_id": "<late>",
                    }
                ]
            }
        },
        "vpc.subnets[0].availability_zone_id",
    ),
    "region": ({"region": "<late>"}, "region"),
}


def _filled(given: Any, token: str) -> Any:
    if isinstance(given, dict):
        return {key: _filled(value, token) for key, value in given.items()}
    if isinstance(given, list):
        return [_filled(value, token) for value in given]
    return token if given == "<late>" else given


def _asked(given: Any, token: str) -> dict[str, Any]:
    asked = _filled(given, token)
    if "vpc" in asked:
        asked["vpc"] = parse(type(NETWORK), {**NETWORK.model_dump(exclude_none=True), **asked["vpc"]})
    return asked  # type: ignore[no-any-return]


@pytest.mark.parametrize("given", LATE.values(), ids=LATE.keys())
def test_what_may_be_known_at_deployment_only(stack: cdk.Stack, given: Any) -> None:
    """A token of the CDK passes untouched wherever an id, an ARN, a block or a target's name is taken."""
    token = cdk.CfnParameter(stack, "Late").value_as_string
    consumer(stack, **_asked(given, token))
    resources = template_of(stack)["Resources"]
    assert "{'Ref': 'Late'}" in str(resources)
    assert "Token[" not in str(resources)


@pytest.mark.parametrize(("given", "path"), LITERAL.values(), ids=LITERAL.keys())
def test_what_must_be_literal(stack: cdk.Stack, given: Any, path: str) -> None:
    """A token in a place that decides what is made, or what it is called, is refused by name."""
    token = cdk.CfnParameter(stack, "Late").value_as_string

    def make() -> object:
        asked = _filled(given, token)
        if "vpc" not in asked:
            return consumer(stack, **asked)
        return consumer(stack, vpc=parse(type(NETWORK), {"vpc_id": NETWORK.vpc_id, **asked["vpc"]}, "vpc"))

    assert {("token-where-literal", path)} == refusal_of(make)


def test_names_that_are_added_wait_for_the_acceptance(stack: cdk.Stack) -> None:
    """A name leads to the endpoint once its connection is accepted, whenever it was asked for."""
    made = consumer(stack, zone=ZONE, names=["early"], accept="own-account")
    made.add_name("late")
    template = template_of(stack)
    (accepted,) = (key for key, held in template["Resources"].items() if held["Type"] == "Custom::ConnectionAcceptance")
    waiting = [held.get("DependsOn") for held in template["Resources"].values() if held["Type"] == RECORD]
    assert [[accepted], [accepted]] == waiting


def test_a_name_falls_back_and_the_premises_are_told(stack: cdk.Stack) -> None:
    """Without a topology a name has its way back, and the stack shows what servers on premises are given."""
    told = [{"name": "example.internal", "forward_to": ["10.0.0.53"]}]
    consumer(stack, zone=ZONE, names=[{"name": "@", "fallback": {"values": ["203.0.113.12"]}}], on_premises=told)
    found = every(template_of(stack), RECORD).values()
    assert [["203.0.113.12"]] == [one["ResourceRecords"] for one in found if one["Failover"] == "SECONDARY"]
    shown = [output["Value"] for output in template_of(stack)["Outputs"].values()]
    assert 'zone "example.internal" { type forward; forward first; forwarders { 10.0.0.53; }; };' in shown
