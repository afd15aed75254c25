"""A cell of a VPC or zones that exist already: what exists is used as it is."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from construct_cases import NETWORK, SERVICE_NAME, ZONE, every, kinds, only, refusal_of, template_of

from constructs_pkg import CellRecords, EndpointConsumer, EndpointService, PrivateCell
from constructs_pkg.values.late import Late, import_value
from constructs_pkg.values.network import Network
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.resource_id import RouteTableId
from constructs_pkg.values.spec import parse

VPC_ID = "vpc-0123456789abcdef0"


def test_imported_vpc_gets_a_zone_and_nothing_else(stack: cdk.Stack) -> None:
    """For an imported VPC the cell makes its private zone alone, although the VPC's subnets are not known."""
    vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc", vpc_id=VPC_ID, availability_zones=["us-east-1a"])
    made = PrivateCell(stack, "Cell", vpc=vpc, zones=["example.internal"])
    template = template_of(stack)
    assert ["AWS::Route53::HostedZone"] == kinds(template)
    assert [{"VPCId": VPC_ID, "VPCRegion": "us-east-1"}] == only(template, "AWS::Route53::HostedZone")["VPCs"]
    assert vpc == made.vpc
    assert (None, None) == (made.flow_log_group, made.log_key)


def test_imported_vpc_without_subnets_carries_no_endpoint(stack: cdk.Stack) -> None:
    """Where the VPC's subnets are not known, what needs a subnet is refused at the VPC."""
    vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc", vpc_id=VPC_ID, availability_zones=["us-east-1a"])
    asked: dict[str, Any] = {"vpc": vpc, "service_name": SERVICE_NAME}
    assert {("no-subnets", "vpc.subnets")} == refusal_of(lambda: EndpointConsumer(stack, "Consumer", **asked))


def test_vpc_of_the_same_stack_is_referred_to(stack: cdk.Stack) -> None:
    """A VPC made by the CDK in the same stack is referred to, and its private subnets are the cell's."""
    vpc = ec2.Vpc(stack, "Vpc", max_azs=2, restrict_default_security_group=False)
    made = PrivateCell(stack, "Cell", vpc=vpc, zones=["example.internal"], interface_endpoints=["ssm"])
    EndpointService(stack, "Service", vpc=made.network, listeners=[{"port": 443}])
    template = template_of(stack)
    vpc_id = {"Ref": stack.get_logical_id(_default_child(vpc))}
    subnets = [{"Ref": stack.get_logical_id(_default_child(each))} for each in vpc.private_subnets]
    assert vpc_id == only(template, "AWS::Route53::HostedZone")["VPCs"][0]["VPCId"]
    endpoint = only(template, "AWS::EC2::VPCEndpoint")
    assert (vpc_id, subnets) == (endpoint["VpcId"], endpoint["SubnetIds"])
    assert subnets == only(template, "AWS::ElasticLoadBalancingV2::LoadBalancer")["Subnets"]
    groups = every(template, "AWS::EC2::SecurityGroup").values()
    rules = [rule for group in groups for rule in group.get("SecurityGroupIngress", [])]
    assert [{"Fn::GetAtt": [vpc_id["Ref"], "CidrBlock"]}] == [rule["CidrIp"] for rule in rules]


def _default_child(construct: Any) -> cdk.CfnElement:
    child = construct.node.default_child
    assert isinstance(child, cdk.CfnElement)
    return child


@pytest.mark.parametrize("flag", ["enable_dns_support", "enable_dns_hostnames"])
def test_vpc_without_dns_carries_no_private_name(stack: cdk.Stack, flag: str) -> None:
    """Where one of the VPC's DNS flags is off, all that needs an answer from its resolver is refused."""
    vpc = ec2.Vpc(stack, "Vpc", max_azs=1, **{flag: False})  # type: ignore[arg-type]
    refused = {("dns-flags-off", "vpc.dns")}
    assert refused == refusal_of(lambda: PrivateCell(stack, "Cell", vpc=vpc, zones=["example.internal"]))
    assert refused == refusal_of(lambda: PrivateCell(stack, "Cell", vpc=vpc, zones=[ZONE]))
    assert refused == refusal_of(lambda: PrivateCell(stack, "Cell", vpc=vpc, interface_endpoints=["ssm"]))
    asked: dict[str, Any] = {"vpc": vpc, "service_name": SERVICE_NAME}
    assert {("dns-flags-off", "private_dns")} == refusal_of(
        lambda: EndpointConsumer(stack, "Consumer", **asked, private_dns=True)
    )
    PrivateCell(stack, "Cell", vpc=vpc)
    EndpointConsumer(stack, "Consumer", **asked)


def test_subnets_of_a_vpc_are_chosen_as_the_cdk_chooses(stack: cdk.Stack) -> None:
    """A subnet selection of the CDK, as an object or as its fields, decides which subnets are the cell's."""
    public = [f"subnet-0000000000000000{letter}" for letter in "ab"]
    private = [f"subnet-1111111111111111{letter}" for letter in "ab"]
    vpc = ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id=VPC_ID,
        vpc_cidr_block="10.0.0.0/16",
        availability_zones=["us-east-1a", "us-east-1b"],
        public_subnet_ids=public,
        public_subnet_route_table_ids=["rtb-0123456789abcdef0"] * 2,
        private_subnet_ids=private,
        private_subnet_route_table_ids=["rtb-0123456789abcdef1"] * 2,
    )
    chosen = ec2.SubnetSelection(subnet_type=ec2.SubnetType.PUBLIC)
    default = PrivateCell(stack, "Unselected", vpc=vpc)
    selected = PrivateCell(stack, "Selected", vpc=vpc, vpc_subnets=chosen)
    assert private == [subnet.id for subnet in default.network.subnets]
    assert public == [subnet.id for subnet in selected.network.subnets]
    assert "10.0.0.0/16" == selected.network.cidr
    assert [] == kinds(template_of(stack))


def test_subnets_that_the_vpc_has_not_are_refused(stack: cdk.Stack) -> None:
    """A selection that finds no subnets is refused with what the CDK says about it."""
    vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc", vpc_id=VPC_ID, availability_zones=["us-east-1a"])
    chosen = ec2.SubnetSelection(subnet_group_name="Database")
    with pytest.raises(InvalidInput, match=r"^no-such-subnets: vpc has not the subnets asked for: .*'Database'"):
        PrivateCell(stack, "Cell", vpc=vpc, vpc_subnets=chosen)


def test_lookups_are_let_through_until_they_are_made(stack: cdk.Stack) -> None:
    """What the CDK makes up before a VPC and a zone are looked up is no reason to refuse them."""
    vpc = ec2.Vpc.from_lookup(stack, "Vpc", vpc_id=VPC_ID)
    zone = route53.HostedZone.from_lookup(stack, "Zone", domain_name="example.internal", private_zone=True)
    made = PrivateCell(stack, "Cell", vpc=vpc, zones=[zone])
    made.add_host("db", ["10.0.0.10"])
    EndpointService(stack, "Service", vpc=vpc, listeners=[{"port": 443}])
    assert isinstance(made.network.vpc_id, Late)
    assert "db.example.internal." == only(template_of(stack), "AWS::Route53::RecordSet")["Name"]


def test_network_value_is_used_as_it_is(stack: cdk.Stack) -> None:
    """Of a VPC given as a value nothing is made, and it becomes a VPC of the CDK on request."""
    made = PrivateCell(stack, "Cell", vpc=NETWORK)
    assert NETWORK == made.network
    assert VPC_ID == made.vpc.vpc_id
    assert [str(subnet.id) for subnet in NETWORK.subnets] == [each.subnet_id for each in made.vpc.isolated_subnets]
    assert [] == kinds(template_of(stack))


def test_route_tables_of_a_network_value_are_those_of_the_vpc(stack: cdk.Stack) -> None:
    """The CDK routes on the tables that a network tells, if it tells those of all its subnets."""
    tables = [RouteTableId("rtb-0123456789abcdef0"), import_value("net:Table")]
    told = [
        each.model_copy(update={"route_table_id": table}) for each, table in zip(NETWORK.subnets, tables, strict=True)
    ]
    whole = PrivateCell(stack, "Whole", vpc=NETWORK.model_copy(update={"subnets": tuple(told)})).vpc
    partly = PrivateCell(stack, "Partly", vpc=NETWORK.model_copy(update={"subnets": (told[0], NETWORK.subnets[1])})).vpc
    whole.add_gateway_endpoint("S3", service=ec2.GatewayVpcEndpointAwsService.S3)
    assert [each.id for each in NETWORK.subnets] == [each.subnet_id for each in partly.isolated_subnets]
    assert [tables[0], {"Fn::ImportValue": "net:Table"}] == only(template_of(stack), "AWS::EC2::VPCEndpoint")[
        "RouteTableIds"
    ]


def test_network_known_at_deployment_becomes_a_vpc_of_the_cdk(stack: cdk.Stack) -> None:
    """A VPC whose ids are imported at deployment is referred to by those expressions, from the CDK's VPC too."""
    subnet = {"id": import_value("net:Subnet"), "availability_zone": "us-east-1a"}
    network = parse(Network, {"vpc_id": import_value("net:VpcId"), "subnets": [subnet]})
    made = PrivateCell(stack, "Cell", vpc=network, zones=["example.internal"])
    group = ec2.SecurityGroup(stack, "Group", vpc=made.vpc)
    consumer = EndpointConsumer(
        stack,
        "Consumer",
        vpc=made.vpc,
        service_name=SERVICE_NAME,
        security_groups=[group],
        zone=made.zone,
        names=["db"],
    )
    template = template_of(stack)
    vpc_id, subnet_id = {"Fn::ImportValue": "net:VpcId"}, {"Fn::ImportValue": "net:Subnet"}
    assert vpc_id == only(template, "AWS::EC2::SecurityGroup")["VpcId"]
    assert (vpc_id, [subnet_id]) == (
        only(template, "AWS::EC2::VPCEndpoint")["VpcId"],
        only(template, "AWS::EC2::VPCEndpoint")["SubnetIds"],
    )
    assert [group] == consumer.security_groups


def test_brought_zones_are_not_made(stack: cdk.Stack) -> None:
    """A zone given as an object of the CDK or as a value is used for records, and only a name makes one."""
    vpc = ec2.Vpc.from_vpc_attributes(stack, "Vpc", vpc_id=VPC_ID, availability_zones=["us-east-1a"])
    theirs = route53.PrivateHostedZone(stack, "Theirs", vpc=vpc, zone_name="theirs.internal")
    made = PrivateCell(stack, "Cell", vpc=NETWORK, zones=[theirs, ZONE, "made.internal"])
    for zone in made.zones:
        made.add_host("db", ["10.0.0.10"], zone=zone)
    template = template_of(stack)
    assert {"theirs.internal.", "made.internal."} == {
        zone["Name"] for zone in every(template, "AWS::Route53::HostedZone").values()
    }
    records = every(template, "AWS::Route53::RecordSet").values()
    assert {
        "db.theirs.internal.": {"Ref": stack.get_logical_id(_default_child(theirs))},
        "db.example.internal.": "Z0123456789ABCDEFGHIJ",
        "db.made.internal.": {"Ref": stack.get_logical_id(made.get_resource("Zone made.internal"))},
    } == {record["Name"]: record["HostedZoneId"] for record in records}
    assert theirs == made.zones["theirs.internal"]
    assert "Z0123456789ABCDEFGHIJ" == made.zones["example.internal"].hosted_zone_id


def test_zone_known_at_deployment_takes_records(stack: cdk.Stack) -> None:
    """A zone whose id is imported at deployment takes records under that expression."""
    zone = ZONE.model_copy(update={"id": import_value("net:Zone")})
    made = PrivateCell(stack, "Cell", vpc=NETWORK, zones=[zone])
    made.add_host("db", ["10.0.0.10"])
    assert {"Fn::ImportValue": "net:Zone"} == stack.resolve(made.zone.hosted_zone_id)
    assert {"Fn::ImportValue": "net:Zone"} == only(template_of(stack), "AWS::Route53::RecordSet")["HostedZoneId"]


def test_zone_imported_by_its_id_alone_is_refused(stack: cdk.Stack) -> None:
    """A zone whose name is not known cannot take records, and is refused where it stands."""
    zone = route53.HostedZone.from_hosted_zone_id(stack, "Zone", "Z0123456789ABCDEFGHIJ")
    with pytest.raises(InvalidInput, match=r"^zone-name-unknown: zones\[1\] was imported by its id alone"):
        PrivateCell(stack, "Cell", vpc=NETWORK, zones=["example.internal", zone])


@pytest.mark.parametrize("imported", [False, True])
def test_public_zone_is_refused(stack: cdk.Stack, imported: bool) -> None:
    """A public zone, made or imported as one, is refused wherever a private zone belongs."""
    zone: Any = (
        route53.PublicHostedZone.from_public_hosted_zone_attributes(
            stack, "Public", hosted_zone_id="Z0123456789ABCDEFGHIJ", zone_name="example.com"
        )
        if imported
        else route53.PublicHostedZone(stack, "Public", zone_name="example.com")
    )
    with pytest.raises(InvalidInput, match=r"^public-zone: zones\[0\] Stack/Public is a public zone"):
        PrivateCell(stack, "Cell", vpc=NETWORK, zones=[zone])
    asked: dict[str, Any] = {"vpc": NETWORK, "service_name": SERVICE_NAME}
    assert {("public-zone", "zone")} == refusal_of(lambda: EndpointConsumer(stack, "Consumer", **asked, zone=zone))
    assert {("public-zone", "names[0]")} == refusal_of(
        lambda: EndpointConsumer(stack, "Consumer", **asked, names=[{"name": "db", "zone": zone}])
    )
    assert {("public-zone", "records[0]")} == refusal_of(
        lambda: CellRecords(stack, "Records", records=[(zone, [{"name": "db", "type": "A", "values": ["10.0.0.10"]}])])
    )


def test_cell_without_a_zone_says_so(stack: cdk.Stack) -> None:
    """A cell that has no zone has none to give."""
    with pytest.raises(LookupError, match=r"^Stack/Cell has no private zone$"):
        _ = PrivateCell(stack, "Cell", vpc=NETWORK).zone
