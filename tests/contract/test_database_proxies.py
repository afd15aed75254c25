"""RDS Proxies, their names, and the addresses of interface endpoints: what the emulator adds, asked by the AWS APIs."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from .cloud import Cloud


def proxy(name: str, *subnets: str) -> dict[str, Any]:
    """Return a template with a proxy in `subnets`."""
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}}
    made = {
        "DBProxyName": name,
        "EngineFamily": "POSTGRESQL",
        "RequireTLS": True,
        "IdleClientTimeout": 900,
        "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "Auth": [{"AuthScheme": "SECRETS", "IAMAuth": "REQUIRED", "SecretArn": SECRET}],
        "VpcSubnetIds": list(subnets),
    }
    resources = {"Role": role, "Proxy": {"Type": "AWS::RDS::DBProxy", "Properties": made}}
    return {"Resources": resources, "Outputs": {"Endpoint": {"Value": ENDPOINT}}}


SECRET = "arn:aws:secretsmanager:us-east-1:111111111111:secret:orders-AbCdEf"
ENDPOINT = {"Fn::GetAtt": ["Proxy", "Endpoint"]}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "rds.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def deployed(cloud: Cloud, name: str, template: dict[str, Any]) -> str:
    """Deploy a template and return what became of it."""
    stacks = cloud.client("cloudformation")
    stacks.create_stack(StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_IAM"])
    for _ in range(100):
        (stack,) = stacks.describe_stacks(StackName=name)["Stacks"]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return str(stack["StackStatus"])
        time.sleep(0.1)
    raise AssertionError(f"{name} is not done")


def test_a_template_makes_the_proxy_that_the_api_shows(cloud: Cloud) -> None:
    """Properties of the template are those of the proxy: numbers, truth values and what it signs in with."""
    vpc = cloud.vpc()
    subnets = [cloud.subnet(vpc, zone="a"), cloud.subnet(vpc, zone="b", third=1)]
    assert "CREATE_COMPLETE" == deployed(cloud, "proxy", proxy("orders", *subnets))
    (shown,) = cloud.client("rds").describe_db_proxies(DBProxyName="orders")["DBProxies"]
    (auth,) = shown["Auth"]
    assert (900, True, "REQUIRED", SECRET) == (
        shown["IdleClientTimeout"],
        shown["RequireTLS"],
        auth["IAMAuth"],
        auth["SecretArn"],
    )


def test_a_proxy_in_one_zone_is_refused(cloud: Cloud) -> None:
    """A proxy stands in at least two Availability Zones."""
    subnet = cloud.subnet(cloud.vpc())
    assert "ROLLBACK_COMPLETE" == deployed(cloud, "narrow", proxy("narrow", subnet))


def test_a_rule_is_added_to_a_group_that_exists(cloud: Cloud) -> None:
    """It lets in the named group on the named port."""
    vpc = cloud.vpc()
    ec2 = cloud.client("ec2")
    database, client = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("db", "app")
    )
    rule = {
        "GroupId": database,
        "IpProtocol": "tcp",
        "FromPort": 5432,
        "ToPort": 5432,
        "SourceSecurityGroupId": client,
    }
    template = {"Resources": {"Rule": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": rule}}}
    assert "CREATE_COMPLETE" == deployed(cloud, "rule", template)
    (permission,) = ec2.describe_security_groups(GroupIds=[database])["SecurityGroups"][0]["IpPermissions"]
    assert (5432, client) == (permission["FromPort"], permission["UserIdGroupPairs"][0]["GroupId"])


@pytest.mark.parametrize("subnets", [1, 2])
def test_an_endpoint_has_an_interface_in_each_subnet(cloud: Cloud, subnets: int) -> None:
    """Their private addresses lie in the subnets, and they are gone when the endpoint is."""
    vpc = cloud.vpc()
    stands = [cloud.subnet(vpc, zone=zone, third=third) for third, zone in enumerate("ab"[:subnets])]
    ec2 = cloud.client("ec2")
    made = ec2.create_vpc_endpoint(
        VpcId=vpc, VpcEndpointType="Interface", ServiceName="com.amazonaws.us-east-1.execute-api", SubnetIds=stands
    )["VpcEndpoint"]
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=made["NetworkInterfaceIds"])["NetworkInterfaces"]
    assert [f"10.0.{third}." for third in range(subnets)] == sorted(
        one["PrivateIpAddress"].rpartition(".")[0] + "." for one in found
    )
    ec2.delete_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
    left = {one["NetworkInterfaceId"] for one in ec2.describe_network_interfaces()["NetworkInterfaces"]}
    assert not left & set(made["NetworkInterfaceIds"])
