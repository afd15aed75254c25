"""Private APIs, VPC links, a shared group and a route by tier: deployed, deployed again, changed and destroyed."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from emulator.cdk import Place
from emulator.server import ROOT
from emulator.stacks import stacks_of

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

NETWORK, LINKS, VENDOR = "apis-app-network", "apis-app-links", "vendor-offer-links"
API = {f"{LINKS}:OrdersApiId": "a1b2c3d4e5"}
KEPT = {"deletion_protection": False}


def vendor() -> Topology:
    """Return a provider with what the topology's links lead to."""
    zones = [{"slot": 0, "name": "us-east-1a"}, {"slot": 1, "name": "us-east-1b"}]
    open_to = {"cell": "offer", "allowed_principals": [OPERATOR], "acceptance_required": False}
    listeners = [{"port": port, "targets": {"ip_addresses": ["10.90.0.10"]}} for port in (443, 6666)]
    return {
        "name": "vendor",
        "cells": {
            "offer": {
                "account": OPERATOR,
                "region": "us-east-1",
                "termination_protection": False,
                "network": {"cidr": "10.90.0.0/16", "availability_zones": zones, "flow_logs": None},
            }
        },
        "services": {
            "rest": {**open_to, "load_balancer": KEPT, "listeners": listeners},
            "relay": {**open_to, "load_balancer": KEPT, "listeners": listeners},
            "inspection": {**open_to, "gateway_load_balancer": {**KEPT, "targets": {"ip_addresses": ["10.90.0.11"]}}},
        },
    }


def topology(names: dict[str, str]) -> Topology:
    """Return the topology of APIs, unprotected, with links to the services called so."""
    found: Topology = yaml.safe_load((ROOT / "tests" / "security" / "apis.yaml").read_text(encoding="utf-8"))
    found["cells"]["app"]["termination_protection"] = False
    found["services"]["orders"]["load_balancer"]["deletion_protection"] = False
    for key, name in names.items():
        found["links"][key]["service_name"] = name
    return found


@pytest.fixture(scope="module")
def names(emulated: Deployment) -> dict[str, str]:
    """The names of the vendor's services."""
    emulated.deploy(emulated.synthesize(vendor()))
    outputs = emulated.stack(VENDOR).outputs
    return {
        key: next(value for name, value in outputs.items() if name.startswith(f"Service{key}"))
        for key in ("rest", "relay", "inspection")
    }


def only(resources: dict[str, str], part: str) -> str:
    """The physical id of the one resource whose logical id begins so."""
    (found,) = [value for key, value in resources.items() if key.startswith(part)]
    return found


class TestApis:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_all_of_it_is_deployed(self, emulated: Deployment, names: dict[str, str]) -> None:
        """The domain name with its association and share, and both VPC links, stand."""
        assembly = emulated.synthesize(topology(names))
        emulated.deploy(assembly, (), API)
        assert {"CREATE_COMPLETE"} == {stack.status for stack in emulated.stacks(assembly).values()}
        made = emulated.stack(LINKS).resources
        assert all(
            any(key.startswith(part) for key in made)
            for part in ("PrivateApiordersAccess", "PrivateApiordersShare", "HttpVpcLinkweb", "RestVpcLinkorders")
        )

    def test_the_policy_shown_names_the_endpoint_that_was_made(self, emulated: Deployment) -> None:
        """The owner of the API reads from the stack what the API's own policy has to hold."""
        outputs = emulated.stack(LINKS).outputs
        policy = json.loads(next(value for key, value in outputs.items() if "ApiPolicy" in key))
        own = only(emulated.stack(NETWORK).resources, "CellInterfaceEndpointexecuteapi")
        named = policy["Statement"][1]["Condition"]["StringNotEquals"]["aws:SourceVpce"]
        assert [own, "vpce-0123456789abcdef0"] == named

    def test_the_service_reaches_the_endpoints_interfaces(self, emulated: Deployment) -> None:
        """The function looked the addresses up and registered those of the endpoint that the cell made."""
        own = only(emulated.stack(NETWORK).resources, "CellInterfaceEndpointexecuteapi")
        ec2, elbv2 = emulated.client("ec2", LINKS), emulated.client("elbv2", LINKS)
        (endpoint,) = ec2.describe_vpc_endpoints(VpcEndpointIds=[own])["VpcEndpoints"]
        shown = ec2.describe_network_interfaces(NetworkInterfaceIds=endpoint["NetworkInterfaceIds"])
        expected = sorted(one["PrivateIpAddress"] for one in shown["NetworkInterfaces"])
        group = only(emulated.stack(LINKS).resources, "ServiceordersTargetGroup443")
        health = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        assert expected == sorted(each["Target"]["Id"] for each in health)

    def test_two_endpoints_have_one_group(self, emulated: Deployment) -> None:
        """Both endpoints to the vendor have the group that was made once."""
        made = emulated.stack(LINKS).resources
        group = only(made, "SecurityGroupclients")
        ids = [only(made, "Linkrest"), only(made, "Linkrelay")]
        shown = emulated.client("ec2", LINKS).describe_vpc_endpoints(VpcEndpointIds=ids)["VpcEndpoints"]
        assert [[group], [group]] == [[one["GroupId"] for one in each["Groups"]] for each in shown]

    def test_the_route_is_of_the_tiers_table(self, emulated: Deployment) -> None:
        """The inspected subnet of the endpoint's zone sends everything to the endpoint."""
        table = only(emulated.stack(NETWORK).resources, "CellRouteTableT1Z0")
        shown = emulated.client("ec2", LINKS).describe_route_tables(RouteTableIds=[table])["RouteTables"]
        routes = {each.get("DestinationCidrBlock"): each.get("GatewayId") for each in shown[0]["Routes"]}
        endpoint = next(
            value
            for key, value in emulated.stack(LINKS).resources.items()
            if key.startswith("Linkinspection") and value.startswith("vpce-")
        )
        assert endpoint == routes["0.0.0.0/0"]

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment, names: dict[str, str]) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology(names)), (), API).values())

    def test_a_private_api_less_leaves_the_rest(self, emulated: Deployment, names: dict[str, str]) -> None:
        """Its domain name, mapping, association, share and record go, and every other resource stays."""
        before = emulated.stack(LINKS).resources
        wish: dict[str, Any] = topology(names)
        del wish["private_apis"]
        emulated.deploy(emulated.synthesize(wish))
        gone = before.items() - emulated.stack(LINKS).resources.items()
        assert {"PrivateApi", "RecordsReco"} == {key[:10] if key.startswith("Private") else key[:11] for key, _ in gone}

    def test_all_of_it_is_destroyed(self, emulated: Deployment, names: dict[str, str]) -> None:
        """No stack and no endpoint is left."""
        assembly = emulated.synthesize(topology(names))
        emulated.cdk.destroy(assembly, [LINKS])
        emulated.cdk.destroy(assembly)
        emulated.cdk.destroy(emulated.synthesize(vendor()), [VENDOR])
        emulated.cdk.destroy(emulated.synthesize(vendor()))
        assert [] == stacks_of(emulated.cdk.url, Place(OPERATOR, "us-east-1"))
        assert [] == emulated.client("ec2", LINKS).describe_vpc_endpoints()["VpcEndpoints"]
