"""Endpoints to resource configurations behave as EC2 and VPC Lattice document.

Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, Resources, refused

LATTICE = "AWS::VpcLattice"


def shared(vpc: str, subnet: str, *accounts: str) -> Resources:
    """Return a host of a VPC, shared with `accounts`."""
    gateway = {"Name": "gateway", "VpcIdentifier": vpc, "SubnetIds": [subnet], "SecurityGroupIds": [{"Ref": "Group"}]}
    definition = {"DnsResource": {"DomainName": "db.example.com", "IpAddressType": "IPV4"}}
    configuration = {
        "Name": "orders",
        "ResourceConfigurationType": "SINGLE",
        "ResourceGatewayId": {"Fn::GetAtt": ["Gateway", "Id"]},
        "ResourceConfigurationDefinition": definition,
        "PortRanges": ["5432"],
        "CustomDomainName": "db.example.com",
    }
    arn = {"Fn::GetAtt": ["Orders", "Arn"]}
    share = {"Name": "orders", "ResourceArns": [arn], "Principals": list(accounts)}
    return {
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "gateway", "VpcId": vpc}},
        "Gateway": {"Type": f"{LATTICE}::ResourceGateway", "Properties": gateway},
        "Orders": {"Type": f"{LATTICE}::ResourceConfiguration", "Properties": configuration},
        "Arn": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": f"/{vpc}", "Type": "String", "Value": arn}},
        **({"Share": {"Type": "AWS::RAM::ResourceShare", "Properties": share}} if accounts else {}),
    }


class Offer:
    """A host that the provider shares with the consumer."""

    def __init__(self, cloud: Cloud) -> None:
        self.vpc = cloud.vpc()
        self.subnet = cloud.subnet(self.vpc)
        self.stack = f"shared-{self.vpc}"
        cloudformation = cloud.client("cloudformation")
        body = json.dumps({"Resources": shared(self.vpc, self.subnet, CONSUMER)})
        cloudformation.create_stack(StackName=self.stack, TemplateBody=body)
        cloudformation.get_waiter("stack_create_complete").wait(StackName=self.stack, WaiterConfig={"Delay": 1})
        self.arn: str = cloud.client("ssm").get_parameter(Name=f"/{self.vpc}")["Parameter"]["Value"]


@pytest.fixture
def offer(cloud: Cloud) -> Any:
    made = Offer(cloud)
    yield made
    cloudformation = cloud.client("cloudformation")
    cloudformation.delete_stack(StackName=made.stack)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=made.stack, WaiterConfig={"Delay": 1})


def connect(cloud: Cloud, arn: str, account: str = CONSUMER, zone: str = "a", **asked: Any) -> dict[str, Any]:
    """Make an endpoint in a VPC of its own."""
    vpc = cloud.vpc(account)
    made: dict[str, Any] = cloud.client("ec2", account).create_vpc_endpoint(
        VpcEndpointType="Resource",
        VpcId=vpc,
        ResourceConfigurationArn=arn,
        SubnetIds=[cloud.subnet(vpc, account, zone=zone)],
        **asked,
    )["VpcEndpoint"]
    return made


def test_the_name_is_in_the_association_alone(cloud: Cloud, offer: Offer) -> None:
    """The endpoint has no DNS entries; its association tells the name."""
    endpoint = connect(cloud, offer.arn)
    assert ("Resource", offer.arn) == (endpoint["VpcEndpointType"], endpoint["ResourceConfigurationArn"])
    assert [] == endpoint.get("DnsEntries", [])
    ec2 = cloud.client("ec2", CONSUMER)
    found = ec2.describe_vpc_endpoint_associations(VpcEndpointIds=[endpoint["VpcEndpointId"]])
    (association,) = found["VpcEndpointAssociations"]
    assert offer.arn == association["AssociatedResourceArn"]
    assert association["DnsEntry"]["DnsName"].endswith(".vpc-lattice-rsc.us-east-1.on.aws")


def test_an_owner_connects_without_a_share(cloud: Cloud, offer: Offer) -> None:
    """The account of a resource configuration needs no share of it."""
    assert offer.arn == connect(cloud, offer.arn, PROVIDER)["ResourceConfigurationArn"]


def test_what_is_not_shared_is_not_there(cloud: Cloud, offer: Offer) -> None:
    """An account that it is not shared with, and a wrong ARN, are refused."""
    with refused("InvalidParameter"):
        connect(cloud, offer.arn, STRANGER)
    with refused("InvalidParameter"):
        connect(cloud, f"{offer.arn[:-1]}x")


def test_both_sides_share_a_zone(cloud: Cloud, offer: Offer) -> None:
    """An endpoint in no zone of the resource gateway is refused."""
    with refused("InvalidParameter"):
        connect(cloud, offer.arn, zone="c")


def test_a_preference_is_for_private_dns(cloud: Cloud, offer: Offer) -> None:
    """It is refused without private DNS; specified domains are refused without a preference for them."""
    with refused("InvalidParameter"):
        connect(cloud, offer.arn, PrivateDnsEnabled=False, DnsOptions={"PrivateDnsPreference": "ALL_DOMAINS"})
    options = {"PrivateDnsPreference": "ALL_DOMAINS", "PrivateDnsSpecifiedDomains": ["db.example.com"]}
    with refused("InvalidParameter"):
        connect(cloud, offer.arn, PrivateDnsEnabled=True, DnsOptions=options)


def test_private_dns_has_the_custom_name(cloud: Cloud, offer: Offer) -> None:
    """Where the preference lets it in, the association tells the custom domain name."""
    endpoint = connect(cloud, offer.arn, PrivateDnsEnabled=True, DnsOptions={"PrivateDnsPreference": "ALL_DOMAINS"})
    found = cloud.client("ec2", CONSUMER).describe_vpc_endpoint_associations(VpcEndpointIds=[endpoint["VpcEndpointId"]])
    assert "db.example.com" == found["VpcEndpointAssociations"][0]["PrivateDnsEntry"]["DnsName"]


def test_what_a_gateway_uses_stays(cloud: Cloud, offer: Offer) -> None:
    """Neither the subnet nor the security group of a resource gateway can be deleted."""
    ec2 = cloud.client("ec2")
    with refused("DependencyViolation"):
        ec2.delete_subnet(SubnetId=offer.subnet)
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [offer.vpc]}])["SecurityGroups"]
    (group,) = [each["GroupId"] for each in groups if each["GroupName"] != "default"]
    with refused("DependencyViolation"):
        ec2.delete_security_group(GroupId=group)


def test_an_endpoint_is_to_one_thing(cloud: Cloud, offer: Offer) -> None:
    """A service's name is for other types of endpoints."""
    with refused("InvalidParameter"):
        connect(cloud, offer.arn, ServiceName="com.amazonaws.us-east-1.s3")
