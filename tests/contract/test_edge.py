"""VPC origins and the delivery of access logs behave as AWS documents.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html and
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import Cloud, Resources


def of(kind: str, **properties: Any) -> dict[str, Any]:
    """Return a resource."""
    return {"Type": f"AWS::{kind}", "Properties": properties}


def balanced(**more: Any) -> Resources:
    """Return a Network Load Balancer in a VPC and a VPC origin of it."""
    endpoint = {"Name": "inside", "Arn": {"Ref": "Balancer"}, "OriginProtocolPolicy": "https-only"}
    groups: dict[str, Any] = {"SecurityGroups": [{"Fn::GetAtt": ["Group", "GroupId"]}], **more}
    return {
        "Vpc": of("EC2::VPC", CidrBlock="10.0.0.0/16"),
        "Subnet": of("EC2::Subnet", VpcId={"Ref": "Vpc"}, CidrBlock="10.0.0.0/24", AvailabilityZone="us-east-1a"),
        "Group": of("EC2::SecurityGroup", VpcId={"Ref": "Vpc"}, GroupDescription="Traffic"),
        "Balancer": of(
            "ElasticLoadBalancingV2::LoadBalancer",
            Type="network",
            Scheme="internal",
            Subnets=[{"Ref": "Subnet"}],
            **{key: value for key, value in groups.items() if value is not None},
        ),
        "Origin": of("CloudFront::VpcOrigin", VpcOriginEndpointConfig=endpoint),
    }


def test_a_vpc_origin_is_made_of_a_load_balancer(cloud: Cloud) -> None:
    """It has an id of its own."""
    made = cloud.stack(balanced())
    assert ("CREATE_COMPLETE", "vo_") == (made.status, made.ids["Origin"][:3])


@pytest.mark.parametrize("more", [{"SecurityGroups": None}, {"IpAddressType": "dualstack"}])
def test_a_vpc_origin_asks_something_of_its_load_balancer(cloud: Cloud, more: dict[str, Any]) -> None:
    """Without a security group, or with IPv6 addresses, a Network Load Balancer is none."""
    assert "ROLLBACK_COMPLETE" == cloud.stack(balanced(**more)).status


def test_a_delivery_needs_a_distribution(cloud: Cloud) -> None:
    """Logs of a distribution that is not there are not delivered."""
    arn = "arn:aws:cloudfront::111111111111:distribution/EXXXXXXXXXXXXX"
    source = of("Logs::DeliverySource", Name="edge", ResourceArn=arn, LogType="ACCESS_LOGS")
    assert "ROLLBACK_COMPLETE" == cloud.stack({"Source": source}).status
