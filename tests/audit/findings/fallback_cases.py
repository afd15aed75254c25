"""Cases of public names that lead to endpoints in VPCs.

In a VPC the private zone of the name answers alone, and AWS makes one for an endpoint with private DNS:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
"""

from collections.abc import Mapping

from constructs_pkg.audit.facts import StackFact

from ..templates import Json, of_endpoint
from .case import PUBLIC, Case, P, Z, cell, endpoint, public, record, ref, service, stack, vpc

RULE = "public-name-without-fallback"
OUTSIDE = {"Public": PUBLIC, "Www": record(P, "www.example.com", "A", "203.0.113.1")}
TARGET = {"DNSName": of_endpoint("Ep", 1), "HostedZoneId": of_endpoint("Ep", 0), "EvaluateTargetHealth": True}


def split(**records: object) -> list[StackFact]:
    """Return a VPC with an endpoint, private and public zone of one name, and records."""
    return cell({"Ep": endpoint(ref("Vpc")), **OUTSIDE, **records})


def of_name(name: str = "www.example.com", **fields: object) -> Json:
    return record(Z, name, "A", AliasTarget=TARGET, **fields)


def brought(outside: Mapping[str, object]) -> list[StackFact]:
    """Return an endpoint with private DNS for www.example.com."""
    name = {"Fn::Join": ["", ["com.amazonaws.vpce.us-east-1.", ref("Service")]]}
    made = {
        "Vpc": vpc("us"),
        "Service": service(PrivateDnsName="www.example.com"),
        "Ep": endpoint(ref("Vpc"), ServiceName=name, PrivateDnsEnabled=True),
    }
    return [stack("us", {**made, **outside})]


SECONDARY = record(Z, "www.example.com", "A", "203.0.113.1", Failover="SECONDARY", SetIdentifier="public")
SAME = of_name(Failover="SECONDARY", SetIdentifier="public")
PRIMARY = of_name(Failover="PRIMARY", SetIdentifier="endpoint")
CNAME = record(Z, "www.example.com", "CNAME", of_endpoint("Ep", 1))

CASES = (
    Case(RULE, "an alias alone", split(A=of_name()), {"us/A": "www.example.com A leads to us/Ep alone in us; public"}),
    Case(RULE, "a CNAME alone", split(A=CNAME), {"us/A": "www.example.com CNAME leads to us/Ep alone in us; public"}),
    Case(
        RULE,
        "a fallback that leads to the same endpoint",
        split(A=PRIMARY, B=SAME),
        {"us/A": "www.example.com A leads to us/Ep alone in us"},
    ),
    Case(RULE, "a fallback to the public address", split(A=PRIMARY, B=SECONDARY)),
    Case(RULE, "a name that public DNS has not", split(A=of_name("private.example.com"))),
    Case(RULE, "a name that leads to a host", split(A=record(Z, "www.example.com", "A", "10.0.0.1"))),
    Case(RULE, "no public zone", cell({"Ep": endpoint(ref("Vpc")), "A": of_name()})),
    Case(RULE, "the public zone alone", public({"Www": OUTSIDE["Www"]})),
    Case(
        RULE,
        "private DNS of an endpoint",
        brought(OUTSIDE),
        {"us/Ep": "www.example.com A leads to us/Ep alone in us; public zone example.com (us/Public)"},
    ),
    Case(RULE, "private DNS of an endpoint for a name that public DNS has not", brought({"Public": PUBLIC})),
)
