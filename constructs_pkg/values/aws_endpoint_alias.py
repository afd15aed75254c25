"""The aliases of AWS's resources that traffic policy documents name."""

from __future__ import annotations

import re
from collections.abc import Mapping

from constructs_pkg.values.alias_target import AliasTarget
from constructs_pkg.values.alias_zones import (
    APPLICATION_LOAD_BALANCER_ZONES,
    CLOUDFRONT_ZONE,
    NETWORK_LOAD_BALANCER_ZONES,
    S3_WEBSITE_ZONES,
    s3_website_name,
)
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.traffic_tree import AwsEndpoint

ELASTIC_BEANSTALK_ZONES = {
    "af-south-1": "Z1EI3BVKMKK4AM",
    "ap-east-1": "ZPWYUBWRU171A",
    "ap-northeast-1": "Z1R25G3KIG2GBW",
    "ap-northeast-2": "Z3JE5OI70TWKCP",
    "ap-northeast-3": "ZNE5GEY1TIAGY",
    "ap-south-1": "Z18NTBI3Y7N9TZ",
    "ap-southeast-1": "Z16FZ9L249IFLT",
    "ap-southeast-2": "Z2PCDNR3VC2G1N",
    "ca-central-1": "ZJFCZL7SSZB5I",
    "eu-central-1": "Z1FRNW7UH4DEZJ",
    "eu-north-1": "Z23GO28BZ5AETM",
    "eu-south-1": "Z10VDYYOA2JFKM",
    "eu-west-1": "Z2NYPWQ7DFZAZH",
    "eu-west-2": "Z1GKAAAUGATPF1",
    "eu-west-3": "Z5WN6GAYWG5OB",
    "me-south-1": "Z2BBTEKR2I36N2",
    "sa-east-1": "Z10X7K2B4QSOFV",
    "us-east-1": "Z117KPS5GTRQ2G",
    "us-east-2": "Z14LCN19Q5QHIC",
    "us-gov-east-1": "Z35TSARG0EJ4VU",
    "us-gov-west-1": "Z4KAURWC4UUUG",
    "us-west-1": "Z1LQECGX5PH1X",
    "us-west-2": "Z38NKT9BP95V3O",
}
"""Environments with Regional names. Source: https://docs.aws.amazon.com/general/latest/gr/elasticbeanstalk.html"""

_ZONES: Mapping[str, Mapping[str, str]] = {
    "application-load-balancer": APPLICATION_LOAD_BALANCER_ZONES,
    "elastic-beanstalk": ELASTIC_BEANSTALK_ZONES,
    "elastic-load-balancer": APPLICATION_LOAD_BALANCER_ZONES,
    "network-load-balancer": NETWORK_LOAD_BALANCER_ZONES,
    "s3-website": S3_WEBSITE_ZONES,
}

# The Region in a name: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# and .../latest/network/network-load-balancers.html#dns-name, and
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-beanstalk-environment.html.
_REGION = r"(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d{1,2})"
_NAMES = {
    "application-load-balancer": re.compile(rf"\.{_REGION}\.elb\.amazonaws\.com(\.cn)?\.?$"),
    "elastic-load-balancer": re.compile(
        rf"\.(?:{_REGION}\.elb|elb\.{_REGION.replace('<region>', '<other>')})\.amazonaws\.com(\.cn)?\.?$"
    ),
    "network-load-balancer": re.compile(rf"\.elb\.{_REGION}\.amazonaws\.com(\.cn)?\.?$"),
    "elastic-beanstalk": re.compile(rf"\.{_REGION}\.elasticbeanstalk\.com(\.cn)?\.?$"),
}
_EXAMPLES = {
    "application-load-balancer": "web-1234567890.us-east-1.elb.amazonaws.com",
    "elastic-load-balancer": "web-1234567890.us-east-1.elb.amazonaws.com",
    "network-load-balancer": "web-0123456789abcdef.elb.us-east-1.amazonaws.com",
    "elastic-beanstalk": "web.us-east-1.elasticbeanstalk.com",
    "cloudfront": "d111111abcdef8.cloudfront.net",
}


def alias_of(endpoint: AwsEndpoint, evaluate_target_health: bool) -> AliasTarget:
    """Return the alias of `endpoint`.

    Raises:
        Refused: ``alias-zone-unknown`` if the zone of its name is not known; ``malformed-aws-endpoint``.
    """
    name, zone = _target(endpoint)
    target = name if isinstance(name, Late) else DnsName(name)
    return AliasTarget(dns_name=target, zone_id=HostedZoneId(zone), evaluate_target_health=evaluate_target_health)


def _target(endpoint: AwsEndpoint) -> tuple[Late | str, str]:
    value, region, kind = endpoint.value, endpoint.region, str(endpoint.type)
    if kind == "cloudfront":
        if isinstance(value, str) and not re.search(r"\.cloudfront\.(net|cn)\.?$", value):
            raise _malformed(endpoint)
        return value, CLOUDFRONT_ZONE
    if kind == "s3-website":
        if region is None:
            limit = "has no Region, by which a website in S3 is found"
            raise Refused("alias-zone-unknown", value, limit, "give its region")
        return s3_website_name(region), _zone(kind, region, value)
    if isinstance(value, Late):
        if region is None or kind == "elastic-load-balancer":
            limit = "is known only at deployment, so that its zone cannot be told"
            fix = "give an alias with its zone id, or its exact type and region"
            raise Refused("alias-zone-unknown", value, limit, fix)
        return value, _zone(kind, region, value)
    found = _NAMES[kind].search(value)
    if found is None:
        raise _malformed(endpoint)
    told = found.groupdict()
    network = told.get("other")
    return value, _zone("network-load-balancer" if network else kind, Region(network or told["region"]), value)


def _zone(kind: str, region: Region, value: object) -> str:
    if region not in _ZONES[kind]:
        limit = f"is in {region}, whose hosted zone for it is not known here"
        raise Refused("alias-zone-unknown", value, limit, "give an alias with its zone id instead")
    return _ZONES[kind][region]


def _malformed(endpoint: AwsEndpoint) -> Refused:
    limit = f"is no DNS name of type {endpoint.type}"
    return Refused("malformed-aws-endpoint", endpoint.value, limit, f"write it as {_EXAMPLES[endpoint.type]}")
