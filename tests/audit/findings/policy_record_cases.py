"""Cases of rules on policy records."""

from typing import Any

from ..templates import Json, get_att
from .case import Case, P, Z, cell, public, record

DOCUMENT = (
    '{"AWSPolicyFormatVersion": "2015-10-01", "RecordType": "A", "StartEndpoint": "one", '
    '"Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}}}'
)


def policy(zone: Any, document: str = DOCUMENT) -> dict[str, Json]:
    properties = {
        "HostedZoneId": zone,
        "Name": "www.example.com.",
        "TTL": 60,
        "TrafficPolicyId": get_att("Policy", "Id"),
        "TrafficPolicyVersion": get_att("Policy", "Version"),
    }
    return {
        "Policy": {"Type": "AWS::Route53::TrafficPolicy", "Properties": {"Name": "p", "Document": document}},
        "Record": {"Type": "AWS::Route53::TrafficPolicyInstance", "Properties": properties},
    }


def beside(kind: str, *values: str) -> Json:
    return record(P, "www.example.com", kind, *values)


CASES = (
    # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/traffic-flow.html.
    Case(
        "policy-record-in-private-zone",
        "the zone of a VPC",
        cell(policy(Z)),
        {"us/Record": "Private zone example.com (us/Zone) has a policy record."},
    ),
    Case("policy-record-in-private-zone", "a public zone", public(policy(P))),
    Case(
        "policy-record-beside-others",
        "a record of its name and type",
        public({**policy(P), "A": beside("A", "192.0.2.9")}),
        {"us/Record": "www.example.com A is a policy record and stands beside other records of that name and type."},
    ),
    Case(
        "policy-record-beside-others",
        "a record of another type",
        public({**policy(P), "A": beside("TXT", '"text"')}),
    ),
    Case(
        "policy-not-interpreted",
        "a document that is no JSON",
        public(policy(P, "{")),
        {"us/Record": "answers is not told: no JSON"},
    ),
    Case("policy-not-interpreted", "a document of the format", public(policy(P))),
)
