"""What the constructs give to the rest of an app: VPCs, zones, groups, load balancers and resources of the CDK."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import jsii
import pytest
from aws_cdk import aws_autoscaling as autoscaling
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from aws_cdk import aws_route53 as route53
from construct_cases import (
    ACCOUNT,
    NETWORK,
    SERVICE_NAME,
    THREE_TIERS,
    Template,
    cell,
    every,
    kinds,
    only,
    stack_in,
    template_of,
)
from constructs import IConstruct

from constructs_pkg import EndpointConsumer, EndpointService, PrivateCell
from constructs_pkg.fragments.logical_id import logical_id

INGRESS, EGRESS = "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"


def _cell_ref(resource_id: str) -> dict[str, str]:
    return {"Ref": logical_id("Cell", resource_id)}


def _of_provider(stack: cdk.Stack, reference: dict[str, Any]) -> bool:
    """Whether a value is read from what `stack` shows to others."""
    return bool(reference["Fn::GetStackOutput"]["StackName"] == stack.stack_name)


def _function(scope: cdk.Stack, **given: Any) -> lambda_.Function:
    return lambda_.Function(
        scope,
        "Function",
        code=lambda_.Code.from_inline("def handler(event, context): ..."),
        handler="index.handler",
        runtime=lambda_.Runtime.PYTHON_3_13,
        **given,
    )


def _fargate(scope: cdk.Stack, vpc: ec2.IVpc) -> ecs.FargateService:
    task = ecs.FargateTaskDefinition(scope, "Task")
    image = ecs.ContainerImage.from_registry("public.ecr.aws/nginx/nginx")
    task.add_container("web", image=image, port_mappings=[ecs.PortMapping(container_port=8080)])
    cluster = ecs.Cluster(scope, "Cluster", vpc=vpc)
    return ecs.FargateService(scope, "Fargate", cluster=cluster, task_definition=task, min_healthy_percent=100)


def _pairs(template: Template, kind: str) -> list[tuple[Any, Any, Any]]:
    """The group, the other group and the port of each rule that stands by itself."""
    other = "SourceSecurityGroupId" if kind == INGRESS else "DestinationSecurityGroupId"
    return [(rule["GroupId"], rule[other], rule["FromPort"]) for rule in every(template, kind).values()]


def _group(construct_id: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [logical_id(construct_id, "SecurityGroup"), "GroupId"]}


def test_function_stands_in_the_cell(stack: cdk.Stack) -> None:
    """A function placed in the cell's VPC gets the subnets of the tier asked for."""
    made = cell(stack, tiers=THREE_TIERS, nat_gateways=1)
    _function(stack, vpc=made.vpc, vpc_subnets=ec2.SubnetSelection(subnet_group_name="app"))
    template = template_of(stack)
    function = every(template, "AWS::Lambda::Function")
    placed = next(each["VpcConfig"] for each in function.values() if "VpcConfig" in each)
    assert [_cell_ref("Subnet-T0-Z0"), _cell_ref("Subnet-T0-Z1")] == placed["SubnetIds"]
    assert _cell_ref("Resource") == only(template, "AWS::EC2::SecurityGroup")["VpcId"]


def test_tiers_are_subnet_groups_of_the_cdk(stack: cdk.Stack) -> None:
    """Public, egress and isolated tiers are the CDK's public, private and isolated subnets, with their route tables."""
    vpc = cell(stack, tiers=THREE_TIERS, nat_gateways=1).vpc
    found = [vpc.isolated_subnets, vpc.public_subnets, vpc.private_subnets]
    for slot, subnets in enumerate(found):
        assert [_cell_ref(f"Subnet-T{slot}-Z{zone}") for zone in (0, 1)] == [
            stack.resolve(subnet.subnet_id) for subnet in subnets
        ]
        assert [_cell_ref(f"RouteTable-T{slot}-Z{zone}") for zone in (0, 1)] == [
            stack.resolve(subnet.route_table.route_table_id) for subnet in subnets
        ]
    assert ["us-east-1a", "us-east-1b"] == vpc.availability_zones
    assert "10.0.0.0/16" == vpc.vpc_cidr_block


def test_tiers_of_one_kind_are_told_apart_by_name(stack: cdk.Stack) -> None:
    """Two tiers of one kind are two subnet groups of the CDK, under the names of the tiers."""
    vpc = cell(stack, tiers=[{"slot": 3, "name": "data"}, {"slot": 0, "name": "app"}]).vpc
    for slot, name in ((0, "app"), (3, "data")):
        selected = vpc.select_subnets(subnet_group_name=name)
        assert [_cell_ref(f"Subnet-T{slot}-Z{zone}") for zone in (0, 1)] == stack.resolve(selected.subnet_ids)
        assert ["us-east-1a", "us-east-1b"] == selected.availability_zones


def test_subnets_of_a_value_may_stand_in_any_order(stack: cdk.Stack) -> None:
    """However the subnets of a network are ordered, the CDK's VPC has each in its own group and zone."""
    data = [
        each.model_copy(update={"id": f"{str(each.id)[:-1]}{letter}", "tier": "data"})
        for each, letter in zip(NETWORK.subnets, "ab", strict=True)
    ]
    mixed = (NETWORK.subnets[1], data[0], NETWORK.subnets[0], data[1])
    vpc = PrivateCell(stack, "Cell", vpc=NETWORK.model_copy(update={"subnets": mixed})).vpc
    for tier in ("app", "data"):
        selected = vpc.select_subnets(subnet_group_name=tier)
        assert {(each.id, each.availability_zone) for each in mixed if each.tier == tier} == set(
            zip(selected.subnet_ids, selected.availability_zones, strict=True)
        )


def test_cdk_adds_to_the_vpc(stack: cdk.Stack) -> None:
    """The CDK adds its own endpoints to a cell's VPC, on the cell's subnets and route tables."""
    vpc = cell(stack, gateway_endpoints=[]).vpc
    vpc.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    vpc.add_interface_endpoint("Ssm", service=ec2.InterfaceVpcEndpointAwsService.SSM)
    endpoints = every(template_of(stack), "AWS::EC2::VPCEndpoint").values()
    gateway = next(each for each in endpoints if each["VpcEndpointType"] == "Gateway")
    interface = next(each for each in endpoints if each["VpcEndpointType"] == "Interface")
    assert [_cell_ref("RouteTable-T0-Z0"), _cell_ref("RouteTable-T0-Z1")] == gateway["RouteTableIds"]
    assert [_cell_ref("Subnet-T0-Z0"), _cell_ref("Subnet-T0-Z1")] == interface["SubnetIds"]


def test_workloads_of_another_stack_stand_in_the_cell(app: cdk.App, stack: cdk.Stack) -> None:
    """A container service and a database of another stack stand in the cell's VPC by references to it."""
    vpc, other = cell(stack).vpc, stack_in(app, "Other")
    _fargate(other, vpc)
    rds.DatabaseInstance(
        other,
        "Database",
        engine=rds.DatabaseInstanceEngine.postgres(version=rds.PostgresEngineVersion.VER_17),
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
    )
    template = template_of(other)
    network = only(template, "AWS::ECS::Service")["NetworkConfiguration"]["AwsvpcConfiguration"]
    group = only(template, "AWS::RDS::DBSubnetGroup")
    assert network["Subnets"] == group["SubnetIds"]
    assert [True, True] == [_of_provider(stack, subnet) for subnet in group["SubnetIds"]]
    assert {True} == {
        _of_provider(stack, each["VpcId"]) for each in every(template, "AWS::EC2::SecurityGroup").values()
    }


def test_rules_lead_to_an_endpoint_in_both_directions(stack: cdk.Stack) -> None:
    """A workload is let to an endpoint from either side, by a rule out of the one and into the other."""
    vpc = cell(stack).vpc
    consumer = EndpointConsumer(stack, "Consumer", vpc=vpc, service_name=SERVICE_NAME)
    function = _function(stack, vpc=vpc, allow_all_outbound=False)
    client = ec2.SecurityGroup(stack, "Client", vpc=vpc, allow_all_outbound=False)
    function.connections.allow_to(consumer, ec2.Port.tcp(5432))
    consumer.connections.allow_from(client, ec2.Port.tcp(443))
    template = template_of(stack)
    theirs = {
        port: {"Fn::GetAtt": [stack.get_logical_id(_default_child(group)), "GroupId"]}
        for port, group in ((5432, function.connections.security_groups[0]), (443, client))
    }
    assert sorted([(_group("Consumer"), theirs[port], port) for port in theirs], key=str) == sorted(
        _pairs(template, INGRESS), key=str
    )
    assert sorted([(theirs[port], _group("Consumer"), port) for port in theirs], key=str) == sorted(
        _pairs(template, EGRESS), key=str
    )


def _default_child(construct: Any) -> cdk.CfnElement:
    child = construct.node.default_child
    assert isinstance(child, cdk.CfnElement)
    return child


def test_rules_lead_from_a_service_to_its_targets(stack: cdk.Stack) -> None:
    """A service is let to a target from either side: its group, closed outward, gets the rule out."""
    vpc = cell(stack).vpc
    service = EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443}])
    targets = [ec2.SecurityGroup(stack, name, vpc=vpc) for name in ("One", "Two")]
    service.connections.allow_to(targets[0], ec2.Port.tcp(8443))
    targets[1].connections.allow_from(service, ec2.Port.tcp(8444))
    template = template_of(stack)
    ids = [{"Fn::GetAtt": [stack.get_logical_id(_default_child(group)), "GroupId"]} for group in targets]
    assert {8443: (_group("Service"), ids[0]), 8444: (_group("Service"), ids[1])} == {
        port: (group, other) for group, other, port in _pairs(template, EGRESS)
    }
    assert {8443: (ids[0], _group("Service")), 8444: (ids[1], _group("Service"))} == {
        port: (group, other) for group, other, port in _pairs(template, INGRESS)
    }


def test_containers_register_with_the_target_group_of_a_listener(stack: cdk.Stack) -> None:
    """A container service registers with a listener's target group, which is imported by its reference."""
    vpc = cell(stack).vpc
    service = EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443, "target_port": 8080}])
    containers = _fargate(stack, vpc)
    arn = service.get_resource("TargetGroup-443").ref
    containers.attach_to_network_target_group(
        elbv2.NetworkTargetGroup.from_target_group_attributes(stack, "Targets", target_group_arn=arn)
    )
    containers.node.add_dependency(service.get_resource("Listener-443"))
    containers.connections.allow_from(service, ec2.Port.tcp(8080))
    template = template_of(stack)
    (registered,) = only(template, "AWS::ECS::Service")["LoadBalancers"]
    assert (8080, {"Ref": logical_id("Service", "TargetGroup-443")}) == (
        registered["ContainerPort"],
        registered["TargetGroupArn"],
    )
    depends = next(held["DependsOn"] for held in template["Resources"].values() if held["Type"] == "AWS::ECS::Service")
    assert logical_id("Service", "Listener-443") in depends


def test_auto_scaling_group_registers_with_the_target_group_of_a_listener(stack: cdk.Stack) -> None:
    """Instances that come later register with a listener's target group that was made for instances."""
    vpc = cell(stack).vpc
    service = EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443, "targets": {"kind": "instance"}}])
    group = autoscaling.AutoScalingGroup(
        stack,
        "Group",
        vpc=vpc,
        vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
        launch_template=ec2.LaunchTemplate(
            stack,
            "Template",
            instance_type=ec2.InstanceType("t4g.micro"),
            machine_image=ec2.MachineImage.generic_linux({"us-east-1": "ami-0123456789abcdef0"}),
            security_group=ec2.SecurityGroup(stack, "Instances", vpc=vpc),
        ),
    )
    arn = service.get_resource("TargetGroup-443").ref
    group.attach_to_network_target_group(
        elbv2.NetworkTargetGroup.from_target_group_attributes(stack, "Targets", target_group_arn=arn)
    )
    template = template_of(stack)
    made = only(template, "AWS::ElasticLoadBalancingV2::TargetGroup")
    assert ("instance", None) == (made["TargetType"], made.get("Targets"))
    registered = only(template, "AWS::AutoScaling::AutoScalingGroup")["TargetGroupARNs"]
    assert [{"Ref": logical_id("Service", "TargetGroup-443")}] == registered


def test_load_balancer_takes_a_listener_of_the_cdk(stack: cdk.Stack) -> None:
    """A listener of the CDK is added to the load balancer and registers targets, in the service's VPC."""
    vpc = cell(stack).vpc
    service = EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443}])
    containers = _fargate(stack, vpc)
    service.load_balancer.add_listener("Web", port=80).add_targets("Containers", port=8080, targets=[containers])
    service.connections.allow_to(containers, ec2.Port.tcp(8080))
    template = template_of(stack)
    listeners = {each["Port"]: each for each in every(template, "AWS::ElasticLoadBalancingV2::Listener").values()}
    balancer = {"Ref": logical_id("Service", "LoadBalancer")}
    assert {443: balancer, 80: balancer} == {port: each["LoadBalancerArn"] for port, each in listeners.items()}
    assert {_cell_ref("Resource")["Ref"]} == {
        each["VpcId"]["Ref"] for each in every(template, "AWS::ElasticLoadBalancingV2::TargetGroup").values()
    }
    assert (_group("Service"), 8080) in [(group, port) for group, _, port in _pairs(template, EGRESS)]


def test_endpoint_is_one_of_the_cdk(stack: cdk.Stack) -> None:
    """The endpoint is told as the CDK's own interface with its groups, and opened by its default port."""
    consumer = EndpointConsumer(
        stack, "Consumer", vpc=NETWORK, service_name=SERVICE_NAME, ingress=[{"from_port": 5432, "cidr": "10.0.0.0/16"}]
    )
    consumer.endpoint.connections.allow_default_port_from(ec2.Peer.ipv4("10.1.0.0/16"))
    assert {"Fn::GetAtt": [logical_id("Consumer", "Resource"), "Id"]} == stack.resolve(
        consumer.endpoint.vpc_endpoint_id
    )
    rule = only(template_of(stack), INGRESS)
    assert ("10.1.0.0/16", 5432, 5432) == (rule["CidrIp"], rule["FromPort"], rule["ToPort"])


def test_logs_and_key_are_granted(stack: cdk.Stack) -> None:
    """A role is granted the flow log group, by the ARN that means its streams, and the key that encrypts it."""
    made = cell(stack)
    role = iam.Role(stack, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    group, key = made.flow_log_group, made.log_key
    assert group is not None
    assert key is not None
    group.grant_read(role)
    key.grant_decrypt(role)
    (policy,) = every(template_of(stack), "AWS::IAM::Policy").values()
    read, decrypt = policy["PolicyDocument"]["Statement"]
    arn = ["arn:aws:logs:us-east-1:", ACCOUNT, ":log-group:", _cell_ref("FlowLogGroup"), ":*"]
    assert "".join(map(str, arn)) == "".join(map(str, read["Resource"]["Fn::Join"][1]))
    assert ("kms:Decrypt", {"Fn::GetAtt": [logical_id("Cell", "LogKey"), "Arn"]}) == (
        decrypt["Action"],
        decrypt["Resource"],
    )


def test_zone_is_one_of_the_cdk(stack: cdk.Stack) -> None:
    """A zone takes records of the CDK and grants the right to delegate from it."""
    zone = cell(stack).zone
    route53.TxtRecord(stack, "Text", zone=zone, record_name="note", values=["hello"])
    zone.grant_delegation(iam.Role(stack, "Role", assumed_by=iam.AccountPrincipal("222222222222")))
    template = template_of(stack)
    record = only(template, "AWS::Route53::RecordSet")
    assert ("note.example.internal.", _cell_ref("Zone example.internal")) == (record["Name"], record["HostedZoneId"])
    statement = only(template, "AWS::IAM::Policy")["PolicyDocument"]["Statement"][0]
    assert _cell_ref("Zone example.internal") in statement["Resource"]["Fn::Join"][1]


def test_tags_reach_everything_that_takes_them(stack: cdk.Stack) -> None:
    """A tag on a cell reaches its VPC, subnets, zone and logs beside their own."""
    cdk.Tags.of(cell(stack)).add("team", "network")
    tagged = {
        kind: tags
        for held in template_of(stack)["Resources"].values()
        for kind in [held["Type"]]
        for tags in [held.get("Properties", {}).get("Tags", held.get("Properties", {}).get("HostedZoneTags", []))]
    }
    tag = {"Key": "team", "Value": "network"}
    assert {
        "AWS::CloudFormation::CustomResource",
        "AWS::EC2::SubnetRouteTableAssociation",
    } == {kind for kind, tags in tagged.items() if tag not in tags}
    assert {"Key": "Name", "Value": "Cell"} in tagged["AWS::EC2::VPC"]


def test_aspects_visit_resources_by_their_type(stack: cdk.Stack) -> None:
    """An Aspect written in Python finds the typed resources of a construct and may change them."""

    @jsii.implements(cdk.IAspect)
    class Undeletable:
        def visit(self, node: IConstruct) -> None:
            if isinstance(node, elbv2.CfnLoadBalancer):
                node.name = "renamed"
            elif isinstance(node, ec2.CfnVPCEndpointService):
                node.apply_removal_policy(cdk.RemovalPolicy.RETAIN)

    EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 443}])
    cdk.Aspects.of(stack).add(Undeletable())
    template = template_of(stack)
    assert "renamed" == only(template, "AWS::ElasticLoadBalancingV2::LoadBalancer")["Name"]
    assert "Retain" == template["Resources"][logical_id("Service", "Resource")]["DeletionPolicy"]


def test_main_resource_is_the_default_child(stack: cdk.Stack) -> None:
    """The default child of a construct is its main resource, typed; of a brought network there is none."""
    made = [
        cell(stack),
        EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 443}]),
        EndpointConsumer(stack, "Consumer", vpc=NETWORK, service_name=SERVICE_NAME),
        PrivateCell(stack, "Brought", vpc=NETWORK),
    ]
    assert [ec2.CfnVPC, ec2.CfnVPCEndpointService, ec2.CfnVPCEndpoint, type(None)] == [
        type(each.node.default_child) for each in made
    ]


def test_every_resource_can_be_reached(stack: cdk.Stack) -> None:
    """Any resource is reached by its id, typed, to override a property or decide what becomes of it."""
    made = cell(stack)
    vpc, key, group = (made.get_resource(each) for each in ("Resource", "LogKey", "FlowLogGroup"))
    assert [ec2.CfnVPC, kms.CfnKey, logs.CfnLogGroup] == [type(each) for each in (vpc, key, group)]
    vpc.add_property_override("InstanceTenancy", "dedicated")
    for each in (key, group):
        each.apply_removal_policy(cdk.RemovalPolicy.DESTROY)
    template = template_of(stack)
    assert "dedicated" == only(template, "AWS::EC2::VPC")["InstanceTenancy"]
    policies = {
        each: template["Resources"][logical_id("Cell", each)]["DeletionPolicy"]
        for each in ("LogKey", "FlowLogGroup", "DefaultSecurityGroupLogGroup")
    }
    assert {"LogKey": "Delete", "FlowLogGroup": "Delete", "DefaultSecurityGroupLogGroup": "Retain"} == policies


def test_handles_make_nothing(app: cdk.App, stack: cdk.Stack) -> None:
    """Asking for handles adds no resource, and the same one is given each time."""
    made = cell(stack)
    service = EndpointService(stack, "Service", vpc=made.network, listeners=[{"port": 443}])
    consumer = EndpointConsumer(stack, "Consumer", vpc=made.network, service_name=SERVICE_NAME)
    for owner, names in (
        (made, ["vpc", "network", "zone", "flow_log_group", "log_key"]),
        (service, ["load_balancer"]),
        (consumer, ["endpoint"]),
    ):
        for name in names:
            assert getattr(owner, name) is getattr(owner, name), name
    assert consumer.security_groups == list(consumer.security_groups)
    for owner in (service, consumer):
        first, again = (owner.connections.security_groups[0].security_group_id for _ in range(2))
        assert first == again
    without = stack_in(app, "Without")
    network = cell(without).network
    EndpointService(without, "Service", vpc=network, listeners=[{"port": 443}])
    EndpointConsumer(without, "Consumer", vpc=network, service_name=SERVICE_NAME)
    assert kinds(template_of(without)) == kinds(template_of(stack))


def test_vpc_of_uneven_tiers_is_left_to_the_caller(stack: cdk.Stack) -> None:
    """A network whose tiers span different Availability Zones is no VPC of the CDK, and the message says what is."""
    subnets = [NETWORK.subnets[0], NETWORK.subnets[1].model_copy(update={"tier": "data"})]
    made = PrivateCell(stack, "Cell", vpc=NETWORK.model_copy(update={"subnets": tuple(subnets)}))
    with pytest.raises(ValueError, match=r"^Stack/Cell: tiers app, data span different Availability Zones"):
        _ = made.vpc
