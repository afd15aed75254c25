"""What the rules about CloudFront distributions find, and what stands next to it."""

from __future__ import annotations

from ..templates import Json, get_att, record
from .case import Case, P, public

CLOUDFRONT = "Z2FDTNDATAQYW2"


def front(*names: object, **config: object) -> Json:
    held = {"Enabled": True, "Aliases": list(names), "IPV6Enabled": True, **config}
    return {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": held}}


def alias(name: str, kind: str = "A") -> Json:
    target = {"DNSName": get_att("Front", "DomainName"), "HostedZoneId": CLOUDFRONT, "EvaluateTargetHealth": False}
    return record(P, name, kind, AliasTarget=target)


WWW = alias("www.example.com")

CASES = (
    Case(
        "record-of-unnamed-distribution",
        "an alias of a distribution without its name",
        public({"Front": front("cdn.example.com"), "A": WWW}),
        {"us/A": "www.example.com A leads to the CloudFront distribution us/Front, whose"},
    ),
    Case(
        "record-of-unnamed-distribution",
        "a CNAME of a distribution without names",
        public({"Front": front(), "A": record(P, "www.example.com", "CNAME", get_att("Front", "DomainName"))}),
        {"us/A": "whose alternate domain names are: none."},
    ),
    Case(
        "record-of-unnamed-distribution",
        "an alias of a distribution with its name",
        public({"Front": front("WWW.example.com."), "A": WWW}),
    ),
    Case(
        "record-of-unnamed-distribution",
        "an alias of a distribution with a wildcard of it",
        public({"Front": front("*.example.com"), "A": alias("a.www.example.com")}),
    ),
    Case(
        "record-of-unnamed-distribution",
        "an alias of a distribution with a name that is known at deployment",
        public({"Front": front({"Ref": "Name"}), "A": WWW}),
    ),
    Case(
        "distribution-name-without-record",
        "a name without a record",
        public({"Front": front("www.example.com", "cdn.example.com"), "A": WWW}),
        {"us/Front": "has the name cdn.example.com, and public zone example.com (us/Public) has no record of it."},
    ),
    Case(
        "distribution-name-without-record",
        "a name with a record, one under a delegation, and one of another zone",
        public(
            {
                "Front": front("www.example.com", "a.sub.example.com", "cdn.example.net"),
                "A": WWW,
                "Sub": record(P, "sub.example.com", "NS", "ns.example.org"),
            }
        ),
    ),
    Case(
        "distribution-name-twice",
        "one name of two distributions",
        public({"Front": front("www.example.com"), "Other": front("www.example.com")}),
        {"us/Other": "has the name www.example.com, as us/Front has."},
    ),
    Case(
        "distribution-name-twice",
        "a wildcard beside a name",
        public({"Front": front("www.example.com"), "Other": front("*.example.com")}),
    ),
)
