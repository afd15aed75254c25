"""Ways from APIs into VPCs.

Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html and
https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html
"""

from __future__ import annotations

import secrets
from typing import Any

from ministack.services import alb, ec2

from emulator.ec2 import Refused
from emulator.resources import Made, Properties, ResourceType


def _create_http(properties: Properties) -> Made:
    vpcs = {ec2._subnets.get(subnet, {}).get("VpcId") for subnet in properties["SubnetIds"]}
    if None in vpcs or len(vpcs) != 1:
        raise Refused("BadRequestException", "The subnets are not of one VPC that exists")
    for group in properties.get("SecurityGroupIds", []):
        if ec2._security_groups.get(group, {}).get("VpcId") not in vpcs:
            raise Refused("BadRequestException", f"Security group {group} is not of the subnets' VPC")
    return _made()


def _create_rest(properties: Properties) -> Made:
    for arn in properties["TargetArns"]:
        balancer = alb._lbs.get(arn)
        if balancer is None or balancer.get("Type") != "network":
            raise Refused("BadRequestException", f"{arn} is no Network Load Balancer of this account and Region")
    return _made()


def _made() -> Made:
    identifier = secrets.token_hex(5)
    return identifier, {"VpcLinkId": identifier}


def _update(identifier: str, _: Properties, new: Properties) -> Made:
    return identifier, {"VpcLinkId": identifier}


TYPES: dict[str, Any] = {
    "AWS::ApiGatewayV2::VpcLink": ResourceType(
        _create_http, _update, lambda _id, _: None, create_only=("SubnetIds", "SecurityGroupIds")
    ),
    "AWS::ApiGateway::VpcLink": ResourceType(_create_rest, _update, lambda _id, _: None, create_only=("TargetArns",)),
}
