"""Templates make, change and delete through CloudFormation what the APIs then show."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, Cloud, Resources, refused


def of(kind: str, *depends: str, **properties: Any) -> dict[str, Any]:
    """Return a resource."""
    return {"Type": f"AWS::{kind}", "Properties": properties, "DependsOn": list(depends)}


def vpc(**more: Any) -> dict[str, Any]:
    """Return a VPC."""
    return of("EC2::VPC", CidrBlock="10.0.0.0/16", EnableDnsHostnames=True, **more)


def subnet(third: int = 0, **more: Any) -> dict[str, Any]:
    """Return a subnet of the VPC called Vpc."""
    zone = f"us-east-1{'abc'[third]}"
    return of("EC2::Subnet", VpcId={"Ref": "Vpc"}, CidrBlock=f"10.0.{third}.0/24", AvailabilityZone=zone, **more)


def tags(name: str) -> list[dict[str, str]]:
    """Return a name as tags."""
    return [{"Key": "Name", "Value": name}]


def ipv6() -> Resources:
    """Return a VPC with an IPv6 block and a subnet with the third part of it."""
    part = {"Fn::Select": [2, {"Fn::Cidr": [{"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}]}, 4, 64]}]}
    block = of("EC2::VPCCidrBlock", VpcId={"Ref": "Vpc"}, AmazonProvidedIpv6CidrBlock=True)
    return {"Vpc": vpc(), "Block": block, "Subnet": subnet(Ipv6CidrBlock=part) | {"DependsOn": ["Block"]}}


def test_an_ipv6_block_reaches_the_subnets(cloud: Cloud) -> None:
    """The VPC's attribute holds its block once it is there, and a subnet has its part of it."""
    made, ec2 = cloud.stack(ipv6()), cloud.client("ec2")
    (found,) = ec2.describe_vpcs(VpcIds=[made.ids["Vpc"]])["Vpcs"]
    (inside,) = ec2.describe_subnets(SubnetIds=[made.ids["Subnet"]])["Subnets"]
    outer = found["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    inner = inside["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
    assert ("CREATE_COMPLETE", outer.replace("00::/56", "02::/64")) == (made.status, inner)


def test_an_ipv6_block_stays_when_its_vpc_is_renamed(cloud: Cloud) -> None:
    """A change of the VPC's tags leaves the attribute, and the subnet with it."""
    made = cloud.stack(ipv6())
    after = cloud.stack({**ipv6(), "Vpc": vpc(Tags=tags("new"))}, made.name)
    assert ("UPDATE_COMPLETE", made.ids) == (after.status, after.ids)


def test_an_ipv6_block_in_use_is_not_taken_away(cloud: Cloud) -> None:
    """Its subnet goes first."""
    made, ec2 = cloud.stack(ipv6()), cloud.client("ec2")
    with refused("InvalidCidrBlock.InUse"):
        ec2.disassociate_vpc_cidr_block(AssociationId=made.ids["Block"])
    cloud.client("cloudformation").delete_stack(StackName=made.name)


@pytest.mark.parametrize("block", ["10.0.0.128/25", "10.1.0.0/24"], ids=["overlaps", "outside"])
def test_a_subnet_fits_into_its_vpc(cloud: Cloud, block: str) -> None:
    """Neither over another subnet nor outside: the stack is rolled back.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
    """
    second = of("EC2::Subnet", "Subnet", VpcId={"Ref": "Vpc"}, CidrBlock=block, AvailabilityZone="us-east-1b")
    made = cloud.stack({"Vpc": vpc(), "Subnet": subnet(), "Second": second})
    assert "ROLLBACK_COMPLETE" == made.status


def test_a_way_out_is_made_and_deleted(cloud: Cloud) -> None:
    """NAT gateway with its address, egress-only gateway, flow log: each there, named, and gone again."""
    made = cloud.stack(
        {
            "Vpc": vpc(),
            "Subnet": subnet(),
            "Address": of("EC2::EIP", Domain="vpc", Tags=tags("out")),
            "Nat": of(
                "EC2::NatGateway",
                AllocationId={"Fn::GetAtt": ["Address", "AllocationId"]},
                SubnetId={"Ref": "Subnet"},
                Tags=tags("out"),
            ),
            "Egress": of("EC2::EgressOnlyInternetGateway", VpcId={"Ref": "Vpc"}),
            "Logs": of("Logs::LogGroup"),
            "FlowLog": of(
                "EC2::FlowLog",
                ResourceId={"Ref": "Vpc"},
                ResourceType="VPC",
                TrafficType="ALL",
                LogGroupName={"Ref": "Logs"},
                Tags=tags("out"),
            ),
        }
    )
    ec2, ids = cloud.client("ec2"), made.ids
    (nat,) = ec2.describe_nat_gateways(NatGatewayIds=[ids["Nat"]])["NatGateways"]
    (address,) = ec2.describe_addresses(PublicIps=[ids["Address"]])["Addresses"]
    (log,) = ec2.describe_flow_logs(FlowLogIds=[ids["FlowLog"]])["FlowLogs"]
    assert (ids["Subnet"], "available", tags("out")) == (nat["SubnetId"], nat["State"], nat["Tags"])
    assert tags("out") == address["Tags"] == log["Tags"]
    assert (ids["Vpc"], ids["Logs"]) == (log["ResourceId"], log["LogDestination"])
    with refused("DependencyViolation"):
        ec2.delete_subnet(SubnetId=ids["Subnet"])
    cloud.client("cloudformation").delete_stack(StackName=made.name)
    _wait_gone(cloud, ids["Vpc"])
    assert [] == ec2.describe_flow_logs()["FlowLogs"]
    assert [] == ec2.describe_addresses()["Addresses"]
    assert [] == ec2.describe_egress_only_internet_gateways()["EgressOnlyInternetGateways"]


def private_service(acceptance: bool = True, name: str = "first", *principals: str) -> Resources:
    """Return a service with all that the library gives it."""
    return {
        "Vpc": vpc(),
        "Subnet": subnet(),
        "Balancer": of(
            "ElasticLoadBalancingV2::LoadBalancer", Type="network", Scheme="internal", Subnets=[{"Ref": "Subnet"}]
        ),
        "Service": of(
            "EC2::VPCEndpointService",
            NetworkLoadBalancerArns=[{"Ref": "Balancer"}],
            AcceptanceRequired=acceptance,
            Tags=tags(name),
        ),
        "Permissions": of(
            "EC2::VPCEndpointServicePermissions",
            ServiceId={"Ref": "Service"},
            AllowedPrincipals=list(principals) or [f"arn:aws:iam::{CONSUMER}:root"],
        ),
        "Topic": of("SNS::Topic"),
        "Notification": of(
            "EC2::VPCEndpointConnectionNotification",
            ServiceId={"Ref": "Service"},
            ConnectionEvents=["Connect"],
            ConnectionNotificationArn={"Ref": "Topic"},
        ),
    }


def test_a_service_keeps_its_id_through_changes(cloud: Cloud) -> None:
    """Acceptance, name and principals change in place."""
    made = cloud.stack(private_service())
    after = cloud.stack(private_service(False, "second", f"arn:aws:iam::{PROVIDER}:root"), made.name)
    assert ("UPDATE_COMPLETE", made.ids) == (after.status, after.ids)
    assert ":loadbalancer/net/" in made.ids["Balancer"]
    ec2, ids = cloud.client("ec2"), [made.ids["Service"]]
    (shown,) = ec2.describe_vpc_endpoint_service_configurations(ServiceIds=ids)["ServiceConfigurations"]
    assert (False, tags("second")) == (shown["AcceptanceRequired"], shown["Tags"])
    (principal,) = ec2.describe_vpc_endpoint_service_permissions(ServiceId=ids[0])["AllowedPrincipals"]
    assert f"arn:aws:iam::{PROVIDER}:root" == principal["Principal"]


def test_a_stack_with_a_service_in_use_is_not_deleted(cloud: Cloud) -> None:
    """The deletion fails at the service, whose connection stays; once it is rejected all goes."""
    made = cloud.stack(private_service(acceptance=False))
    cloudformation = cloud.client("cloudformation")
    name = f"com.amazonaws.vpce.us-east-1.{made.ids['Service']}"
    endpoint = cloud.endpoint({"ServiceName": name})
    cloudformation.delete_stack(StackName=made.name)
    assert "DELETE_FAILED" == cloud.ended(made.name)
    assert "available" == cloud.state(endpoint)
    cloud.client("ec2").reject_vpc_endpoint_connections(
        ServiceId=made.ids["Service"], VpcEndpointIds=[endpoint["VpcEndpointId"]]
    )
    cloudformation.delete_stack(StackName=made.name)
    _wait_gone(cloud, made.ids["Vpc"])


def zone(*records: dict[str, Any], comment: str = "first") -> Resources:
    """Return a zone whose records are one group."""
    made = {
        "Vpc": vpc(),
        "Zone": of(
            "Route53::HostedZone",
            Name="example.com.",
            HostedZoneConfig={"Comment": comment},
            VPCs=[{"VPCId": {"Ref": "Vpc"}, "VPCRegion": "us-east-1"}],
        ),
    }
    group = of("Route53::RecordSetGroup", HostedZoneId={"Ref": "Zone"}, RecordSets=list(records))
    return {**made, "Group": group} if records else made


def near(region: str, value: str) -> dict[str, Any]:
    """Return a geoproximity record set."""
    location = {"AWSRegion": region, "Bias": 10}
    return {
        "Name": "a.example.com.",
        "Type": "A",
        "TTL": "60",
        "SetIdentifier": region,
        "ResourceRecords": [value],
        "GeoProximityLocation": location,
    }


def test_a_group_of_records_changes_as_one(cloud: Cloud) -> None:
    """A record added, one changed, one gone; the group stays the same resource, and a refused one changes nothing."""
    made = cloud.stack(zone(near("eu-west-1", "10.0.0.1"), near("us-east-1", "10.0.0.2")))
    after = cloud.stack(zone(near("eu-west-1", "10.0.0.3"), near("us-west-2", "10.0.0.4")), made.name)
    assert ("UPDATE_COMPLETE", made.ids) == (after.status, after.ids)
    held = cloud.records(made.ids["Zone"])
    values = {one["GeoProximityLocation"]["AWSRegion"]: one["ResourceRecords"][0]["Value"] for one in held}
    assert {"eu-west-1": "10.0.0.3", "us-west-2": "10.0.0.4"} == values
    outside = {**near("sa-east-1", "10.0.0.5"), "Name": "a.example.net."}
    broken = cloud.stack(zone(near("ap-south-1", "10.0.0.6"), outside), made.name)
    assert ("UPDATE_ROLLBACK_COMPLETE", held) == (broken.status, cloud.records(made.ids["Zone"]))


def test_a_zone_keeps_its_id_when_described_anew(cloud: Cloud) -> None:
    """Its comment changes in place."""
    made = cloud.stack(zone())
    after = cloud.stack(zone(comment="second"), made.name)
    assert made.ids == after.ids
    shown = cloud.client("route53").get_hosted_zone(Id=made.ids["Zone"])["HostedZone"]
    assert "second" == shown["Config"]["Comment"]


def test_a_health_check_is_changed_in_place_but_not_its_kind(cloud: Cloud) -> None:
    """Its threshold changes; another kind is another health check."""

    def check(**config: Any) -> Resources:
        return {
            "Check": of("Route53::HealthCheck", HealthCheckConfig={"IPAddress": "192.0.2.1", "Port": 443, **config})
        }

    made = cloud.stack(check(Type="TCP", FailureThreshold=3))
    after = cloud.stack(check(Type="TCP", FailureThreshold=5), made.name)
    assert made.ids == after.ids
    (shown,) = cloud.client("route53").list_health_checks()["HealthChecks"]
    assert 5 == shown["HealthCheckConfig"]["FailureThreshold"]
    other = cloud.stack(check(Type="HTTP", FailureThreshold=5), made.name)
    assert made.ids != other.ids
    left = [one["Id"] for one in cloud.client("route53").list_health_checks()["HealthChecks"]]
    assert list(other.ids.values()) == left


def test_a_security_group_of_an_endpoint_stays(cloud: Cloud) -> None:
    """Its rules are as written, its id survives a change of them, and it goes after the endpoint."""

    def network(port: int) -> Resources:
        rule = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv6": "2600:1f18::/56"}
        nowhere = {"IpProtocol": "icmp", "FromPort": 252, "ToPort": 86, "CidrIp": "255.255.255.255/32"}
        return {
            "Vpc": vpc(),
            "Subnet": subnet(),
            "Group": of(
                "EC2::SecurityGroup",
                GroupDescription="Who may use it",
                VpcId={"Ref": "Vpc"},
                SecurityGroupIngress=[rule],
                SecurityGroupEgress=[nowhere],
            ),
            "Endpoint": of(
                "EC2::VPCEndpoint",
                VpcEndpointType="Interface",
                VpcId={"Ref": "Vpc"},
                ServiceName="com.amazonaws.us-east-1.ssm",
                SubnetIds=[{"Ref": "Subnet"}],
                SecurityGroupIds=[{"Ref": "Group"}],
                PrivateDnsEnabled=True,
            ),
        }

    made, ec2 = cloud.stack(network(443)), cloud.client("ec2")
    after = cloud.stack(network(8443), made.name)
    assert made.ids == after.ids
    (group,) = ec2.describe_security_groups(GroupIds=[made.ids["Group"]])["SecurityGroups"]
    (rule,) = group["IpPermissions"]
    assert (8443, "2600:1f18::/56") == (rule["FromPort"], rule["Ipv6Ranges"][0]["CidrIpv6"])
    assert ["icmp"] == [one["IpProtocol"] for one in group["IpPermissionsEgress"]]
    for delete, asked in (
        (ec2.delete_security_group, {"GroupId": made.ids["Group"]}),
        (ec2.delete_subnet, {"SubnetId": made.ids["Subnet"]}),
    ):
        with refused("DependencyViolation"):
            delete(**asked)


def test_an_imported_export_stays(cloud: Cloud) -> None:
    """It can be neither taken away nor changed while another stack imports it; afterwards it can.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html.
    """
    cloudformation = cloud.client("cloudformation")
    topic = {"Topic": of("SNS::Topic")}

    def exporter(**outputs: str) -> dict[str, Any]:
        exported = {key: {"Value": value, "Export": {"Name": key}} for key, value in outputs.items()}
        return {"StackName": "exporter", "TemplateBody": json.dumps({"Resources": topic, "Outputs": exported})}

    cloudformation.create_stack(**exporter(Shared="one", Own="one"))
    assert "CREATE_COMPLETE" == cloud.ended("exporter")
    importer = cloud.stack({"Topic": of("SNS::Topic", DisplayName={"Fn::ImportValue": "Shared"})})
    for outputs in ({"Own": "two"}, {"Shared": "two"}):
        cloudformation.update_stack(**exporter(**outputs))
        assert "UPDATE_ROLLBACK_COMPLETE" == cloud.ended("exporter")
    cloudformation.update_stack(**exporter(Shared="one", Own="two"))
    assert "UPDATE_COMPLETE" == cloud.ended("exporter")
    cloud.stack(topic, importer.name)
    cloudformation.update_stack(**exporter(Shared="two"))
    assert "UPDATE_COMPLETE" == cloud.ended("exporter")


def _wait_gone(cloud: Cloud, name: str) -> None:
    """Wait until a deleted stack's VPC, the last of it, is gone."""
    until = time.monotonic() + 20
    while name in [one["VpcId"] for one in cloud.client("ec2").describe_vpcs()["Vpcs"]] and time.monotonic() < until:
        time.sleep(0.05)
    assert name not in [one["VpcId"] for one in cloud.client("ec2").describe_vpcs()["Vpcs"]]


def test_full_names_are_those_that_metrics_have(cloud: Cloud) -> None:
    """A load balancer's begins with net, a target group's with its kind, and a change of their tags keeps both."""

    def template(name: str) -> Resources:
        shown = {"Fn::Join": [" ", [{"Fn::GetAtt": ["Balancer", "LoadBalancerFullName"]}, {"Fn::GetAtt": _GROUP_NAME}]]}
        balancer = {"Type": "network", "Scheme": "internal", "Subnets": [{"Ref": "Subnet"}], "Tags": tags(name)}
        group = {"VpcId": {"Ref": "Vpc"}, "Port": 443, "Protocol": "TCP", "Tags": tags(name)}
        return {
            "Vpc": vpc(),
            "Subnet": subnet(),
            "Balancer": of("ElasticLoadBalancingV2::LoadBalancer", **balancer),
            "Group": of("ElasticLoadBalancingV2::TargetGroup", **group),
            "Names": of("SSM::Parameter", Name="/full-names", Type="String", Value=shown),
        }

    made = cloud.stack(template("old"))
    expected = " ".join(
        (
            made.ids["Balancer"].partition(":loadbalancer/")[2],
            made.ids["Group"].rpartition(":")[2],
        )
    )
    read = cloud.client("ssm").get_parameter
    before = read(Name="/full-names")["Parameter"]["Value"]
    cloud.stack(template("new"), made.name)
    assert (expected, expected) == (before, read(Name="/full-names")["Parameter"]["Value"])
    assert expected.startswith("net/")
    assert " targetgroup/" in expected


_GROUP_NAME = ["Group", "TargetGroupFullName"]
