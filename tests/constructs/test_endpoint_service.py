"""An endpoint service: its load balancer, who may connect, and its name."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from construct_cases import (
    ALB_ARN,
    CERTIFICATE_ARN,
    NETWORK,
    NLB_ARN,
    Template,
    cell,
    every,
    kinds,
    name_tag,
    only,
    refusal_of,
    stack_in,
    template_of,
)

from constructs_pkg import EndpointService
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.values.late import import_value
from constructs_pkg.values.problem import InvalidInput

INSTANCE = "i-0123456789abcdef0"
BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
SERVICE = "AWS::EC2::VPCEndpointService"
PERMISSIONS = "AWS::EC2::VPCEndpointServicePermissions"

# A rule that lets nothing out: without any, CloudFormation opens a group to everywhere.
NOWHERE = ("icmp", 252, 86, "255.255.255.255/32")


def service(scope: cdk.Stack, construct_id: str = "Service", **given: Any) -> EndpointService:
    """A service in a network that exists, but for what is given."""
    return EndpointService(scope, construct_id, **{"vpc": NETWORK, "listeners": [{"port": 5432}], **given})


def _ref(resource_id: str) -> dict[str, str]:
    return {"Ref": logical_id("Service", resource_id)}


def _rules(group: Any, direction: str) -> list[tuple[Any, ...]]:
    return [
        (rule["IpProtocol"], rule["FromPort"], rule["ToPort"], rule.get("CidrIp") or rule["CidrIpv6"])
        for rule in group.get(direction, [])
    ]


def _egress(template: Template) -> list[tuple[Any, ...]]:
    return _rules(only(template, "AWS::EC2::SecurityGroup"), "SecurityGroupEgress")


def test_load_balancer_is_internal_and_protected(stack: cdk.Stack) -> None:
    """The load balancer is internal, protected from deletion, balances across zones and stands in every subnet."""
    service(stack)
    made = only(template_of(stack), BALANCER)
    assert [subnet.id for subnet in NETWORK.subnets] == made["Subnets"]
    assert ("network", "internal", "ipv4") == (made["Type"], made["Scheme"], made["IpAddressType"])
    assert "Name" not in made
    assert {
        "access_logs.s3.enabled": "false",
        "deletion_protection.enabled": "true",
        "load_balancing.cross_zone.enabled": "true",
    } == {each["Key"]: each["Value"] for each in made["LoadBalancerAttributes"]}


def test_load_balancer_as_asked_for(stack: cdk.Stack) -> None:
    """Its zones, name, protection and cross-zone balancing are those given."""
    asked = {
        "tier": "app",
        "availability_zones": ["use1-az5"],
        "name": "orders",
        "deletion_protection": False,
        "cross_zone": False,
    }
    service(stack, load_balancer=asked)
    made = only(template_of(stack), BALANCER)
    assert ([NETWORK.subnets[1].id], "orders") == (made["Subnets"], made["Name"])
    values = {each["Key"]: each["Value"] for each in made["LoadBalancerAttributes"]}
    assert {"false"} == set(values.values())


def test_nobody_reaches_it_but_through_the_service(stack: cdk.Stack) -> None:
    """Its group lets nobody in and traffic out to the VPC on the target port; PrivateLink is not judged by it."""
    service(stack, listeners=[{"port": 443, "target_port": 8443}])
    template = template_of(stack)
    group = only(template, "AWS::EC2::SecurityGroup")
    assert [_ref("SecurityGroup")] == only(template, BALANCER)["SecurityGroups"]
    assert "off" == only(template, BALANCER)["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"]
    assert [] == _rules(group, "SecurityGroupIngress")
    assert [("tcp", 8443, 8443, "10.0.0.0/16")] == _rules(group, "SecurityGroupEgress")


def test_clients_are_let_in_and_judged(stack: cdk.Stack) -> None:
    """With client blocks the group lets them in on each listener's port, and judges PrivateLink traffic as well."""
    listeners = [{"port": 53, "protocol": "TCP_UDP"}, {"port": 443}]
    service(stack, listeners=listeners, load_balancer={"client_cidrs": ["10.1.0.0/16", "fd00::/8"]})
    template = template_of(stack)
    assert "on" == only(template, BALANCER)["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"]
    assert [
        ("tcp", 53, 53, "10.1.0.0/16"),
        ("tcp", 53, 53, "fd00::/8"),
        ("udp", 53, 53, "10.1.0.0/16"),
        ("udp", 53, 53, "fd00::/8"),
        ("tcp", 443, 443, "10.1.0.0/16"),
        ("tcp", 443, 443, "fd00::/8"),
    ] == _rules(only(template, "AWS::EC2::SecurityGroup"), "SecurityGroupIngress")


def test_traffic_leaves_to_the_targets_only(stack: cdk.Stack) -> None:
    """Out go each transport to each target's port, and the probes to theirs: to the addresses, else to the VPC."""
    listeners = [
        {"port": 53, "protocol": "UDP", "targets": {"ip_addresses": ["10.0.0.10"]}, "health_check": {"port": 80}},
        {"port": 443, "target_port": 8443, "targets": {"instance_ids": [INSTANCE]}},
    ]
    service(stack, listeners=listeners)
    assert [
        ("udp", 53, 53, "10.0.0.10/32"),
        ("tcp", 80, 80, "10.0.0.10/32"),
        ("tcp", 8443, 8443, "10.0.0.0/16"),
    ] == _egress(template_of(stack))


def test_traffic_leaves_to_the_blocks_given(stack: cdk.Stack) -> None:
    """Target blocks that are given are where traffic goes, whatever the targets are."""
    service(stack, load_balancer={"target_cidrs": ["10.2.0.0/24", "10.3.0.0/24"]})
    assert [("tcp", 5432, 5432, "10.2.0.0/24"), ("tcp", 5432, 5432, "10.3.0.0/24")] == _egress(template_of(stack))


def test_given_security_groups_are_exactly_those(stack: cdk.Stack) -> None:
    """Security groups that are given are the load balancer's only ones, and they judge PrivateLink traffic."""
    theirs = ec2.SecurityGroup.from_security_group_id(stack, "Theirs", "sg-0123456789abcdef0")
    groups = [theirs.security_group_id, "sg-0123456789abcdef1"]
    made = service(stack, load_balancer={"security_group_ids": groups})
    handles = made.connections.security_groups
    template = template_of(stack)
    assert groups == only(template, BALANCER)["SecurityGroups"]
    assert "on" == only(template, BALANCER)["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"]
    assert {} == every(template, "AWS::EC2::SecurityGroup")
    assert groups == [each.security_group_id for each in handles]


@pytest.mark.parametrize(
    ("targets", "kind", "registered", "probe"),
    [
        ({}, "ip", None, "TCP"),
        ({"kind": "instance"}, "instance", None, "TCP"),
        ({"instance_ids": [INSTANCE]}, "instance", [INSTANCE], "TCP"),
        ({"ip_addresses": ["10.0.0.10", "10.0.0.11"]}, "ip", ["10.0.0.10", "10.0.0.11"], "TCP"),
        ({"application_load_balancer_arn": ALB_ARN}, "alb", [ALB_ARN], "HTTP"),
    ],
    ids=["none", "instances-later", "instance", "ip", "alb"],
)
def test_targets_of_each_kind(
    stack: cdk.Stack, targets: dict[str, Any], kind: str, registered: list[str] | None, probe: str
) -> None:
    """Instances, addresses or an Application Load Balancer are registered on the target port and probed there."""
    service(stack, listeners=[{"port": 80, "target_port": 8080, "targets": targets}])
    group = only(template_of(stack), GROUP)
    assert (kind, 8080, "TCP") == (group["TargetType"], group["Port"], group["Protocol"])
    assert registered == ([each["Id"] for each in group["Targets"]] if "Targets" in group else None)
    assert {8080} >= {each["Port"] for each in group.get("Targets", [])}
    assert (probe, "traffic-port") == (group["HealthCheckProtocol"], group["HealthCheckPort"])


def test_targets_outside_the_vpc_are_told_apart(stack: cdk.Stack) -> None:
    """AWS finds the zone of an address in the VPC, and wants to be told all for one of a peer or on premises."""
    service(stack, listeners=[{"port": 80, "targets": {"ip_addresses": ["10.0.0.10", "10.9.0.10"]}}])
    assert [
        {"Id": "10.0.0.10", "Port": 80},
        {"AvailabilityZone": "all", "Id": "10.9.0.10", "Port": 80},
    ] == only(template_of(stack), GROUP)["Targets"]


def test_each_listener_has_its_own_way(stack: cdk.Stack) -> None:
    """Each listener forwards to a target group of its own with its own port, protocol and health check."""
    check = {
        "protocol": "HTTPS",
        "port": 9443,
        "path": "/healthy",
        "interval": 10,
        "timeout": 5,
        "healthy_threshold": 2,
        "unhealthy_threshold": 4,
        "success_codes": "200,204",
    }
    listeners = [
        {"port": 5432},
        {"port": 443, "target_port": 8443, "health_check": check},
        {"port": 53, "protocol": "UDP", "health_check": {"port": 8053}},
    ]
    service(stack, listeners=listeners)
    template = template_of(stack)
    assert {
        logical_id("Service", f"Listener-{port}"): {
            "LoadBalancerArn": _ref("LoadBalancer"),
            "Port": port,
            "Protocol": protocol,
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": _ref(f"TargetGroup-{port}")}],
        }
        for port, protocol in ((5432, "TCP"), (443, "TCP"), (53, "UDP"))
    } == every(template, LISTENER)
    groups = every(template, GROUP)
    assert {
        "VpcId": NETWORK.vpc_id,
        "Port": 8443,
        "Protocol": "TCP",
        "TargetType": "ip",
        "HealthCheckProtocol": "HTTPS",
        "HealthCheckPort": "9443",
        "HealthCheckPath": "/healthy",
        "HealthCheckIntervalSeconds": 10,
        "HealthCheckTimeoutSeconds": 5,
        "HealthyThresholdCount": 2,
        "UnhealthyThresholdCount": 4,
        "Matcher": {"HttpCode": "200,204"},
    } == groups[logical_id("Service", "TargetGroup-443")]
    assert ("TCP", "8053") == tuple(
        groups[logical_id("Service", "TargetGroup-53")][key] for key in ("HealthCheckProtocol", "HealthCheckPort")
    )


def test_tls_ends_at_the_load_balancer(stack: cdk.Stack) -> None:
    """A TLS listener has its certificate and a policy of TLS 1.2 and newer, and its access logs go to the bucket."""
    listener = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE_ARN, "target_port": 8443}
    logs = {"bucket": "access-logs", "prefix": "orders"}
    service(stack, listeners=[listener], load_balancer={"access_logs": logs})
    template = template_of(stack)
    made = only(template, LISTENER)
    assert ("TLS", [{"CertificateArn": CERTIFICATE_ARN}]) == (made["Protocol"], made["Certificates"])
    assert "ELBSecurityPolicy-TLS13-1-2-2021-06" == made["SslPolicy"]
    values = {each["Key"]: each["Value"] for each in only(template, BALANCER)["LoadBalancerAttributes"]}
    assert ("true", "access-logs", "orders") == tuple(
        values[f"access_logs.s3.{key}"] for key in ("enabled", "bucket", "prefix")
    )


def test_missing_access_logs_have_a_reason(stack: cdk.Stack) -> None:
    """A TLS listener writes access logs, or the reason why it does not is told."""
    listener = {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE_ARN}
    assert {("access-logs-undecided", "load_balancer.access_logs")} == refusal_of(
        lambda: service(stack, listeners=[listener])
    )
    reason = {"access_logs": {"omitted_because": "the proxy behind it writes them"}}
    service(stack, listeners=[listener], load_balancer=reason)


def test_given_load_balancers_are_left_as_they_are(stack: cdk.Stack) -> None:
    """Over load balancers given by ARN or as objects, only the service is made, and the first object is told."""
    vpc = ec2.Vpc(stack, "Vpc", restrict_default_security_group=False)
    theirs = elbv2.NetworkLoadBalancer(stack, "Theirs", vpc=vpc)
    made = EndpointService(stack, "Service", load_balancers=[NLB_ARN, theirs])
    arns_only = EndpointService(stack, "Other", load_balancers=[NLB_ARN])
    with pytest.raises(LookupError, match=r"^Stack/Other: its load balancers were brought by ARN"):
        _ = arns_only.load_balancer
    template = template_of(stack)
    balancer = every(template, BALANCER)
    assert 1 == len(balancer)
    assert [NLB_ARN, {"Ref": next(iter(balancer))}] == every(template, SERVICE)[logical_id("Service", "Resource")][
        "NetworkLoadBalancerArns"
    ]
    assert theirs == made.load_balancer
    assert [] == made.connections.security_groups


def test_what_other_accounts_hold_is_refused(app: cdk.App) -> None:
    """Load balancers and certificates of another account are refused where the stack's own is known."""
    theirs: dict[str, Any] = {
        "load_balancer": {"access_logs": {"omitted_because": "VPC flow logs do"}},
        "listeners": [
            {"port": 443, "protocol": "TLS", "certificate_arn": CERTIFICATE_ARN},
            {"port": 80, "targets": {"application_load_balancer_arn": ALB_ARN}},
        ],
    }
    other = stack_in(app, "Other", account="222222222222")
    assert {
        ("certificate-in-other-account", "listeners[0].certificate_arn"),
        ("load-balancer-in-other-account", "listeners[1].targets.application_load_balancer_arn"),
    } == refusal_of(lambda: service(other, **theirs))
    assert {("load-balancer-in-other-account", "load_balancers[0]")} == refusal_of(
        lambda: EndpointService(other, "Service", load_balancers=[NLB_ARN])
    )
    service(cdk.Stack(app, "Anywhere"), region="us-east-1", **theirs)


@pytest.mark.parametrize("imported", [False, True])
def test_application_load_balancer_is_no_network_load_balancer(stack: cdk.Stack, imported: bool) -> None:
    """An Application Load Balancer, made or imported, is refused as the service's own by its path."""
    made: Any = (
        elbv2.ApplicationLoadBalancer.from_application_load_balancer_attributes(
            stack, "Web", load_balancer_arn=cdk.Fn.import_value("web"), security_group_id="sg-0123456789abcdef0"
        )
        if imported
        else elbv2.ApplicationLoadBalancer(stack, "Web", vpc=ec2.Vpc(stack, "Vpc"))
    )
    with pytest.raises(InvalidInput, match=r"^load-balancer-not-network: load_balancers\[0\] Stack/Web is an App"):
        EndpointService(stack, "Service", load_balancers=[made])


def test_listener_of_an_application_load_balancer_comes_first(stack: cdk.Stack) -> None:
    """A service that depends on a listener of its target makes every resource after it, its target group among them."""
    web = elbv2.ApplicationLoadBalancer(stack, "Web", vpc=ec2.Vpc(stack, "Vpc", restrict_default_security_group=False))
    listener = web.add_listener("Http", port=80, default_action=elbv2.ListenerAction.fixed_response(404))
    made = service(stack, listeners=[{"port": 80, "targets": {"application_load_balancer_arn": web.load_balancer_arn}}])
    made.node.add_dependency(listener)
    template = template_of(stack)
    group = next(held for held in template["Resources"].values() if held["Type"] == GROUP)
    child: Any = listener.node.default_child
    assert stack.get_logical_id(child) in group["DependsOn"]


def test_looked_up_load_balancer_is_let_through(stack: cdk.Stack) -> None:
    """What the CDK makes up before a load balancer is looked up is no reason to refuse it."""
    theirs = elbv2.NetworkLoadBalancer.from_lookup(stack, "Theirs", load_balancer_arn=NLB_ARN)
    EndpointService(stack, "Service", load_balancers=[theirs])
    assert [SERVICE] == kinds(template_of(stack))


def test_defaults_let_nobody_in(stack: cdk.Stack) -> None:
    """By default connections wait to be accepted, nobody may connect, and only the own Region is supported."""
    service(stack, display_name="Orders")
    template = template_of(stack)
    assert {
        "NetworkLoadBalancerArns": [_ref("LoadBalancer")],
        "AcceptanceRequired": True,
        "SupportedIpAddressTypes": ["ipv4"],
        "Tags": name_tag("Orders"),
    } == only(template, SERVICE)
    assert {} == every(template, PERMISSIONS)
    assert {} == every(template, "AWS::SSM::Parameter")
    assert "Outputs" not in template


def test_service_as_asked_for(stack: cdk.Stack) -> None:
    """Acceptance, Regions and address types are those given, and IPv6 makes the load balancer dualstack."""
    vpc = NETWORK.model_copy(update={"ipv6": True})
    regions = ["us-east-1", "eu-west-1"]
    service(stack, vpc=vpc, acceptance_required=False, supported_regions=regions, ip_address_types=["ipv4", "ipv6"])
    template = template_of(stack)
    made = only(template, SERVICE)
    assert (False, regions, ["ipv4", "ipv6"]) == (
        made["AcceptanceRequired"],
        made["SupportedRegions"],
        made["SupportedIpAddressTypes"],
    )
    assert "dualstack" == only(template, BALANCER)["IpAddressType"]


def test_no_supported_regions_means_absent(stack: cdk.Stack) -> None:
    """An empty list of Regions is left out, since the service would take it for none."""
    service(stack, supported_regions=[])
    assert "SupportedRegions" not in only(template_of(stack), SERVICE)


def test_principals_become_arns(stack: cdk.Stack) -> None:
    """Accounts, users and roles, as text or as objects of the CDK, become the ARNs of those who may connect."""
    role = "arn:aws:iam::333333333333:role/reader"
    principals = [
        "222222222222",
        iam.AccountPrincipal("444444444444"),
        iam.ArnPrincipal(role),
        "arn:aws:iam::333333333333:user/ann",
        iam.Role.from_role_arn(stack, "Writer", "arn:aws:iam::333333333333:role/writer"),
        iam.User.from_user_arn(stack, "Bob", "arn:aws:iam::333333333333:user/bob"),
    ]
    service(stack, allowed_principals=principals)
    made = only(template_of(stack), PERMISSIONS)
    assert [
        "arn:aws:iam::222222222222:root",
        role,
        "arn:aws:iam::333333333333:role/writer",
        "arn:aws:iam::333333333333:user/ann",
        "arn:aws:iam::333333333333:user/bob",
        "arn:aws:iam::444444444444:root",
    ] == made["AllowedPrincipals"]
    assert _ref("Resource") == made["ServiceId"]


def test_everybody_needs_a_reason(stack: cdk.Stack) -> None:
    """Everybody may connect only for a reason that is told, and never without acceptance."""
    for everybody in ("*", iam.AnyPrincipal()):
        asked: dict[str, Any] = {"allowed_principals": [everybody]}
        with pytest.raises(InvalidInput, match=r"^public-without-reason: allowed_principals\[0\] \*"):
            service(stack, **asked)
    asked = {"allowed_principals": ["*"], "public_because": "a public catalogue of data"}
    assert {("public-without-acceptance", "allowed_principals[0]")} == refusal_of(
        lambda: service(stack, **asked, acceptance_required=False)
    )
    service(stack, **asked)
    assert ["*"] == only(template_of(stack), PERMISSIONS)["AllowedPrincipals"]


def test_other_principals_are_refused(stack: cdk.Stack) -> None:
    """An organization, a service, a group and what is known to have a path are no principals of a service."""
    principals: list[Any] = [
        iam.OrganizationPrincipal("o-0123456789"),
        iam.ServicePrincipal("ec2.amazonaws.com"),
        iam.Role.from_role_arn(stack, "Reader", "arn:aws:iam::333333333333:role/team/reader"),
        iam.Group(stack, "Group"),
    ]
    assert {
        ("organisation-as-principal", "allowed_principals[0]"),
        ("malformed-principal", "allowed_principals[1]"),
        ("principal-with-path", "allowed_principals[2]"),
        ("malformed-principal", "allowed_principals[3]"),
    } == refusal_of(lambda: service(stack, allowed_principals=principals))


def test_principals_may_be_known_at_deployment_only(app: cdk.App, stack: cdk.Stack) -> None:
    """Roles and users that the app makes may connect, given at first or later, after those whose ARNs are known."""
    role = iam.Role(stack, "Role", assumed_by=iam.AccountRootPrincipal())
    user, far = iam.User(stack, "Ann"), iam.Role(stack_in(app, "Far"), "Role", assumed_by=iam.AccountRootPrincipal())
    made = service(stack, allowed_principals=[role, "222222222222", import_value("net:Reader"), user.user_arn])
    for added in (far, iam.AccountRootPrincipal(), "444444444444"):
        made.allow_principal(added)
    assert {("duplicate-principal", "allowed_principals[7]")} == refusal_of(lambda: made.allow_principal(role.role_arn))
    template = template_of(stack)
    arns = only(template, PERMISSIONS)["AllowedPrincipals"]
    ids = {held["Type"]: name for name, held in template["Resources"].items()}
    assert [
        "arn:aws:iam::222222222222:root",
        "arn:aws:iam::444444444444:root",
        {"Fn::GetAtt": [ids["AWS::IAM::Role"], "Arn"]},
        {"Fn::ImportValue": "net:Reader"},
        {"Fn::GetAtt": [ids["AWS::IAM::User"], "Arn"]},
    ] == arns[:5]
    assert ("Far", "arn:aws:iam::111111111111:root") == (arns[5]["Fn::GetStackOutput"]["StackName"], arns[6])


def test_service_name_names_the_region_of_the_service(app: cdk.App) -> None:
    """Used from another stack, in whatever Region, the name begins with the provider's own in literal text."""
    made = service(stack_in(app, "Provider"))
    near, far = stack_in(app, "Near"), stack_in(app, "Far", region="eu-west-1")
    for consumer in (near, far):
        cdk.CfnOutput(consumer, "Name", value=made.service_name)
        cdk.CfnOutput(consumer, "Region", value=made.service_region)
    for consumer in (near, far):
        outputs = template_of(consumer)["Outputs"]
        start, service_id = outputs["Name"]["Value"]["Fn::Join"][1]
        assert ("com.amazonaws.vpce.us-east-1.", "us-east-1") == (start, outputs["Region"]["Value"])
        assert "Provider" == service_id["Fn::GetStackOutput"]["StackName"]


def test_service_name_begins_otherwise_in_china(app: cdk.App) -> None:
    """In China the service's name begins with cn."""
    stack = stack_in(app, "China", region="cn-north-1")
    made = EndpointService(
        stack, "Service", load_balancers=[NLB_ARN.replace("arn:aws:", "arn:aws-cn:").replace("us-east-1", "cn-north-1")]
    )
    cdk.CfnOutput(stack, "Name", value=made.service_name)
    name = template_of(stack)["Outputs"]["Name"]["Value"]
    assert ["cn.com.amazonaws.vpce.cn-north-1.", {"Fn::GetAtt": [logical_id("Service", "Resource"), "ServiceId"]}] == (
        name["Fn::Join"][1]
    )


def test_service_name_is_handed_off(stack: cdk.Stack) -> None:
    """On request the name is published in a parameter and shown by the stack."""
    service(stack, publish_to="/shop/orders/service-name", outputs=True)
    template = template_of(stack)
    name = ["com.amazonaws.vpce.us-east-1.", {"Fn::GetAtt": [logical_id("Service", "Resource"), "ServiceId"]}]
    parameter = only(template, "AWS::SSM::Parameter")
    assert ("/shop/orders/service-name", "String") == (parameter["Name"], parameter["Type"])
    assert name == parameter["Value"]["Fn::Join"][1]
    (output,) = template["Outputs"].values()
    assert name == output["Value"]["Fn::Join"][1]


@pytest.mark.parametrize(
    "added",
    [
        {"port": 443},
        {"port": 53, "protocol": "TCP_UDP", "targets": {"instance_ids": [INSTANCE]}, "health_check": {"port": 8053}},
        {"port": 80, "targets": {"application_load_balancer_arn": ALB_ARN}},
        {
            "port": 443,
            "protocol": "TLS",
            "certificate_arn": CERTIFICATE_ARN,
            "target_port": 8443,
            "targets": {"ip_addresses": ["10.0.0.10", "10.0.0.11"]},
            "health_check": {"protocol": "HTTPS", "path": "/up", "timeout": 5, "success_codes": "200"},
        },
    ],
    ids=["plain", "instances", "alb", "tls"],
)
def test_added_listener_is_as_if_given_at_first(app: cdk.App, stack: cdk.Stack, added: dict[str, Any]) -> None:
    """A listener that is added gives the same resources, ids and rules as one given at construction."""
    asked = {"client_cidrs": ["10.1.0.0/16"], "access_logs": {"bucket": "access-logs"}}
    other = stack_in(app, "Other")
    networks = [cell(each).network for each in (stack, other)]
    service(stack, vpc=networks[0], listeners=[{"port": 5432}, added], load_balancer=asked)
    listener = service(other, vpc=networks[1], load_balancer=asked).add_listener(added)
    assert isinstance(listener, elbv2.CfnListener)
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_added_principals_are_as_if_given_at_first(app: cdk.App, stack: cdk.Stack) -> None:
    """A principal that is added, to some or to none, gives the same list as one given at construction."""
    other = stack_in(app, "Other")
    service(stack, "Some", allowed_principals=["333333333333", "222222222222"])
    service(stack, "None", allowed_principals=["222222222222"])
    some = service(other, "Some", allowed_principals=["333333333333"])
    none = service(other, "None")
    lists = [made.allow_principal(iam.AccountPrincipal("222222222222")) for made in (some, none)]
    assert [ec2.CfnVPCEndpointServicePermissions] * 2 == [type(each) for each in lists]
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_refused_addition_leaves_the_service_as_it_was(app: cdk.App, stack: cdk.Stack) -> None:
    """A listener or principal that is refused changes nothing, and a legal one can follow."""
    other = stack_in(app, "Other")
    made = service(other, allowed_principals=["222222222222"])
    assert {("two-listeners-on-one-port", "listeners[1].port")} == refusal_of(lambda: made.add_listener({"port": 5432}))
    assert {("wrong-type", "port")} == refusal_of(lambda: made.add_listener({"port": "443"}))
    assert {("malformed-account-id", "allowed_principals[1]")} == refusal_of(lambda: made.allow_principal("333"))
    assert ("public-without-reason", "allowed_principals[1]") in refusal_of(lambda: made.allow_principal("*"))
    service(stack, allowed_principals=["222222222222"])
    assert template_of(stack)["Resources"] == template_of(other)["Resources"]


def test_a_gateway_takes_no_listener(stack: cdk.Stack) -> None:
    """Its one listener takes every packet, and what is refused is not said to be a load balancer made elsewhere."""
    made = service(stack, listeners=[], gateway_load_balancer={})
    assert {("network-and-gateway", "listeners")} == refusal_of(lambda: made.add_listener({"port": 443}))


def test_given_load_balancer_takes_no_listener(stack: cdk.Stack) -> None:
    """A load balancer that was not made here gets no listener here, but principals may be added to the service."""
    made = EndpointService(stack, "Service", load_balancers=[NLB_ARN])
    assert {("load-balancer-brought", "listeners")} == refusal_of(lambda: made.add_listener({"port": 443}))
    made.allow_principal("222222222222")
    assert [SERVICE, PERMISSIONS] == kinds(template_of(stack))


def test_services_of_one_stack_do_not_meet(stack: cdk.Stack) -> None:
    """Two services stand in one stack and one network without a shared id."""
    service(stack, "One")
    service(stack, "Two")
    assert 2 == len(every(template_of(stack), SERVICE))


def test_security_rules_cover_added_listeners(stack: cdk.Stack) -> None:
    """What the service knowingly does not follow is acknowledged on added listeners as on the first."""
    made = service(stack)
    added = made.add_listener({"port": 443})
    made.acknowledge_security_rules()
    rules = [{each.type for each in listener.node.metadata} for listener in (made.get_resource("Listener-5432"), added)]
    assert rules[0] == rules[1] != set()
