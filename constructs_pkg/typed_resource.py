"""Resources added to a construct after it was made, as the same typed L1 constructs the rest of it has."""

from __future__ import annotations

import re
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.fragments.fragment import Resource, plain

_TYPES: dict[str, Any] = {
    "AWS::CloudWatch::Alarm": cloudwatch.CfnAlarm,
    "AWS::ElasticLoadBalancingV2::Listener": elbv2.CfnListener,
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": elbv2.CfnListenerCertificate,
    "AWS::ElasticLoadBalancingV2::TargetGroup": elbv2.CfnTargetGroup,
    "AWS::Route53::RecordSet": route53.CfnRecordSet,
    "AWS::Route53::RecordSetGroup": route53.CfnRecordSetGroup,
}

_INTRINSIC = re.compile(r"(Ref|Fn::\w+)\Z")


def add_resource(scope: Construct, resource_id: str, resource: Resource) -> Any:
    """Return `resource` as a typed L1 construct below `scope`.

    Its logical id is the one it would have had in the construct's fragment.
    """
    properties = plain(resource["Properties"])
    arguments = {_snake_case(name): _typed(value) for name, value in properties.items()}
    made = _TYPES[resource["Type"]](scope, resource_id, **arguments)
    for key, value in resource.get("Metadata", {}).items():
        made.add_metadata(key, value)
    return made


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        if len(value) == 1 and _INTRINSIC.match(next(iter(value))):
            return cdk.Token.as_string(value)
        return {_camel_case(name): _typed(inner) for name, inner in value.items()}
    return [_typed(inner) for inner in value] if isinstance(value, list) else value


def _camel_case(name: str) -> str:
    return re.sub(r"^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]", lambda start: start[0].lower(), name)


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
