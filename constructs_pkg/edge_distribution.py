"""`EdgeDistribution`: CloudFront in front of buckets, of load balancers inside VPCs, and of other servers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from constructs import Construct

from constructs_pkg.cdk_origins import GivenOrigin, certificate_arn_of, names_zone, origin_fields
from constructs_pkg.cdk_values import text_of
from constructs_pkg.door import Door
from constructs_pkg.fragments.distribution import CERTIFICATE, DISTRIBUTION, distribution_fragment
from constructs_pkg.fragments.distribution_origins import access_statement, bucket_id
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.distribution import (
    CacheBehavior,
    DistributionLogs,
    DistributionSpec,
    NamesZone,
    PathBehavior,
)
from constructs_pkg.values.distribution_origin import OriginGroup, S3Origin
from constructs_pkg.values.distribution_rules import check_distribution
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late


class EdgeDistribution(IncludedFragment):
    """A CloudFront distribution, in a stack of us-east-1, with its certificate, names and logs.

    Makes the distribution; for S3 origins an origin access control and the buckets that are not brought; for load
    balancers the VPC origins; a certificate validated in the zone, and records of each name there; and the delivery of
    its access logs. It makes no security group rule: a load balancer lets CloudFront in by its own group. It makes no
    origin access identity, which origin access control has replaced, and no invalidations, which are no resources.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        origins: Mapping[str, GivenOrigin],
        default_cache_behavior: CacheBehavior | Mapping[str, Any],
        cache_behaviors: Sequence[PathBehavior | Mapping[str, Any]] = (),
        origin_groups: Mapping[str, OriginGroup | Mapping[str, Any]] | None = None,
        zone: route53.IHostedZone | NamesZone | Mapping[str, Any] | None = None,
        names: Sequence[str] = (),
        https_records: bool | None = None,
        certificate: acm.ICertificate | Late | HandedOver | str | None = None,
        minimum_protocol_version: str | None = None,
        http_version: str | None = None,
        ipv6: bool | None = None,
        price_class: str | None = None,
        default_root_object: str | None = None,
        allowed_countries: Sequence[str] = (),
        denied_countries: Sequence[str] = (),
        web_acl_arn: Late | HandedOver | str | None = None,
        no_web_acl_because: str | None = None,
        logs: DistributionLogs | Mapping[str, Any] | None = DistributionLogs(),  # noqa: B008 - it is frozen
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the distribution.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it, and the names of its parts in AWS.
            origins: The origins, by keys that never change; a mapping's ``bucket`` may be a bucket of the CDK, and
                ``load_balancer`` one of its load balancers, instead of ``load_balancer_arn`` and ``domain_name``.
            default_cache_behavior: How everything is answered that no path pattern fits.
            cache_behaviors: How some paths are answered, in the order in which they are tried. Default: none.
            origin_groups: Pairs of origins with failover. Default: none.
            zone: The public zone of its names, where their records are made. Default: none.
            names: Its names, relative to the zone or in full. Default: CloudFront's own only.
            https_records: Whether each name has an HTTPS record too. Default: no.
            certificate: A certificate of us-east-1 that covers the names. Default: one is made, validated in the zone.
            minimum_protocol_version: The oldest TLS and ciphers of viewers. Default: TLSv1.2_2021.
            http_version: The newest HTTP of viewers. Default: http2and3.
            ipv6: Whether viewers may come by IPv6. Default: yes.
            price_class: The edge locations it is served from. Default: all.
            default_root_object: The object that a request for the root gets. Default: none.
            allowed_countries: The only countries that are answered. Default: all.
            denied_countries: Countries that are not answered. Default: none.
            web_acl_arn: A web ACL of AWS WAF for CloudFront. Default: none.
            no_web_acl_because: Why there is none. Default: no reason; cdk-nag then finds it.
            logs: Its access logs. Default: to an encrypted log group, kept 365 days. None: nothing is logged.
            display_name: Shown in tags and as its comment. Default: `construct_id`.
            outputs: Whether the stack shows its id and name, and what owners of brought buckets add to their policies.
                Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's; it is us-east-1.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(certificate_arn="certificate")
        home = door.take("region", region_of, scope, region)
        account = door.take("account", account_of, scope)
        fields = {
            "origins": {key: door.take(f"origins.{key}", origin_fields, one) for key, one in origins.items()},
            "origin_groups": origin_groups,
            "default_cache_behavior": default_cache_behavior,
            "cache_behaviors": cache_behaviors,
            "zone": door.take("zone", names_zone, zone),
            "names": names,
            "https_records": https_records,
            "certificate_arn": door.take("certificate", certificate_arn_of, certificate),
            "minimum_protocol_version": minimum_protocol_version,
            "http_version": http_version,
            "ipv6": ipv6,
            "price_class": price_class,
            "default_root_object": default_root_object,
            "allowed_countries": allowed_countries,
            "denied_countries": denied_countries,
            "web_acl_arn": web_acl_arn,
            "no_web_acl_because": no_web_acl_because,
        }
        spec = door.parse(DistributionSpec, {**fields, **({"logs": logs} if logs is not None else {})})
        if logs is None:
            spec = spec.model_copy(update={"logs": None})
        warnings = door.refuse(check_distribution(spec, home, account))
        name = display_name or construct_id
        fragment = distribution_fragment(spec, identity=construct_id, name=name, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec

    @property
    def distribution_id(self) -> str:
        """The distribution's id, by which invalidations are asked for."""
        return self._ref(DISTRIBUTION)

    @property
    def domain_name(self) -> str:
        """CloudFront's own name of the distribution."""
        return self._attribute(DISTRIBUTION, "DomainName")

    @property
    def distribution_arn(self) -> str:
        """The distribution's ARN."""
        return f"arn:aws:cloudfront::{self.stack.account}:distribution/{self.distribution_id}"

    @property
    def distribution(self) -> cloudfront.IDistribution:
        """The distribution as the CDK's interface."""
        found = self.node.try_find_child("DistributionHandle")
        if found is not None:
            return found  # type: ignore[return-value]
        return cloudfront.Distribution.from_distribution_attributes(
            self, "DistributionHandle", distribution_id=self.distribution_id, domain_name=self.domain_name
        )

    @property
    def certificate_arn(self) -> str | None:
        """The ARN of its certificate, made here or given; None for CloudFront's own."""
        if self._spec.makes_certificate:
            return self._ref(CERTIFICATE)
        given = self._spec.certificate_arn
        return None if given is None or isinstance(given, HandedOver) else text_of(given)

    def bucket(self, key: str) -> s3.IBucket:
        """Return the bucket made for the S3 origin `key`, for what fills it.

        Raises:
            KeyError: if none was made for it.
        """
        origin = self._spec.origins[key]
        if not isinstance(origin, S3Origin) or origin.bucket is not None:
            raise KeyError(f"no bucket was made for origin {key}")
        found = self.node.try_find_child(f"BucketHandle-{key}")
        if found is not None:
            return found  # type: ignore[return-value]
        return s3.Bucket.from_bucket_name(self, f"BucketHandle-{key}", self._ref(bucket_id(key)))

    def bucket_policy_statement(self, key: str) -> iam.PolicyStatement:
        """Return what the owner of the bucket brought for the S3 origin `key` adds to its policy.

        Raises:
            KeyError: if none was brought for it.
        """
        origin = self._spec.origins[key]
        if not isinstance(origin, S3Origin) or origin.bucket is None:
            raise KeyError(f"no bucket was brought for origin {key}")
        arn = f"arn:aws:s3:::{text_of(origin.bucket.name)}"
        return iam.PolicyStatement.from_json(access_statement(arn, self.distribution_arn))
