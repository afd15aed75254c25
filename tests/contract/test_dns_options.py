"""DNS options of interface endpoints, and their zonal names as the targets of records.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html and
https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames.
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import PROVIDER, REGION, Cloud, refused

S3 = f"com.amazonaws.{REGION}.s3"
INBOUND_ONLY = {"PrivateDnsOnlyForInboundResolverEndpoint": True}


def to_s3(cloud: Cloud, vpc: str, **asked: Any) -> dict[str, Any]:
    """Make an interface endpoint to S3 with private DNS."""
    made: dict[str, Any] = cloud.client("ec2").create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=vpc,
        ServiceName=S3,
        SubnetIds=[cloud.subnet(vpc)],
        PrivateDnsEnabled=True,
        **asked,
    )["VpcEndpoint"]
    return made


@pytest.mark.parametrize(
    ("wanted", "addresses"), [("ipv6", "ipv4"), ("dualstack", "ipv4"), ("service-defined", "ipv6")]
)
def test_types_of_records_go_with_the_addresses(cloud: Cloud, wanted: str, addresses: str) -> None:
    """Records of a type that the endpoint has no addresses of are refused."""
    service = cloud.service(acceptance=False)
    with refused("InvalidParameter"):
        cloud.endpoint(service, PROVIDER, IpAddressType=addresses, DnsOptions={"DnsRecordIpType": wanted})


def test_options_are_shown(cloud: Cloud) -> None:
    """What was asked for is told by the endpoint."""
    service = cloud.service(acceptance=False)
    made = cloud.endpoint(service, PROVIDER, IpAddressType="dualstack", DnsOptions={"DnsRecordIpType": "ipv4"})
    assert {"DnsRecordIpType": "ipv4"} == made["DnsOptions"]


def test_inbound_only_needs_a_gateway_endpoint(cloud: Cloud) -> None:
    """Private DNS for inbound Resolver endpoints alone needs a gateway endpoint to the service in the VPC."""
    ec2, vpc = cloud.client("ec2"), cloud.vpc()
    with refused("InvalidParameter"):
        to_s3(cloud, vpc, DnsOptions=INBOUND_ONLY)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, RouteTableIds=[table])
    subnet = cloud.subnet(vpc, zone="b", third=7)
    made = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=vpc,
        ServiceName=S3,
        SubnetIds=[subnet],
        PrivateDnsEnabled=True,
        DnsOptions=INBOUND_ONLY,
    )["VpcEndpoint"]
    assert INBOUND_ONLY == made["DnsOptions"]


def test_zonal_names_are_the_regional_one_with_the_zones_name(cloud: Cloud) -> None:
    """The zone's name stands after the first label, and all names of an endpoint are in one hosted zone."""
    made = cloud.endpoint(cloud.service(acceptance=False), PROVIDER)
    regional, *zonal = made["DnsEntries"]
    first, _, rest = regional["DnsName"].partition(".")
    assert [f"{first}-{REGION}{letter}.{rest}" for letter in "ab"] == [entry["DnsName"] for entry in zonal]
    assert rest.startswith("vpce-svc-")
    assert {regional["HostedZoneId"]} == {entry["HostedZoneId"] for entry in zonal}
