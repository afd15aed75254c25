"""The example two-regions, deployed, changed and destroyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from emulator.cdk import CdkFailed, places_of
from emulator.stacks import stacks_of

from .agreement import check_agreement
from .deployment import Deployment, Topology, example

EAST_LINKS, EAST_NETWORK = "two-regions-us-east-links", "two-regions-us-east-network"

pytestmark = pytest.mark.deployed


@pytest.fixture
def topology() -> Topology:
    """The example's."""
    return example("two-regions")


def answers(emulated: Deployment, region: str) -> dict[str, list[str]]:
    """Return the addresses of each name in the zone that the VPC of a Region sees."""
    (vpc,) = [
        one["VpcId"] for place, vpcs in emulated.inventory().vpcs.items() if place.region == region for one in vpcs
    ]
    (zone,) = [zone for zone in emulated.inventory().zones if vpc in zone.vpcs]
    return {
        record["Name"]: [one["Value"] for one in record["ResourceRecords"]]
        for record in zone.records
        if record["Type"] == "A"
    }


class TestTwoRegions:
    """One life of the example: the tests run in their order, each on what the one before left."""

    def test_one_name_has_two_answers(self, emulated: Deployment, topology: Topology) -> None:
        """Both cells are deployed, and the same names hold different hosts."""
        emulated.deploy(emulated.synthesize(topology))
        east, west = answers(emulated, "us-east-1"), answers(emulated, "us-west-2")
        assert {"foo.example.com.": ["10.0.0.10"], "ollama.example.com.": ["10.0.0.11", "10.0.16.11"]} == east
        assert {"foo.example.com.": ["10.0.0.20"], "ollama.example.com.": ["10.0.0.21", "10.0.16.21"]} == west

    def test_the_witness_was_right(self, emulated: Deployment, topology: Topology, tmp_path: Path) -> None:
        """What was said of every name before the deployment is what it answers."""
        check_agreement(emulated, emulated.synthesize(topology), tmp_path)

    def test_the_default_security_group_is_closed(self, emulated: Deployment) -> None:
        """The function of the custom resource has run: no rule is left in a cell's default group."""
        vpc = emulated.stack(EAST_NETWORK).resources["CellF69BA0FA"]
        groups = emulated.client("ec2", EAST_NETWORK).describe_security_groups(
            Filters=[{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
        )["SecurityGroups"]
        assert [([], [])] == [(one["IpPermissions"], one["IpPermissionsEgress"]) for one in groups]

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment, topology: Topology) -> None:
        """A second deployment finds no changes in any stack."""
        assert {"no changes"} == set(emulated.deploy(emulated.synthesize(topology)).values())

    def test_a_new_region_touches_no_other(self, emulated: Deployment, topology: Topology) -> None:
        """A third cell is two new stacks; the others find no changes."""
        before = emulated.stacks(emulated.synthesize(topology))
        third = {**topology["cells"]["us-west"], "region": "eu-west-1", "display_name": "Ireland"}
        third["network"] = {**third["network"], "availability_zones": _zones("eu-west-1")}
        topology["cells"]["eu-west"] = third
        ended = emulated.deploy(emulated.synthesize(topology))
        new = {"two-regions-eu-west-network", "two-regions-eu-west-links"}
        assert {name: "deployed" if name in new else "no changes" for name in ended} == ended
        assert new < set(ended)
        assert before == {name: emulated.stack(name) for name in before}

    def test_a_new_host_is_one_new_record(self, emulated: Deployment, topology: Topology) -> None:
        """Nothing else is made, changed or replaced."""
        assembly = emulated.synthesize(topology)
        before = emulated.stacks(assembly)
        topology["cells"]["us-east"]["hosts"]["bar"] = ["10.0.0.12"]
        ended = emulated.deploy(emulated.synthesize(topology))
        after = emulated.stacks(assembly)
        assert [EAST_LINKS] == [name for name, what in ended.items() if what == "deployed"]
        new = set(after[EAST_LINKS].resources) - set(before[EAST_LINKS].resources)
        assert 1 == len(new)
        assert before[EAST_LINKS].resources.items() < after[EAST_LINKS].resources.items()
        assert ["10.0.0.12"] == answers(emulated, "us-east-1")["bar.example.com."]

    def test_a_new_display_name_replaces_nothing(self, emulated: Deployment, topology: Topology) -> None:
        """Tags change; every resource keeps its physical id."""
        before = emulated.stack(EAST_NETWORK).resources
        topology["cells"]["us-east"]["display_name"] = "The East"
        emulated.deploy(emulated.synthesize(topology))
        assert before == emulated.stack(EAST_NETWORK).resources

    def test_a_network_is_protected_from_deletion(self, emulated: Deployment, topology: Topology) -> None:
        """Its stack says so itself."""
        with pytest.raises(CdkFailed, match="TerminationProtection is enabled"):
            emulated.cdk.destroy(emulated.synthesize(topology), [EAST_NETWORK])

    def test_nothing_is_left_behind(self, emulated: Deployment, topology: Topology) -> None:
        """Without protection everything goes; what is kept on purpose is the flow logs and their key."""
        for cell in topology["cells"].values():
            cell["termination_protection"] = False
        assembly = emulated.synthesize(topology)
        emulated.deploy(assembly)
        emulated.cdk.destroy(assembly)
        places = {emulated.places[name] for name in places_of(assembly)}
        assert {place: [] for place in places} == {place: stacks_of(emulated.cdk.url, place) for place in places}
        inventory = emulated.inventory()
        assert [] == [one for place, vpcs in inventory.vpcs.items() if place in places for one in vpcs]
        assert [] == [one for place, found in inventory.endpoints.items() if place in places for one in found]
        (third,) = [vpc["VpcId"] for vpcs in inventory.vpcs.values() for vpc in vpcs]
        assert [(third,)] == [zone.vpcs for zone in inventory.zones]


def _zones(region: str) -> list[dict[str, object]]:
    return [{"slot": slot, "name": f"{region}{letter}"} for slot, letter in enumerate("ab")]
