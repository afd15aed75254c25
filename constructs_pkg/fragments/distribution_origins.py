"""The origins of a distribution: buckets that answer it alone, load balancers inside VPCs, and other servers."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    Resource,
    attribute,
    concatenated,
    join,
    kept,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.physical_name import physical_name
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.distribution_origin import (
    CustomOrigin,
    ExistingBucket,
    LoadBalancerOrigin,
    Origin,
    S3Origin,
)

ACCESS_CONTROL = "OriginAccessControl"

# Name in https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginAccessControlConfig.html
_LONGEST_NAME = 64

# The oldest that CloudFront speaks to an origin over HTTPS is the newest that it lets anybody choose.
_TLS = ["TLSv1.2"]

_UNLOGGED = "CloudFront's access logs tell every request of its viewers, and nobody else may read the bucket."
_ANSWERED_BY_CLOUDFRONT = (
    "What CloudFront answers to everybody is encrypted with keys that S3 keeps (SSE-S3): a key of KMS would protect it "
    "from nobody more."
)
_MADE_AGAIN = "What a website consists of is made again from its source; the bucket is versioned and kept."
_BUCKET_REASONS = (
    Acknowledgement("AwsSolutions-S1", _UNLOGGED),
    Acknowledgement("NIST.800.53.R5-S3BucketLoggingEnabled", _UNLOGGED),
    Acknowledgement("NIST.800.53.R5-S3BucketReplicationEnabled", _MADE_AGAIN),
    Acknowledgement("NIST.800.53.R5-S3DefaultEncryptionKMS", _ANSWERED_BY_CLOUDFRONT),
)


def bucket_id(key: str) -> str:
    """Return the id of the bucket made for the origin `key`: with dots, since cdk-nag takes a hyphen in it for a range.

    Source: checkMatchingResources in
    https://github.com/cdklabs/cdk-nag/blob/main/src/rules/s3/S3BucketSSLRequestsOnly.ts
    """
    return f"Bucket.{key.replace('-', '.')}"


def vpc_origin_id(key: str) -> str:
    """Return the id of the VPC origin made for the origin `key`."""
    return f"VpcOrigin-{key}"


def origins_fragment(spec: DistributionSpec, *, identity: str, name: str, distribution_arn: Json) -> Fragment:
    """Return what is made for the origins of `spec` beside the distribution called `distribution_arn`."""
    access = any(isinstance(origin, S3Origin) for origin in spec.origins.values())
    return join(
        Fragment({ACCESS_CONTROL: _access_control(identity)} if access else {}),
        *(_bucket(key, name, distribution_arn) for key, one in spec.origins.items() if _makes_bucket(one)),
        *(
            Fragment({vpc_origin_id(key): _vpc_origin(one, f"{identity}-{key}", f"{name} {key}")})
            for key, one in spec.origins.items()
            if isinstance(one, LoadBalancerOrigin) and one.load_balancer_arn is not None
        ),
    )


def policies_to_add(spec: DistributionSpec, distribution_arn: Json) -> Mapping[str, Json]:
    """Return the statements that owners of existing buckets add to their policies, by the origins' keys."""
    return {
        key: access_statement(concatenated("arn:aws:s3:::", origin.bucket.name), distribution_arn)
        for key, origin in spec.origins.items()
        if isinstance(origin, S3Origin) and origin.bucket is not None
    }


def access_statement(bucket_arn: Json, distribution_arn: Json) -> Json:
    """Return what lets one distribution, and nobody else of CloudFront, read the objects of a bucket.

    Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
    """
    return {
        "Sid": "DistributionReads",
        "Effect": "Allow",
        "Principal": {"Service": "cloudfront.amazonaws.com"},
        "Action": "s3:GetObject",
        "Resource": concatenated(bucket_arn, "/*"),
        "Condition": {"StringEquals": {"aws:SourceArn": distribution_arn}},
    }


def origin_of(key: str, origin: Origin) -> Json:
    """Return the entry of `origin` in the distribution's list."""
    entry = {
        "Id": key,
        "DomainName": _domain_name(key, origin),
        "OriginPath": origin.origin_path,
        "OriginCustomHeaders": [
            {"HeaderName": header.name, "HeaderValue": header.value} for header in origin.custom_headers
        ]
        or None,
        "ConnectionAttempts": origin.connection_attempts,
        "ConnectionTimeout": origin.connection_timeout,
        **_kind(key, origin),
    }
    return {name: value for name, value in entry.items() if value is not None}


def _makes_bucket(origin: Origin) -> bool:
    return isinstance(origin, S3Origin) and origin.bucket is None


def _domain_name(key: str, origin: Origin) -> Json:
    if isinstance(origin, LoadBalancerOrigin | CustomOrigin):
        return origin.domain_name
    bucket = origin.bucket if isinstance(origin, S3Origin) else None
    if isinstance(bucket, ExistingBucket):
        return concatenated(bucket.name, ".s3.", bucket.region, ".amazonaws.com")
    return attribute(bucket_id(key), "RegionalDomainName")


def _kind(key: str, origin: Origin) -> dict[str, Json]:
    match origin:
        case S3Origin():
            # An empty identity stands for none: access is controlled by signatures instead.
            return {
                "S3OriginConfig": {"OriginAccessIdentity": ""},
                "OriginAccessControlId": attribute(ACCESS_CONTROL, "Id"),
            }
        case LoadBalancerOrigin():
            made = origin.load_balancer_arn is not None
            config = {
                "VpcOriginId": attribute(vpc_origin_id(key), "Id") if made else origin.vpc_origin_id,
                "OriginReadTimeout": origin.read_timeout,
                "OriginKeepaliveTimeout": origin.keepalive_timeout,
            }
            owner = {"OwnerAccountId": origin.owner_account} if origin.owner_account is not None else {}
            return {"VpcOriginConfig": {**config, **owner}}
        case CustomOrigin():
            return {
                "CustomOriginConfig": {
                    "HTTPPort": origin.http_port,
                    "HTTPSPort": origin.https_port,
                    "OriginProtocolPolicy": origin.protocol,
                    "OriginSSLProtocols": _TLS,
                    "OriginReadTimeout": origin.read_timeout,
                    "OriginKeepaliveTimeout": origin.keepalive_timeout,
                    "IpAddressType": origin.ip_address_type,
                }
            }
    raise TypeError(f"{origin!r} is no origin")


def _access_control(identity: str) -> Resource:
    return resource(
        "AWS::CloudFront::OriginAccessControl",
        {
            "OriginAccessControlConfig": {
                "Name": physical_name(identity, _LONGEST_NAME),
                "OriginAccessControlOriginType": "s3",
                "SigningBehavior": "always",
                "SigningProtocol": "sigv4",
            }
        },
    )


def _vpc_origin(origin: LoadBalancerOrigin, identity: str, name: str) -> Resource:
    return resource(
        "AWS::CloudFront::VpcOrigin",
        {
            "VpcOriginEndpointConfig": {
                "Name": physical_name(identity, _LONGEST_NAME),
                "Arn": origin.load_balancer_arn,
                "HTTPPort": origin.http_port,
                "HTTPSPort": origin.https_port,
                "OriginProtocolPolicy": origin.protocol,
                "OriginSSLProtocols": _TLS,
            },
            "Tags": named(name),
        },
    )


def _bucket(key: str, name: str, distribution_arn: Json) -> Fragment:
    """Return a bucket for the origin `key`: private, encrypted, versioned and kept, and its policy."""
    own = bucket_id(key)
    arn = attribute(own, "Arn")
    only_encrypted = {
        "Sid": "OnlyEncrypted",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, concatenated(arn, "/*")],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    closed = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    by_default = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    properties = {
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [by_default]},
        "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
        "PublicAccessBlockConfiguration": dict.fromkeys(closed, True),
        "VersioningConfiguration": {"Status": "Enabled"},
        "Tags": named(f"{name} {key}"),
    }
    statements = [access_statement(arn, distribution_arn), only_encrypted]
    return Fragment(
        {
            own: kept("AWS::S3::Bucket", properties),
            f"BucketPolicy-{key}": resource(
                "AWS::S3::BucketPolicy",
                {"Bucket": ref(own), "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}},
            ),
        },
        acknowledgements={own: _BUCKET_REASONS},
    )
