"""Every shape of a provider and of the endpoints to it, and what a change of it changes."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.consumer import consumer_fragment
from constructs_pkg.fragments.service import service_fragment
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.spec import parse

REGION = Region("us-east-1")
START = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer"
CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/01234567-89ab-cdef-0123-456789abcdef"
OTHER = "arn:aws:acm:us-east-1:111111111111:certificate/11234567-89ab-cdef-0123-456789abcdef"
NETWORK: dict[str, Any] = {
    "vpc_id": "vpc-0123456789abcdef0",
    "cidr": "10.0.0.0/16",
    "subnets": [
        {"id": "subnet-0000000000000000a", "availability_zone": "us-east-1a"},
        {"id": "subnet-0000000000000000b", "availability_zone": "us-east-1b"},
    ],
}
SERVICE: dict[str, Any] = {
    "network": NETWORK,
    "listeners": [{"port": 443}, {"port": 5432}],
    "more_load_balancers": {"b": {"listeners": [{"port": 443}, {"port": 5432}]}},
    "allowed_principals": ["111111111111", "222222222222"],
    "supported_regions": ["us-east-1", "eu-west-1"],
}
TLS: dict[str, Any] = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE}


def made(**changes: Any) -> dict[str, Any]:
    """The resources of a service of which some fields are changed."""
    spec = parse(ServiceSpec, {**SERVICE, **changes})
    return dict(service_fragment(spec, region=REGION, name="db").template()["Resources"])


def alone(**listener: Any) -> dict[str, Any]:
    """The resources of a service with one listener."""
    return made(listeners=[listener], more_load_balancers={})


def endpoint(**changes: Any) -> dict[str, Any]:
    """The resources of a Gateway Load Balancer endpoint of which some fields are changed."""
    given = {
        "network": NETWORK,
        "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
        "endpoint_type": "GatewayLoadBalancer",
        "availability_zones": ["us-east-1a"],
        **changes,
    }
    return dict(consumer_fragment(parse(ConsumerSpec, given), region=REGION, name="out").template()["Resources"])


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What becomes of each resource that does not stay as it is."""
    return {
        name: "removed" if name not in after else "added" if name not in before else "changed"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"listeners": [*SERVICE["listeners"], {"port": 6379}]},
            {"Listener-6379": "added", "TargetGroup-6379": "added", "SecurityGroup": "changed"},
        ),
        (
            {"listeners": [{"port": 443}]},
            {"Listener-5432": "removed", "TargetGroup-5432": "removed", "SecurityGroup": "changed"},
        ),
        ({"allowed_principals": ["111111111111"]}, {"Permissions": "changed"}),
        ({"allowed_principals": []}, {"Permissions": "removed"}),
        ({"supported_regions": ["us-east-1"]}, {"Resource": "changed"}),
        (
            {"more_load_balancers": {}},
            {
                **{f"{kind}-b-{port}": "removed" for kind in ("Listener", "TargetGroup") for port in (443, 5432)},
                "LoadBalancer-b": "removed",
                "SecurityGroup-b": "removed",
                "Resource": "changed",
            },
        ),
        (
            {"listeners": [{"port": 443, "target_settings": {"proxy_protocol_v2": True}}, {"port": 5432}]},
            {"TargetGroup-443": "changed"},
        ),
    ],
    ids=["listener", "no listener", "principal", "nobody", "Region", "load balancer", "setting"],
)
def test_a_change_changes_what_it_is_about(changes: dict[str, Any], expected: dict[str, str]) -> None:
    """One thing more or less changes its own resources, and those that list it."""
    assert expected == difference(made(), made(**changes))


def test_a_key_that_sorts_first_moves_no_id() -> None:
    """A load balancer under a key before all others is added, and the others stay as they are."""
    before = made()
    after = made(more_load_balancers={"a": {"listeners": [{"port": 443}]}, **SERVICE["more_load_balancers"]})
    assert {"LoadBalancer-a", "SecurityGroup-a", "Listener-a-443", "TargetGroup-a-443", "Resource"} == difference(
        before, after
    ).keys()


def test_a_service_names_all_its_load_balancers() -> None:
    """The first is followed by the others in the order of their keys."""
    found = made()["Resource"]["Properties"]
    assert [{"Ref": "LoadBalancer"}, {"Ref": "LoadBalancer-b"}] == found["NetworkLoadBalancerArns"]
    assert "GatewayLoadBalancerArns" not in found


def test_one_certificate_more_is_one_resource_more() -> None:
    """Each further certificate is a resource of its own, as CloudFormation takes one of them at a time."""
    before, after = alone(**TLS), alone(**TLS, more_certificate_arns={"api": OTHER})
    assert {"Certificate-443-api": "added"} == difference(before, after)
    expected = {"ListenerArn": {"Ref": "Listener-443"}, "Certificates": [{"CertificateArn": OTHER}]}
    assert expected == after["Certificate-443-api"]["Properties"]


def test_tls_is_as_asked() -> None:
    """Policies of TLS and of ALPN reach the listener, and the targets get TLS or plain TCP."""
    found = alone(**TLS, ssl_policy="ELBSecurityPolicy-TLS13-1-3-2021-06", alpn_policy="HTTP2Optional")
    listener = found["Listener-443"]["Properties"]
    assert ("ELBSecurityPolicy-TLS13-1-3-2021-06", ["HTTP2Optional"]) == (listener["SslPolicy"], listener["AlpnPolicy"])
    assert "TLS" == found["TargetGroup-443"]["Properties"]["Protocol"]
    assert "TCP" == alone(**TLS, target_protocol="TCP")["TargetGroup-443"]["Properties"]["Protocol"]


def test_settings_of_targets_are_attributes() -> None:
    """Each setting that is given is an attribute in the words of Elastic Load Balancing; none is there unasked."""
    asked = {
        "proxy_protocol_v2": True,
        "preserve_client_ip": False,
        "deregistration_delay": 30,
        "connection_termination": True,
        "unhealthy_connection_termination": False,
        "unhealthy_draining_interval": 60,
        "stickiness": True,
    }
    expected = [
        ("deregistration_delay.connection_termination.enabled", "true"),
        ("deregistration_delay.timeout_seconds", "30"),
        ("preserve_client_ip.enabled", "false"),
        ("proxy_protocol_v2.enabled", "true"),
        ("stickiness.enabled", "true"),
        ("stickiness.type", "source_ip"),
        ("target_health_state.unhealthy.connection_termination.enabled", "false"),
        ("target_health_state.unhealthy.draining_interval_seconds", "60"),
    ]
    found = alone(port=443, target_settings=asked)["TargetGroup-443"]["Properties"]["TargetGroupAttributes"]
    assert expected == [(each["Key"], each["Value"]) for each in found]
    assert "TargetGroupAttributes" not in alone(port=443)["TargetGroup-443"]["Properties"]


def test_a_gateway_has_no_port() -> None:
    """Its listener has neither port nor protocol, and its appliances take GENEVE on port 6081."""
    found = made(listeners=[], more_load_balancers={}, gateway_load_balancer={"targets": {"kind": "instance"}})
    assert {"LoadBalancerArn", "DefaultActions"} == found["GatewayListener"]["Properties"].keys()
    group = found["GatewayTargetGroup"]["Properties"]
    assert (6081, "GENEVE", "instance", "80") == tuple(
        group[key] for key in ("Port", "Protocol", "TargetType", "HealthCheckPort")
    )
    service = found["Resource"]["Properties"]
    assert [{"Ref": "GatewayLoadBalancer"}] == service["GatewayLoadBalancerArns"]
    assert "NetworkLoadBalancerArns" not in service


def test_brought_gateways_are_named() -> None:
    """A service over Gateway Load Balancers that exist makes none."""
    arn = f"{START}/gwy/firewall/0123456789abcdef"
    found = made(network=None, listeners=[], more_load_balancers={}, gateway_load_balancer_arns=[arn])
    assert {"Resource", "Permissions"} == found.keys()
    assert [arn] == found["Resource"]["Properties"]["GatewayLoadBalancerArns"]


def test_a_gateway_endpoint_is_bare() -> None:
    """It has one subnet, and no group, name, policy or private DNS."""
    found = endpoint()
    assert ["Resource"] == list(found)
    expected = {"VpcEndpointType", "VpcId", "ServiceName", "SubnetIds", "IpAddressType", "Tags"}
    assert expected == found["Resource"]["Properties"].keys()
    assert ["subnet-0000000000000000a"] == found["Resource"]["Properties"]["SubnetIds"]


def test_a_route_more_is_one_resource_more() -> None:
    """Routes are known by their keys, and lead to the endpoint."""
    out = {"route_table_id": "rtb-0123456789abcdef0", "cidr": "0.0.0.0/0"}
    after = endpoint(routes={"out": out, "six": {**out, "cidr": "::/0"}})
    assert {"Route-out": "added", "Route-six": "added"} == difference(endpoint(), after)
    table, target = {"RouteTableId": out["route_table_id"]}, {"VpcEndpointId": {"Ref": "Resource"}}
    assert {**table, **target, "DestinationCidrBlock": "0.0.0.0/0"} == after["Route-out"]["Properties"]
    assert {**table, **target, "DestinationIpv6CidrBlock": "::/0"} == after["Route-six"]["Properties"]


def test_routes_wait_for_the_acceptance() -> None:
    """No traffic is routed to an endpoint that takes none yet."""
    out = {"route_table_id": "rtb-0123456789abcdef0", "cidr": "0.0.0.0/0"}
    assert ["ConnectionAcceptance"] == endpoint(routes={"out": out}, accept="own-account")["Route-out"]["DependsOn"]
