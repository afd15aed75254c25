"""A host shared without a load balancer: the way in, what is reached, and who may reach it."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from construct_cases import ACCOUNT, NETWORK, every, kinds, only, refusal_of, template_of

from constructs_pkg import ResourceConfiguration
from constructs_pkg.fragments.logical_id import logical_id

GATEWAY = "AWS::VpcLattice::ResourceGateway"
CONFIGURATION = "AWS::VpcLattice::ResourceConfiguration"
SHARE = "AWS::RAM::ResourceShare"
DATABASE = f"arn:aws:rds:us-east-1:{ACCOUNT}:cluster:orders"


def shared(scope: cdk.Stack, construct_id: str = "Orders", **given: Any) -> ResourceConfiguration:
    """A database by its name, on one port, but for what is given."""
    legal = {"vpc": NETWORK, "host": {"domain_name": "orders.example.com"}, "ports": [5432]}
    return ResourceConfiguration(scope, construct_id, **{**legal, **given})


def test_nobody_reaches_a_host_unless_named(stack: cdk.Stack) -> None:
    """A gateway, its security group and a resource configuration are made, and no share."""
    shared(stack)
    assert sorted([GATEWAY, CONFIGURATION, "AWS::EC2::SecurityGroup"]) == sorted(kinds(template_of(stack)))


def test_gateway_stands_in_every_subnet_and_lets_out_to_the_host_only(stack: cdk.Stack) -> None:
    """The gateway stands in the network's subnets; its group lets nothing in, and out on the shared ports only."""
    shared(stack, ports=[5432, {"from_port": 9092, "to_port": 9094}])
    template = template_of(stack)
    gateway, group = only(template, GATEWAY), only(template, "AWS::EC2::SecurityGroup")
    assert [subnet.id for subnet in NETWORK.subnets] == gateway["SubnetIds"]
    assert [{"Ref": logical_id("Orders", "SecurityGroup")}] == gateway["SecurityGroupIds"]
    assert "SecurityGroupIngress" not in group
    assert [("tcp", 5432, 5432, "10.0.0.0/16"), ("tcp", 9092, 9094, "10.0.0.0/16")] == [
        (rule["IpProtocol"], rule["FromPort"], rule["ToPort"], rule["CidrIp"]) for rule in group["SecurityGroupEgress"]
    ]


@pytest.mark.parametrize(
    ("host", "kind", "definition"),
    [
        (
            {"domain_name": "orders.example.com"},
            "SINGLE",
            {"DnsResource": {"DomainName": "orders.example.com", "IpAddressType": "IPV4"}},
        ),
        ({"ip_address": "10.0.0.10"}, "SINGLE", {"IpResource": "10.0.0.10"}),
        ({"database_arn": DATABASE}, "ARN", {"ArnResource": DATABASE}),
    ],
    ids=["name", "address", "database"],
)
def test_host_is_defined_as_vpc_lattice_knows_it(
    stack: cdk.Stack, host: dict[str, str], kind: str, definition: dict[str, Any]
) -> None:
    """A name and an address are single resources with ports; a database's ARN has its own."""
    shared(stack, host=host, ports=[] if kind == "ARN" else [5432])
    made = only(template_of(stack), CONFIGURATION)
    assert (kind, definition) == (made["ResourceConfigurationType"], made["ResourceConfigurationDefinition"])
    ports = (None, None) if kind == "ARN" else (["5432"], "TCP")
    assert ports == (made.get("PortRanges"), made.get("ProtocolType"))


def test_host_is_shared_with_those_named_only(stack: cdk.Stack) -> None:
    """Accounts are shared with by their numbers and roles by their ARNs, inside the organization unless told."""
    role = "arn:aws:iam::333333333333:role/reader"
    shared(stack, shared_with=["222222222222", role])
    share = only(template_of(stack), SHARE)
    assert sorted(["222222222222", role]) == sorted(share["Principals"])
    assert share["AllowExternalPrincipals"] is False
    assert [{"Fn::GetAtt": [logical_id("Orders", "Resource"), "Arn"]}] == share["ResourceArns"]


def test_principal_that_is_added_changes_the_share_only(app: cdk.App) -> None:
    """One more principal changes one property of one resource."""
    before, after = (cdk.Stack(app, name, env=cdk.Environment(region="us-east-1")) for name in ("One", "Two"))
    shared(before, shared_with=["222222222222"])
    shared(after, shared_with=["222222222222", "333333333333"])
    old, new = template_of(before)["Resources"], template_of(after)["Resources"]
    assert [logical_id("Orders", "Share")] == [key for key in new if new[key] != old.get(key)]


def test_name_of_its_own_is_verified(stack: cdk.Stack) -> None:
    """A custom domain name is proved by a verification made here, whose id is shown."""
    shared(stack, custom_domain_name="orders.example.com", verify_domain=True, outputs=True)
    template = template_of(stack)
    made = only(template, CONFIGURATION)
    verified = {"Fn::GetAtt": [logical_id("Orders", "DomainVerification"), "Id"]}
    assert ("orders.example.com", verified) == (made["CustomDomainName"], made["DomainVerificationId"])
    assert verified in [output["Value"] for output in template["Outputs"].values()]


def test_display_name_is_in_no_name_that_cannot_change(app: cdk.App) -> None:
    """What people call a host is in its tags alone: the names in VPC Lattice come from the construct's id."""
    stacks = [cdk.Stack(app, name, env=cdk.Environment(region="us-east-1")) for name in ("One", "Two")]
    for stack, name in zip(stacks, ("Orders", "Sales"), strict=True):
        shared(stack, display_name=name)
    old, new = (every(template_of(stack), GATEWAY) for stack in stacks)
    assert [each["Name"] for each in old.values()] == [each["Name"] for each in new.values()]


def test_deploy_time_values_pass(stack: cdk.Stack) -> None:
    """A domain name and a principal known only at deployment reach the template as they are."""
    name = cdk.CfnParameter(stack, "Name").value_as_string
    principal = cdk.CfnParameter(stack, "Principal").value_as_string
    shared(stack, host={"domain_name": name}, shared_with=[principal])
    template = template_of(stack)
    definition = only(template, CONFIGURATION)["ResourceConfigurationDefinition"]
    assert {"Ref": "Name"} == definition["DnsResource"]["DomainName"]
    assert [{"Ref": "Principal"}] == only(template, SHARE)["Principals"]


def test_everything_wrong_is_told_at_once(stack: cdk.Stack) -> None:
    """All problems are in one error, at the arguments they came by, and nothing is made."""
    found = refusal_of(lambda: shared(stack, host={}, ports=[0], shared_with=["*"]))
    assert {
        ("one-shared-host", "host"),
        ("port-out-of-range", "ports[0].from_port"),
        ("port-out-of-range", "ports[0].to_port"),
        ("shared-with-everyone", "shared_with[0]"),
    } == found
    assert [] == stack.node.children
