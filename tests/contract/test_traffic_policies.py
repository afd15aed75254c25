"""Traffic policies and their records through templates, and aliases of records that are not there.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateTrafficPolicy.html,
.../API_CreateTrafficPolicyInstance.html and https://github.com/octodns/octodns/pull/366.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from .cloud import Cloud, Resources, refused

DOCUMENT = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartEndpoint": "one",
    "Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}},
}


def policy(zone: str, name: str = "www", value: str = "192.0.2.1", **document: Any) -> Resources:
    """Return a policy and its policy record."""
    held = {**DOCUMENT, "Endpoints": {"one": {"Type": "value", "Value": value}}, **document}
    return {
        "Policy": {"Type": "AWS::Route53::TrafficPolicy", "Properties": {"Name": name, "Document": json.dumps(held)}},
        "Record": {
            "Type": "AWS::Route53::TrafficPolicyInstance",
            "Properties": {
                "HostedZoneId": zone,
                "Name": "www.example.net.",
                "TTL": 60,
                "TrafficPolicyId": {"Fn::GetAtt": ["Policy", "Id"]},
                "TrafficPolicyVersion": {"Fn::GetAtt": ["Policy", "Version"]},
            },
        },
    }


@pytest.fixture
def public(cloud: Cloud) -> str:
    """A public zone example.net."""
    made = cloud.client("route53").create_hosted_zone(Name="example.net", CallerReference=str(next(cloud.numbers)))
    identifier: str = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
    return identifier


def test_another_document_is_another_policy_of_another_name(cloud: Cloud, public: str) -> None:
    """A policy is replaced and its record stays; under the old name the new one is refused, and all is as before."""
    made = cloud.stack(policy(public))
    assert made.status == "CREATE_COMPLETE"
    after = cloud.stack(policy(public, "www 2", "192.0.2.2"), made.name)
    assert after.status == "UPDATE_COMPLETE"
    assert after.ids["Policy"] != made.ids["Policy"]
    assert after.ids["Record"] == made.ids["Record"]
    refused_one = cloud.stack(policy(public, "www 2", "192.0.2.3"), made.name)
    assert (refused_one.status, refused_one.ids) == ("UPDATE_ROLLBACK_COMPLETE", after.ids)


@pytest.mark.parametrize("change", [{"StartEndpoint": "two"}, {"AWSPolicyFormatVersion": "1"}])
def test_what_is_no_policy_is_refused(cloud: Cloud, public: str, change: dict[str, Any]) -> None:
    """A document that begins nowhere or is of no format makes no stack."""
    assert cloud.stack(policy(public, f"n{next(cloud.numbers)}", **change)).status == "ROLLBACK_COMPLETE"


def test_a_private_zone_has_no_policy_record(cloud: Cloud) -> None:
    """Route 53 has them in public zones."""
    zone = cloud.zone(cloud.vpc(), "example.net")
    assert cloud.stack(policy(zone, f"n{next(cloud.numbers)}")).status == "ROLLBACK_COMPLETE"


def test_an_alias_waits_for_its_target(cloud: Cloud) -> None:
    """An alias of a record of its own zone is refused before that is there."""
    zone = cloud.zone(cloud.vpc())
    target = {"HostedZoneId": zone, "DNSName": "b.example.com", "EvaluateTargetHealth": True}
    alias = {"Name": "a.example.com", "Type": "A", "AliasTarget": target}
    plain = {"Name": "b.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}
    with refused("InvalidChangeBatch"):
        cloud.change(zone, ("CREATE", alias))
    cloud.change(zone, ("CREATE", plain))
    cloud.change(zone, ("CREATE", alias))
    assert len(cloud.records(zone)) == 2
