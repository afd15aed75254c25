"""The rules of geoproximity beyond Regions, of aliases by kind, and of plain text."""

from typing import Any

from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.record import Record, Visibility
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import HEALTH_CHECK, ZONE, ZONE_ID, failover

_BALANCER = {"to": "network-load-balancer", "region": "us-east-1", "dns_name": "orders.elb.us-east-1.amazonaws.com"}
_APPLICATION = "web-1.us-east-1.elb.amazonaws.com"
_CLOUDFRONT = {"to": "cloudfront", "dns_name": "d111111abcdef8.cloudfront.net"}


def _record(visibility: Visibility = "public", **given: Any) -> list[Problem]:
    try:
        record = parse(Record, {"name": "www", "type": "A", **given})
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_records([record], ZONE, "records", visibility)


def _alias(kind: str = "A", **alias: Any) -> list[Problem]:
    return _record(type=kind, alias=alias)


def _pair(second: dict[str, Any]) -> list[Problem]:
    found = [
        {"alias": _CLOUDFRONT, "health_check_id": HEALTH_CHECK, "policy": failover("PRIMARY")},
        {**second, "policy": failover("SECONDARY")},
    ]
    records = [parse(Record, {"name": "www", "type": "A", **each}) for each in found]
    return check_records(records, ZONE, visibility="public")


def _place(**place: Any) -> list[Problem]:
    policy = {"policy": "geoproximity", "set_identifier": "a", **place}
    return _record(values=["192.0.2.1"], policy=policy)


def _at(latitude: str, longitude: str) -> list[Problem]:
    return _place(coordinates={"latitude": latitude, "longitude": longitude})


ROUTING_RULES = [
    Case(
        "a geoproximity record stands for a place",
        "geoproximity-location",
        "records[0].policy",
        lambda: _place(),
        lambda: _place(region="us-east-1"),
    ),
    Case(
        "a geoproximity record stands for one place",
        "geoproximity-location",
        "records[0].policy",
        lambda: _place(region="us-east-1", local_zone_group="us-east-1-bue-1"),
        lambda: _place(local_zone_group="us-east-1-bue-1"),
    ),
    Case(
        "a group of Local Zones is written without the letter of a zone",
        "malformed-local-zone-group",
        "records[0].policy.local_zone_group",
        lambda: _place(local_zone_group="us-west-2-den-1a"),
        lambda: _place(local_zone_group="us-west-2-den-1"),
    ),
    Case(
        "a latitude over 90 degrees",
        "coordinates-out-of-range",
        "records[0].policy.coordinates.latitude",
        lambda: _at("90.01", "0"),
        lambda: _at("-90", "0"),
    ),
    Case(
        "a longitude over 180 degrees",
        "coordinates-out-of-range",
        "records[0].policy.coordinates.longitude",
        lambda: _at("0", "-180.5"),
        lambda: _at("0", "180.00"),
    ),
    Case(
        "a coordinate has at most two digits after the point",
        "wrong-type",
        "policy.coordinates.latitude",
        lambda: _at("52.521", "13.41"),
        lambda: _at("52.52", "13.41"),
    ),
    Case(
        "the zone of a load balancer is known by its Region",
        "alias-zone-unknown",
        "alias.region",
        lambda: _alias(to="network-load-balancer", dns_name=_BALANCER["dns_name"]),
        lambda: _alias(**_BALANCER),
    ),
    Case(
        "a Region whose zone is not published needs the zone's id",
        "alias-zone-unknown",
        "alias.region",
        lambda: _alias(to="s3-website", region="af-south-1", dns_name="s3-website.af-south-1.amazonaws.com"),
        lambda: _alias(to="s3-website", region="eu-west-1"),
    ),
    Case(
        "an endpoint tells its zone itself",
        "alias-zone-unknown",
        "alias.zone_id",
        lambda: _alias(to="vpc-endpoint", dns_name="vpce-1.example.com"),
        lambda: _alias(to="vpc-endpoint", dns_name="vpce-1.example.com", zone_id=ZONE_ID),
    ),
    Case(
        "an alias to a load balancer has addresses",
        "alias-of-type",
        "records[0].type",
        lambda: _alias("TXT", **_BALANCER),
        lambda: _alias("AAAA", **_BALANCER),
    ),
    Case(
        "an S3 website has IPv4 addresses alone",
        "alias-of-type",
        "records[0].type",
        lambda: _alias("AAAA", to="s3-website", region="eu-west-1"),
        lambda: _alias("A", to="s3-website", region="eu-west-1"),
    ),
    Case(
        "the health of CloudFront cannot be evaluated",
        "alias-health-not-evaluated",
        "records[0].alias.evaluate_target_health",
        lambda: _alias(**_CLOUDFRONT, evaluate_target_health=True),
        lambda: _alias(**_CLOUDFRONT),
    ),
    Case(
        "a private zone has no alias to CloudFront, by whatever name",
        "cloudfront-alias-in-private-zone",
        "records[0].alias.zone_id",
        lambda: _record("private", alias=_CLOUDFRONT),
        lambda: _record("public", alias=_CLOUDFRONT),
    ),
    Case(
        "one distribution has a name",
        "cloudfront-beside-cloudfront",
        "records[1].alias",
        lambda: _pair({"alias": {**_CLOUDFRONT, "dns_name": "d222222abcdef8.cloudfront.net"}}),
        lambda: _pair({"alias": _BALANCER}),
    ),
    Case(
        "plain text is of TXT and SPF",
        "text-of-type",
        "text",
        lambda: _record(type="A", text="v=spf1 -all"),
        lambda: _record(type="TXT", text="v=spf1 -all"),
    ),
    Case(
        "plain text stands for values",
        "text-and-values",
        "text",
        lambda: _record(type="TXT", text="one", values=['"two"']),
        lambda: _record(type="TXT", text=["one", "two"]),
    ),
    Case(
        "plain text is text",
        "text-not-text",
        "text[1]",
        lambda: _record(type="TXT", text=["one", 2]),
        lambda: _record(type="TXT", text=["one", "2"]),
    ),
    Case(
        "plain text is at most 4,000 characters as a value",
        "value-too-long",
        "records[0].values[0]",
        lambda: _record(type="TXT", text="t" * 3_960),
        lambda: _record(type="TXT", text="t" * 3_950),
    ),
    Case(
        "a load balancer's name is looked for in the zone of its Region",
        "alias-zone-of-other-name",
        "records[0].alias.zone_id",
        lambda: _alias(**{**_BALANCER, "region": "eu-west-1"}),
        lambda: _alias(**_BALANCER),
    ),
    Case(
        "an Application Load Balancer's name is no Network Load Balancer's",
        "alias-zone-of-other-name",
        "records[0].alias.zone_id",
        lambda: _alias(**{**_BALANCER, "dns_name": "web-1.us-east-1.elb.amazonaws.com"}),
        lambda: _alias(
            to="application-load-balancer", region="us-east-1", dns_name="web-1.us-east-1.elb.amazonaws.com"
        ),
    ),
]
