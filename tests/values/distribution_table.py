"""The rules of distributions: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.distribution import DistributionSpec, WebAclArn
from constructs_pkg.values.distribution_origin import OriginLoadBalancerArn, VpcOriginId
from constructs_pkg.values.distribution_policies import CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy
from constructs_pkg.values.distribution_rules import check_distribution
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import ACCOUNT, CERTIFICATE, ZONE_ID, nlb, value

ZONE = {"name": "example.com", "id": ZONE_ID}
S3 = {"kind": "s3"}
SERVER = {"kind": "custom", "domain_name": "server.example.org"}
BALANCER = {"kind": "load-balancer", "load_balancer_arn": nlb(), "domain_name": "api.example.org"}
WEB_ACL = WebAclArn.example
OTHER = "999999999999"
GATEWAY = nlb(kind="gwy")


def front(region: str = "us-east-1", **given: Any) -> list[Problem]:
    """What is wrong with a distribution of one bucket, but for what is given."""
    legal = {
        "zone": ZONE,
        "names": ["cdn"],
        "origins": {"site": S3},
        "default_cache_behavior": {"origin": "site"},
    }
    fields = {name: held for name, held in {**legal, **given}.items() if held is not None}
    try:
        spec = parse(DistributionSpec, fields)
    except InvalidInput as invalid:
        return list(invalid.problems)
    return check_distribution(spec, Region(region), AccountId(ACCOUNT))


def server(**given: Any) -> list[Problem]:
    return front(origins={"site": {**SERVER, **given}})


def balancer(**given: Any) -> list[Problem]:
    fields = {name: held for name, held in {**BALANCER, **given}.items() if held is not None}
    return front(origins={"site": fields})


def group(**given: Any) -> list[Problem]:
    pair = {"primary": "site", "secondary": "server"}
    fields: dict[str, Any] = {
        "origin_groups": {"both": {**pair, **given}},
        "default_cache_behavior": {"origin": "both"},
    }
    return front(origins={"site": S3, "server": SERVER}, **fields)


def behavior(**given: Any) -> list[Problem]:
    return front(default_cache_behavior={"origin": "site", **given})


def paths(*patterns: str) -> list[Problem]:
    return front(cache_behaviors=[{"origin": "site", "path_pattern": pattern} for pattern in patterns])


def headers(*given: tuple[str, str]) -> list[Problem]:
    return server(custom_headers=[{"name": name, "value": text} for name, text in given])


def _policy(kind: type[CachePolicy | OriginRequestPolicy | ResponseHeadersPolicy], refused: str, accepted: str) -> Case:
    says = f"{kind.__name__} {refused!r}"
    return Case(says, "unknown-policy", "", lambda: value(kind, refused), lambda: value(kind, accepted))


def _number(field: str, refused: int, accepted: int) -> Case:
    says = f"{field} {refused}"
    path = f"origins.site.{field}"
    rule = "origin-number-out-of-range"
    return Case(says, rule, path, lambda: server(**{field: refused}), lambda: server(**{field: accepted}))


def _origins(count: int) -> list[Problem]:
    keys = [f"o{number}" for number in range(count)]
    groups = {
        f"g{number // 2}": {"primary": keys[number], "secondary": keys[number + 1]}
        for number in range(0, min(count, 20), 2)
        if number + 1 < count
    }
    found = front(origins=dict.fromkeys(keys, SERVER), origin_groups=groups, default_cache_behavior={"origin": "o0"})
    return [problem for problem in found if problem.rule != "idle-origin"]


def _groups(count: int) -> list[Problem]:
    pair = {"primary": "site", "secondary": "server"}
    found = front(
        origins={"site": S3, "server": SERVER},
        origin_groups={f"g{number}": pair for number in range(count)},
        default_cache_behavior={"origin": "g0"},
    )
    return [problem for problem in found if problem.rule != "idle-origin"]


DISTRIBUTION_RULES = [
    _policy(CachePolicy, "Managed-CachingOptimized", "CachingOptimized"),
    _policy(CachePolicy, "658327ea-f89d-4fab-a63d", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
    _policy(OriginRequestPolicy, "AllViewers", "AllViewer"),
    _policy(ResponseHeadersPolicy, "cors", "none"),
    Case(
        "the ARN of a Gateway Load Balancer as an origin",
        "origin-of-gateway",
        "",
        lambda: value(OriginLoadBalancerArn, GATEWAY),
        lambda: value(OriginLoadBalancerArn, nlb(kind="app")),
    ),
    Case(
        "a web ACL of a Region",
        "malformed-id",
        "",
        lambda: value(WebAclArn, WEB_ACL.replace("global", "regional")),
        lambda: value(WebAclArn, WEB_ACL),
    ),
    Case(
        "an id that is no VPC origin's",
        "malformed-id",
        "",
        lambda: value(VpcOriginId, "vo-0123"),
        lambda: value(VpcOriginId, VpcOriginId.example),
    ),
    Case(
        "a distribution is made in us-east-1",
        "distribution-region",
        "region",
        lambda: front(region="eu-west-1"),
        lambda: front(),
    ),
    Case(
        "a name lies in its zone",
        "record-outside-zone",
        "names[0]",
        lambda: front(names=["cdn.example.net."]),
        lambda: front(names=["cdn.example.com."]),
    ),
    Case(
        "without a zone names are written in full",
        "name-without-zone",
        "names[0]",
        lambda: front(zone=None, certificate_arn=CERTIFICATE, names=["cdn"]),
        lambda: front(zone=None, certificate_arn=CERTIFICATE, names=["cdn.example.net"]),
    ),
    Case(
        "each name once",
        "duplicate-name",
        "names[1]",
        lambda: front(names=["cdn", "CDN.example.com"]),
        lambda: front(names=["cdn", "@"]),
    ),
    Case(
        "at most 100 names",
        "too-many-names",
        "names",
        lambda: front(names=[f"n{number}" for number in range(101)], certificate_arn=CERTIFICATE),
        lambda: front(names=[f"n{number}" for number in range(100)], certificate_arn=CERTIFICATE),
    ),
    Case(
        "CloudFront's own certificate takes old TLS",
        "default-certificate",
        "names",
        lambda: front(zone=None, names=[]),
        lambda: front(),
        severity="warning",
    ),
    Case(
        "a zone holds names",
        "zone-without-names",
        "zone",
        lambda: front(names=[]),
        lambda: front(names=["@"]),
    ),
    Case(
        "HTTPS records need a zone",
        "records-without-zone",
        "https_records",
        lambda: front(zone=None, names=["cdn.example.net"], certificate_arn=CERTIFICATE, https_records=True),
        lambda: front(https_records=True),
    ),
    Case(
        "a certificate is in us-east-1",
        "certificate-in-other-region",
        "certificate_arn",
        lambda: front(certificate_arn=CERTIFICATE.replace("us-east-1", "eu-west-1")),
        lambda: front(certificate_arn=CERTIFICATE),
    ),
    Case(
        "a certificate is in the distribution's account",
        "certificate-in-other-account",
        "certificate_arn",
        lambda: front(certificate_arn=CERTIFICATE.replace(ACCOUNT, OTHER)),
        lambda: front(certificate_arn=CERTIFICATE),
    ),
    Case(
        "a certificate covers names",
        "certificate-without-names",
        "certificate_arn",
        lambda: front(zone=None, names=[], certificate_arn=CERTIFICATE),
        lambda: front(certificate_arn=CERTIFICATE),
    ),
    Case(
        "names elsewhere need a certificate",
        "no-certificate",
        "certificate_arn",
        lambda: front(zone=None, names=["cdn.example.net"]),
        lambda: front(zone=None, names=["cdn.example.net"], certificate_arn=CERTIFICATE),
    ),
    Case(
        "a certificate begins with a name of at most 64 characters",
        "certificate-name-too-long",
        "names",
        lambda: front(names=[f"{'a' * 53}"]),
        lambda: front(names=[f"{'a' * 52}"]),
    ),
    Case(
        "ACM puts 10 names into a certificate at first",
        "many-names-of-certificate",
        "names",
        lambda: front(names=[f"n{number}" for number in range(11)]),
        lambda: front(names=[f"n{number}" for number in range(10)]),
        severity="warning",
    ),
    Case(
        "a cache behavior asks an origin that there is",
        "unknown-origin",
        "default_cache_behavior.origin",
        lambda: behavior(origin="nowhere"),
        lambda: behavior(origin="site"),
    ),
    Case(
        "an origin group has members that there are",
        "unknown-origin",
        "origin_groups.both.secondary",
        lambda: group(secondary="nowhere"),
        lambda: group(secondary="server"),
    ),
    Case(
        "an origin group has two origins",
        "same-origin-twice",
        "origin_groups.both.secondary",
        lambda: group(secondary="site"),
        lambda: group(),
    ),
    Case(
        "an origin group has a key of its own",
        "duplicate-origin-key",
        "origin_groups.site",
        lambda: front(
            origins={"site": S3, "server": SERVER}, origin_groups={"site": {"primary": "site", "secondary": "server"}}
        ),
        lambda: group(),
    ),
    Case(
        "CloudFront fails over for some statuses",
        "failover-status",
        "origin_groups.both.status_codes[0]",
        lambda: group(status_codes=[401]),
        lambda: group(status_codes=[403]),
    ),
    Case(
        "each status once",
        "duplicate-status",
        "origin_groups.both.status_codes[1]",
        lambda: group(status_codes=[500, 500]),
        lambda: group(status_codes=[500, 502]),
    ),
    Case(
        "an origin group does not take writing methods",
        "methods-of-origin-group",
        "default_cache_behavior.allowed_methods",
        lambda: front(
            origins={"site": S3, "server": SERVER},
            origin_groups={"both": {"primary": "site", "secondary": "server"}},
            default_cache_behavior={"origin": "both", "allowed_methods": "all"},
        ),
        lambda: front(
            origins={"site": S3, "server": SERVER},
            origin_groups={"both": {"primary": "site", "secondary": "server"}},
            default_cache_behavior={"origin": "both", "allowed_methods": "get-head-options"},
        ),
    ),
    Case("at most 100 origins", "too-many-origins", "origins", lambda: _origins(101), lambda: _origins(100)),
    Case(
        "at most 10 origin groups", "too-many-origin-groups", "origin_groups", lambda: _groups(11), lambda: _groups(10)
    ),
    Case(
        "an origin is asked by somebody",
        "idle-origin",
        "origins.server",
        lambda: front(origins={"site": S3, "server": SERVER}),
        lambda: group(),
        severity="warning",
    ),
    Case(
        "at most 75 cache behaviors, the default one among them",
        "too-many-cache-behaviors",
        "cache_behaviors",
        lambda: paths(*(f"/p{number}/*" for number in range(75))),
        lambda: paths(*(f"/p{number}/*" for number in range(74))),
    ),
    Case(
        "a path pattern is of the characters of paths",
        "malformed-path-pattern",
        "cache_behaviors[0].path_pattern",
        lambda: paths("/a b/*"),
        lambda: paths("/a-b/?.jpg"),
    ),
    Case(
        "a path pattern has at most 255 characters",
        "malformed-path-pattern",
        "cache_behaviors[0].path_pattern",
        lambda: paths(f"/{'a' * 255}"),
        lambda: paths(f"/{'a' * 254}"),
    ),
    Case(
        "a path pattern that fits everything is the default",
        "default-path-pattern",
        "cache_behaviors[0].path_pattern",
        lambda: paths("/*"),
        lambda: paths("/**/x"),
    ),
    Case(
        "each path pattern once, with and without its slash",
        "duplicate-path-pattern",
        "cache_behaviors[1].path_pattern",
        lambda: paths("/api/*", "api/*"),
        lambda: paths("/api/*", "/api/v2/*"),
    ),
    Case(
        "compression needs a cache",
        "idle-compression",
        "default_cache_behavior.compress",
        lambda: behavior(compress=True, cache_policy="CachingDisabled"),
        lambda: behavior(compress=True),
        severity="warning",
    ),
    Case(
        "S3 does not get the viewer's Host header",
        "host-header-to-s3",
        "default_cache_behavior.origin_request_policy",
        lambda: behavior(origin_request_policy="AllViewer"),
        lambda: behavior(origin_request_policy="AllViewerExceptHostHeader"),
    ),
    Case(
        "S3 does not get it by a cache policy's id either",
        "host-header-to-s3",
        "default_cache_behavior.cache_policy",
        lambda: behavior(cache_policy="83da9c7e-98b4-4e11-a168-04f0df8e2c65"),
        lambda: behavior(cache_policy="CachingDisabled"),
    ),
    Case(
        "countries are allowed or denied",
        "countries-allowed-and-denied",
        "denied_countries",
        lambda: front(allowed_countries=["DE"], denied_countries=["FR"]),
        lambda: front(denied_countries=["FR"]),
    ),
    Case(
        "a country is one of ISO 3166-1",
        "unknown-country",
        "allowed_countries[0]",
        lambda: front(allowed_countries=["UK"]),
        lambda: front(allowed_countries=["GB"]),
    ),
    Case(
        "each country once",
        "duplicate-country",
        "denied_countries[1]",
        lambda: front(denied_countries=["FR", "FR"]),
        lambda: front(denied_countries=["FR", "DE"]),
    ),
    Case(
        "a web ACL is in the distribution's account",
        "web-acl-in-other-account",
        "web_acl_arn",
        lambda: front(web_acl_arn=WEB_ACL.replace(ACCOUNT, OTHER)),
        lambda: front(web_acl_arn=WEB_ACL),
    ),
    Case(
        "a web ACL needs no reason to be absent",
        "web-acl-and-reason",
        "no_web_acl_because",
        lambda: front(web_acl_arn=WEB_ACL, no_web_acl_because="it is static"),
        lambda: front(no_web_acl_because="it is static"),
    ),
    Case(
        "a log group is in us-east-1",
        "logs-in-other-region",
        "logs.destination_arn",
        lambda: front(logs={"destination_arn": f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:edge"}),
        lambda: front(logs={"destination_arn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:edge"}),
    ),
    Case(
        "a brought destination keeps logs as long as it says",
        "retention-of-brought-destination",
        "logs.retention_days",
        lambda: front(logs={"destination_arn": "arn:aws:s3:::edge-logs", "retention_days": 30}),
        lambda: front(logs={"retention_days": 30}),
    ),
    Case(
        "a retention period of CloudWatch Logs",
        "retention-days",
        "logs.retention_days",
        lambda: front(logs={"retention_days": 31}),
        lambda: front(logs={"retention_days": 30}),
    ),
    Case(
        "an origin path has at most 255 characters",
        "origin-path-too-long",
        "origins.site.origin_path",
        lambda: server(origin_path=f"/{'a' * 255}"),
        lambda: server(origin_path=f"/{'a' * 254}"),
    ),
    _number("connection_attempts", 0, 1),
    _number("connection_attempts", 4, 3),
    _number("connection_timeout", 11, 10),
    _number("read_timeout", 121, 120),
    _number("keepalive_timeout", 0, 1),
    Case(
        "a port of an origin is 80, 443 or at least 1024",
        "origin-port",
        "origins.site.https_port",
        lambda: server(https_port=1023),
        lambda: server(https_port=1024),
    ),
    Case(
        "an origin is not the distribution itself",
        "origin-is-distribution",
        "origins.site.domain_name",
        lambda: server(domain_name="cdn.example.com"),
        lambda: server(domain_name="origin.example.com"),
    ),
    Case(
        "a VPC origin is made or brought",
        "one-vpc-origin",
        "origins.site.load_balancer_arn",
        lambda: balancer(load_balancer_arn=None),
        lambda: balancer(),
    ),
    Case(
        "a VPC origin is not both made and brought",
        "one-vpc-origin",
        "origins.site.load_balancer_arn",
        lambda: balancer(vpc_origin_id=VpcOriginId.example),
        lambda: balancer(load_balancer_arn=None, vpc_origin_id=VpcOriginId.example),
    ),
    Case(
        "an owner is one of a VPC origin that exists",
        "owner-without-vpc-origin",
        "origins.site.owner_account",
        lambda: balancer(owner_account=OTHER),
        lambda: balancer(load_balancer_arn=None, vpc_origin_id=VpcOriginId.example, owner_account=OTHER),
    ),
    Case(
        "a VPC origin is made in its load balancer's account",
        "vpc-origin-in-other-account",
        "origins.site.load_balancer_arn",
        lambda: balancer(load_balancer_arn=nlb().replace(ACCOUNT, OTHER)),
        lambda: balancer(),
    ),
    Case(
        "a VPC origin is in a Region that has them",
        "vpc-origin-region",
        "origins.site.load_balancer_arn",
        lambda: balancer(load_balancer_arn=nlb().replace("us-east-1", "ap-southeast-6")),
        lambda: balancer(load_balancer_arn=nlb().replace("us-east-1", "ap-southeast-5")),
    ),
    Case(
        "CloudFront adds no header of its own",
        "reserved-header",
        "origins.site.custom_headers[0].name",
        lambda: headers(("X-Amz-From", "edge")),
        lambda: headers(("X-From", "edge")),
    ),
    Case(
        "each header once, whatever its case",
        "duplicate-header",
        "origins.site.custom_headers[1].name",
        lambda: headers(("X-From", "a"), ("x-from", "b")),
        lambda: headers(("X-From", "a"), ("X-To", "b")),
    ),
    Case(
        "at most 30 headers",
        "too-many-custom-headers",
        "origins.site.custom_headers",
        lambda: headers(*((f"X-{number}", "a") for number in range(31))),
        lambda: headers(*((f"X-{number}", "a") for number in range(30))),
    ),
    Case(
        "a header's value has at most 1,783 characters",
        "header-too-long",
        "origins.site.custom_headers[0].value",
        lambda: headers(("X-From", "a" * 1784)),
        lambda: headers(("X-From", "a" * 1783)),
    ),
    Case(
        "headers have at most 10,240 characters together",
        "headers-too-long",
        "origins.site.custom_headers",
        lambda: headers(*((f"X-{number}", "a" * 1704) for number in range(6))),
        lambda: headers(*((f"X-{number}", "a" * 1703) for number in range(6))),
    ),
]
