"""What the origins of a distribution must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.common_rules import other_account, out_of_range, repeated
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.distribution_origin import CustomOrigin, LoadBalancerOrigin, Origin, OriginLoadBalancerArn
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
MOST_ORIGINS = 100
MOST_ORIGIN_GROUPS = 10
MOST_CUSTOM_HEADERS = 30
LONGEST_HEADER_NAME = 256
LONGEST_HEADER_VALUE = 1_783
LONGEST_HEADERS = 10_240

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
LONGEST_ORIGIN_PATH = 255
PORTS_BELOW_1024 = (80, 443)

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
_NOT_ADDED = """
cache-control connection content-length cookie host if-match if-modified-since if-none-match if-range
if-unmodified-since max-forwards pragma proxy-authenticate proxy-authorization proxy-connection range
request-range te trailer transfer-encoding upgrade via x-real-ip
"""
HEADERS_NOT_ADDED = frozenset(_NOT_ADDED.split())
HEADER_STARTS_NOT_ADDED = ("x-amz-", "x-edge-")

# The failover criteria that CloudFront's console offers:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
FAILOVER_STATUSES = (400, 403, 404, 416, 429, 500, 502, 503, 504)

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
_REGIONS = """
af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-7
ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
"""
VPC_ORIGIN_REGIONS = frozenset(_REGIONS.split())
ZONES_WITHOUT_VPC_ORIGINS = frozenset({"use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"})


def check_origins(spec: DistributionSpec, account: Late | AccountId) -> Iterator[Problem]:
    """Yield the problems of the origins and origin groups of `spec`, in `account`."""
    yield from _too_many("too-many-origins", "origins", len(spec.origins), MOST_ORIGINS)
    yield from _too_many("too-many-origin-groups", "origin_groups", len(spec.origin_groups), MOST_ORIGIN_GROUPS)
    for key, origin in spec.origins.items():
        yield from (one.under(f"origins.{key}") for one in _origin(origin, spec, account))
    for key in spec.origin_groups:
        yield from (one.under(f"origin_groups.{key}") for one in _group(key, spec))


def check_vpc_origin_region(region: Region, path: str) -> Iterator[Problem]:
    """Yield the problem of a VPC origin in `region`, told at `path`, where there are none."""
    if region not in VPC_ORIGIN_REGIONS:
        limit, fix = "is a Region without VPC origins", "use an internet-facing load balancer as a custom origin"
        yield Problem("vpc-origin-region", path, region, limit, fix)


def _origin(origin: Origin, spec: DistributionSpec, account: Late | AccountId) -> Iterator[Problem]:
    yield from _headers(origin)
    if origin.origin_path is not None and len(origin.origin_path) > LONGEST_ORIGIN_PATH:
        limit = f"is longer than {LONGEST_ORIGIN_PATH} characters"
        yield Problem("origin-path-too-long", "origin_path", origin.origin_path[:40], limit, "shorten it")
    yield from _seconds("connection_attempts", origin.connection_attempts, 3)
    yield from _seconds("connection_timeout", origin.connection_timeout, 10)
    if not isinstance(origin, LoadBalancerOrigin | CustomOrigin):
        return
    yield from _seconds("read_timeout", origin.read_timeout, 120)
    yield from _seconds("keepalive_timeout", origin.keepalive_timeout, 120)
    for field in ("http_port", "https_port"):
        port = getattr(origin, field)
        if port not in PORTS_BELOW_1024 and not 1024 <= port <= 65_535:
            limit, fix = "is neither 80, 443 nor in 1024 to 65535", "choose one of these"
            yield Problem("origin-port", field, str(port), limit, fix)
    if origin.domain_name in spec.aliases:
        limit = "is one of the distribution's own names, which leads to CloudFront again"
        fix = "give the origin a name of its own"
        yield Problem("origin-is-distribution", "domain_name", str(origin.domain_name), limit, fix)
    if isinstance(origin, LoadBalancerOrigin):
        yield from _load_balancer(origin, account)


def _load_balancer(origin: LoadBalancerOrigin, account: Late | AccountId) -> Iterator[Problem]:
    arn = origin.load_balancer_arn
    if (arn is None) == (origin.vpc_origin_id is None):
        limit = "is missing" if arn is None else "is given beside vpc_origin_id"
        fix = "give one of load_balancer_arn and vpc_origin_id"
        yield Problem("one-vpc-origin", "load_balancer_arn", "" if arn is None else str(arn), limit, fix)
    if origin.owner_account is not None and origin.vpc_origin_id is None:
        limit, fix = "is given without the VPC origin that it shares", "leave it out"
        yield Problem("owner-without-vpc-origin", "owner_account", origin.owner_account, limit, fix)
    if isinstance(arn, OriginLoadBalancerArn):
        fix = "make the VPC origin in the load balancer's account, share it, and give its id as vpc_origin_id"
        for found in other_account("vpc-origin-in-other-account", "load_balancer_arn", arn, account):
            yield Problem(found.rule, found.path, found.value, found.limit, fix)
        yield from check_vpc_origin_region(Region(arn.split(":")[3]), "load_balancer_arn")


def _headers(origin: Origin) -> Iterator[Problem]:
    headers = origin.custom_headers
    yield from _too_many("too-many-custom-headers", "custom_headers", len(headers), MOST_CUSTOM_HEADERS)
    for place, first in repeated(header.name.lower() for header in headers):
        path, limit = f"custom_headers[{place}].name", f"is also custom_headers[{first}]"
        yield Problem("duplicate-header", path, headers[place].name, limit, "write it once")
    total = 0
    for place, header in enumerate(headers):
        path, value = f"custom_headers[{place}]", header.value if isinstance(header.value, str) else ""
        total += len(header.name) + len(value)
        lower = header.name.lower()
        if lower in HEADERS_NOT_ADDED or lower.startswith(HEADER_STARTS_NOT_ADDED):
            limit = "is a header that CloudFront does not add"
            yield Problem("reserved-header", f"{path}.name", header.name, limit, "choose another name")
        yield from _too_long(f"{path}.name", header.name, LONGEST_HEADER_NAME)
        yield from _too_long(f"{path}.value", value, LONGEST_HEADER_VALUE)
    if total > LONGEST_HEADERS:
        limit = f"are more than {LONGEST_HEADERS:,} together"
        yield Problem("headers-too-long", "custom_headers", f"{total:,} characters", limit, "shorten them")


def _too_long(path: str, text: str, longest: int) -> Iterable[Problem]:
    if len(text) > longest:
        limit = f"is longer than {longest:,} characters ({len(text):,})"
        yield Problem("header-too-long", path, text[:20], limit, "shorten it")


def _too_many(rule: str, path: str, count: int, most: int) -> Iterable[Problem]:
    if count > most:
        what = path.replace("_", " ")
        fix = "spread them over several distributions, or ask AWS for more"
        yield Problem(rule, path, f"{count} {what}", f"are more than CloudFront's {most}", fix)


def _seconds(path: str, value: int, most: int) -> list[Problem]:
    return out_of_range("origin-number-out-of-range", path, value, 1, most)


def _group(key: str, spec: DistributionSpec) -> Iterator[Problem]:
    group = spec.origin_groups[key]
    if key in spec.origins:
        yield Problem("duplicate-origin-key", "", key, "is the key of an origin too", "choose another key")
    for field in ("primary", "secondary"):
        member = getattr(group, field)
        if member not in spec.origins:
            fix = f"name one of: {', '.join(spec.origins)}"
            yield Problem("unknown-origin", field, member, "is no origin of this distribution", fix)
    if group.primary == group.secondary:
        yield Problem("same-origin-twice", "secondary", group.secondary, "is the primary too", "name another origin")
    for place, status in enumerate(group.status_codes):
        if status not in FAILOVER_STATUSES:
            fix = f"choose of {', '.join(map(str, FAILOVER_STATUSES))}"
            path = f"status_codes[{place}]"
            yield Problem("failover-status", path, str(status), "is no status that CloudFront fails over for", fix)
    for place, first in repeated(group.status_codes):
        limit = f"is also status_codes[{first}]"
        code = str(group.status_codes[place])
        yield Problem("duplicate-status", f"status_codes[{place}]", code, limit, "write it once")
