"""Private DNS names of endpoint services behave as AWS documents.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html.
"""

from __future__ import annotations

from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, refused

NAME = "api.vendor.test"


def shown(cloud: Cloud, service: dict[str, Any]) -> dict[str, Any]:
    """Return the service as its owner sees it."""
    found = cloud.client("ec2").describe_vpc_endpoint_service_configurations(ServiceIds=[service["ServiceId"]])
    configuration: dict[str, Any] = found["ServiceConfigurations"][0]
    return configuration


def verify(cloud: Cloud, service: dict[str, Any]) -> str:
    """Start the verification and return the state after it."""
    cloud.client("ec2").start_vpc_endpoint_service_private_dns_verification(ServiceId=service["ServiceId"])
    state: str = shown(cloud, service)["PrivateDnsNameConfiguration"]["State"]
    return state


def prove(cloud: Cloud, service: dict[str, Any], domain: str, *, label: bool = True, account: str = PROVIDER) -> None:
    """Put the TXT record into a new public zone."""
    route53 = cloud.client("route53", account)
    zone = route53.create_hosted_zone(Name="vendor.test", CallerReference=str(next(cloud.numbers)))["HostedZone"]["Id"]
    proof = shown(cloud, service)["PrivateDnsNameConfiguration"]
    record = {
        "Name": f"{proof['Name']}.{domain}" if label else domain,
        "Type": "TXT",
        "TTL": 300,
        "ResourceRecords": [{"Value": f'"{proof["Value"]}"'}],
    }
    changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=changes)


def of(account: str) -> str:
    """Return the ARN of an account."""
    return f"arn:aws:iam::{account}:root"


def test_a_name_waits_to_be_verified(cloud: Cloud) -> None:
    """A new name comes with the record that proves its domain; without the record its verification fails."""
    service = cloud.service(PrivateDnsName=NAME)
    proof = shown(cloud, service)["PrivateDnsNameConfiguration"]
    assert ("pendingVerification", "TXT") == (proof["State"], proof["Type"])
    assert "failed" == verify(cloud, service)


@pytest.mark.parametrize(
    ("name", "domain", "label", "account"),
    [
        (NAME, NAME, True, PROVIDER),
        (NAME, "vendor.test", True, PROVIDER),
        (NAME, NAME, False, PROVIDER),
        (f"*.{NAME}", NAME, True, PROVIDER),
        (NAME, NAME, True, STRANGER),
    ],
)
def test_a_record_proves_the_domain(cloud: Cloud, name: str, domain: str, label: bool, account: str) -> None:
    """The record counts in the domain or one above it, with or without its label, in a zone of any account."""
    service = cloud.service(PrivateDnsName=name)
    prove(cloud, service, domain, label=label, account=account)
    assert "verified" == verify(cloud, service)


def test_a_private_zone_proves_nothing(cloud: Cloud) -> None:
    """A record that the internet does not see does not count."""
    service = cloud.service(PrivateDnsName=NAME)
    proof = shown(cloud, service)["PrivateDnsNameConfiguration"]
    record = {
        "Name": f"{proof['Name']}.{NAME}",
        "Type": "TXT",
        "TTL": 300,
        "ResourceRecords": [{"Value": f'"{proof["Value"]}"'}],
    }
    cloud.change(cloud.zone(cloud.vpc(), "vendor.test"), ("CREATE", record))
    assert "failed" == verify(cloud, service)


def test_another_name_is_verified_anew(cloud: Cloud) -> None:
    """A name that changes has another record; one that is given again stays verified; one can be taken away."""
    service, ec2 = cloud.service(PrivateDnsName=NAME), cloud.client("ec2")
    prove(cloud, service, NAME)
    assert "verified" == verify(cloud, service)
    before = shown(cloud, service)["PrivateDnsNameConfiguration"]
    ec2.modify_vpc_endpoint_service_configuration(ServiceId=service["ServiceId"], PrivateDnsName=NAME)
    assert before == shown(cloud, service)["PrivateDnsNameConfiguration"]
    ec2.modify_vpc_endpoint_service_configuration(ServiceId=service["ServiceId"], PrivateDnsName="b.vendor.test")
    after = shown(cloud, service)["PrivateDnsNameConfiguration"]
    assert ("pendingVerification", True) == (after["State"], before["Value"] != after["Value"])
    ec2.modify_vpc_endpoint_service_configuration(ServiceId=service["ServiceId"], RemovePrivateDnsName=True)
    assert "PrivateDnsName" not in shown(cloud, service)


def test_a_service_without_a_name_has_nothing_to_verify(cloud: Cloud) -> None:
    """The verification of no name is refused."""
    with refused("InvalidParameter"):
        verify(cloud, cloud.service())


def test_consumers_use_a_verified_name_only(cloud: Cloud) -> None:
    """Private DNS is refused without a name, before it is verified, and before the connection is accepted."""
    ec2 = cloud.client("ec2", CONSUMER)
    service = cloud.service(of(CONSUMER))
    endpoint = cloud.endpoint(service)
    asked = {"ServiceId": service["ServiceId"], "VpcEndpointIds": [endpoint["VpcEndpointId"]]}

    def switch_on() -> None:
        ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["VpcEndpointId"], PrivateDnsEnabled=True)

    with refused("InvalidParameter"):
        switch_on()
    cloud.client("ec2").modify_vpc_endpoint_service_configuration(ServiceId=service["ServiceId"], PrivateDnsName=NAME)
    with refused("InvalidParameter"):
        switch_on()
    prove(cloud, service, NAME)
    verify(cloud, service)
    with refused("InvalidParameter"):
        switch_on()
    cloud.client("ec2").accept_vpc_endpoint_connections(**asked)
    switch_on()
    (found,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
    assert found["PrivateDnsEnabled"]


def test_a_template_reads_the_record(cloud: Cloud) -> None:
    """CloudFormation gives the name and the value of the record as attributes of the service."""
    service = {
        "Type": "AWS::EC2::VPCEndpointService",
        "Properties": {"NetworkLoadBalancerArns": [cloud.balancer()], "PrivateDnsName": NAME},
    }
    zone = {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "vendor.test"}}
    part = "PrivateDnsNameConfiguration"
    record = {
        "Type": "AWS::Route53::RecordSet",
        "Properties": {
            "HostedZoneId": {"Ref": "Zone"},
            "Name": {"Fn::Join": ["", [{"Fn::GetAtt": ["Service", f"{part}.Name"]}, f".{NAME}"]]},
            "Type": "TXT",
            "TTL": "300",
            "ResourceRecords": [{"Fn::Join": ["", ['"', {"Fn::GetAtt": ["Service", f"{part}.Value"]}, '"']]}],
        },
    }
    made = cloud.stack({"Service": service, "Zone": zone, "Record": record})
    assert "CREATE_COMPLETE" == made.status
    assert "verified" == verify(cloud, {"ServiceId": made.ids["Service"]})
