"""Several load balancers, a gateway, certificates by name and routes: deployed, changed and destroyed."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from emulator.cdk import Place
from emulator.server import ROOT
from emulator.stacks import stacks_of

from .deployment import OPERATOR, Deployment, Topology

pytestmark = pytest.mark.deployed

NETWORKS = ["shapes-provider-network", "shapes-client-network"]
PROVIDER, CLIENT = "shapes-provider-links", "shapes-client-links"
PLACEHOLDER = "rtb-0123456789abcdef0"


def topology(table: str = PLACEHOLDER) -> Topology:
    """Return the topology of every shape, unprotected, with a route table that exists where `table` is one."""
    text = (ROOT / "tests" / "security" / "shapes.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text.replace(PLACEHOLDER, table))
    for cell in found["cells"].values():
        cell["termination_protection"] = False
    several, inspection = found["services"]["several"], found["services"]["inspection"]
    for balancer in (several["load_balancer"], *several["more_load_balancers"].values()):
        balancer["deletion_protection"] = False
    inspection["gateway_load_balancer"]["deletion_protection"] = False
    return found


@pytest.fixture(scope="module")
def table(emulated: Deployment) -> str:
    """A route table of the client's network, once that is deployed."""
    emulated.deploy(emulated.synthesize(topology()), [*NETWORKS, PROVIDER])
    ids = emulated.stack("shapes-client-network").resources
    return next(value for key, value in ids.items() if key.startswith("CellRouteTable"))


@pytest.fixture(scope="module")
def parameters(emulated: Deployment, table: str) -> dict[str, str]:
    """The names of the two services, as the provider's stack shows them."""
    outputs = emulated.stack(PROVIDER).outputs
    names = {kind: next(value for key, value in outputs.items() if kind in key) for kind in ("several", "inspection")}
    return {f"{CLIENT}:SeveralName": names["several"], f"{CLIENT}:InspectionName": names["inspection"]}


class TestShapes:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_all_of_it_is_deployed(self, emulated: Deployment, table: str, parameters: dict[str, str]) -> None:
        """Four stacks stand, with both endpoints connected."""
        assembly = emulated.synthesize(topology(table))
        emulated.deploy(assembly, (), parameters)
        assert {"CREATE_COMPLETE"} == {stack.status for stack in emulated.stacks(assembly).values()}
        shown = emulated.client("ec2", CLIENT).describe_vpc_endpoints()["VpcEndpoints"]
        # Each cell has a gateway endpoint for S3 as well.
        found = {each["VpcEndpointType"]: each["State"] for each in shown if each["VpcEndpointType"] != "Gateway"}
        assert {"Interface": "available", "GatewayLoadBalancer": "available"} == found

    def test_services_stand_on_all_their_load_balancers(self, emulated: Deployment) -> None:
        """Two Network Load Balancers behind one service, a Gateway Load Balancer behind the other."""
        shown = emulated.client("ec2", PROVIDER).describe_vpc_endpoint_service_configurations()
        found = sorted(
            (len(each.get("NetworkLoadBalancerArns", [])), len(each.get("GatewayLoadBalancerArns", [])))
            for each in shown["ServiceConfigurations"]
        )
        assert [(0, 1), (2, 0)] == found

    def test_a_listener_has_both_certificates(self, emulated: Deployment) -> None:
        """The first is the default, the other is for clients that ask for its name."""
        elbv2, ids = emulated.client("elbv2", PROVIDER), emulated.stack(PROVIDER).resources
        listener = next(
            value for key, value in ids.items() if key.startswith("Serviceseveral") and "Listener443" in key
        )
        shown = elbv2.describe_listener_certificates(ListenerArn=listener)["Certificates"]
        assert [("0", True), ("1", False)] == [
            (each["CertificateArn"].rpartition("/")[2][0], each["IsDefault"]) for each in shown
        ]

    def test_targets_are_treated_as_asked(self, emulated: Deployment) -> None:
        """The attributes of the target group are the settings."""
        elbv2, ids = emulated.client("elbv2", PROVIDER), emulated.stack(PROVIDER).resources
        group = next(value for key, value in ids.items() if "TargetGroup443" in key)
        shown = elbv2.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]
        expected = {"proxy_protocol_v2.enabled": "true", "deregistration_delay.timeout_seconds": "30"}
        assert expected == {each["Key"]: each["Value"] for each in shown}

    def test_a_route_leads_to_the_endpoint(self, emulated: Deployment, table: str) -> None:
        """The route table of the client sends the block to the Gateway Load Balancer endpoint."""
        ids = emulated.stack(CLIENT).resources
        shown = emulated.client("ec2", CLIENT).describe_route_tables(RouteTableIds=[table])["RouteTables"]
        routes = {each.get("DestinationCidrBlock"): each.get("GatewayId") for each in shown[0]["Routes"]}
        assert routes["192.0.2.0/24"] in ids.values()

    def test_nothing_changes_when_deployed_again(
        self, emulated: Deployment, table: str, parameters: dict[str, str]
    ) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology(table)), (), parameters).values())

    def test_a_certificate_less_takes_one_resource_away(
        self, emulated: Deployment, table: str, parameters: dict[str, str]
    ) -> None:
        """Every other resource of the provider stays the same one."""
        before = emulated.stack(PROVIDER).resources
        wish: dict[str, Any] = topology(table)
        del wish["services"]["several"]["listeners"][0]["more_certificate_arns"]
        emulated.deploy(emulated.synthesize(wish), (), parameters)
        gone = before.items() - emulated.stack(PROVIDER).resources.items()
        assert ["Certificate443api"] == [
            key.removeprefix("Serviceseveral")[: len("Certificate443api")] for key, _ in gone
        ]

    def test_all_of_it_is_destroyed(self, emulated: Deployment) -> None:
        """No stack, endpoint, service or load balancer is left."""
        emulated.cdk.destroy(list(emulated.assemblies.values())[-1], [CLIENT, PROVIDER])
        emulated.cdk.destroy(list(emulated.assemblies.values())[-1])
        assert [] == stacks_of(emulated.cdk.url, Place(OPERATOR, "us-east-1"))
        ec2, elbv2 = emulated.client("ec2", PROVIDER), emulated.client("elbv2", PROVIDER)
        assert [] == ec2.describe_vpc_endpoints()["VpcEndpoints"]
        assert [] == ec2.describe_vpc_endpoint_service_configurations()["ServiceConfigurations"]
        assert [] == elbv2.describe_load_balancers()["LoadBalancers"]
