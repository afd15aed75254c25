"""Profiles and authorities: what is added changes nothing else."""

from __future__ import annotations

from typing import Any

from constructs_pkg.fragments.cell import cell_fragment
from constructs_pkg.fragments.zone_profile import profile_fragment
from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse
from constructs_pkg.values.zone_profile import ProfileSpec

REGION = Region("us-east-1")
ZONE = {"name": "example.com", "id": "Z1"}
NETWORK = {"cidr": "10.0.0.0/16", "availability_zones": [{"slot": 0, "name": "us-east-1a"}]}


def profile(**fields: object) -> dict[str, Any]:
    spec = parse(ProfileSpec, {"name": "shared", "zones": [ZONE], "share_with": ["222222222222"], **fields})
    made: dict[str, Any] = profile_fragment(spec, region=REGION).template()["Resources"]
    return made


def cell(**fields: object) -> dict[str, Any]:
    spec = parse(CellSpec, {"network": NETWORK, **fields})
    made: dict[str, Any] = cell_fragment(spec, account="111111111111", region=REGION, name="us").template()["Resources"]
    return made


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Return the ids of what is another resource, or in one of the two alone."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_another_zone_is_one_more_resource() -> None:
    """A zone in a Profile changes neither the Profile nor the other zones nor the share."""
    other = {"name": "corp.test", "id": "Z2"}
    assert {"Zone corp.test"} == changed(profile(), profile(zones=[ZONE, other]))


def test_another_account_changes_the_share_alone() -> None:
    """With whom a Profile is shared stands in one place."""
    assert {"Share"} == changed(profile(), profile(share_with=["222222222222", "333333333333"]))


def test_a_profile_that_is_not_shared_has_no_share() -> None:
    """Nothing of AWS Resource Access Manager is made for nobody."""
    assert {"Resource", "Zone example.com"} == set(profile(share_with=[]))


def test_a_long_name_of_a_zone_is_cut_for_the_association() -> None:
    """An association's name has at most 64 characters and no dots."""
    made = profile(zones=[{"name": f"{'a' * 60}.example.com", "id": "Z1"}])
    assert [f"zone-{'a' * 59}"] == [each["Properties"]["Name"] for key, each in made.items() if key.startswith("Zone ")]


def test_an_authority_is_one_more_resource() -> None:
    """A role over a zone leaves the zone as it is."""
    shared = {"name": "example.com", "authority": {"principals": ["222222222222"]}}
    assert {"ZoneAuthority example.com"} == changed(cell(zones=[{"name": "example.com"}]), cell(zones=[shared]))


def test_a_further_vpc_changes_the_zone_alone() -> None:
    """The zone lists it, in place."""
    further = {"vpc_id": "vpc-0123456789abcdef0", "region": "eu-west-1"}
    shared = {"name": "example.com", "also_seen_by": [further]}
    assert {"Zone example.com"} == changed(cell(zones=[{"name": "example.com"}]), cell(zones=[shared]))


def test_an_association_changes_nothing_of_the_cell() -> None:
    """Its function, role, log, policy and the custom resource are added."""
    joined = changed(cell(), cell(zones=[{**ZONE, "associate": True}]))
    assert {
        "ZoneAssociation example.com",
        "ZoneAssociationFunction",
        "ZoneAssociationLogGroup",
        "ZoneAssociationPolicy example.com",
        "ZoneAssociationRole",
    } == joined


def test_an_association_has_a_key_where_the_cell_keeps_no_logs() -> None:
    """Its function's log is encrypted all the same."""
    silent = {**NETWORK, "flow_logs": None, "close_default_security_group": False}
    joined = changed(cell(network=silent), cell(network=silent, zones=[{**ZONE, "associate": True}]))
    assert "LogKey" in joined


def test_a_profile_of_the_vpc_is_one_more_resource() -> None:
    """The association of the VPC with a Profile is all that is made."""
    assert {"ProfileAssociation"} == changed(cell(), cell(profile="rp-0123"))
