"""The record sets of a distribution's names."""

from typing import Any

from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.spec import parse

from .distribution_table import S3, ZONE
from .examples import CERTIFICATE

_WISH: dict[str, Any] = {"origins": {"site": S3}, "default_cache_behavior": {"origin": "site"}}

# "CloudFront distribution: Specify Z2FDTNDATAQYW2":
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
_CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"


def _records(**wish: Any) -> set[tuple[str, str]]:
    name = Late("the distribution")
    records = parse(DistributionSpec, {**_WISH, **wish}).records(name)
    targets = {(record.alias.dns_name, record.alias.zone_id) for record in records if record.alias is not None}
    assert targets <= {(name, _CLOUDFRONT_ZONE)}
    return {(record.name, record.type) for record in records if record.alias is not None}


def test_each_name_is_an_alias_of_each_type() -> None:
    """A name leads to the distribution over IPv4, over IPv6 where that is on, and tells of HTTP/3 where it is asked."""
    names = {"zone": ZONE, "names": ["cdn", "@"]}
    addresses = {(name, kind) for name in ("cdn.example.com", "example.com") for kind in ("A", "AAAA")}
    assert addresses == _records(**names)
    assert {one for one in addresses if one[1] == "A"} == _records(**names, ipv6=False)
    assert {*addresses, ("cdn.example.com", "HTTPS"), ("example.com", "HTTPS")} == _records(**names, https_records=True)


def test_names_without_a_zone_have_no_records() -> None:
    """Somebody else keeps the records of names in a zone that is not told."""
    assert set() == _records(names=["cdn.example.com"], certificate_arn=CERTIFICATE)
