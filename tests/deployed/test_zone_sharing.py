"""One zone on VPCs of two Regions and two accounts, associated by functions that really run, and a Profile."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from emulator.server import ROOT

from .deployment import Deployment, Topology

pytestmark = pytest.mark.deployed

HUB, BRANCH, SPOKE = "sharing-hub-network", "sharing-branch-network", "sharing-spoke-network"
PATH = "/private-cells/example-com/zone-id"
REGIONS = {HUB: "us-east-1", BRANCH: "eu-west-1", SPOKE: "us-east-1"}


def topology(*, associated: bool = True, zone: Any = None) -> Topology:
    """Return the topology whose security is judged too, without protection."""
    text = (ROOT / "tests" / "security" / "sharing.yaml").read_text(encoding="utf-8")
    found: Topology = yaml.safe_load(text)
    for cell in found["cells"].values():
        cell["termination_protection"] = False
    if zone is not None:
        found["cells"]["branch"]["zones"][0]["id"] = zone
    if not associated:
        del found["cells"]["spoke"]["zones"][0]["associate"]
    return found


def resource(emulated: Deployment, stack: str, part: str) -> str:
    """Return the physical id of the one resource of a stack whose logical id has `part`."""
    (found,) = [value for key, value in emulated.stack(stack).resources.items() if part in key]
    return found


def vpc(emulated: Deployment, stack: str) -> str:
    return emulated.stack(stack).resources["CellF69BA0FA"]


def zones_seen(emulated: Deployment, stack: str) -> dict[str, str]:
    """Return the owners of the zones that the VPC of a stack sees, by name."""
    found = emulated.client("route53", stack).list_hosted_zones_by_vpc(
        VPCId=vpc(emulated, stack), VPCRegion=REGIONS[stack]
    )
    return {one["Name"]: one["Owner"]["OwningAccount"] for one in found["HostedZoneSummaries"]}


def parameters(emulated: Deployment) -> dict[str, str]:
    """Return what the hub hands to the spoke."""
    zone = emulated.stack(HUB).resources["CellZoneexamplecom6D474532"]
    profile = emulated.stack("sharing-hub-links").resources["Profileshared41299CDE"]
    return {f"{SPOKE}:ZoneId": zone, f"{SPOKE}:ProfileId": profile}


class TestZoneSharing:
    """One life of the topology: the tests run in their order, each on what the one before left."""

    def test_the_hub_stands_alone(self, emulated: Deployment) -> None:
        """Its own VPC sees both of its zones, and the role waits for others."""
        assembly = emulated.synthesize(topology())
        emulated.deploy(assembly, [HUB, "sharing-hub-links"])
        owner = "111111111111"
        assert {"example.com.": owner, "internal.example.com.": owner} == zones_seen(emulated, HUB)
        role = emulated.client("iam", HUB).get_role(RoleName="sharing-example-com")["Role"]
        assert "222222222222" in str(role["AssumeRolePolicyDocument"])

    def test_a_vpc_of_another_region_joins(self, emulated: Deployment) -> None:
        """The zone's id is read from Systems Manager, and the function associates the VPC."""
        zone = parameters(emulated)[f"{SPOKE}:ZoneId"]
        emulated.client("ssm", BRANCH).put_parameter(Name=PATH, Value=zone, Type="String")
        emulated.deploy(emulated.synthesize(topology()), [BRANCH])
        assert {"example.com.": "111111111111"} == zones_seen(emulated, BRANCH)

    def test_a_vpc_of_another_account_joins(self, emulated: Deployment) -> None:
        """Authorised by the hub's role, beside a zone and a Profile of its own; no authorisation is left."""
        emulated.deploy(emulated.synthesize(topology()), [SPOKE], parameters(emulated))
        expected = {"example.com.": "111111111111", "own.example.com.": "222222222222"}
        assert expected == zones_seen(emulated, SPOKE)
        route53, zone = emulated.client("route53", HUB), parameters(emulated)[f"{SPOKE}:ZoneId"]
        assert [] == route53.list_vpc_association_authorizations(HostedZoneId=zone)["VPCs"]
        assert 3 == len(route53.get_hosted_zone(Id=zone)["VPCs"])
        assert f"{vpc(emulated, SPOKE)}/{zone}" == resource(emulated, SPOKE, "CellZoneAssociationexamplecom")
        assert resource(emulated, SPOKE, "CellProfileAssociation").startswith("rpassoc-")

    def test_nothing_changes_when_deployed_again(self, emulated: Deployment) -> None:
        """A second deployment finds no changes in any stack."""
        ended = emulated.deploy(emulated.synthesize(topology()), (), parameters(emulated))
        assert {"no changes"} == set(ended.values())

    def test_another_zone_of_the_name_takes_its_place(self, emulated: Deployment) -> None:
        """The branch is moved to another zone example.com: the old association makes room, and is gone."""
        route53 = emulated.client("route53", HUB)
        ec2 = emulated.client("ec2", HUB)
        other_vpc = ec2.create_vpc(CidrBlock="10.90.0.0/16")["Vpc"]["VpcId"]
        other = route53.create_hosted_zone(
            Name="example.com", CallerReference="other", VPC={"VPCRegion": "us-east-1", "VPCId": other_vpc}
        )["HostedZone"]["Id"].removeprefix("/hostedzone/")
        emulated.deploy(emulated.synthesize(topology(zone=other)), [BRANCH])
        first = parameters(emulated)[f"{SPOKE}:ZoneId"]
        seen_by = {zone: len(route53.get_hosted_zone(Id=zone)["VPCs"]) for zone in (first, other)}
        assert {first: 2, other: 2} == seen_by

    def test_an_association_that_is_no_longer_asked_for_is_taken_off(self, emulated: Deployment) -> None:
        """The spoke keeps its own zone; the hub's no longer has its VPC."""
        emulated.deploy(emulated.synthesize(topology(associated=False)), [SPOKE], parameters(emulated))
        assert {"own.example.com.": "222222222222"} == zones_seen(emulated, SPOKE)

    def test_everything_is_destroyed(self, emulated: Deployment) -> None:
        """Spokes leave before the hub goes, and no zone of theirs is left."""
        assembly = emulated.synthesize(topology())
        emulated.cdk.destroy(assembly, [SPOKE, BRANCH])
        emulated.cdk.destroy(assembly, ["sharing-hub-links", HUB])
        left = [zone.name for zone in emulated.inventory().zones]
        assert ["example.com."] == left
