"""Every shape of load balancer and endpoint as constructs."""

from __future__ import annotations

import aws_cdk as cdk
import pytest
from construct_cases import CERTIFICATE_ARN, NETWORK, NLB_ARN, SERVICE_NAME, every, only, refusal_of, template_of

from constructs_pkg import EndpointConsumer, EndpointService

GATEWAY_ARN = NLB_ARN.replace("/net/", "/gwy/")
ROUTE = {"route_table_id": "rtb-0123456789abcdef0", "cidr": "0.0.0.0/0"}


def test_service_has_several_load_balancers(stack: cdk.Stack) -> None:
    """The service names each, and so does its property."""
    port = [{"port": 443}]
    made = EndpointService(
        stack, "Service", vpc=NETWORK, listeners=port, more_load_balancers={"b": {"listeners": port}}
    )
    arns = made.load_balancer_arns
    template = template_of(stack)
    assert 2 == len(every(template, "AWS::ElasticLoadBalancingV2::LoadBalancer"))
    assert stack.resolve(arns) == only(template, "AWS::EC2::VPCEndpointService")["NetworkLoadBalancerArns"]


def test_service_over_a_gateway_has_no_network_load_balancer(stack: cdk.Stack) -> None:
    """Its handle is refused with the reason, and it has no security group."""
    made = EndpointService(stack, "Service", vpc=NETWORK, gateway_load_balancer={})
    assert [] == made.connections.security_groups
    with pytest.raises(LookupError, match="Gateway Load Balancers"):
        _ = made.load_balancer
    assert "gateway" == only(template_of(stack), "AWS::ElasticLoadBalancingV2::LoadBalancer")["Type"]


def test_service_takes_gateways_known_at_deployment(stack: cdk.Stack) -> None:
    """A Gateway Load Balancer may be brought by a parameter of the stack."""
    parameter = cdk.CfnParameter(stack, "Gateway")
    EndpointService(stack, "Service", gateway_load_balancers=[parameter.value_as_string])
    assert [{"Ref": "Gateway"}] == only(template_of(stack), "AWS::EC2::VPCEndpointService")["GatewayLoadBalancerArns"]


def test_refusals_are_told_at_the_keyword(stack: cdk.Stack) -> None:
    """A Network Load Balancer among the gateways is refused where it was given."""
    found = refusal_of(lambda: EndpointService(stack, "Service", gateway_load_balancers=[NLB_ARN]))
    assert {("malformed-id", "gateway_load_balancers[0]")} == found


def test_added_listener_brings_its_certificates(stack: cdk.Stack) -> None:
    """A TLS listener that is added later has its further certificates on it."""
    made = EndpointService(
        stack,
        "Service",
        vpc=NETWORK,
        load_balancer={"access_logs": {"omitted_because": "the targets write logs"}},
        listeners=[{"port": 80}],
    )
    other = CERTIFICATE_ARN.replace("01234567", "11234567")
    added = made.add_listener(
        {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE_ARN, "more_certificate_arns": {"api": other}}
    )
    certificate = only(template_of(stack), "AWS::ElasticLoadBalancingV2::ListenerCertificate")
    expected = {"ListenerArn": stack.resolve(added.ref), "Certificates": [{"CertificateArn": other}]}
    assert expected == certificate


def test_gateway_endpoint_has_routes_and_no_group(stack: cdk.Stack) -> None:
    """Traffic is routed to it, and it stands in one subnet without a security group."""
    made = EndpointConsumer(
        stack,
        "Consumer",
        vpc=NETWORK,
        service_name=SERVICE_NAME,
        endpoint_type="GatewayLoadBalancer",
        availability_zones=["us-east-1a"],
        routes={"out": ROUTE},
    )
    assert [] == made.security_groups
    endpoint_id = stack.resolve(made.endpoint_id)["Fn::GetAtt"][0]
    template = template_of(stack)
    assert {"Ref": endpoint_id} == only(template, "AWS::EC2::Route")["VpcEndpointId"]
    assert "SecurityGroupIds" not in only(template, "AWS::EC2::VPCEndpoint")


def test_gateway_endpoint_without_a_name_is_given_none(stack: cdk.Stack) -> None:
    """A name that is added to a Gateway Load Balancer endpoint is refused."""
    made = EndpointConsumer(
        stack,
        "Consumer",
        vpc=NETWORK,
        service_name=SERVICE_NAME,
        endpoint_type="GatewayLoadBalancer",
        availability_zones=["us-east-1a"],
    )
    name = {"name": "db", "zone": {"name": "example.internal", "id": "Z0123456789ABCDEFGHIJ"}}
    assert ("gateway-endpoint-without", "names") in refusal_of(lambda: made.add_name(name))
    with pytest.raises(LookupError):
        _ = made.alias_target
