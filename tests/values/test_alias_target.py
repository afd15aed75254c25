"""Aliases by kind: the zones are those that AWS publishes."""

from typing import Any

import pytest
from aws_cdk import region_info

from constructs_pkg.values.alias_target import OWN_ZONE, AliasTarget
from constructs_pkg.values.alias_zones import S3_WEBSITE_ZONES, s3_website_name
from constructs_pkg.values.late import Late
from constructs_pkg.values.own_alias_rules import check_alias_targets
from constructs_pkg.values.record import Record
from constructs_pkg.values.spec import parse


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Read off https://docs.aws.amazon.com/general/latest/gr/elb.html and the API's page of AliasTarget.
        ({"to": "network-load-balancer", "region": "us-east-1"}, "Z26RNL4JYFTOTI"),
        ({"to": "application-load-balancer", "region": "eu-west-1"}, "Z32O12XQLNTSW2"),
        ({"to": "cloudfront"}, "Z2FDTNDATAQYW2"),
        ({"to": "global-accelerator"}, "Z2BJ6XQ5FK7U4H"),
        ({"to": "s3-website", "region": "us-east-1"}, "Z3AQBSTGFYJSTF"),
    ],
)
def test_a_kind_tells_its_zone(given: dict[str, Any], expected: str) -> None:
    """The zone of a resource is known by its kind and Region."""
    assert expected == parse(AliasTarget, {"dns_name": "target.example.com", **given}).zone_id


def test_s3_websites_are_those_of_the_cdk() -> None:
    """The zones and names of S3 websites are what the CDK, which has a table of its own, says of each Region."""
    for region, zone in S3_WEBSITE_ZONES.items():
        known = region_info.RegionInfo.get(region)
        assert (known.s3_static_website_hosted_zone_id, known.s3_static_website_endpoint) == (
            zone,
            s3_website_name(region),
        )


def test_an_s3_website_has_the_name_of_its_region() -> None:
    """Only the Region need be told."""
    assert "s3-website-us-east-1.amazonaws.com" == (
        parse(AliasTarget, {"to": "s3-website", "region": "us-east-1"}).dns_name
    )


def test_a_zone_tells_its_kind() -> None:
    """A pair of name and zone is known by the zone, where AWS has published it, with the TTL of its answers."""
    balancer = parse(AliasTarget, {"dns_name": "orders.elb.amazonaws.com", "zone_id": "Z26RNL4JYFTOTI"})
    other = parse(AliasTarget, {"dns_name": "orders.example.com", "zone_id": "Z0123456789ABCDEFGHIJ"})
    assert ("network-load-balancer", 60) == (balancer.kind, balancer.resource_ttl)
    assert (None, None) == (other.kind, other.resource_ttl)


def test_an_alias_to_a_record_is_in_its_own_zone() -> None:
    """Its name may be relative, and its zone is known where the alias is."""
    alias = parse(AliasTarget, {"to": "record", "dns_name": "blue"})
    assert (OWN_ZONE, "blue.example.com") == (alias.zone_id, alias.name_in("example.com"))
    late = parse(AliasTarget, {"to": "record", "dns_name": Late({"Ref": "Name"})})
    assert Late({"Ref": "Name"}) == late.name_in("example.com")


def test_an_alias_of_no_name_in_its_zone_is_not_missed_there() -> None:
    """What gets too long in the zone is refused by the rules of records, and nobody asks for such a record."""
    long = ".".join(["a" * 63] * 3)
    names = {f"{long}.{'b' * 50}": [], f"{long}.{'b' * 49}": ["alias-target-missing"]}
    for name, expected in names.items():
        record = parse(Record, {"name": "www", "type": "A", "alias": {"to": "record", "dns_name": name}})
        found = check_alias_targets([("records[0]", record)], "example.com")
        assert expected == [problem.rule for problem in found]
