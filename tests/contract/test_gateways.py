"""Gateway Load Balancers, their services and endpoints behave as AWS documents.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import PROVIDER, Cloud, refused


@pytest.fixture
def service(cloud: Cloud) -> dict[str, Any]:
    """A service over a Gateway Load Balancer, open to its owner."""
    made: dict[str, Any] = cloud.client("ec2").create_vpc_endpoint_service_configuration(
        GatewayLoadBalancerArns=[cloud.balancer(kind="gateway")], AcceptanceRequired=False
    )["ServiceConfiguration"]
    return made


def endpoint(cloud: Cloud, service: dict[str, Any], zones: str = "a", **asked: Any) -> dict[str, Any]:
    """Make a Gateway Load Balancer endpoint in a VPC of its own."""
    vpc = cloud.vpc()
    subnets = [cloud.subnet(vpc, zone=zone, third=third) for third, zone in enumerate(zones)]
    given = {"VpcEndpointType": "GatewayLoadBalancer", "VpcId": vpc, "SubnetIds": subnets, **asked}
    made: dict[str, Any] = cloud.client("ec2").create_vpc_endpoint(ServiceName=service["ServiceName"], **given)[
        "VpcEndpoint"
    ]
    return made


def test_a_gateway_has_an_arn_of_its_kind(cloud: Cloud) -> None:
    """It is told from others by its ARN."""
    assert ":loadbalancer/gwy/" in cloud.balancer(kind="gateway")


def test_a_service_over_gateways_says_so(service: dict[str, Any]) -> None:
    """Its type is that of the endpoints that reach it, and it has no DNS name."""
    assert ["GatewayLoadBalancer"] == [each["ServiceType"] for each in service["ServiceType"]]
    assert [] == service.get("BaseEndpointDnsNames", [])


def test_an_endpoint_has_no_name(cloud: Cloud, service: dict[str, Any]) -> None:
    """It is connected, and has one interface and no DNS name."""
    made = endpoint(cloud, service)
    assert "available" == cloud.state(made, PROVIDER)
    assert (1, []) == (len(made["NetworkInterfaceIds"]), made.get("DnsEntries", []))


def test_an_endpoint_stands_in_one_subnet(cloud: Cloud, service: dict[str, Any]) -> None:
    """Two subnets are refused."""
    with refused("InvalidParameter"):
        endpoint(cloud, service, "ab")


def test_an_endpoint_is_of_the_services_type(cloud: Cloud, service: dict[str, Any]) -> None:
    """An interface endpoint does not reach a gateway, nor a gateway endpoint another service."""
    with refused("InvalidParameter"):
        cloud.endpoint(service, PROVIDER)
    with refused("InvalidParameter"):
        endpoint(cloud, cloud.service(acceptance=False))


def test_a_service_has_load_balancers_of_one_type(cloud: Cloud) -> None:
    """Network and Gateway Load Balancers together, and one in the other's place, are refused."""
    network, gateway = cloud.balancer(), cloud.balancer(kind="gateway")
    ec2 = cloud.client("ec2")
    with refused("InvalidParameterCombination"):
        ec2.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=[network], GatewayLoadBalancerArns=[gateway]
        )
    with refused("InvalidParameter"):
        ec2.create_vpc_endpoint_service_configuration(NetworkLoadBalancerArns=[gateway])


def test_a_gateway_in_use_stays(cloud: Cloud) -> None:
    """A Gateway Load Balancer that a service stands on is not deleted."""
    arn = cloud.balancer(kind="gateway")
    cloud.client("ec2").create_vpc_endpoint_service_configuration(GatewayLoadBalancerArns=[arn])
    with refused("ResourceInUse"):
        cloud.client("elbv2").delete_load_balancer(LoadBalancerArn=arn)
