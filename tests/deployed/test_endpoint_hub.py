"""The example endpoint-hub: endpoints to AWS services whose names are zones of the hub's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .agreement import check_agreement
from .deployment import Deployment, example
from .lives import endpoint_hub, endpoint_hub_parameters

pytestmark = pytest.mark.deployed

HUB, ORDERS, SHOWN = "endpoint-hub-hub-network", "endpoint-hub-orders-links", "endpoint-hub-hub-links"


def endpoints(emulated: Deployment, stack: str) -> dict[str, dict[str, Any]]:
    """Return the interface endpoints where `stack` is deployed, by the last part of their service's name."""
    found = emulated.client("ec2", stack).describe_vpc_endpoints()["VpcEndpoints"]
    interfaces = [one for one in found if one["VpcEndpointType"] == "Interface"]
    return {one["ServiceName"].split(".", 3)[-1]: one for one in interfaces}


class TestEndpointHub:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_every_name_leads_to_its_endpoint(self, emulated: Deployment) -> None:
        """Zones and aliases stand as the service's pages name them, each at the regional name of its endpoint."""
        endpoint_hub(emulated)
        hub, orders = endpoints(emulated, HUB), endpoints(emulated, ORDERS)
        regional = {service: one["DnsEntries"][0]["DnsName"] for service, one in (hub | orders).items()}
        names = {
            "ssm": ["ssm"],
            "ecr.dkr": ["*.dkr.ecr"],
            "s3": ["s3", "*.s3", "s3-accesspoint", "*.s3-accesspoint", "s3-control", "*.s3-control"],
            "sts": ["sts"],
        }
        expected = {
            f"{name}.eu-west-1.amazonaws.com.": regional[service] for service, each in names.items() for name in each
        }
        found = {
            record["Name"].replace("\\052", "*"): record["AliasTarget"]["DNSName"].removesuffix(".")
            for zone in emulated.inventory().zones
            for record in zone.records
            if "AliasTarget" in record
        }
        assert expected == {name: target.replace("\\052", "*") for name, target in found.items()}

    def test_the_witness_was_right(self, emulated: Deployment, tmp_path: Path) -> None:
        """What was said of every name before the deployment is what it answers."""
        check_agreement(emulated, emulated.synthesize(example("endpoint-hub")), tmp_path)

    def test_the_other_cell_sees_what_the_profile_holds(self, emulated: Deployment) -> None:
        """The Profile has two of the hub's zones, and the other account's VPC is associated with it."""
        (profile,) = endpoint_hub_parameters(emulated).values()
        (made,) = (one for one in emulated.stack(SHOWN).resources.items() if one[0].startswith("Profileawsservices6"))
        assert profile == made[1]
        held = [key for key in emulated.stack(SHOWN).resources if key.startswith("ProfileawsservicesZone")]
        assert 2 == len(held)
        spoke = emulated.stack("endpoint-hub-orders-network").resources
        (joined,) = (identifier for key, identifier in spoke.items() if key.startswith("CellProfileAssociation"))
        assert joined.startswith("rpassoc-")

    def test_policies_arrive_as_written(self, emulated: Deployment) -> None:
        """The account that a policy names is the one it was deployed to, and the end is a time."""
        condition = json.loads(endpoints(emulated, ORDERS)["sts"]["PolicyDocument"])["Statement"][0]["Condition"]
        assert {
            "StringEquals": {"aws:PrincipalAccount": ["222222222222"]},
            "DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"},
        } == condition

    def test_a_second_deployment_changes_nothing(self, emulated: Deployment) -> None:
        """Nothing in the templates differs from one synthesis to the next."""
        assembly = emulated.synthesize(example("endpoint-hub"))
        ended = emulated.deploy(assembly, (), endpoint_hub_parameters(emulated))
        assert {"no changes"} == set(ended.values())

    def test_a_changed_policy_keeps_the_endpoint(self, emulated: Deployment) -> None:
        """A policy and the clients change in place: the endpoint keeps its id and its names."""
        before = endpoints(emulated, HUB)["ssm"]
        topology = example("endpoint-hub")
        hub = topology["cells"]["hub"]
        hub["interface_endpoints"][0]["policy"] = {"own_account": True, "own_vpc": True}
        hub["interface_endpoint_clients"].append("10.32.0.0/16")
        emulated.deploy(emulated.synthesize(topology), [HUB])
        after = endpoints(emulated, HUB)["ssm"]
        assert (before["VpcEndpointId"], before["DnsEntries"]) == (after["VpcEndpointId"], after["DnsEntries"])
        statement = json.loads(after["PolicyDocument"])["Statement"][0]
        assert after["VpcId"] == statement["Condition"]["StringEquals"]["aws:SourceVpc"]

    def test_a_service_that_is_left_out_goes_with_its_zones(self, emulated: Deployment) -> None:
        """Its endpoint, zones and aliases are deleted; all others stay, those of the Profile among them."""
        topology = example("endpoint-hub")
        hub = topology["cells"]["hub"]
        hub["interface_endpoints"] = [one for one in hub["interface_endpoints"] if one["service"] != "s3"]
        emulated.deploy(emulated.synthesize(topology), [HUB])
        assert {"ssm", "ecr.dkr", "logs"} == set(endpoints(emulated, HUB))
        hosted = {zone.name.partition(".eu-west-1")[0] for zone in emulated.inventory().zones}
        assert {"ssm", "dkr.ecr", "sts", "orders.example.com."} == hosted
