"""A CloudFront distribution in front of origins: its names, cache behaviors, certificate, countries and logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Tag

from constructs_pkg.values.alias_zones import CLOUDFRONT_ZONE
from constructs_pkg.values.distribution_origin import AnyOrigin, OriginGroup
from constructs_pkg.values.distribution_policies import CachePolicy, OriginRequestPolicy, ResponseHeadersPolicy
from constructs_pkg.values.dns import DnsName, RecordName, ZoneName
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.keyed import NONE_YET, Frozen, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.record import AliasTarget, Record, RecordType
from constructs_pkg.values.resource_id import CertificateArn, HostedZoneId, QueryLogDestinationArn, ResourceId
from constructs_pkg.values.retention import DEFAULT_RETENTION_DAYS
from constructs_pkg.values.spec import Spec, one_of

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class WebAclArn(ResourceId):
    """The ARN of a web ACL of AWS WAF for CloudFront, which is global and stands in us-east-1.

    Source: https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
    """

    __slots__ = ()
    pattern = r"^arn:aws:wafv2:us-east-1:\d{12}:global/webacl/[A-Za-z0-9_-]{1,128}/[0-9a-f-]{36}$"
    example = "arn:aws:wafv2:us-east-1:111111111111:global/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"


class NamesZone(Spec):
    """The public hosted zone that a distribution's names are in."""

    name: ZoneName
    """Its name."""

    id: Annotated[
        Annotated[Late, Tag("<late>")]
        | Annotated[HandedOver, Tag("<parameter>")]
        | Annotated[HostedZoneId, Tag("<literal>")],
        one_of(given_as),
    ]
    """Its id, in the distribution's own account: literal, or handed over by ``{stack_parameter: Name}`` or
    ``{ssm_parameter: /path}``."""


class CacheBehavior(Spec):
    """How requests are answered.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
    """

    origin: str
    """The key of the origin, or of the origin group, that is asked for what the cache has not."""

    viewer_protocol: Literal["redirect-to-https", "https-only"] = "redirect-to-https"
    """What happens to plain HTTP: redirect-to-https, or https-only, which refuses it. Default: redirect-to-https."""

    allowed_methods: Literal["get-head", "get-head-options", "all"] = "get-head"
    """The methods that are passed on: get-head, get-head-options, or all, those that change things among them.
    Default: get-head."""

    compress: Flag | None = None
    """Whether CloudFront compresses what it answers. Default: yes, unless the cache policy is CachingDisabled, with
    which it cannot."""

    cache_policy: Late | CachePolicy = CachePolicy("CachingOptimized")
    """The cache key and lifetimes: the name of a managed policy, or an id. Default: CachingOptimized."""

    origin_request_policy: Late | OriginRequestPolicy | None = None
    """What the origin gets beside the cache key: the name of a managed policy, or an id. Default: nothing."""

    response_headers_policy: Late | ResponseHeadersPolicy = ResponseHeadersPolicy("SecurityHeadersPolicy")
    """The headers added to answers, those of CORS among them: the name of a managed policy, an id, or ``none``.
    Default: SecurityHeadersPolicy."""

    @property
    def compresses(self) -> bool:
        """Whether CloudFront is asked to compress."""
        return self.cache_policy != "CachingDisabled" if self.compress is None else self.compress


class PathBehavior(CacheBehavior):
    """How requests to some paths are answered."""

    path_pattern: str
    """The paths, such as ``/api/*``: ``*`` stands for any characters and ``?`` for one. The first pattern in the list
    that fits decides."""


class DistributionLogs(Spec):
    """Access logs (standard logging v2). Entries come minutes later, and some may be missing.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
    """

    destination_arn: Late | QueryLogDestinationArn | None = None
    """A log group of us-east-1, an S3 bucket or a Firehose stream that exists and lets the delivery write to it.
    Default: an encrypted log group is made, which is kept."""

    retention_days: Annotated[int, Field(strict=True)] | None = None
    """Days until an entry of the log group made here is deleted: one of CloudWatch Logs' periods. Default: 365."""

    @property
    def kept_days(self) -> int:
        """Days until an entry of the log group made here is deleted."""
        return DEFAULT_RETENTION_DAYS if self.retention_days is None else self.retention_days


class DistributionSpec(Spec):
    """A distribution of CloudFront in front of origins.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html
    """

    origins: Annotated[Keyed[AnyOrigin], Field(min_length=1)]
    """The origins, each under a key that never changes."""

    origin_groups: Keyed[OriginGroup] = NONE_YET
    """Pairs of origins with failover, each under a key that no origin has. Default: none."""

    default_cache_behavior: CacheBehavior
    """How everything is answered that no path pattern fits."""

    cache_behaviors: tuple[PathBehavior, ...] = ()
    """How some paths are answered, in the order in which they are tried. Default: none."""

    zone: NamesZone | None = None
    """The public zone of its names, where their records are made. Default: none; names are then written in full and
    their records made elsewhere."""

    names: tuple[RecordName, ...] = ()
    """Its names: relative to the zone, in full, or ``@`` for the zone's own. Default: none, but the one that CloudFront
    gives."""

    https_records: Flag = False
    """Whether each name has an HTTPS record too, by which clients learn of HTTP/2 and HTTP/3 first. Default: no."""

    certificate_arn: (
        Annotated[
            Annotated[Late, Tag("<late>")]
            | Annotated[HandedOver, Tag("<parameter>")]
            | Annotated[CertificateArn, Tag("<literal>")],
            one_of(given_as),
        ]
        | None
    ) = None
    """A certificate of ACM in us-east-1 that covers the names. Default: one is made and validated in the zone."""

    minimum_protocol_version: Literal["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"] = "TLSv1.2_2021"
    """The oldest TLS and ciphers that viewers may use, of those that begin at TLS 1.2. Default: TLSv1.2_2021."""

    http_version: Literal["http1.1", "http2", "http3", "http2and3"] = "http2and3"
    """The newest HTTP that viewers may use. Default: http2and3."""

    ipv6: Flag = True
    """Whether viewers may come by IPv6; each name has then an AAAA record too. Default: yes."""

    price_class: Literal["PriceClass_100", "PriceClass_200", "PriceClass_All"] = "PriceClass_All"
    """The edge locations it is served from. Default: all."""

    default_root_object: (
        Annotated[str, Field(pattern=r"^[A-Za-z0-9_.*$~\"'&-][A-Za-z0-9_.*$/~\"'&-]{0,254}$")] | None
    ) = None
    """The object that a request for the root gets, such as ``index.html``. Default: none."""

    allowed_countries: tuple[Country, ...] = ()
    """The only countries that are answered, as two letters of ISO 3166-1. Default: all."""

    denied_countries: tuple[Country, ...] = ()
    """Countries that are not answered. Default: none."""

    web_acl_arn: (
        Annotated[
            Annotated[Late, Tag("<late>")]
            | Annotated[HandedOver, Tag("<parameter>")]
            | Annotated[WebAclArn, Tag("<literal>")],
            one_of(given_as),
        ]
        | None
    ) = None
    """A web ACL of AWS WAF for CloudFront, in us-east-1. Default: none; say why in `no_web_acl_because`."""

    no_web_acl_because: Annotated[str, Field(min_length=10)] | None = None
    """Why no web ACL looks at requests. Default: none; without one cdk-nag finds it."""

    logs: DistributionLogs | None = DistributionLogs()
    """Its access logs. Default: to an encrypted log group, kept 365 days. None: nothing is logged."""

    @property
    def aliases(self) -> tuple[DnsName, ...]:
        """Its names in full, in their order."""
        return tuple(DnsName(name) if self.zone is None else name.placed_in(self.zone.name) for name in self.names)

    @property
    def makes_certificate(self) -> bool:
        """Whether a certificate is made."""
        return bool(self.names) and self.certificate_arn is None

    def records(self, domain_name: Late) -> tuple[Record, ...]:
        """Return the record sets of its names in its zone: aliases of the distribution called `domain_name`.

        Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html
        and, for HTTPS, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CreatingCNAME.html.
        """
        if self.zone is None:
            return ()
        target = AliasTarget(dns_name=domain_name, zone_id=HostedZoneId(CLOUDFRONT_ZONE))
        types = [RecordType.A, *([RecordType.AAAA] if self.ipv6 else [])]
        types += [RecordType.HTTPS] if self.https_records else []
        return tuple(Record(name=RecordName(name), type=kind, alias=target) for name in self.aliases for kind in types)

    @property
    def handed_over(self) -> Mapping[str, HandedOver]:
        """What is handed over to it, by ids made of where it stands."""
        return dict(_handed_over(self))

    @property
    def stack_parameters(self) -> tuple[str, ...]:
        """The names of the stack parameters by which it is given values, each once, in order."""
        return tuple(sorted({one.stack_parameter for one in self.handed_over.values() if one.stack_parameter}))

    def given(self, values: Mapping[str, Late]) -> Self:
        """Return the distribution with what the stack parameters give in their place, by their names."""
        replaced: Self = _replaced(self, lambda one: values.get(one.stack_parameter or "", one))
        return replaced

    def by_parameters(self) -> Self:
        """Return the distribution with a reference to a parameter of its own for all that is handed over to it."""
        references = {one: Late({"Ref": key}) for key, one in self.handed_over.items()}
        replaced: Self = _replaced(self, lambda one: references[one])
        return replaced


def _handed_over(given: Any, path: str = "") -> Iterator[tuple[str, HandedOver]]:
    items = given if isinstance(given, Spec) else given.items() if isinstance(given, Mapping) else ()
    if isinstance(given, HandedOver):
        yield path, given
        return
    for name, value in items:
        yield from _handed_over(value, f"{path}-{name}" if path else name)


def _replaced(given: Any, replace: Any) -> Any:
    """Return `given` with another value for each that is handed over, wherever it stands."""
    if isinstance(given, HandedOver):
        return replace(given)
    if isinstance(given, Spec):
        changed = {name: new for name, value in given if (new := _replaced(value, replace)) is not value}
        return given.model_copy(update=changed) if changed else given
    if isinstance(given, Frozen):
        items = {name: _replaced(value, replace) for name, value in given.items()}
        return Frozen(items) if any(items[name] is not value for name, value in given.items()) else given
    return given
