"""All that the library makes, deployed, deployed again, renamed and destroyed: IPv6, NAT, every tier and listener."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from emulator.cdk import Place, places_of
from emulator.server import ROOT
from emulator.stacks import stacks_of

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

HERE = Place(OPERATOR, "us-east-1")
NETWORK, PROVIDER, CLIENT = "everything-full-network", "everything-full-links", "everything-client-links"
PLACEHOLDER = "sg-0123456789abcdef0"


def topology(group: str = PLACEHOLDER, *, protected: bool = True) -> Topology:
    """Return the topology of every feature, with a security group that exists where `group` is one."""
    text = (ROOT / "tests" / "security" / "everything.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text.replace(PLACEHOLDER, group))
    for cell in found["cells"].values():
        cell["termination_protection"] = protected
    for service in found["services"].values():
        service["load_balancer"]["deletion_protection"] = protected
    return found


@pytest.fixture(scope="module")
def group(emulated: Deployment) -> str:
    """The security group that the topology brings along, in the client's VPC once that is deployed."""
    assembly = emulated.synthesize(topology())
    emulated.deploy(assembly, [NETWORK, "everything-client-network", PROVIDER])
    vpc = emulated.stack("everything-client-network").resources["CellF69BA0FA"]
    made = emulated.client("ec2", NETWORK).create_security_group(GroupName="brought", Description="Brought", VpcId=vpc)
    identifier: str = made["GroupId"]
    return identifier


@pytest.fixture(scope="module")
def parameters(emulated: Deployment, group: str) -> dict[str, str]:
    """What the client's stack is given: the name of the service that is called unlogged."""
    outputs = emulated.stack(PROVIDER).outputs
    return {f"{CLIENT}:ServiceName": next(value for key, value in outputs.items() if "unlogged" in key)}


class TestEverything:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_all_of_it_is_deployed(self, emulated: Deployment, group: str, parameters: dict[str, str]) -> None:
        """Four stacks stand, the last with its services' names from a parameter and from Systems Manager."""
        assembly = emulated.synthesize(topology(group))
        emulated.deploy(assembly, (), parameters)
        assert {"CREATE_COMPLETE"} == {stack.status for stack in emulated.stacks(assembly).values()}

    def test_every_subnet_has_its_part_of_the_ipv6_block(self, emulated: Deployment) -> None:
        """Six subnets, six different blocks of the VPC's."""
        ec2, vpc = emulated.client("ec2", NETWORK), emulated.stack(NETWORK).resources["CellF69BA0FA"]
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
        blocks = {one["Ipv6CidrBlock"] for each in subnets for one in each["Ipv6CidrBlockAssociationSet"]}
        outer = emulated.stack(NETWORK).outputs
        prefix = next(value for key, value in outer.items() if "Ipv6Cidr" in key).removesuffix("00::/56")
        assert (6, 6) == (len(subnets), len(blocks))
        assert all(block.startswith(prefix) and block.endswith("::/64") for block in blocks)

    def test_each_tier_has_its_way_out(self, emulated: Deployment) -> None:
        """Public through the internet gateway, egress through a NAT gateway of its zone, isolated through nothing."""
        ec2, ids = emulated.client("ec2", NETWORK), emulated.stack(NETWORK).resources
        tables = {
            one["RouteTableId"]: one["Routes"]
            for one in ec2.describe_route_tables(
                RouteTableIds=[value for key, value in ids.items() if key.startswith("CellRouteTableT")]
            )["RouteTables"]
        }
        ways = {
            key.removeprefix("CellRouteTable")[:4]: {_target(route) for route in tables[value]}
            for key, value in ids.items()
            if key.startswith("CellRouteTableT")
        }
        nat = {
            key[len("CellNatGateway") :][:2]: value for key, value in ids.items() if key.startswith("CellNatGateway")
        }
        local, internet = "local", next(value for value in ids.values() if value.startswith("igw-"))
        egress = next(value for value in ids.values() if value.startswith("eigw-"))
        assert {
            **{f"T0Z{zone}": {local, internet} for zone in (0, 1)},
            **{f"T1Z{zone}": {local, nat[f"Z{zone}"], egress} for zone in (0, 1)},
            **{f"T2Z{zone}": {local} for zone in (0, 1)},
        } == ways

    def test_nothing_changes_when_deployed_again(
        self, emulated: Deployment, group: str, parameters: dict[str, str]
    ) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology(group)), (), parameters).values())

    def test_new_names_replace_nothing(self, emulated: Deployment, group: str, parameters: dict[str, str]) -> None:
        """Every kind of resource that has tags takes new ones in place, and shows them."""
        before = emulated.stacks(emulated.synthesize(topology(group)))
        renamed = unprotected(group)
        for cell in renamed["cells"].values():
            cell["display_name"] = "Renamed"
        assembly = emulated.synthesize(renamed)
        emulated.deploy(assembly, (), parameters)
        after = emulated.stacks(assembly)
        assert {name: stack.resources for name, stack in before.items()} == {
            name: stack.resources for name, stack in after.items()
        }
        assert [] == old_names(emulated)

    def test_nothing_is_left_but_what_is_kept(self, emulated: Deployment, group: str) -> None:
        """Log groups and their keys stay on purpose; the security group was never the stacks'."""
        assembly = _latest(emulated)
        kept = {
            value
            for stack in emulated.stacks(assembly).values()
            for key, value in stack.resources.items()
            if "LogGroup" in key or "LogKey" in key
        }
        emulated.cdk.destroy(assembly, [CLIENT, PROVIDER])
        emulated.client("ec2", NETWORK).delete_security_group(GroupId=group)
        emulated.cdk.destroy(assembly)
        assert [] == stacks_of(emulated.cdk.url, HERE)
        assert {} == left_behind(emulated)
        logs, kms = emulated.client("logs", NETWORK), emulated.client("kms", NETWORK)
        groups = {one["logGroupName"] for one in logs.describe_log_groups()["logGroups"]}
        keys = {one["KeyId"] for one in kms.list_keys()["Keys"]}
        assert kept == groups | keys
        assert len(places_of(assembly)) == 4


def unprotected(group: str) -> Topology:
    """Return the topology without any protection."""
    return topology(group, protected=False)


def _latest(emulated: Deployment) -> Path:
    return list(emulated.assemblies.values())[-1]


def _target(route: dict[str, Any]) -> str:
    keys = ("GatewayId", "NatGatewayId", "EgressOnlyInternetGatewayId")
    target: str = next(route[key] for key in keys if key in route)
    return target


def old_names(emulated: Deployment) -> list[str]:
    """Return what of EC2 still shows a name from before the cells were renamed."""
    found = emulated.client("ec2", NETWORK).describe_tags(Filters=[{"Name": "key", "Values": ["Name"]}])["Tags"]
    assert found
    return sorted(f"{one['ResourceId']}: {one['Value']}" for one in found if not one["Value"].startswith("Renamed"))


LEFT: dict[str, tuple[str, str, str]] = {
    "vpcs": ("ec2", "describe_vpcs", "Vpcs"),
    "endpoints": ("ec2", "describe_vpc_endpoints", "VpcEndpoints"),
    "services": ("ec2", "describe_vpc_endpoint_service_configurations", "ServiceConfigurations"),
    "nat gateways": ("ec2", "describe_nat_gateways", "NatGateways"),
    "addresses": ("ec2", "describe_addresses", "Addresses"),
    "egress gateways": ("ec2", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways"),
    "internet gateways": ("ec2", "describe_internet_gateways", "InternetGateways"),
    "subnets": ("ec2", "describe_subnets", "Subnets"),
    "route tables": ("ec2", "describe_route_tables", "RouteTables"),
    "security groups": ("ec2", "describe_security_groups", "SecurityGroups"),
    "flow logs": ("ec2", "describe_flow_logs", "FlowLogs"),
    "load balancers": ("elbv2", "describe_load_balancers", "LoadBalancers"),
    "target groups": ("elbv2", "describe_target_groups", "TargetGroups"),
    "zones": ("route53", "list_hosted_zones", "HostedZones"),
    "functions": ("lambda", "list_functions", "Functions"),
    "roles": ("iam", "list_roles", "Roles"),
    "parameters": ("ssm", "describe_parameters", "Parameters"),
}
FROM_THE_START = ("172.31.", "vpc-00000001", "igw-00000001", "cdk-hnb659fds", "/cdk-bootstrap/")


def left_behind(emulated: Deployment) -> dict[str, list[Any]]:
    """Return what exists that neither the account had from the start nor bootstrapping made."""
    found = {}
    for kind, (service, operation, key) in LEFT.items():
        shown = getattr(emulated.client(service, NETWORK), operation)()[key]
        found[kind] = [
            one
            for one in shown
            if one.get("State") != "deleted" and not any(mark in str(one) for mark in FROM_THE_START)
        ]
    return {kind: things for kind, things in found.items() if things}
