"""A CloudFront distribution with its certificate, its names and its logs."""

from __future__ import annotations

from constructs_pkg.fragments.declaration import METADATA_KEY
from constructs_pkg.fragments.distribution_logs import logs_fragment
from constructs_pkg.fragments.distribution_origins import origin_of, origins_fragment, policies_to_add
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    json_text,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.records import records_fragment
from constructs_pkg.values.distribution import CacheBehavior, DistributionSpec, PathBehavior
from constructs_pkg.values.distribution_origin import OriginGroup
from constructs_pkg.values.distribution_rules import LONGEST_FIRST_NAME
from constructs_pkg.values.late import Late, pseudo_parameter

DISTRIBUTION = "Resource"
CERTIFICATE = "Certificate"

_METHODS = {
    "get-head": ["GET", "HEAD"],
    "get-head-options": ["GET", "HEAD", "OPTIONS"],
    "all": ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
}

# Comment in https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
_LONGEST_COMMENT = 128

_EVERYWHERE = Acknowledgement(
    "AwsSolutions-CFR1", "Every country is answered where allowed_countries and denied_countries name none."
)
_LOGGED = Acknowledgement(
    "AwsSolutions-CFR3",
    "Access logs are delivered by standard logging v2 (AWS::Logs::Delivery); the rule looks for older logging alone.",
)


def distribution_fragment(spec: DistributionSpec, *, identity: str, name: str, outputs: bool = False) -> Fragment:
    """Return the distribution `spec`, in us-east-1.

    Args:
        spec: The distribution.
        identity: What the names of its parts begin with, which AWS wants unique in the account.
        name: Shown in tags and as its comment.
        outputs: Whether its id and name are shown, and what owners of buckets that exist add to their policies.

    Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudFront.html and, for the
    metadata, https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-metadata.html
    """
    parameters = {key: one.declaration for key, one in spec.handed_over.items()}
    spec = spec.by_parameters()
    arn = concatenated("arn:aws:cloudfront::", pseudo_parameter("AWS::AccountId"), ":distribution/", ref(DISTRIBUTION))
    return join(
        Fragment(
            {DISTRIBUTION: _distribution(spec, name), **_certificate(spec, name)},
            parameters=parameters,
            outputs=_outputs(spec, arn) if outputs else {},
            acknowledgements={DISTRIBUTION: reasons} if (reasons := _reasons(spec)) else {},
        ),
        origins_fragment(spec, identity=identity, name=name, distribution_arn=arn),
        logs_fragment(spec.logs, identity=identity, name=name, distribution_arn=arn) if spec.logs else Fragment({}),
        _records(spec),
    )


def _distribution(spec: DistributionSpec, name: str) -> Json:
    config = {
        "Enabled": True,
        "Comment": name[:_LONGEST_COMMENT],
        "Aliases": list(spec.aliases) or None,
        "Origins": [origin_of(key, origin) for key, origin in spec.origins.items()],
        "OriginGroups": _groups(spec),
        "DefaultCacheBehavior": _behavior(spec.default_cache_behavior),
        "CacheBehaviors": [_behavior(one) for one in spec.cache_behaviors] or None,
        "ViewerCertificate": _viewer_certificate(spec),
        "Restrictions": {"GeoRestriction": _countries(spec)},
        "HttpVersion": spec.http_version,
        "IPV6Enabled": spec.ipv6,
        "PriceClass": spec.price_class,
        "DefaultRootObject": spec.default_root_object,
        "WebACLId": spec.web_acl_arn,
    }
    given = {key: value for key, value in config.items() if value is not None}
    properties = {"DistributionConfig": given, "Tags": named(name)}
    if spec.zone is None:
        return resource("AWS::CloudFront::Distribution", properties)
    declared = {"public_zone": {"id": spec.zone.id, "name": spec.zone.name}}
    return resource("AWS::CloudFront::Distribution", properties, Metadata={METADATA_KEY: declared})


def _groups(spec: DistributionSpec) -> Json:
    if not spec.origin_groups:
        return None
    items = [_group(key, group) for key, group in spec.origin_groups.items()]
    return {"Quantity": len(items), "Items": items}


def _group(key: str, group: OriginGroup) -> Json:
    return {
        "Id": key,
        "FailoverCriteria": {"StatusCodes": {"Quantity": len(group.status_codes), "Items": list(group.status_codes)}},
        "Members": {"Quantity": 2, "Items": [{"OriginId": group.primary}, {"OriginId": group.secondary}]},
    }


def _behavior(behavior: CacheBehavior) -> Json:
    policies = {
        "CachePolicyId": behavior.cache_policy,
        "OriginRequestPolicyId": behavior.origin_request_policy,
        "ResponseHeadersPolicyId": behavior.response_headers_policy,
    }
    ids = {
        key: policy if isinstance(policy, Late) or policy is None else policy.policy_id
        for key, policy in policies.items()
    }
    return {
        **({"PathPattern": behavior.path_pattern} if isinstance(behavior, PathBehavior) else {}),
        "TargetOriginId": behavior.origin,
        "ViewerProtocolPolicy": behavior.viewer_protocol,
        "AllowedMethods": _METHODS[behavior.allowed_methods],
        "Compress": behavior.compresses,
        **{key: policy for key, policy in ids.items() if policy is not None},
    }


def _viewer_certificate(spec: DistributionSpec) -> Json:
    if not spec.names:
        return {"CloudFrontDefaultCertificate": True}
    return {
        "AcmCertificateArn": ref(CERTIFICATE) if spec.makes_certificate else spec.certificate_arn,
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": spec.minimum_protocol_version,
    }


def _countries(spec: DistributionSpec) -> Json:
    if spec.allowed_countries:
        return {"RestrictionType": "whitelist", "Locations": list(spec.allowed_countries)}
    if spec.denied_countries:
        return {"RestrictionType": "blacklist", "Locations": list(spec.denied_countries)}
    return {"RestrictionType": "none"}


def _certificate(spec: DistributionSpec, name: str) -> dict[str, Json]:
    """Return the certificate of its names, validated by records that ACM puts into the zone."""
    if not spec.makes_certificate or spec.zone is None:
        return {}
    zone_id = spec.zone.id
    first = next(one for one in spec.aliases if len(one) <= LONGEST_FIRST_NAME)
    others = [one for one in spec.aliases if one != first]
    return {
        CERTIFICATE: resource(
            "AWS::CertificateManager::Certificate",
            {
                "DomainName": first,
                "SubjectAlternativeNames": others or None,
                "ValidationMethod": "DNS",
                "DomainValidationOptions": [{"DomainName": one, "HostedZoneId": zone_id} for one in spec.aliases],
                "Tags": named(name),
            },
        )
    }


def _records(spec: DistributionSpec) -> Fragment:
    if spec.zone is None:
        return Fragment({})
    records = spec.records(Late(attribute(DISTRIBUTION, "DomainName")))
    return records_fragment(spec.zone.name, spec.zone.id, records)


def _reasons(spec: DistributionSpec) -> tuple[Acknowledgement, ...]:
    reasons = []
    if not spec.allowed_countries and not spec.denied_countries:
        reasons.append(_EVERYWHERE)
    if spec.no_web_acl_because is not None:
        reasons.append(Acknowledgement("AwsSolutions-CFR2", spec.no_web_acl_because))
    if spec.logs is not None:
        reasons.append(_LOGGED)
    return tuple(reasons)


def _outputs(spec: DistributionSpec, arn: Json) -> dict[str, Json]:
    return {
        "DistributionId": {"Description": "The distribution's id, for invalidations", "Value": ref(DISTRIBUTION)},
        "DomainName": {"Description": "CloudFront's own name of it", "Value": attribute(DISTRIBUTION, "DomainName")},
        **{
            f"BucketPolicy-{key}": {
                "Description": "The statement that the owner of the bucket adds to its policy",
                "Value": json_text(statement),
            }
            for key, statement in policies_to_add(spec, arn).items()
        },
    }
