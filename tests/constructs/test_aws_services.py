"""Endpoints to AWS services, as the constructs take them."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from construct_cases import ACCOUNT, NETWORK, ZONE, cell

from constructs_pkg import EndpointConsumer, PrivateCell
from constructs_pkg.values.network import Network
from constructs_pkg.values.policy_terms import PolicyTerms
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse

SSM_ZONE = "ssm.us-east-1.amazonaws.com"


def resources(stack: cdk.Stack, kind: str) -> dict[str, Any]:
    """Return the properties of the stack's resources of a kind."""
    found = assertions.Template.from_stack(stack).to_json()["Resources"]
    return {key: one["Properties"] for key, one in found.items() if one["Type"] == kind}


def test_a_zone_made_for_a_service_is_one_of_the_cells(stack: cdk.Stack) -> None:
    """Its id is at hand for whoever shows it to others, and it takes records by its name; it is never the default."""
    made = cell(stack, interface_endpoints=[{"service": "ssm", "names": "own-zones"}])
    assert ["example.internal", SSM_ZONE] == list(made.zones)
    assert stack.resolve(made.zone.hosted_zone_id) != stack.resolve(made.zones[SSM_ZONE].hosted_zone_id)
    made.add_host("db", ["10.0.0.10"])
    made.add_host("beta", ["10.0.0.11"], zone=SSM_ZONE)
    names = sorted(one["Name"] for one in resources(stack, "AWS::Route53::RecordSet").values())
    assert [f"beta.{SSM_ZONE}.", "db.example.internal.", f"{SSM_ZONE}."] == names


def test_the_name_of_a_service_is_taken_in_its_zone(stack: cdk.Stack) -> None:
    """A record of one's own does not meet the alias of the endpoint unseen."""
    made = cell(stack, interface_endpoints=[{"service": "ssm", "names": "own-zones"}])
    with pytest.raises(InvalidInput, match="interface_endpoints"):
        made.add_host("@", ["10.0.0.11"], zone=SSM_ZONE)


def test_a_cell_without_zones_of_its_own_has_no_default_zone(stack: cdk.Stack) -> None:
    """Zones for services are not what a cell's own names go into."""
    made = cell(stack, zones=[], interface_endpoints=[{"service": "ssm", "names": "own-zones"}])
    with pytest.raises(LookupError, match="has no private zone"):
        _ = made.zone


def test_one_more_service_changes_no_other_resource(app: cdk.App) -> None:
    """A service adds its endpoint, zones and aliases; what was there stays byte for byte."""
    services = [{"service": "ssm", "names": "own-zones"}, {"service": "ecr.dkr", "names": "own-zones"}]
    stacks = []
    for count in (1, 2):
        stacks.append(cdk.Stack(app, f"S{count}", env=cdk.Environment(account=ACCOUNT, region="us-east-1")))
        cell(stacks[-1], interface_endpoints=services[:count])
    before, after = (assertions.Template.from_stack(stack).to_json()["Resources"] for stack in stacks)
    assert before == {key: after[key] for key in before}
    added = sorted(one["Type"] for key, one in after.items() if key not in before)
    assert ["AWS::EC2::VPCEndpoint", "AWS::Route53::HostedZone", "AWS::Route53::RecordSet"] == added


def test_a_consumer_takes_a_policy_for_a_service_of_aws(stack: cdk.Stack) -> None:
    """The CDK's own name of a service, with the Region as a token, is one of AWS, and S3's images can be pulled."""
    EndpointConsumer(
        stack,
        "S3",
        vpc=NETWORK,
        service_name=ec2.InterfaceVpcEndpointAwsService.S3.name,
        service_region="us-east-1",
        ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}],
        names=["s3"],
        zone=ZONE,
        policy=PolicyTerms(own_account=True, own_vpc=True),
    )
    (endpoint,) = resources(stack, "AWS::EC2::VPCEndpoint").values()
    own, layers = endpoint["PolicyDocument"]["Statement"]
    expected = {"aws:PrincipalAccount": [{"Ref": "AWS::AccountId"}], "aws:SourceVpc": NETWORK.vpc_id}
    assert expected == own["Condition"]["StringEquals"]
    assert "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*" == layers["Resource"]


def test_gateways_of_a_vpc_that_exists_stand_on_each_of_its_route_tables_once(stack: cdk.Stack) -> None:
    """Subnets that share a table share its route."""
    tables = ["rtb-00000001", "rtb-00000001", "rtb-00000002"]
    subnets = [
        {"id": f"subnet-0000000{place}", "availability_zone": f"us-east-1{letter}", "route_table_id": table}
        for place, (letter, table) in enumerate(zip("abc", tables, strict=True))
    ]
    network = parse(Network, {"vpc_id": "vpc-00000001", "cidr": "10.0.0.0/16", "subnets": subnets})
    PrivateCell(stack, "Cell", vpc=network, gateway_endpoints=[{"service": "s3", "policy": {"own_vpc": True}}])
    (gateway,) = resources(stack, "AWS::EC2::VPCEndpoint").values()
    assert ["rtb-00000001", "rtb-00000002"] == gateway["RouteTableIds"]
    statement = gateway["PolicyDocument"]["Statement"][0]
    assert {"StringEquals": {"aws:SourceVpc": "vpc-00000001"}} == statement["Condition"]


def test_private_dns_for_inbound_endpoints_waits_for_the_gateway_of_a_vpc_that_exists(stack: cdk.Stack) -> None:
    """The gateway made beside it comes first there as well."""
    subnet = {"id": "subnet-00000001", "availability_zone": "us-east-1a", "route_table_id": "rtb-00000001"}
    network = parse(Network, {"vpc_id": "vpc-00000001", "cidr": "10.0.0.0/16", "subnets": [subnet]})
    s3 = {"service": "s3", "private_dns_only_for_inbound_resolver": True}
    PrivateCell(stack, "Cell", vpc=network, gateway_endpoints=[{"service": "s3"}], interface_endpoints=[s3])
    found = assertions.Template.from_stack(stack).find_resources("AWS::EC2::VPCEndpoint")
    kinds = {one["Properties"]["VpcEndpointType"]: key for key, one in found.items()}
    assert [kinds["Gateway"]] == found[kinds["Interface"]]["DependsOn"]


def test_endpoints_stand_where_and_behind_what_they_are_asked_to(stack: cdk.Stack) -> None:
    """An endpoint may have its own subnets, groups, addresses and DNS options."""
    cell(
        stack,
        ipv6=True,
        interface_endpoints=[
            {
                "service": "ssm",
                "availability_zones": ["us-east-1b"],
                "security_group_ids": ["sg-00000001"],
                "ip_address_type": "dualstack",
                "dns_record_ip_type": "service-defined",
            }
        ],
    )
    (ssm,) = (
        one for one in resources(stack, "AWS::EC2::VPCEndpoint").values() if one["VpcEndpointType"] == "Interface"
    )
    expected = (1, ["sg-00000001"], "dualstack", {"DnsRecordIpType": "service-defined"})
    assert expected == (len(ssm["SubnetIds"]), ssm["SecurityGroupIds"], ssm["IpAddressType"], ssm["DnsOptions"])
    assert {} == resources(stack, "AWS::EC2::SecurityGroup")


def test_private_dns_for_inbound_endpoints_waits_for_the_gateway(stack: cdk.Stack) -> None:
    """S3 takes that option only of a VPC that has its gateway endpoint already."""
    cell(stack, interface_endpoints=[{"service": "s3", "private_dns_only_for_inbound_resolver": True}])
    found = assertions.Template.from_stack(stack).to_json()["Resources"]
    (gateway,) = (
        key
        for key, one in found.items()
        if one["Properties"].get("VpcEndpointType") == "Gateway" and one["Properties"]["ServiceName"].endswith("s3")
    )
    (interface,) = (one for one in found.values() if one["Properties"].get("VpcEndpointType") == "Interface")
    assert [gateway] == interface["DependsOn"]
    option = {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}
    assert option == interface["Properties"]["DnsOptions"]
