"""What a distribution must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.common_rules import other_account, other_region, repeated
from constructs_pkg.values.countries import COUNTRIES
from constructs_pkg.values.distribution import CacheBehavior, DistributionSpec, WebAclArn
from constructs_pkg.values.distribution_origin import S3Origin
from constructs_pkg.values.distribution_origin_rules import check_origins
from constructs_pkg.values.distribution_policies import CACHING_DISABLED, HOST_FORWARDING
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.resource_id import CertificateArn, QueryLogDestinationArn
from constructs_pkg.values.retention import check_retention

# CloudFront takes certificates, and CloudWatch Logs the delivery of its logs, there only:
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html and
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
HOME = Region("us-east-1")

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
MOST_NAMES = 100
MOST_CACHE_BEHAVIORS = 75

# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
LONGEST_PATH_PATTERN = 255
_PATH_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.*$/~\"'@:+&?")

# https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
LONGEST_FIRST_NAME = 64
MOST_NAMES_OF_CERTIFICATE = 100
MOST_NAMES_AT_FIRST = 10


def check_distribution(spec: DistributionSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of `spec`, made by a stack in `region` of `account`; empty means good."""
    names = list(_names(spec))
    if any(problem.severity == "error" for problem in names):
        # Names that cannot be placed have no records and are no origin's.
        return [*_place(region), *names, *_behaviors(spec), *_viewers(spec, account)]
    return [
        *_place(region),
        *names,
        *_certificate(spec, account),
        *check_origins(spec, account),
        *_behaviors(spec),
        *_viewers(spec, account),
        *_logs(spec, region),
    ]


def _place(region: Region) -> Iterable[Problem]:
    if region != HOME:
        limit = f"is not {HOME}, where CloudFront's certificates and the delivery of its logs are"
        yield Problem("distribution-region", "region", region, limit, f"make it in a stack of {HOME}")


def _names(spec: DistributionSpec) -> Iterator[Problem]:
    placed: list[DnsName] = []
    for place, name in enumerate(spec.names):
        path = f"names[{place}]"
        try:
            full = DnsName(name) if spec.zone is None else name.placed_in(spec.zone.name)
        except Refused as refused:
            yield refused.at(path)
            continue
        if spec.zone is None and "." not in full:
            yield Problem("name-without-zone", path, name, "has no zone to go into", "write it in full, or give a zone")
        placed.append(full)
    for place, first in repeated(placed):
        yield Problem("duplicate-name", f"names[{place}]", placed[place], f"is also names[{first}]", "write it once")
    if len(spec.names) > MOST_NAMES:
        limit = f"are more than CloudFront's {MOST_NAMES}"
        fix = "use a wildcard, or several distributions"
        yield Problem("too-many-names", "names", f"{len(spec.names)} names", limit, fix)
    if not spec.names:
        limit = "is empty: viewers use CloudFront's own name and certificate, which takes TLS 1.0"
        yield Problem("default-certificate", "names", "", limit, "give it a name of your own", "warning")
    if spec.zone is not None and not spec.names:
        yield Problem("zone-without-names", "zone", spec.zone.name, "has no name to hold", "leave it out")
    if spec.https_records and spec.zone is None:
        limit, fix = "is given without a zone to make them in", "give the zone"
        yield Problem("records-without-zone", "https_records", "true", limit, fix)


def _certificate(spec: DistributionSpec, account: Late | AccountId) -> Iterator[Problem]:
    arn = spec.certificate_arn
    if isinstance(arn, CertificateArn):
        yield from other_region("certificate-in-other-region", "certificate_arn", arn, HOME)
        yield from other_account("certificate-in-other-account", "certificate_arn", arn, account)
    if arn is not None and not spec.names:
        limit, fix = "is given without a name that it covers", "give the names, or leave it out"
        yield Problem("certificate-without-names", "certificate_arn", str(arn), limit, fix)
    if not spec.makes_certificate:
        return
    if spec.zone is None:
        limit = "is missing, and without a zone none can be made and validated"
        yield Problem("no-certificate", "certificate_arn", "", limit, "give the certificate, or the zone")
    if all(len(name) > LONGEST_FIRST_NAME for name in spec.aliases):
        limit = f"are all longer than {LONGEST_FIRST_NAME} characters, and a certificate needs one within these"
        yield Problem("certificate-name-too-long", "names", "", limit, "add a shorter name")
    if MOST_NAMES_AT_FIRST < len(spec.names) <= MOST_NAMES_OF_CERTIFICATE:
        limit = f"are more than the {MOST_NAMES_AT_FIRST} that ACM puts into a certificate at first"
        fix = "ask AWS for more before it is deployed, or use a wildcard"
        yield Problem("many-names-of-certificate", "names", f"{len(spec.names)} names", limit, fix, "warning")
    yield from (
        check_records(spec.records(Late("the distribution")), spec.zone.name, "names", "public")
        if (spec.zone is not None)
        else ()
    )


def _behaviors(spec: DistributionSpec) -> Iterator[Problem]:
    yield from _behavior(spec.default_cache_behavior, spec, "default_cache_behavior")
    for place, behavior in enumerate(spec.cache_behaviors):
        path = f"cache_behaviors[{place}]"
        yield from _behavior(behavior, spec, path)
        yield from _pattern(behavior.path_pattern, f"{path}.path_pattern")
    # A leading slash changes nothing.
    patterns = [behavior.path_pattern.removeprefix("/") for behavior in spec.cache_behaviors]
    for place, first in repeated(patterns):
        path, limit = f"cache_behaviors[{place}].path_pattern", f"is also cache_behaviors[{first}]"
        pattern = spec.cache_behaviors[place].path_pattern
        yield Problem("duplicate-path-pattern", path, pattern, limit, "write it once")
    # The default cache behavior is one of them.
    if len(spec.cache_behaviors) >= MOST_CACHE_BEHAVIORS:
        limit = f"and the default one are more than CloudFront's {MOST_CACHE_BEHAVIORS}"
        count, fix = f"{len(spec.cache_behaviors)} cache behaviors", "unite some, or ask AWS for more"
        yield Problem("too-many-cache-behaviors", "cache_behaviors", count, limit, fix)
    asked = {behavior.origin for behavior in (spec.default_cache_behavior, *spec.cache_behaviors)}
    asked |= {
        member for key, one in spec.origin_groups.items() if key in asked for member in (one.primary, one.secondary)
    }
    for kind, keys in (("origins", spec.origins), ("origin_groups", spec.origin_groups)):
        for key in keys:
            if key not in asked:
                limit, fix = "is asked by no cache behavior", "name it in one, or leave it out"
                yield Problem("idle-origin", f"{kind}.{key}", "", limit, fix, "warning")


def _pattern(pattern: str, path: str) -> Iterator[Problem]:
    if not pattern or len(pattern) > LONGEST_PATH_PATTERN or set(pattern) - _PATH_CHARACTERS:
        limit = f"is no path pattern: 1 to {LONGEST_PATH_PATTERN} letters, digits and _-.*$/~\"'@:+&?"
        yield Problem("malformed-path-pattern", path, pattern[:40], limit, "write it as /api/*")
    if pattern in ("*", "/*"):
        fix = "write it as default_cache_behavior"
        yield Problem("default-path-pattern", path, pattern, "fits everything, as the default cache behavior does", fix)


def _behavior(behavior: CacheBehavior, spec: DistributionSpec, path: str) -> Iterator[Problem]:
    key, group = behavior.origin, spec.origin_groups.get(behavior.origin)
    if group is None and key not in spec.origins:
        fix = f"name one of: {', '.join((*spec.origins, *spec.origin_groups))}"
        yield Problem("unknown-origin", f"{path}.origin", key, "is no origin of this distribution", fix)
    if group is not None and behavior.allowed_methods == "all":
        # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
        limit = "passes on methods that CloudFront does not fail over for, and refuses on an origin group"
        fix = "name an origin, or pass on get-head-options"
        yield Problem("methods-of-origin-group", f"{path}.allowed_methods", "all", limit, fix)
    if behavior.compress and behavior.cache_policy == CACHING_DISABLED:
        # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
        limit = f"has no effect with {CACHING_DISABLED}: CloudFront compresses what it caches"
        yield Problem("idle-compression", f"{path}.compress", "true", limit, "leave it out", "warning")
    members = [key] if group is None else [group.primary, group.secondary]
    if any(isinstance(spec.origins.get(member), S3Origin) for member in members):
        for field in ("cache_policy", "origin_request_policy"):
            policy = getattr(behavior, field)
            if policy in HOST_FORWARDING:
                # https://repost.aws/knowledge-center/configure-cloudfront-to-forward-headers
                limit = "passes on the Host header, and S3 then looks for a bucket of the viewer's name"
                fix = "leave it out, or choose CORS-S3Origin or CachingOptimized"
                yield Problem("host-header-to-s3", f"{path}.{field}", policy, limit, fix)


def _viewers(spec: DistributionSpec, account: Late | AccountId) -> Iterator[Problem]:
    if spec.allowed_countries and spec.denied_countries:
        limit, fix = "is given beside allowed_countries", "keep one of them"
        yield Problem("countries-allowed-and-denied", "denied_countries", "", limit, fix)
    for field in ("allowed_countries", "denied_countries"):
        countries = getattr(spec, field)
        for place, country in enumerate(countries):
            if country not in COUNTRIES:
                limit, fix = "is no country of ISO 3166-1", "write its two letters, such as DE"
                yield Problem("unknown-country", f"{field}[{place}]", country, limit, fix)
        for place, first in repeated(countries):
            path, limit = f"{field}[{place}]", f"is also {field}[{first}]"
            yield Problem("duplicate-country", path, countries[place], limit, "write it once")
    acl = spec.web_acl_arn
    if isinstance(acl, WebAclArn):
        yield from other_account("web-acl-in-other-account", "web_acl_arn", acl, account)
    if acl is not None and spec.no_web_acl_because is not None:
        limit, fix = "is given beside web_acl_arn", "keep one of them"
        yield Problem("web-acl-and-reason", "no_web_acl_because", "", limit, fix)


def _logs(spec: DistributionSpec, region: Region) -> Iterator[Problem]:
    logs = spec.logs
    if logs is None:
        return
    arn = logs.destination_arn
    if isinstance(arn, QueryLogDestinationArn) and ":logs:" in arn:
        yield from other_region("logs-in-other-region", "logs.destination_arn", arn, region)
    if logs.retention_days is not None:
        if arn is not None:
            limit = "is given beside destination_arn, which keeps entries as long as it says itself"
            days = str(logs.retention_days)
            yield Problem(
                "retention-of-brought-destination", "logs.retention_days", days, limit, "leave one of them out"
            )
        yield from (one.under("logs") for one in check_retention(logs.retention_days))
