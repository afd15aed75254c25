"""Values out of the CDK's own objects for a distribution: its zone, its certificate and its origins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3

from constructs_pkg.cdk_values import known, public_zone_id
from constructs_pkg.values.distribution import NamesZone
from constructs_pkg.values.distribution_origin import CustomOrigin, LoadBalancerOrigin, S3Origin
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late, holds_token
from constructs_pkg.values.problem import Refused

GivenOrigin = S3Origin | LoadBalancerOrigin | CustomOrigin | Mapping[str, Any]
LoadBalancer = elbv2.INetworkLoadBalancer | elbv2.IApplicationLoadBalancer


def names_zone(
    zone: route53.IHostedZone | NamesZone | Mapping[str, Any] | None,
) -> NamesZone | Mapping[str, Any] | None:
    """Return the public zone that `zone` is, as its name and id.

    Raises:
        Refused: ``private-zone`` for a private zone; ``zone-name-unknown`` for one imported by its id alone.
    """
    if zone is None or isinstance(zone, NamesZone | Mapping):
        return zone
    identifier = public_zone_id(zone)
    try:
        name = zone.zone_name
    except RuntimeError:
        limit = "was imported by its id alone, so that its name is not known"
        fix = "import it with HostedZone.from_hosted_zone_attributes, or give its id and name"
        raise Refused("zone-name-unknown", "", limit, fix) from None
    return {"name": name, "id": identifier}


def certificate_arn_of(certificate: acm.ICertificate | Late | HandedOver | str | None) -> Late | str | None:
    """Return the ARN of `certificate`."""
    if certificate is None or isinstance(certificate, str | Late):
        return certificate
    arn = getattr(certificate, "certificate_arn", None)
    if not isinstance(arn, str):
        fix = "give an acm.Certificate or its ARN"
        raise Refused("wrong-type", type(certificate).__name__, "is no certificate", fix)
    return Late(arn) if holds_token(arn) else arn


def origin_fields(origin: GivenOrigin) -> Mapping[str, Any] | S3Origin | LoadBalancerOrigin | CustomOrigin:
    """Return `origin` with the values of the bucket or load balancer of the CDK in it."""
    if not isinstance(origin, Mapping):
        return origin
    fields = dict(origin)
    bucket, balancer = fields.get("bucket"), fields.pop("load_balancer", None)
    if bucket is not None and not isinstance(bucket, Mapping) and hasattr(bucket, "bucket_name"):
        fields["bucket"] = _bucket(bucket)
    if balancer is not None:
        fields.setdefault("load_balancer_arn", _text(balancer, "load_balancer_arn"))
        fields.setdefault("domain_name", _text(balancer, "load_balancer_dns_name"))
    return fields


def _bucket(bucket: s3.IBucket) -> dict[str, Any]:
    region = bucket.env.region
    return {
        "name": _late(bucket.bucket_name),
        "region": Late({"Ref": "AWS::Region"}) if holds_token(region) else region,
    }


def _text(balancer: LoadBalancer, attribute: str) -> Late | str:
    if not any(hasattr(type(each), attribute) for each in (balancer, *getattr(balancer, "_delegates", ()))):
        limit, fix = "is no load balancer", "give one of the CDK, or load_balancer_arn and domain_name"
        raise Refused("wrong-type", type(balancer).__name__, limit, fix)
    return _late(str(getattr(balancer, attribute)))


def _late(text: str) -> Late | str:
    return Late(text) if holds_token(text) else known(text)
