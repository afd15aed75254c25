"""What the contract tests make through the AWS APIs, and the refusals they expect."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.clients import client

PROVIDER, CONSUMER, STRANGER = "111111111111", "222222222222", "333333333333"
REGION = "us-east-1"

Resources = dict[str, dict[str, Any]]


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect the error code of the API reference."""
    with pytest.raises(ClientError) as caught:
        yield
    assert code == caught.value.response["Error"]["Code"]


@dataclass
class Cloud:
    """The APIs of one emulator."""

    url: str
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def client(self, service: str, account: str = PROVIDER, region: str = REGION) -> Any:
        """Return a client."""
        return client(self.url, service, account, region)

    def vpc(self, account: str = PROVIDER, region: str = REGION, *, hostnames: bool = True) -> str:
        """Make a VPC."""
        ec2 = self.client("ec2", account, region)
        vpc: str = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": hostnames})
        return vpc

    def subnet(
        self, vpc: str, account: str = PROVIDER, region: str = REGION, *, zone: str = "a", third: int = 0
    ) -> str:
        """Make a subnet of 256 addresses; `third` is the third number of its block."""
        made = self.client("ec2", account, region).create_subnet(
            VpcId=vpc, CidrBlock=f"10.0.{third}.0/24", AvailabilityZone=f"{region}{zone}"
        )
        identifier: str = made["Subnet"]["SubnetId"]
        return identifier

    def balancer(self, account: str = PROVIDER, region: str = REGION, kind: str = "network") -> str:
        """Make a Network or Gateway Load Balancer in a VPC of its own."""
        subnet = self.subnet(self.vpc(account, region), account, region)
        made = self.client("elbv2", account, region).create_load_balancer(
            Name=f"balancer-{next(self.numbers)}", Type=kind, Scheme="internal", Subnets=[subnet]
        )
        arn: str = made["LoadBalancers"][0]["LoadBalancerArn"]
        return arn

    def service(self, *principals: str, acceptance: bool = True, **asked: Any) -> dict[str, Any]:
        """Make the provider's endpoint service for `principals`."""
        ec2 = self.client("ec2")
        made: dict[str, Any] = ec2.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=[self.balancer()], AcceptanceRequired=acceptance, **asked
        )["ServiceConfiguration"]
        if principals:
            ec2.modify_vpc_endpoint_service_permissions(
                ServiceId=made["ServiceId"], AddAllowedPrincipals=list(principals)
            )
        return made

    def endpoint(
        self, service: dict[str, Any], account: str = CONSUMER, region: str = REGION, **asked: Any
    ) -> dict[str, Any]:
        """Make an interface endpoint in a VPC of its own."""
        vpc = self.vpc(account, region)
        subnets = [self.subnet(vpc, account, region, zone=zone, third=third) for third, zone in enumerate("ab")]
        made: dict[str, Any] = self.client("ec2", account, region).create_vpc_endpoint(
            VpcEndpointType="Interface",
            VpcId=vpc,
            ServiceName=service["ServiceName"],
            SubnetIds=subnets,
            PrivateDnsEnabled=False,
            **asked,
        )["VpcEndpoint"]
        return made

    def state(self, endpoint: dict[str, Any], account: str = CONSUMER, region: str = REGION) -> str:
        """Return the state of an endpoint, as the consumer sees it."""
        ec2 = self.client("ec2", account, region)
        (found,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint["VpcEndpointId"]])["VpcEndpoints"]
        state: str = found["State"]
        return state

    def connections(self, service: dict[str, Any]) -> dict[str, str]:
        """Return the state of each connection of a service, as the provider sees it, by endpoint."""
        return {one["VpcEndpointId"]: one["VpcEndpointState"] for one in self.told(service)}

    def told(self, service: dict[str, Any]) -> list[dict[str, Any]]:
        """Return what the provider is told of the connections of a service."""
        found: list[dict[str, Any]] = self.client("ec2").describe_vpc_endpoint_connections(
            Filters=[{"Name": "service-id", "Values": [service["ServiceId"]]}]
        )["VpcEndpointConnections"]
        return found

    def zone(self, vpc: str, name: str = "example.com", account: str = PROVIDER, region: str = REGION) -> str:
        """Make a private zone."""
        made = self.client("route53", account).create_hosted_zone(
            Name=name, CallerReference=str(next(self.numbers)), VPC={"VPCRegion": region, "VPCId": vpc}
        )
        identifier: str = made["HostedZone"]["Id"].removeprefix("/hostedzone/")
        return identifier

    def change(self, zone: str, *changes: tuple[str, dict[str, Any]]) -> None:
        """Change records in one batch."""
        batch = [{"Action": action, "ResourceRecordSet": record} for action, record in changes]
        self.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": batch})

    def records(self, zone: str) -> list[dict[str, Any]]:
        """Return the records of a zone, those of Route 53's own left out."""
        found = self.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        return [record for record in found if record["Type"] not in ("NS", "SOA")]

    def stack(self, resources: Resources, name: str | None = None, account: str = PROVIDER) -> Made:
        """Make a stack of `resources`, or update the one called `name`, and wait for the end."""
        cloudformation = self.client("cloudformation", account)
        template = json.dumps({"Resources": resources})
        if name is None:
            name = f"stack-{next(self.numbers)}"
            cloudformation.create_stack(StackName=name, TemplateBody=template)
        else:
            cloudformation.update_stack(StackName=name, TemplateBody=template)
        return Made(name, self.ended(name, account), self.resources(name, account))

    def ended(self, name: str, account: str = PROVIDER) -> str:
        """Return the status of a stack once nothing is in progress."""
        cloudformation = self.client("cloudformation", account)
        until = time.monotonic() + 20
        while True:
            shown = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
            if not shown["StackStatus"].endswith("IN_PROGRESS") or time.monotonic() > until:
                status: str = shown["StackStatus"]
                return status
            time.sleep(0.05)

    def resources(self, name: str, account: str = PROVIDER) -> dict[str, str]:
        """Return the physical ids of a stack by logical id."""
        found = self.client("cloudformation", account).describe_stack_resources(StackName=name)["StackResources"]
        return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}


@dataclass(frozen=True)
class Made:
    """A stack: its name, how it ended, and its physical ids by logical id."""

    name: str
    status: str
    ids: dict[str, str]
