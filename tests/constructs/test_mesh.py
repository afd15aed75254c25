"""Namespaces, connected clusters, service networks and services of VPC Lattice as constructs of their own."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_logs as logs
from construct_cases import ACCOUNT, CERTIFICATE_ARN, NETWORK, REGION, ZONE

from constructs_pkg import ConnectedCluster, LatticeService, Namespace, ServiceNetwork
from constructs_pkg.connected_cluster import connect
from constructs_pkg.values.problem import InvalidInput

NAMESPACE_ARN = f"arn:aws:servicediscovery:{REGION}:{ACCOUNT}:namespace/ns-0123456789abcdef"
PORT = {"container_port": 8080}


@pytest.fixture
def stack() -> cdk.Stack:
    """A stack of a literal account and Region."""
    return cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(account=ACCOUNT, region=REGION))


def all_of(stack: cdk.Stack, kind: str) -> list[dict[str, Any]]:
    """The properties of the stack's resources of a type."""
    found = assertions.Template.from_stack(stack).find_resources(kind)
    return [resource.get("Properties", {}) for resource in found.values()]


def only(stack: cdk.Stack, kind: str) -> dict[str, Any]:
    (found,) = all_of(stack, kind)
    return found


def test_a_private_namespace_is_of_its_vpc(stack: cdk.Stack) -> None:
    """It has the VPC, its services name it, and an instance tells what its records need."""
    services = {
        "web": {
            "record_types": ["A"],
            "ttl": 10,
            "custom_health_check": True,
            "instances": {"one": {"ipv4": "10.0.0.10", "port": 80, "initial_health": "UNHEALTHY"}},
        }
    }
    made = Namespace(stack, "Apps", name="apps.internal", vpc=NETWORK, negative_ttl=15, services=services)
    namespace = only(stack, "AWS::ServiceDiscovery::PrivateDnsNamespace")
    assert ("apps.internal", NETWORK.vpc_id) == (namespace["Name"], namespace["Vpc"])
    assert {"DnsProperties": {"SOA": {"TTL": 15}}} == namespace["Properties"]
    service = only(stack, "AWS::ServiceDiscovery::Service")
    assert {"RoutingPolicy": "MULTIVALUE", "DnsRecords": [{"Type": "A", "TTL": 10}]} == service["DnsConfig"]
    assert {"FailureThreshold": 1} == service["HealthCheckCustomConfig"]
    assert {
        "AWS_INSTANCE_IPV4": "10.0.0.10",
        "AWS_INSTANCE_PORT": "80",
        "AWS_INIT_HEALTH_STATUS": "UNHEALTHY",
    } == only(stack, "AWS::ServiceDiscovery::Instance")["InstanceAttributes"]
    assert stack.resolve(made.namespace_arn) == stack.resolve(made.namespace.namespace_arn)
    assert made.hosted_zone_id is not None


@pytest.mark.parametrize(("kind", "type_"), [("Http", "http"), ("PublicDns", "public")])
def test_other_namespaces_are_of_no_vpc(stack: cdk.Stack, kind: str, type_: str) -> None:
    """An HTTP namespace has no zone, a public one a zone of its own; both are handles of the CDK."""
    made = Namespace(stack, "Apps", name="apps.test", type=type_)
    assert "Vpc" not in only(stack, f"AWS::ServiceDiscovery::{kind}Namespace")
    assert (type_ == "http") == (made.hosted_zone_id is None)
    assert "apps.test" == made.namespace.namespace_name


def test_a_service_without_records_is_found_by_the_api(stack: cdk.Stack) -> None:
    """In a DNS namespace a service that asks for no records makes none."""
    Namespace(stack, "Apps", name="apps.test", vpc=NETWORK, services={"web": {}})
    assert "HTTP" == only(stack, "AWS::ServiceDiscovery::Service")["Type"]


def test_a_caller_reaches_what_it_names_and_starts_after_it(stack: cdk.Stack) -> None:
    """A call opens the callee's proxy port between the two security groups, both ways said; nothing else is opened."""
    api = {"image": "nginx", "ports": {"http": {**PORT, "ingress_port": 9000, "name": "api", "client_port": 80}}}
    cluster = ConnectedCluster(
        stack,
        "Shop",
        vpc=NETWORK,
        namespace=NAMESPACE_ARN,
        services={"api": api, "web": {"image": "nginx", "calls": ["api"]}, "job": {"image": "nginx"}},
    )
    inward = only(stack, "AWS::EC2::SecurityGroupIngress")
    outward = only(stack, "AWS::EC2::SecurityGroupEgress")
    assert (9000, 9000) == (inward["FromPort"], outward["ToPort"])
    groups = [stack.resolve(cluster.security_group_id(key)) for key in ("api", "web")]
    assert groups == [inward["GroupId"], inward["SourceSecurityGroupId"]]
    assert groups == [outward["DestinationSecurityGroupId"], outward["GroupId"]]
    assert [] == [group for group in all_of(stack, "AWS::EC2::SecurityGroup") if "SecurityGroupIngress" in group]
    services = assertions.Template.from_stack(stack).find_resources("AWS::ECS::Service")
    ordered = {key: resource.get("DependsOn") for key, resource in services.items()}
    (first,) = (held for held in ordered.values() if held)
    assert [stack.resolve(cluster.service_arn("api"))["Ref"]] == first
    (served,) = (
        one["ServiceConnectConfiguration"]["Services"]
        for one in all_of(stack, "AWS::ECS::Service")
        if "Services" in one["ServiceConnectConfiguration"]
    )
    assert [
        {
            "PortName": "http",
            "DiscoveryName": "http",
            "ClientAliases": [{"Port": 80, "DnsName": "api"}],
            "IngressPortOverride": 9000,
        }
    ] == served


def test_services_that_call_each_other_do_not_wait_for_each_other(stack: cdk.Stack) -> None:
    """A circle of calls is deployed, and the CDK shows a warning about it."""
    services: dict[str, Any] = {
        "a": {"image": "nginx", "ports": {"a": PORT}, "calls": ["b"]},
        "b": {"image": "nginx", "ports": {"b": PORT}, "calls": ["a"]},
        "c": {"image": "nginx", "calls": ["a"]},
    }
    ConnectedCluster(stack, "Shop", vpc=NETWORK, namespace=NAMESPACE_ARN, services=services)
    waiting = assertions.Template.from_stack(stack).find_resources("AWS::ECS::Service")
    assert 1 == sum("DependsOn" in resource for resource in waiting.values())
    assertions.Annotations.from_stack(stack).has_warning("/Stack/Shop", assertions.Match.string_like_regexp("circle"))


def test_an_image_of_ecr_is_fetched_and_no_other(stack: cdk.Stack) -> None:
    """The role that starts tasks may fetch its one repository; an image of elsewhere needs no such right."""
    image = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/team/web:1"
    ConnectedCluster(
        stack,
        "Shop",
        vpc=NETWORK,
        namespace=NAMESPACE_ARN,
        services={"web": {"image": image}, "job": {"image": "nginx"}},
    )
    statements = [
        statement
        for role in all_of(stack, "AWS::IAM::Role")
        for policy in role.get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    fetched = [one["Resource"] for one in statements if "ecr:BatchGetImage" in one["Action"]]
    assert [f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/web"] == fetched


def test_a_service_made_otherwise_is_connected(stack: cdk.Stack) -> None:
    """A service of the CDK's own gets the same configuration, with logs where a log group is given."""
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2)
    task = ecs.FargateTaskDefinition(stack, "Task")
    task.add_container(
        "web", image=ecs.ContainerImage.from_registry("nginx"), port_mappings=[ecs.PortMapping(container_port=80)]
    )
    service = ecs.FargateService(stack, "Service", cluster=ecs.Cluster(stack, "Cluster", vpc=vpc), task_definition=task)
    apps = Namespace(stack, "Apps", name="apps.internal", vpc=vpc)
    connect(service, namespace=apps, ports={"web": {"container_port": 80}}, log_group=logs.LogGroup(stack, "Logs"))
    found = only(stack, "AWS::ECS::Service")["ServiceConnectConfiguration"]
    assert stack.resolve(apps.namespace_arn) == found["Namespace"]
    assert {"Format": "JSON", "IncludeQueryParameters": "DISABLED"} == found["AccessLogConfiguration"]
    assert "web" == found["Services"][0]["PortName"]
    with pytest.raises(InvalidInput, match=r"request-timeout-of-tcp: ports\.web\.request_timeout_seconds 5"):
        wrong = {"container_port": 80, "protocol": "tcp", "request_timeout_seconds": 5}
        connect(service, namespace=apps, ports={"web": wrong})


def test_nobody_may_call_unless_allowed(stack: cdk.Stack) -> None:
    """Requests are judged by IAM, and no policy means nobody; only a reason opens it."""
    ServiceNetwork(stack, "Closed", vpc=NETWORK)
    ServiceNetwork(stack, "Open", vpc=NETWORK, joined=False, open_because="the services' own lists decide")
    assert [] == all_of(stack, "AWS::VpcLattice::AuthPolicy")
    assert {"AWS_IAM", "NONE"} == {one["AuthType"] for one in all_of(stack, "AWS::VpcLattice::ServiceNetwork")}


def test_an_allow_list_is_the_policy(stack: cdk.Stack) -> None:
    """Callers become statements that say what must hold, and nothing beside."""
    callers: list[dict[str, Any]] = [
        {"from_own_vpc": True, "methods": ["GET"]},
        {"principals": ["222222222222", "arn:aws:iam::333333333333:role/web"], "organization_id": "o-0123456789"},
    ]
    ServiceNetwork(stack, "Shop", vpc=NETWORK, allowed=callers)
    common = {"Effect": "Allow", "Action": "vpc-lattice-svcs:Invoke", "Resource": "*"}
    policy = only(stack, "AWS::VpcLattice::AuthPolicy")["Policy"]
    arns = ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:role/web"]
    asked = {"vpc-lattice-svcs:SourceVpc": [NETWORK.vpc_id], "vpc-lattice-svcs:RequestMethod": ["GET"]}
    assert {
        "Version": "2012-10-17",
        "Statement": [
            {**common, "Principal": "*", "Condition": {"StringEquals": asked}},
            {
                **common,
                "Principal": {"AWS": arns},
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-0123456789"}},
            },
        ],
    } == policy


def test_a_brought_network_is_joined(stack: cdk.Stack) -> None:
    """A network by its ARN, or by a parameter, is not made; the VPC's clients reach it on 80 and 443."""
    network = ServiceNetwork(stack, "Theirs", vpc=NETWORK, arn={"ssm_parameter": "/networks/shop"})
    network.connections.allow_from(ec2.Peer.ipv4("10.9.0.0/16"), ec2.Port.tcp(443))
    assert [] == all_of(stack, "AWS::VpcLattice::ServiceNetwork")
    association = only(stack, "AWS::VpcLattice::ServiceNetworkVpcAssociation")
    assert stack.resolve(network.service_network_arn) == association["ServiceNetworkIdentifier"]
    group = only(stack, "AWS::EC2::SecurityGroup")
    assert [80, 443] == [rule["FromPort"] for rule in group["SecurityGroupIngress"]]
    assert "10.9.0.0/16" == only(stack, "AWS::EC2::SecurityGroupIngress")["CidrIp"]


def test_routes_are_weighted_and_named(stack: cdk.Stack) -> None:
    """A service forwards by weight, matches by path, and its name is an alias of itself in the zone."""
    network = ServiceNetwork(stack, "Shop", vpc=NETWORK)
    service = LatticeService(
        stack,
        "Prices",
        vpc=NETWORK,
        service_networks={"shop": network},
        target_groups={"old": {"ip_addresses": ["10.0.0.10"]}, "new": {"ip_addresses": ["10.0.0.11"]}},
        listeners={
            "https": {
                "forward": [{"targets": "old", "weight": 90}, {"targets": "new", "weight": 10}],
                "rules": {"beta": {"priority": 1, "path_prefix": "/beta", "forward": [{"targets": "new"}]}},
            }
        },
        custom_domain_name="prices.example.internal",
        zone=ZONE,
        certificate_arn=CERTIFICATE_ARN,
    )
    forward = only(stack, "AWS::VpcLattice::Listener")["DefaultAction"]["Forward"]["TargetGroups"]
    arns = {key: stack.resolve(service.target_group_arn(key)) for key in ("old", "new")}
    weights = {str(each["TargetGroupIdentifier"]): each["Weight"] for each in forward}
    assert {str(arns["old"]): 90, str(arns["new"]): 10} == weights
    match = only(stack, "AWS::VpcLattice::Rule")["Match"]["HttpMatch"]
    assert {"PathMatch": {"Match": {"Prefix": "/beta"}, "CaseSensitive": True}} == match
    names = all_of(stack, "AWS::Route53::RecordSet")
    assert {("A", "prices.example.internal."), ("AAAA", "prices.example.internal.")} == {
        (one["Type"], one["Name"]) for one in names
    }
    assert all(stack.resolve(service.domain_name) == one["AliasTarget"]["DNSName"] for one in names)
    association = only(stack, "AWS::VpcLattice::ServiceNetworkServiceAssociation")
    assert stack.resolve(network.service_network_arn) == association["ServiceNetworkIdentifier"]


def test_a_function_may_be_invoked(stack: cdk.Stack) -> None:
    """A function has no port, and VPC Lattice alone may invoke it, for its target group."""
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:orders"
    service = LatticeService(
        stack,
        "Orders",
        vpc=NETWORK,
        target_groups={"code": {"function_arn": arn}},
        listeners={"https": {"forward": [{"targets": "code"}]}},
    )
    group = only(stack, "AWS::VpcLattice::TargetGroup")
    assert ("LAMBDA", [{"Id": arn}], False) == (group["Type"], group["Targets"], "Config" in group)
    permission = only(stack, "AWS::Lambda::Permission")
    assert "vpc-lattice.amazonaws.com" == permission["Principal"]
    assert stack.resolve(service.target_group_arn("code")) == permission["SourceArn"]


def test_everything_wrong_is_said_at_once(stack: cdk.Stack) -> None:
    """All problems of a service come in one error, before anything is made."""
    with pytest.raises(InvalidInput) as refused:
        LatticeService(
            stack,
            "Orders",
            vpc=NETWORK,
            target_groups={"web": {}},
            listeners={"tls": {"protocol": "TLS_PASSTHROUGH", "forward": [{"targets": "wed"}]}},
            idle_timeout_seconds=1,
        )
    assert {
        "one-kind-of-targets",
        "passthrough-without-domain",
        "unknown-targets",
        "idle-timeout",
        "unused-targets",
    } == {problem.rule for problem in refused.value.problems}
    assert [] == stack.node.children
