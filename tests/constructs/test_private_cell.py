"""A cell's own network: its VPC, subnets, routes, logs and endpoints."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_s3 as s3
from construct_cases import ACCOUNT, THREE_TIERS, Template, cell, every, kinds, name_tag, only, stack_in, template_of

from constructs_pkg import PrivateCell
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.values.problem import InvalidInput


def _id(resource_id: str, cell_id: str = "Cell") -> str:
    return logical_id(cell_id, resource_id)


def _ref(resource_id: str, cell_id: str = "Cell") -> dict[str, str]:
    return {"Ref": _id(resource_id, cell_id)}


def _routes(template: Template, cell_id: str, tier: int) -> dict[int, Any]:
    """Where the default IPv4 route of each Availability Zone slot of a tier leads."""
    routes = every(template, "AWS::EC2::Route")
    found = {slot: routes.get(_id(f"DefaultRoute-T{tier}-Z{slot}", cell_id)) for slot in range(4)}
    return {
        slot: {key: value for key, value in route.items() if key not in ("RouteTableId", "DestinationCidrBlock")}
        for slot, route in found.items()
        if route
    }


def _with_text_size(expression: Any) -> Any:
    index, cidr = expression["Fn::Select"]
    block, count, bits = cidr["Fn::Cidr"]
    return {"Fn::Select": [int(index), {"Fn::Cidr": [block, int(count), str(bits)]}]}


def _joined(expression: Any) -> Any:
    """The join with neighbouring texts put together."""
    parts: list[Any] = []
    for part in expression["Fn::Join"][1]:
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return {"Fn::Join": ["", parts]}


def test_vpc_resolves_the_names_of_its_private_zones(stack: cdk.Stack) -> None:
    """The VPC has both DNS flags, without which a private zone is not answered in it."""
    cell(stack)
    assert {
        "CidrBlock": "10.0.0.0/16",
        "EnableDnsSupport": True,
        "EnableDnsHostnames": True,
        "InstanceTenancy": "default",
        "Tags": name_tag("Cell"),
    } == only(template_of(stack), "AWS::EC2::VPC")


def test_subnets_lie_where_their_slots_put_them(stack: cdk.Stack) -> None:
    """Each tier has a subnet in each Availability Zone, whose block comes from the two slots alone."""
    zones = [{"slot": 3, "name": "us-east-1f"}, "us-east-1b"]
    tiers = [{"slot": 2, "name": "data"}, {"slot": 0, "name": "app"}]
    cell(stack, availability_zones=zones, tiers=tiers)
    subnets = every(template_of(stack), "AWS::EC2::Subnet")
    assert {
        _id("Subnet-T0-Z1"): ("us-east-1b", "10.0.16.0/20"),
        _id("Subnet-T0-Z3"): ("us-east-1f", "10.0.48.0/20"),
        _id("Subnet-T2-Z1"): ("us-east-1b", "10.0.144.0/20"),
        _id("Subnet-T2-Z3"): ("us-east-1f", "10.0.176.0/20"),
    } == {name: (held["AvailabilityZone"], held["CidrBlock"]) for name, held in subnets.items()}
    assert {False} == {held["MapPublicIpOnLaunch"] for held in subnets.values()}


def test_every_subnet_has_a_route_table_of_its_own(stack: cdk.Stack) -> None:
    """Each subnet is associated with its own route table, and an isolated one has no route out."""
    cell(stack)
    template = template_of(stack)
    assert {_id("RouteTable-T0-Z0"), _id("RouteTable-T0-Z1")} == every(template, "AWS::EC2::RouteTable").keys()
    associations = every(template, "AWS::EC2::SubnetRouteTableAssociation").values()
    assert [
        {"SubnetId": _ref(f"Subnet-T0-Z{slot}"), "RouteTableId": _ref(f"RouteTable-T0-Z{slot}")} for slot in (0, 1)
    ] == sorted(associations, key=str)
    assert {} == every(template, "AWS::EC2::Route")


def test_nat_gateways_stand_in_the_first_zones(stack: cdk.Stack) -> None:
    """With fewer NAT gateways than zones, a zone without one of its own uses that of the first zone."""
    for count, name in enumerate(("One", "Two", "Three"), start=1):
        zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
        cell(stack, name, tiers=THREE_TIERS, availability_zones=zones, nat_gateways=count)
    template = template_of(stack)
    assert {
        _id(f"NatGateway-Z{zone}", name): _ref(f"Subnet-T1-Z{zone}", name)
        for count, name in enumerate(("One", "Two", "Three"), start=1)
        for zone in range(count)
    } == {name: held["SubnetId"] for name, held in every(template, "AWS::EC2::NatGateway").items()}
    for name, gateways in {"One": (0, 0, 0), "Two": (0, 1, 0), "Three": (0, 1, 2)}.items():
        assert {
            slot: {"NatGatewayId": _ref(f"NatGateway-Z{gateway}", name)} for slot, gateway in enumerate(gateways)
        } == _routes(template, name, tier=2)


def test_only_the_public_tier_reaches_the_internet_gateway(stack: cdk.Stack) -> None:
    """Public subnets lead to the internet gateway, egress ones to a NAT gateway, isolated ones nowhere."""
    cell(stack, tiers=THREE_TIERS, nat_gateways=1)
    template = template_of(stack)
    assert {} == _routes(template, "Cell", tier=0)
    assert {slot: {"GatewayId": _ref("InternetGateway")} for slot in (0, 1)} == _routes(template, "Cell", tier=1)
    assert {slot: {"NatGatewayId": _ref("NatGateway-Z0")} for slot in (0, 1)} == _routes(template, "Cell", tier=2)
    for resource_id in ("NatGateway-Z0", "NatAddress-Z0", "DefaultRoute-T1-Z0"):
        assert [_id("InternetGatewayAttachment")] == template["Resources"][_id(resource_id)]["DependsOn"]


def test_public_tier_without_egress_needs_no_nat_gateway(stack: cdk.Stack) -> None:
    """A cell with a public and an isolated tier has an internet gateway and no NAT gateway."""
    cell(stack, tiers=THREE_TIERS[:2])
    template = template_of(stack)
    assert 1 == len(every(template, "AWS::EC2::InternetGateway"))
    assert {} == every(template, "AWS::EC2::NatGateway")
    assert {} == every(template, "AWS::EC2::EIP")


def test_ipv6_gives_each_subnet_a_block_of_its_own(stack: cdk.Stack) -> None:
    """With IPv6 each subnet takes one /64 of the VPC's block, and the egress tier leads outward only."""
    cell(stack, tiers=THREE_TIERS, nat_gateways=1, ipv6=True)
    template = template_of(stack)
    block = {"Fn::Select": [0, {"Fn::GetAtt": [_id("Resource"), "Ipv6CidrBlocks"]}]}
    subnets = every(template, "AWS::EC2::Subnet")
    assert {
        _id(f"Subnet-T{tier}-Z{zone}"): {"Fn::Select": [4 * tier + zone, {"Fn::Cidr": [block, 256, "64"]}]}
        for tier in range(3)
        for zone in range(2)
    } == {name: _with_text_size(held["Ipv6CidrBlock"]) for name, held in subnets.items()}
    routes = every(template, "AWS::EC2::Route")
    outward = routes[_id("DefaultIpv6Route-T2-Z0")]
    assert ("::/0", _ref("EgressOnlyInternetGateway")) == (
        outward["DestinationIpv6CidrBlock"],
        outward["EgressOnlyInternetGatewayId"],
    )
    assert _ref("InternetGateway") == routes[_id("DefaultIpv6Route-T1-Z0")]["GatewayId"]
    assert _id("DefaultIpv6Route-T0-Z0") not in routes
    for resource_id in ("Subnet-T0-Z0", "Subnet-T2-Z1"):
        assert [_id("Ipv6Block")] == template["Resources"][_id(resource_id)]["DependsOn"]


def test_flow_logs_are_kept_encrypted(stack: cdk.Stack) -> None:
    """All traffic is logged for a year into a log group that outlives the stack, encrypted by the cell's own key."""
    cell(stack, close_default_security_group=False)
    template = template_of(stack)
    assert {"KmsKeyId": {"Fn::GetAtt": [_id("LogKey"), "Arn"]}, "RetentionInDays": 365} == only(
        template, "AWS::Logs::LogGroup"
    )
    assert "Retain" == template["Resources"][_id("FlowLogGroup")]["DeletionPolicy"]
    log = only(template, "AWS::EC2::FlowLog")
    assert ("VPC", _ref("Resource"), "ALL", "cloud-watch-logs", _ref("FlowLogGroup"), 600) == tuple(
        log[key]
        for key in (
            "ResourceType",
            "ResourceId",
            "TrafficType",
            "LogDestinationType",
            "LogGroupName",
            "MaxAggregationInterval",
        )
    )
    assert only(template, "AWS::KMS::Key")["EnableKeyRotation"] is True


def test_log_key_serves_log_groups_of_the_account_only(stack: cdk.Stack) -> None:
    """CloudWatch Logs of the cell's Region may use the key for log groups of the cell's account, nobody else."""
    cell(stack, close_default_security_group=False)
    governs, encrypts = only(template_of(stack), "AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert {"AWS": f"arn:aws:iam::{ACCOUNT}:root"} == governs["Principal"]
    service = {"Fn::Join": ["", ["logs.us-east-1.", {"Ref": "AWS::URLSuffix"}]]}
    assert service == _joined(encrypts["Principal"]["Service"])
    assert {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:*"}
    } == encrypts["Condition"]


def test_flow_logs_as_asked_for(stack: cdk.Stack) -> None:
    """Retention, traffic and interval of the flow logs are those given."""
    logs = {"retention_days": 30, "traffic": "REJECT", "max_aggregation_seconds": 60}
    cell(stack, flow_logs=logs, close_default_security_group=False)
    template = template_of(stack)
    log = only(template, "AWS::EC2::FlowLog")
    assert ("REJECT", 60) == (log["TrafficType"], log["MaxAggregationInterval"])
    assert 30 == only(template, "AWS::Logs::LogGroup")["RetentionInDays"]


def test_cell_without_logs_has_no_log_key(stack: cdk.Stack) -> None:
    """Without flow logs and closed default security group there is neither log group, role, nor key."""
    made = cell(stack, flow_logs=None, close_default_security_group=False, gateway_endpoints=[])
    template = template_of(stack)
    assert (None, None) == (made.flow_log_group, made.log_key)
    assert [
        "AWS::EC2::RouteTable",
        "AWS::EC2::RouteTable",
        "AWS::EC2::Subnet",
        "AWS::EC2::Subnet",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPC",
        "AWS::Route53::HostedZone",
    ] == kinds(template)


def test_default_security_group_is_closed(stack: cdk.Stack) -> None:
    """A custom resource empties the VPC's default security group with rights on that group alone."""
    cell(stack, flow_logs=None)
    template = template_of(stack)
    group = {"Fn::GetAtt": [_id("Resource"), "DefaultSecurityGroup"]}
    custom = only(template, "AWS::CloudFormation::CustomResource")
    assert group == custom["SecurityGroupId"]
    assert {"Fn::GetAtt": [_id("DefaultSecurityGroupFunction"), "Arn"]} == custom["ServiceToken"]
    statements = only(template, "AWS::IAM::Role")["Policies"][0]["PolicyDocument"]["Statement"]
    revoke, describe, log = statements
    assert ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"] == revoke["Action"]
    assert {"Fn::Join": ["", [f"arn:aws:ec2:us-east-1:{ACCOUNT}:security-group/", group]]} == _joined(
        revoke["Resource"]
    )
    assert ("ec2:DescribeSecurityGroups", "*") == (describe["Action"], describe["Resource"])
    assert {"Fn::GetAtt": [_id("DefaultSecurityGroupLogGroup"), "Arn"]} == log["Resource"]


def test_gateway_endpoints_let_the_own_account_through(stack: cdk.Stack) -> None:
    """S3 and DynamoDB are reached on every route table, by principals of the cell's account only."""
    cell(stack)
    endpoints = every(template_of(stack), "AWS::EC2::VPCEndpoint")
    assert {"com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.dynamodb"} == {
        each["ServiceName"] for each in endpoints.values()
    }
    for endpoint in endpoints.values():
        assert ("Gateway", _ref("Resource")) == (endpoint["VpcEndpointType"], endpoint["VpcId"])
        assert [_ref("RouteTable-T0-Z0"), _ref("RouteTable-T0-Z1")] == endpoint["RouteTableIds"]
        own, *others = endpoint["PolicyDocument"]["Statement"]
        assert ("Allow", {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}) == (own["Effect"], own["Condition"])
        # Beside them only what Amazon ECR's image layers need, which lie in a bucket of AWS.
        assert {"s3:GetObject"} >= {each["Action"] for each in others}


def test_gateway_endpoint_policies_as_asked_for(stack: cdk.Stack) -> None:
    """A policy document is taken as it is, and full access means no policy of our own."""
    policy = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}],
    }
    asked = [{"service": "s3", "policy": policy}, {"service": "dynamodb", "policy": "full-access"}]
    cell(stack, gateway_endpoints=asked)
    endpoints = every(template_of(stack), "AWS::EC2::VPCEndpoint")
    assert policy == endpoints[_id("GatewayEndpoint-s3")]["PolicyDocument"]
    assert "PolicyDocument" not in endpoints[_id("GatewayEndpoint-dynamodb")]


def test_policies_may_name_what_the_cdk_makes(stack: cdk.Stack) -> None:
    """A policy document may hold tokens of the CDK, and variables of IAM, which stay as they are."""
    bucket = s3.Bucket(stack, "Bucket")
    resources = [bucket.bucket_arn, bucket.arn_for_objects("${aws:username}/*")]
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": resources}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    cell(stack, gateway_endpoints=[{"service": "s3", "policy": policy}])
    template = template_of(stack)
    arn = {"Fn::GetAtt": [next(iter(every(template, "AWS::S3::Bucket"))), "Arn"]}
    (rendered,) = only(template, "AWS::EC2::VPCEndpoint")["PolicyDocument"]["Statement"]
    assert [arn, {"Fn::Join": ["", [arn, "/${aws:username}/*"]]}] == rendered["Resource"]


def test_interface_endpoints_are_open_to_the_vpc_only(stack: cdk.Stack) -> None:
    """An interface endpoint answers the service's own name, on 443 from the VPC's block, in the isolated tier."""
    services = ["ssm", {"service": "ecr.api", "policy": "full-access"}, "com.amazonaws.us-east-1.kms"]
    cell(stack, tiers=THREE_TIERS, nat_gateways=1, gateway_endpoints=[], interface_endpoints=services)
    template = template_of(stack)
    endpoints = every(template, "AWS::EC2::VPCEndpoint")
    assert {"ssm", "ecr.api", "kms"} == {
        each["ServiceName"].removeprefix("com.amazonaws.us-east-1.") for each in endpoints.values()
    }
    for endpoint in endpoints.values():
        assert endpoint["PrivateDnsEnabled"] is True
        assert [_ref("Subnet-T0-Z0"), _ref("Subnet-T0-Z1")] == endpoint["SubnetIds"]
        assert [_ref("InterfaceEndpointSecurityGroup")] == endpoint["SecurityGroupIds"]
    assert {"ssm", "kms"} == {
        each["ServiceName"].rpartition(".")[2] for each in endpoints.values() if "PolicyDocument" in each
    }
    (rule,) = only(template, "AWS::EC2::SecurityGroup")["SecurityGroupIngress"]
    assert ("tcp", 443, 443, "10.0.0.0/16") == tuple(
        rule[key] for key in ("IpProtocol", "FromPort", "ToPort", "CidrIp")
    )


def test_interface_endpoints_stand_in_the_tier_asked_for(stack: cdk.Stack) -> None:
    """A tier that is named for the interface endpoints is where they stand."""
    asked: dict[str, Any] = {"interface_endpoints": ["ssm"], "interface_endpoint_tier": "jobs"}
    cell(stack, tiers=THREE_TIERS, nat_gateways=1, gateway_endpoints=[], **asked)
    assert [_ref("Subnet-T2-Z0"), _ref("Subnet-T2-Z1")] == only(template_of(stack), "AWS::EC2::VPCEndpoint")[
        "SubnetIds"
    ]


def test_every_zone_is_private_to_the_vpc(stack: cdk.Stack) -> None:
    """Each private zone that is asked for is made for the cell's VPC in the cell's Region."""
    made = cell(stack, zones=["example.internal", "Db.Example.Internal."])
    zones = every(template_of(stack), "AWS::Route53::HostedZone")
    assert ["example.internal", "db.example.internal"] == list(made.zones)
    assert {"example.internal.", "db.example.internal."} == {each["Name"] for each in zones.values()}
    for zone in zones.values():
        assert [{"VPCId": _ref("Resource"), "VPCRegion": "us-east-1"}] == zone["VPCs"]


def test_exports_are_made_on_request(stack: cdk.Stack) -> None:
    """With a prefix, the stack exports VPC, subnets, zones and the logs' key under names that begin with it."""
    cell(stack, "Silent")
    cell(stack, "Cell", export_prefix="shop-eu")
    outputs = template_of(stack)["Outputs"].values()
    assert {
        "shop-eu:VpcId": _ref("Resource"),
        "shop-eu:LogKeyArn": {"Fn::GetAtt": [_id("LogKey"), "Arn"]},
        "shop-eu:Subnet-T0-Z0": _ref("Subnet-T0-Z0"),
        "shop-eu:Subnet-T0-Z1": _ref("Subnet-T0-Z1"),
        "shop-eu:Zone:example:internal": _ref("Zone example.internal"),
    } == {each["Export"]["Name"]: each["Value"] for each in outputs}


def test_account_is_that_of_the_deployment_where_the_stack_tells_none(app: cdk.App) -> None:
    """In a stack without an account the policies name the account it is deployed to."""
    stack = cdk.Stack(app, "Anywhere", env=cdk.Environment(region="us-east-1"))
    cell(stack)
    policy = every(template_of(stack), "AWS::EC2::VPCEndpoint")[_id("GatewayEndpoint-s3")]["PolicyDocument"]
    assert {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}} == policy["Statement"][0]["Condition"]["StringEquals"]


def test_region_must_be_literal(app: cdk.App) -> None:
    """In a stack without a Region a cell is refused, unless the Region is given to the cell."""
    stack = cdk.Stack(app, "Anywhere")
    with pytest.raises(InvalidInput, match=r"^region-not-literal: region "):
        cell(stack)
    assert [] == stack.node.children
    cell(stack, region="us-east-1")
    assert "us-east-1" == only(template_of(stack), "AWS::Route53::HostedZone")["VPCs"][0]["VPCRegion"]


def test_china_has_its_own_partition(app: cdk.App) -> None:
    """In China the ARNs and interface endpoints are those of the partition aws-cn."""
    stack = stack_in(app, "China", region="cn-north-1")
    zones = ["cn-north-1a", "cn-north-1b"]
    cell(stack, availability_zones=zones, interface_endpoints=["cn.com.amazonaws.cn-north-1.ecr.api"])
    template = template_of(stack)
    names = {each["ServiceName"] for each in every(template, "AWS::EC2::VPCEndpoint").values()}
    assert {
        "com.amazonaws.cn-north-1.s3",
        "com.amazonaws.cn-north-1.dynamodb",
        "cn.com.amazonaws.cn-north-1.ecr.api",
    } == names
    assert "arn:aws:" not in str(template["Resources"])


def test_cells_of_one_stack_do_not_meet(stack: cdk.Stack) -> None:
    """Two cells in one stack, and one inside another construct, are made side by side."""
    cell(stack, "One")
    cell(stack, "Two")
    nested = PrivateCell(
        cdk.NestedStack(stack, "Nested"), "Cell", cidr="10.0.0.0/24", availability_zones=["us-east-1a"]
    )
    assert 2 == len(every(template_of(stack), "AWS::EC2::VPC"))
    assert nested.node.path == "Stack/Nested/Cell"
