"""What the witness says of Gateway Load Balancers, their services and the endpoints to them."""

from __future__ import annotations

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.value import Resource
from constructs_pkg.audit.vantage import vantages_of

from .templates import Json, ref, stack

ELB = "AWS::ElasticLoadBalancingV2"
RESOURCES: Json = {
    "Gateway": {
        "Type": f"{ELB}::LoadBalancer",
        "Properties": {"Type": "gateway", "Subnets": ["subnet-0123456789abcdef0"]},
    },
    "Listener": {
        "Type": f"{ELB}::Listener",
        "Properties": {
            "LoadBalancerArn": ref("Gateway"),
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref("Group")}],
        },
    },
    "Group": {
        "Type": f"{ELB}::TargetGroup",
        "Properties": {"Protocol": "GENEVE", "Port": 6081, "Targets": [{"Id": "i-0123456789abcdef0"}]},
    },
    "Service": {
        "Type": "AWS::EC2::VPCEndpointService",
        "Properties": {"GatewayLoadBalancerArns": [ref("Gateway")], "AcceptanceRequired": False},
    },
    "Endpoint": {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {"VpcEndpointType": "GatewayLoadBalancer", "VpcId": "vpc-0123456789abcdef0", "ServiceName": "x"},
    },
}


def test_a_service_stands_on_its_gateway() -> None:
    """The gateway's listener has neither port nor protocol, and its appliances are told."""
    (service,) = read([stack("us", RESOURCES)]).services
    (gateway,) = service.load_balancers
    assert Resource("us", "Gateway") == gateway.id
    (listener,) = gateway.listeners
    assert (None, None, "6081") == (listener.protocol, listener.port, listener.targets[0][1])


def test_an_endpoint_to_a_gateway_brings_no_name() -> None:
    """It is no interface endpoint: it has no DNS name and no private zone."""
    assert () == read([stack("us", RESOURCES)]).endpoints


def test_a_vpc_known_from_such_an_endpoint_alone_is_a_vantage() -> None:
    """Names can be asked for from every VPC that the templates name, and its Region is its stack's."""
    facts = read([stack("us", RESOURCES)])
    (vantage,) = vantages_of(facts)
    assert "vpc-0123456789abcdef0" == vantage.name
    assert {vantage.vpc: facts.stacks[0].region} == facts.region_of_vpc
