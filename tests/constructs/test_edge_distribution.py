"""Distributions of CloudFront: what is made for origins, names and logs, what is refused, and the handles."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from construct_cases import ACCOUNT, CERTIFICATE_ARN, every, only, template_of

from constructs_pkg import EdgeDistribution
from constructs_pkg.values.distribution import DistributionLogs
from constructs_pkg.values.distribution_policies import (
    CACHE_POLICIES,
    ORIGIN_REQUEST_POLICIES,
    RESPONSE_HEADERS_POLICIES,
)
from constructs_pkg.values.problem import InvalidInput

ZONE = {"name": "example.com", "id": "Z0123456789ABCDEFGHIJ"}
UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
DISTRIBUTION = "AWS::CloudFront::Distribution"


def front(stack: cdk.Stack, construct_id: str = "Edge", **given: Any) -> EdgeDistribution:
    """A distribution of one bucket made for it, but for what is given."""
    legal: dict[str, Any] = {
        "origins": {"site": {"kind": "s3"}},
        "default_cache_behavior": {"origin": "site"},
        "zone": ZONE,
        "names": ["cdn"],
    }
    return EdgeDistribution(stack, construct_id, **{**legal, **given})


def config(stack: cdk.Stack) -> Any:
    return only(template_of(stack), DISTRIBUTION)["DistributionConfig"]


def test_the_managed_policies_are_those_that_the_cdk_knows() -> None:
    """Each id that is known by a name is the one that the CDK has under the same meaning."""
    cache = cloudfront.CachePolicy
    request = cloudfront.OriginRequestPolicy
    headers = cloudfront.ResponseHeadersPolicy
    queried = cache.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS
    secured = headers.CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS
    assert CACHE_POLICIES == {
        "CachingDisabled": cache.CACHING_DISABLED.cache_policy_id,
        "CachingOptimized": cache.CACHING_OPTIMIZED.cache_policy_id,
        "CachingOptimizedForUncompressedObjects": cache.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS.cache_policy_id,
        "Elemental-MediaPackage": cache.ELEMENTAL_MEDIA_PACKAGE.cache_policy_id,
        "UseOriginCacheControlHeaders": cache.USE_ORIGIN_CACHE_CONTROL_HEADERS.cache_policy_id,
        "UseOriginCacheControlHeaders-QueryStrings": queried.cache_policy_id,
    }
    assert ORIGIN_REQUEST_POLICIES == {
        "AllViewer": request.ALL_VIEWER.origin_request_policy_id,
        "AllViewerAndCloudFrontHeaders-2022-06": request.ALL_VIEWER_AND_CLOUDFRONT_2022.origin_request_policy_id,
        "AllViewerExceptHostHeader": request.ALL_VIEWER_EXCEPT_HOST_HEADER.origin_request_policy_id,
        "CORS-CustomOrigin": request.CORS_CUSTOM_ORIGIN.origin_request_policy_id,
        "CORS-S3Origin": request.CORS_S3_ORIGIN.origin_request_policy_id,
        "Elemental-MediaTailor-PersonalizedManifests": request.ELEMENTAL_MEDIA_TAILOR.origin_request_policy_id,
        "HostHeaderOnly": request.HOST_HEADER_ONLY.origin_request_policy_id,
        "UserAgentRefererHeaders": request.USER_AGENT_REFERER_HEADERS.origin_request_policy_id,
    }
    both = headers.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT_AND_SECURITY_HEADERS
    assert RESPONSE_HEADERS_POLICIES == {
        "CORS-and-SecurityHeadersPolicy": secured.response_headers_policy_id,
        "CORS-With-Preflight": headers.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT.response_headers_policy_id,
        "CORS-with-preflight-and-SecurityHeadersPolicy": both.response_headers_policy_id,
        "SecurityHeadersPolicy": headers.SECURITY_HEADERS.response_headers_policy_id,
        "SimpleCORS": headers.CORS_ALLOW_ALL_ORIGINS.response_headers_policy_id,
    }


def test_a_bucket_answers_its_distribution_alone(stack: cdk.Stack) -> None:
    """The bucket is private, and its policy lets CloudFront read for this one distribution, over TLS."""
    front(stack)
    template = template_of(stack)
    (distribution,) = every(template, DISTRIBUTION)
    policy = only(template, "AWS::S3::BucketPolicy")["PolicyDocument"]
    allowed, denied = policy["Statement"]
    arn = ["arn:aws:cloudfront::", {"Ref": "AWS::AccountId"}, ":distribution/", {"Ref": distribution}]
    assert {"StringEquals": {"aws:SourceArn": {"Fn::Join": ["", arn]}}} == allowed["Condition"]
    assert ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"}) == (allowed["Action"], allowed["Principal"])
    assert ("Deny", {"Bool": {"aws:SecureTransport": "false"}}) == (denied["Effect"], denied["Condition"])
    bucket = only(template, "AWS::S3::Bucket")
    assert {True} == set(bucket["PublicAccessBlockConfiguration"].values())
    (origin,) = only(template, DISTRIBUTION)["DistributionConfig"]["Origins"]
    assert {"OriginAccessIdentity": ""} == origin["S3OriginConfig"]
    (control,) = every(template, "AWS::CloudFront::OriginAccessControl")
    assert {"Fn::GetAtt": [control, "Id"]} == origin["OriginAccessControlId"]


def test_a_brought_bucket_keeps_its_policy(stack: cdk.Stack) -> None:
    """No policy is made for it; its owner gets the statement to add."""
    bucket = s3.Bucket.from_bucket_name(stack, "Bucket", "my-site")
    made = front(stack, origins={"site": {"kind": "s3", "bucket": bucket}}, outputs=True)
    statement = made.bucket_policy_statement("site").to_json()
    template = template_of(stack)
    assert "arn:aws:s3:::my-site/*" == statement["Resource"]
    assert {} == every(template, "AWS::S3::BucketPolicy") | every(template, "AWS::S3::Bucket")
    (origin,) = only(template, DISTRIBUTION)["DistributionConfig"]["Origins"]
    assert "my-site.s3.us-east-1.amazonaws.com" == origin["DomainName"]
    assert [True] == [True for name in template["Outputs"] if "BucketPolicy" in name]


def test_a_load_balancer_of_the_cdk_becomes_a_vpc_origin(stack: cdk.Stack) -> None:
    """Its ARN and its DNS name are taken from it, and CloudFront speaks TLS 1.2 to it."""
    vpc = ec2.Vpc(stack, "Vpc")
    balancer = elbv2.ApplicationLoadBalancer(stack, "Balancer", vpc=vpc)
    front(stack, origins={"site": {"kind": "load-balancer", "load_balancer": balancer}})
    template = template_of(stack)
    (own,) = every(template, "AWS::ElasticLoadBalancingV2::LoadBalancer")
    endpoint = only(template, "AWS::CloudFront::VpcOrigin")["VpcOriginEndpointConfig"]
    assert ({"Ref": own}, "https-only", ["TLSv1.2"]) == (
        endpoint["Arn"],
        endpoint["OriginProtocolPolicy"],
        endpoint["OriginSSLProtocols"],
    )
    (origin,) = only(template, DISTRIBUTION)["DistributionConfig"]["Origins"]
    assert {"Fn::GetAtt": [own, "DNSName"]} == origin["DomainName"]


def test_names_have_aliases_and_a_certificate(stack: cdk.Stack) -> None:
    """Each name has A and AAAA aliases in CloudFront's zone; the certificate is validated by the zone."""
    zone = route53.HostedZone.from_hosted_zone_attributes(
        stack, "Zone", hosted_zone_id="Z0123456789ABCDEFGHIJ", zone_name="example.com"
    )
    front(stack, zone=zone, names=["@", "cdn"])
    template = template_of(stack)
    records = every(template, "AWS::Route53::RecordSet").values()
    (distribution,) = every(template, DISTRIBUTION)
    target = {
        "DNSName": {"Fn::GetAtt": [distribution, "DomainName"]},
        "HostedZoneId": "Z2FDTNDATAQYW2",
        "EvaluateTargetHealth": False,
    }
    assert [target] * 4 == [record["AliasTarget"] for record in records]
    assert {
        ("example.com.", "A"),
        ("example.com.", "AAAA"),
        ("cdn.example.com.", "A"),
        ("cdn.example.com.", "AAAA"),
    } == {(record["Name"], record["Type"]) for record in records}
    certificate = only(template, "AWS::CertificateManager::Certificate")
    assert ("example.com", ["cdn.example.com"]) == (certificate["DomainName"], certificate["SubjectAlternativeNames"])
    assert {"Z0123456789ABCDEFGHIJ"} == {one["HostedZoneId"] for one in certificate["DomainValidationOptions"]}


def test_without_ipv6_there_are_no_aaaa_records(stack: cdk.Stack) -> None:
    """A distribution without IPv6 has A records alone."""
    front(stack, ipv6=False, https_records=True)
    kinds = {record["Type"] for record in every(template_of(stack), "AWS::Route53::RecordSet").values()}
    assert {"A", "HTTPS"} == kinds


def test_a_brought_certificate_is_used(stack: cdk.Stack) -> None:
    """No certificate is made beside it."""
    certificate = acm.Certificate.from_certificate_arn(stack, "Certificate", CERTIFICATE_ARN)
    made = front(stack, certificate=certificate)
    assert CERTIFICATE_ARN == made.certificate_arn
    found = config(stack)["ViewerCertificate"]
    assert (CERTIFICATE_ARN, "sni-only", "TLSv1.2_2021") == tuple(
        found[key] for key in ("AcmCertificateArn", "SslSupportMethod", "MinimumProtocolVersion")
    )


def test_logs_go_to_a_kept_and_encrypted_group(stack: cdk.Stack) -> None:
    """Standard logging v2 delivers them to a log group with a key."""
    front(stack, logs=DistributionLogs(retention_days=30))
    template = template_of(stack)
    (group,) = every(template, "AWS::Logs::LogGroup")
    assert ("Retain", 30) == (
        template["Resources"][group]["DeletionPolicy"],
        template["Resources"][group]["Properties"]["RetentionInDays"],
    )
    assert "ACCESS_LOGS" == only(template, "AWS::Logs::DeliverySource")["LogType"]
    destination = only(template, "AWS::Logs::DeliveryDestination")
    assert {"Fn::GetAtt": [group, "Arn"]} == destination["DestinationResourceArn"]


def test_logs_can_be_switched_off(stack: cdk.Stack) -> None:
    """Without them nothing is delivered, and no key is made."""
    front(stack, logs=None)
    template = template_of(stack)
    assert {} == every(template, "AWS::Logs::DeliverySource") | every(template, "AWS::KMS::Key")


def test_the_guides_distribution_can_be_built(stack: cdk.Stack) -> None:
    """A website in S3 with its root object, an API on a path, and one name: each as the command line would set it."""
    front(
        stack,
        origins={"site": {"kind": "s3"}, "api": {"kind": "custom", "domain_name": "api.example.com"}},
        default_root_object="index.html",
        default_cache_behavior={
            "origin": "site",
            "cache_policy": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            "compress": True,
        },
        cache_behaviors=[
            {
                "path_pattern": "/api/*",
                "origin": "api",
                "viewer_protocol": "https-only",
                "cache_policy": UNCACHED,
            }
        ],
    )
    found = config(stack)
    assert (["cdn.example.com"], "index.html") == (found["Aliases"], found["DefaultRootObject"])
    assert ("site", "redirect-to-https", True) == tuple(
        found["DefaultCacheBehavior"][key] for key in ("TargetOriginId", "ViewerProtocolPolicy", "Compress")
    )
    (api,) = found["CacheBehaviors"]
    assert ("/api/*", "api", "https-only", UNCACHED) == tuple(
        api[key] for key in ("PathPattern", "TargetOriginId", "ViewerProtocolPolicy", "CachePolicyId")
    )


def test_everything_wrong_is_said_before_anything_is_made(stack: cdk.Stack) -> None:
    """Objects of the wrong kind and values that break rules are refused together, at their arguments."""
    private = route53.PrivateHostedZone(stack, "Private", zone_name="example.com", vpc=ec2.Vpc(stack, "Vpc"))
    before = [child.node.id for child in stack.node.children]
    with pytest.raises(InvalidInput) as caught:
        front(
            stack,
            zone=private,
            certificate=stack,
            origins={"site": {"kind": "load-balancer", "load_balancer": stack}},
        )
    found = {(problem.rule, problem.path) for problem in caught.value.problems}
    assert {("private-zone", "zone"), ("wrong-type", "certificate"), ("wrong-type", "origins.site")} <= found
    with pytest.raises(InvalidInput, match="certificate arn:aws:acm:eu-west-1"):
        front(stack, certificate=CERTIFICATE_ARN.replace("us-east-1", "eu-west-1"))
    assert before == [child.node.id for child in stack.node.children]


def test_a_zone_known_by_its_id_alone_is_refused(stack: cdk.Stack) -> None:
    """Its name is needed to put names into it."""
    zone = route53.HostedZone.from_hosted_zone_id(stack, "Zone", "Z0123456789ABCDEFGHIJ")
    with pytest.raises(InvalidInput, match="zone-name-unknown"):
        front(stack, zone=zone)


def test_a_distribution_stands_in_us_east_1(app: cdk.App) -> None:
    """A stack of another Region is refused."""
    stack = cdk.Stack(app, "Europe", env=cdk.Environment(account=ACCOUNT, region="eu-west-1"))
    with pytest.raises(InvalidInput, match="distribution-region"):
        front(stack)


def test_handles_are_those_of_the_cdk(stack: cdk.Stack) -> None:
    """The distribution and the bucket made for it come as the CDK's interfaces, once."""
    made = front(stack)
    assert made.distribution is not None
    assert made.bucket("site").bucket_name == made.bucket("site").bucket_name
    assert made.distribution.distribution_domain_name == made.domain_name
    assert made.distribution_arn.startswith("arn:aws:cloudfront::")
    for key in (made.bucket_policy_statement, front(stack, "Named", zone=None, names=[]).bucket_policy_statement):
        with pytest.raises(KeyError, match="site"):
            key("site")
    assert front(stack, "Plain", zone=None, names=[]).certificate_arn is None
