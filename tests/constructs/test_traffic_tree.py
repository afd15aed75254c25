"""Trees of routing policies as constructs, in cells, in public zones and as traffic policies."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_route53 as route53
from construct_cases import ZONE, cell, every, kinds, only, refusal_of, template_of

from constructs_pkg import TrafficTree
from constructs_pkg.values.public_records import PublicZoneRef
from constructs_pkg.values.spec import parse

PUBLIC = parse(PublicZoneRef, {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"})
CHECK = "00000000-0000-0000-0000-000000000001"
TREE: dict[str, Any] = {
    "policy": "failover",
    "primary": {
        "tree": {
            "policy": "weighted",
            "branches": {
                "blue": {"weight": 90, "values": ["192.0.2.1"], "health_check_id": CHECK},
                "green": {"weight": 10, "values": ["192.0.2.2"], "health_check_id": CHECK},
            },
        }
    },
    "secondary": {"values": ["192.0.2.3"]},
}
DOCUMENT = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartRule": "site_switch",
    "Endpoints": {
        "one": {"Type": "value", "Value": "192.0.2.1"},
        "two": {"Type": "value", "Value": "192.0.2.2"},
    },
    "Rules": {
        "site_switch": {
            "RuleType": "failover",
            "Primary": {"EndpointReference": "one", "HealthCheck": CHECK},
            "Secondary": {"EndpointReference": "two"},
        }
    },
}


def test_a_tree_is_records_joined_by_aliases(stack: cdk.Stack) -> None:
    """Each branch is a record set, that of a rule an alias which waits for the rule's own and evaluates its health."""
    made = TrafficTree(stack, "Tree", zone=ZONE, name="shop", tree=TREE)
    template = template_of(stack)
    records = every(template, "AWS::Route53::RecordSet")
    assert kinds(template) == ["AWS::Route53::RecordSet"] * 4
    assert made.record_name == "shop.example.internal"
    (identity,) = [key for key, held in records.items() if "AliasTarget" in held]
    assert records[identity]["AliasTarget"] == {
        "DNSName": "_primary.shop.example.internal",
        "EvaluateTargetHealth": True,
        "HostedZoneId": "Z0123456789ABCDEFGHIJ",
    }
    behind = sorted(key for key, held in records.items() if held["Name"] == "_primary.shop.example.internal.")
    assert template["Resources"][identity]["DependsOn"] == behind


def test_a_tree_in_a_cell_is_judged_beside_the_cells_records(stack: cdk.Stack) -> None:
    """A name that the cell has already is refused, and one that the tree has is refused later."""
    made = cell(stack)
    made.add_host("taken", ["10.0.0.1"])
    refused = refusal_of(lambda: TrafficTree(stack, "Taken", zone=made.zone, name="taken", tree=TREE))
    assert refused == {("simple-beside-policy", f"tree.{way}.policy") for way in ("primary", "secondary")}
    TrafficTree(stack, "Tree", zone=made.zone, name="shop", tree=TREE)
    refused = refusal_of(lambda: made.add_host("_primary.shop", ["10.0.0.1"]))
    assert refused == {("simple-beside-policy", "record.policy")}


def test_a_document_becomes_records_or_a_policy(stack: cdk.Stack) -> None:
    """The same document is made of record sets, or of a policy and its policy record in a public zone."""
    TrafficTree(stack, "Records", zone=PUBLIC, name="www", document=DOCUMENT, ttl=30)
    made = TrafficTree(stack, "Policy", zone=PUBLIC, name="api", document=DOCUMENT, as_traffic_policy=True)
    assert made.traffic_policy_id != made.policy_record_id
    template = template_of(stack)
    records = every(template, "AWS::Route53::RecordSet").values()
    assert {record["Failover"]: record["TTL"] for record in records} == {"PRIMARY": "30", "SECONDARY": "30"}
    policy = only(template, "AWS::Route53::TrafficPolicy")
    assert policy["Name"].startswith("api.example.com A ")
    instance = only(template, "AWS::Route53::TrafficPolicyInstance")
    assert (instance["Name"], instance["TTL"], instance["HostedZoneId"]) == (
        "api.example.com.",
        60,
        "Z0123456789ABCDEFGHIJ",
    )


def test_another_document_is_another_policys_name() -> None:
    """A policy is replaced by one of another name, since no two may have one."""
    names = []
    for number, value in enumerate(("192.0.2.3", "192.0.2.4")):
        stack = cdk.Stack(cdk.App(), f"Stack{number}")
        tree = {**TREE, "secondary": {"values": [value]}}
        TrafficTree(stack, "Policy", zone=PUBLIC, name="api", tree=tree, as_traffic_policy=True)
        names.append(only(template_of(stack), "AWS::Route53::TrafficPolicy")["Name"])
    assert len({name[: len("api.example.com A ")] for name in names}) == 1
    assert len(set(names)) == 2


def test_a_zone_of_the_cdk_tells_whether_it_is_public(stack: cdk.Stack) -> None:
    """IP addresses of a public zone's tree go into it, and a CloudFront distribution too."""
    zone = route53.PublicHostedZone(stack, "Zone", zone_name="example.com")
    edge: dict[str, Any] = {
        "start_endpoint": "edge",
        "endpoints": {"edge": {"aws": {"type": "cloudfront", "value": "d1.cloudfront.net"}}},
    }
    TrafficTree(stack, "Edge", zone=zone, name="@", **edge)
    (record,) = every(template_of(stack), "AWS::Route53::RecordSet").values()
    assert record["AliasTarget"]["HostedZoneId"] == "Z2FDTNDATAQYW2"
    assert record["AliasTarget"]["EvaluateTargetHealth"] is False


REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "a policy in a private zone": (
        {"zone": ZONE, "tree": TREE, "as_traffic_policy": True},
        {("traffic-policy-in-private-zone", "zone")},
    ),
    "a document beside a tree": (
        {"tree": TREE, "document": DOCUMENT},
        {("beside-document", "tree")},
    ),
    "a document with an error": (
        {"document": {**DOCUMENT, "StartRule": "site_swich", "RecordType": "Q"}},
        {("wrong-type", "document.RecordType")},
    ),
    "a signal without a topology": (
        {"start_endpoint": None, "tree": {**TREE, "secondary": {"values": ["192.0.2.3"], "health_signal": "eu"}}},
        {("signal-without-topology", "tree.secondary.health_signal")},
    ),
    "no tree": ({}, {("traffic-tree-start", "tree")}),
    "no zone": ({"zone": "example.com", "tree": TREE}, {("wrong-type", "zone")}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_refused_where_it_stands(stack: cdk.Stack, case: str) -> None:
    """Bad input is told at the keyword arguments, and in documents at their places."""
    given, expected = REFUSED[case]
    assert expected <= refusal_of(lambda: TrafficTree(stack, "X", **{"zone": PUBLIC, "name": "www", **given}))
