"""Ways from APIs into VPCs: what is made, what is refused, and the handles."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from construct_cases import ACCOUNT, NETWORK, NLB_ARN, REGION

from constructs_pkg import EndpointService, HttpVpcLink, RestVpcLink
from constructs_pkg.values.problem import InvalidInput


@pytest.fixture
def stack() -> cdk.Stack:
    """A stack of a literal account and Region."""
    return cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(account=ACCOUNT, region=REGION))


def only(stack: cdk.Stack, kind: str) -> dict[str, Any]:
    """The properties of the stack's one resource of a type."""
    (found,) = assertions.Template.from_stack(stack).find_resources(kind).values()
    properties: dict[str, Any] = found["Properties"]
    return properties


def test_a_rest_link_leads_to_the_services_balancer(stack: cdk.Stack) -> None:
    """It takes the load balancer as the service gives it."""
    service = EndpointService(stack, "Orders", vpc=NETWORK, listeners=[{"port": 443}])
    RestVpcLink(stack, "Link", load_balancer=service.load_balancer)
    assert (
        only(stack, "AWS::EC2::VPCEndpointService")["NetworkLoadBalancerArns"]
        == (only(stack, "AWS::ApiGateway::VpcLink")["TargetArns"])
    )


def test_a_rest_link_stays_in_its_region(stack: cdk.Stack) -> None:
    """A load balancer of another Region is refused by name, before anything is made."""
    with pytest.raises(InvalidInput, match="load_balancer"):
        RestVpcLink(stack, "Link", load_balancer=NLB_ARN.replace("us-east-1", "eu-west-1"))
    assert [] == stack.node.children


def test_an_http_link_opens_what_is_asked(stack: cdk.Stack) -> None:
    """It stands in every subnet, and its connections add rules to the group that was made."""
    link = HttpVpcLink(stack, "Link", vpc=NETWORK, ports=[8443])
    link.connections.allow_to(ec2.Peer.ipv4("192.0.2.0/24"), ec2.Port.tcp(9000))
    assert [str(subnet.id) for subnet in NETWORK.subnets] == only(stack, "AWS::ApiGatewayV2::VpcLink")["SubnetIds"]
    (rule,) = only(stack, "AWS::EC2::SecurityGroup")["SecurityGroupEgress"]
    assert (8443, 8443, "10.0.0.0/16") == (rule["FromPort"], rule["ToPort"], rule["CidrIp"])
    assert (9000, "192.0.2.0/24") == (
        only(stack, "AWS::EC2::SecurityGroupEgress")["FromPort"],
        only(stack, "AWS::EC2::SecurityGroupEgress")["CidrIp"],
    )


def test_an_http_link_takes_groups(stack: cdk.Stack) -> None:
    """With groups given, none is made."""
    HttpVpcLink(stack, "Link", vpc=NETWORK, security_groups=["sg-0123456789abcdef0"])
    assert ["sg-0123456789abcdef0"] == only(stack, "AWS::ApiGatewayV2::VpcLink")["SecurityGroupIds"]
    assert {} == assertions.Template.from_stack(stack).find_resources("AWS::EC2::SecurityGroup")
