"""The constructs of public zones and of records in them."""

from __future__ import annotations

import json
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_route53 as route53
from construct_cases import ZONE, every, kinds, only, refusal_of, stack_in, template_of

from constructs_pkg import PublicRecords, PublicZone

ROLE = "arn:aws:iam::222222222222:role/entries"
PUBLIC = {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"}
API = {"name": "api", "type": "A", "values": ["192.0.2.1"]}


def test_a_zone_alone_is_one_resource_that_is_kept(stack: cdk.Stack) -> None:
    """Nothing but the zone is made, its name servers are told, and it outlives its stack."""
    made = PublicZone(stack, "Zone", zone_name="example.com")
    assert (None, True) == (made.ds_record, cdk.Token.is_unresolved(made.name_servers))
    template = template_of(stack)
    assert ["AWS::Route53::HostedZone"] == kinds(template)
    (zone,) = template["Resources"].values()
    assert ("Retain", "Retain") == (zone["DeletionPolicy"], zone["UpdateReplacePolicy"])
    assert {"Name": "example.com.", "HostedZoneConfig": {"Comment": "Public zone example.com"}} == zone["Properties"]
    identity = next(iter(template["Resources"]))
    told = {output["Description"]: output["Value"] for output in template["Outputs"].values()}
    assert {"Ref": identity} == told["The public zone's id"]
    servers = {"Fn::Join": [",", {"Fn::GetAtt": [identity, "NameServers"]}]}
    assert servers == told["What the parent domain delegates to"]


def test_query_logs_are_kept_encrypted_and_written_for_the_own_account_alone(stack: cdk.Stack) -> None:
    """The policy is the one that AWS documents, with its conditions, and is there before the zone."""
    PublicZone(stack, "Zone", zone_name="example.com", query_logs={"retention_days": 30})
    template = template_of(stack)
    group = only(template, "AWS::Logs::LogGroup")
    assert ("/aws/route53/example.com", 30, True) == (
        group["LogGroupName"],
        group["RetentionInDays"],
        "KmsKeyId" in group,
    )
    (statement,) = json.loads(only(template, "AWS::Logs::ResourcePolicy")["PolicyDocument"])["Statement"]
    assert {
        "Sid": "PublicZoneQueries",
        "Effect": "Allow",
        "Principal": {"Service": "route53.amazonaws.com"},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "arn:aws:logs:us-east-1:111111111111:log-group:/aws/route53/example.com:*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": "111111111111"},
            "ArnLike": {"aws:SourceArn": "arn:aws:route53:::hostedzone/*"},
        },
    } == statement
    ids = {held["Type"]: name for name, held in template["Resources"].items()}
    zone = template["Resources"][ids["AWS::Route53::HostedZone"]]
    assert [ids["AWS::Logs::ResourcePolicy"]] == zone["DependsOn"]
    logged = {"CloudWatchLogsLogGroupArn": {"Fn::GetAtt": [ids["AWS::Logs::LogGroup"], "Arn"]}}
    assert logged == zone["Properties"]["QueryLoggingConfig"]


def test_a_delegation_in_the_own_account_is_a_record_set(stack: cdk.Stack) -> None:
    """The parent zone gets the name servers of the zone, and the DS record of a signed one."""
    parent = {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ", "ttl": 60}
    made = PublicZone(stack, "Zone", zone_name="eu.example.com", delegated_from=parent, dnssec=True, alarms=True)
    assert made.ds_record is not None
    template = template_of(stack)
    records = {record["Type"]: record for record in every(template, "AWS::Route53::RecordSet").values()}
    assert {"NS": ("eu.example.com.", "60"), "DS": ("eu.example.com.", "300")} == {
        kind: (record["Name"], record["TTL"]) for kind, record in records.items()
    }
    assert {"Z0123456789ABCDEFGHIJ"} == {record["HostedZoneId"] for record in records.values()}
    assert 2 == len(every(template, "AWS::CloudWatch::Alarm"))


def test_a_delegation_from_another_account_is_contributed(stack: cdk.Stack) -> None:
    """A record set cannot cross accounts: a function writes it by the role."""
    parent = {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ", "authorised_by": ROLE}
    PublicZone(stack, "Zone", zone_name="eu.example.com", delegated_from=parent)
    template = template_of(stack)
    contributed = only(template, "Custom::ContributedRecord")
    assert ({}, ROLE, "NS") == (every(template, "AWS::Route53::RecordSet"), contributed["RoleArn"], contributed["Type"])


def test_an_existing_zone_gets_what_is_asked_for(stack: cdk.Stack) -> None:
    """Of a zone that is brought only the roles are made."""
    made = PublicZone(
        stack,
        "Zone",
        zone_name="example.com",
        zone=route53.PublicHostedZone.from_public_hosted_zone_id(stack, "Brought", "Z0123456789ABCDEFGHIJ"),
        name_servers=["ns-1.awsdns-00.com"],
        contributors={"cells": {"role_name": "entries", "accounts": ["222222222222"], "names": ["api"]}},
    )
    assert ("Z0123456789ABCDEFGHIJ", ["ns-1.awsdns-00.com"]) == (made.hosted_zone_id, made.name_servers)
    assert cdk.Token.is_unresolved(made.contributor_role_arn("cells"))
    assert ["AWS::IAM::Role"] == kinds(template_of(stack))


def test_records_of_the_cdk_go_into_the_zone(stack: cdk.Stack) -> None:
    """The handle is one zone of the CDK's own, however often it is asked for."""
    made = PublicZone(stack, "Zone", zone_name="example.com")
    assert made.hosted_zone is made.hosted_zone
    route53.ARecord(
        stack,
        "Www",
        zone=made.hosted_zone,
        record_name="www",
        target=route53.RecordTarget.from_ip_addresses("192.0.2.1"),
    )
    assert "www.example.com." == only(template_of(stack), "AWS::Route53::RecordSet")["Name"]


def test_records_stand_in_any_stack(app: cdk.App) -> None:
    """Those of the own account are record sets, those of another name the role that writes them."""
    stack = stack_in(app, "Cell", region="eu-west-1")
    PublicRecords(stack, "Records", zone=PUBLIC, records=[API, {**API, "name": "app", "authorised_by": ROLE}])
    template = template_of(stack)
    own, contributed = only(template, "AWS::Route53::RecordSet"), only(template, "Custom::ContributedRecord")
    assert ("api.example.com.", "app.example.com.") == (own["Name"], contributed["Name"])


def test_one_role_is_enough_for_all_records(stack: cdk.Stack) -> None:
    """What names no role is written by that of the construct; the zone of a `PublicZone` is taken as it is."""
    zone = PublicZone(stack, "Zone", zone_name="example.com").hosted_zone
    PublicRecords(stack, "Records", zone=zone, records=[API, {**API, "name": "app"}], authorised_by=ROLE)
    assert [ROLE, ROLE] == [one["RoleArn"] for one in every(template_of(stack), "Custom::ContributedRecord").values()]


def test_what_is_wrong_is_said_at_once(stack: cdk.Stack) -> None:
    """Bad input is refused before anything is made, at the keyword arguments it came by."""
    twice = ["ns-1.awsdns-00.com", "ns-1.awsdns-00.com"]
    assert {("query-logs-of-brought-zone", "query_logs"), ("duplicate-name-server", "name_servers[1]")} == refusal_of(
        lambda: PublicZone(stack, "Zone", zone_name="example.com", zone="Z1", query_logs=True, name_servers=twice)
    )
    wrong = {**API, "type": "B"}
    private: Any = ZONE
    refused = refusal_of(lambda: PublicRecords(stack, "Records", zone=private, records=[wrong]))
    assert ("private-zone", "zone") in refused
    assert [] == stack.node.children
