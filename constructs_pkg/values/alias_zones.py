"""The hosted zones of AWS's own names, which aliases of load balancers, environments and websites need.

Sources: https://docs.aws.amazon.com/general/latest/gr/elb.html, .../gr/elasticbeanstalk.html and .../gr/s3.html. A
Region that is not here is not guessed: an alias with its zone id says the same.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.record import AliasTarget
from constructs_pkg.values.record_rules import CLOUDFRONT_ZONE
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.traffic_tree import AwsEndpoint


class _Zones(NamedTuple):
    application: str
    network: str
    beanstalk: str
    website: str
    dash: str = ""


# Region; zones of Application and Classic, and of Network Load Balancers; of Elastic Beanstalk; of websites in S3,
# with ``dash`` where the website's name has s3-website-REGION.
_TABLE = """
af-south-1 Z268VQBMOI5EKX Z203XCE67M25HM Z1EI3BVKMKK4AM Z11KHD8FBVPUYU
ap-east-1 Z3DQVH9N71FHZ0 Z12Y7K3UBGUAD1 ZPWYUBWRU171A ZNB98KWMFR0R6
ap-northeast-1 Z14GRHDCWA56QT Z31USIVHYNEOWT Z1R25G3KIG2GBW Z2M4EHUR26P7ZW dash
ap-northeast-2 ZWKZPGTI48KDX ZIBE1TIR4HY56 Z3JE5OI70TWKCP Z3W03O7B5YMIYP
ap-northeast-3 Z5LXEXXYW11ES - ZNE5GEY1TIAGY Z2YQB5RD63NC85
ap-south-1 ZP97RAFLXTNZK ZVDDRBQ08TROA Z18NTBI3Y7N9TZ Z11RGJOFQNVJUP
ap-southeast-1 Z1LMS91P8CMLE5 ZKVM4W9LS7TM Z16FZ9L249IFLT Z3O0J2DXBE1FTB dash
ap-southeast-2 Z1GM3OXH4ZPM65 ZCT6FZBF4DROD Z2PCDNR3VC2G1N Z1WCIGYICN2BYD dash
ca-central-1 ZQSVJUPU6J1EY Z2EPGBW3API2WT ZJFCZL7SSZB5I Z1QDHH18159H29
cn-north-1 Z1GDH35T77C1KE Z3QFB96KMJ7ED6 - Z5CN8UMXT92WN
cn-northwest-1 ZM7IZAIOVVDZF ZQEIKTCZ8352D - Z282HJ1KT0DH03
eu-central-1 Z215JYRZR1TBD5 Z3F0SRJ5LGBH90 Z1FRNW7UH4DEZJ Z21DNDUVLTQW6Q
eu-north-1 Z23TAZ6LKFMNIO Z1UDT6IFJ4EJM Z23GO28BZ5AETM Z3BAZG2TWCNX0D
eu-south-1 Z3ULH7SSC9OV64 Z23146JA1KNAFP Z10VDYYOA2JFKM Z3IXVV8C73GIO3
eu-west-1 Z32O12XQLNTSW2 Z2IFOLAFXWLO4F Z2NYPWQ7DFZAZH Z1BKCTXD74EZPE dash
eu-west-2 ZHURV8PSTC4K8 ZD4D7Y8KGAS4G Z1GKAAAUGATPF1 Z3GKZC51ZF0DB4
eu-west-3 Z3Q77PNBQS71R4 Z1CMS0P5QUZ6D5 Z5WN6GAYWG5OB Z3R1K369G5AVDG
me-south-1 ZS929ML54UICD Z3QSRYVP46NYYV Z2BBTEKR2I36N2 Z1MPMWCPA7YB62
sa-east-1 Z2P70J7HTTTPLU ZTK26PT1VY4CU Z10X7K2B4QSOFV Z7KQH4QJS55SO dash
us-east-1 Z35SXDOTRQ7X7K Z26RNL4JYFTOTI Z117KPS5GTRQ2G Z3AQBSTGFYJSTF dash
us-east-2 Z3AADJGX6KTTL2 ZLMOA37VPKANP Z14LCN19Q5QHIC Z2O1EMRO9K5GLX
us-gov-east-1 Z166TLBEWOO7G0 Z1ZSMQQ6Q24QQ8 Z35TSARG0EJ4VU Z2NIFVYYW2VKV1
us-gov-west-1 Z33AYJ8TM3BH4J ZMG1MZ2THAWF1 Z4KAURWC4UUUG Z31GFT0UA1I2HV dash
us-west-1 Z368ELLRRE2KJ0 Z24FKFUX50B4VW Z1LQECGX5PH1X Z2F56UZL2M1ACD dash
us-west-2 Z1H1FL5HABSF5 Z18D5FSROUN65G Z38NKT9BP95V3O Z3BJ6K6RIION7M dash
"""
_ZONES = {region: _Zones(*zones) for region, *zones in map(str.split, _TABLE.strip().splitlines())}

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
    value, region, kind = endpoint.value, endpoint.region, endpoint.type
    if kind == "cloudfront":
        if isinstance(value, str) and not re.search(r"\.cloudfront\.(net|cn)\.?$", value):
            raise _malformed(endpoint)
        return value, CLOUDFRONT_ZONE
    if kind == "s3-website":
        if region is None:
            limit = "has no Region, by which a website in S3 is found"
            raise Refused("alias-zone-unknown", value, limit, "give its region")
        zones = _zones(region, value)
        suffix = "amazonaws.com.cn" if region.partition == "aws-cn" else "amazonaws.com"
        return f"s3-website{'-' if zones.dash else '.'}{region}.{suffix}", zones.website
    if isinstance(value, str):
        found = _NAMES[kind].search(value)
        if found is None:
            raise _malformed(endpoint)
        told = found.groupdict()
        region, network = Region(told["region"] or told["other"]), bool(told.get("other"))
    else:
        network = False
        if region is None or kind == "elastic-load-balancer":
            limit = "is known only at deployment, so that its zone cannot be told"
            raise Refused(
                "alias-zone-unknown", value, limit, "give an alias with its zone id, or its exact type and region"
            )
    zones = _zones(region, value)
    if kind == "elastic-beanstalk":
        return value, _known(zones.beanstalk, region, value)
    return value, _known(
        zones.network if network or kind == "network-load-balancer" else zones.application, region, value
    )


def _zones(region: Region, value: object) -> _Zones:
    if region not in _ZONES:
        raise _unknown(region, value)
    return _ZONES[region]


def _known(zone: str, region: Region, value: object) -> str:
    if zone == "-":
        raise _unknown(region, value)
    return zone


def _unknown(region: Region, value: object) -> Refused:
    limit = f"is in {region}, whose hosted zones are not known here"
    return Refused("alias-zone-unknown", value, limit, "give an alias with its zone id instead")


def _malformed(endpoint: AwsEndpoint) -> Refused:
    limit = f"is no DNS name of type {endpoint.type}"
    return Refused("malformed-aws-endpoint", endpoint.value, limit, f"write it as {_EXAMPLES[endpoint.type]}")
