"""Logical ids that change, and nothing else."""

import pytest

from constructs_pkg.audit.changes.fate import Fate
from constructs_pkg.audit.value import Resource

from ..templates import Json, record, ref, stack, vpc
from .pairs import changes, fates, in_one_stack, of, resource


def test_the_same_properties_under_another_logical_id_are_a_rename() -> None:
    """CloudFormation deletes one and makes the other, and the report says that they are one."""
    found = in_one_stack({"Old": vpc("us")}, {"New": vpc("us")})
    assert {"App/Old": Fate.RENAMED} == dict(fates(found))
    assert Resource("App", "New") == of(found, "App/Old").became
    assert found.replacement


def test_resources_that_refer_to_each_other_are_renamed_together() -> None:
    """A construct under another id renames everything in it."""

    def cell(prefix: str) -> dict[str, Json]:
        subnet = resource("AWS::EC2::Subnet", VpcId=ref(f"{prefix}Vpc"), CidrBlock="10.0.0.0/24")
        route = resource("AWS::EC2::SubnetRouteTableAssociation", SubnetId=ref(f"{prefix}Subnet"), RouteTableId="rtb-1")
        return {f"{prefix}Vpc": vpc(), f"{prefix}Subnet": subnet, f"{prefix}Route": route}

    found = in_one_stack(cell("Old"), cell("New"))
    became = {one.resource.logical_id: one.became and one.became.logical_id for one in found.stacks[0].resources}
    assert {"OldVpc": "NewVpc", "OldSubnet": "NewSubnet", "OldRoute": "NewRoute"} == became


def test_twins_are_told_apart_by_what_they_refer_to() -> None:
    """Two alike resources in two VPCs come again in the same two."""

    def groups(prefix: str) -> dict[str, Json]:
        made = {
            f"{prefix}{key}": resource("AWS::EC2::SecurityGroup", GroupDescription="x", VpcId=ref(key)) for key in "AB"
        }
        # The order of a template means nothing.
        return dict(sorted(made.items(), reverse=prefix == "New"))

    vpcs = {"A": vpc(), "B": vpc()}
    found = in_one_stack({**vpcs, **groups("Old")}, {**vpcs, **groups("New")})
    became = {one.resource.logical_id: one.became and one.became.logical_id for one in found.stacks[0].resources}
    assert {"OldA": "NewA", "OldB": "NewB"} == became


def test_twins_of_renamed_resources_are_told_apart() -> None:
    """Where all of two networks is renamed, each part comes again in its own."""

    def networks(prefix: str) -> dict[str, Json]:
        made: dict[str, Json] = {}
        for key in "AB" if prefix == "Old" else "BA":
            made[f"{prefix}Group{key}"] = resource(
                "AWS::EC2::SecurityGroup", GroupDescription="x", VpcId=ref(f"{prefix}{key}")
            )
            made[f"{prefix}{key}"] = vpc(CidrBlock=f"10.{ord(key)}.0.0/16")
        return made

    found = in_one_stack(networks("Old"), networks("New"))
    became = {one.resource.logical_id: one.became and one.became.logical_id for one in found.stacks[0].resources}
    assert {"OldA": "NewA", "OldB": "NewB", "OldGroupA": "NewGroupA", "OldGroupB": "NewGroupB"} == became


def test_tags_may_differ() -> None:
    """The CDK writes the construct path into Name tags, so that a rename changes them too."""
    assert Fate.RENAMED is of(in_one_stack({"Old": vpc("Old")}, {"New": vpc("New")}), "App/Old").fate


@pytest.mark.parametrize("new", [vpc(CidrBlock="10.1.0.0/16"), resource("AWS::SNS::Topic")])
def test_anything_else_is_deleted_and_created(new: Json) -> None:
    """Another range, or another type, is no rename."""
    assert {"App/Old": Fate.DELETED, "App/New": Fate.CREATED} == dict(fates(in_one_stack({"Old": vpc()}, {"New": new})))


def test_a_record_set_is_one_by_its_name_and_type() -> None:
    """Route 53 knows a record by zone, name, type and set identifier, whatever its values are."""
    old, new = record("Z1", "a.example.com", "A", "10.0.0.1"), record("Z1", "A.example.com.", "A", "10.0.0.2")
    assert Fate.RENAMED is of(in_one_stack({"Old": old}, {"New": new}), "App/Old").fate


def test_what_moves_to_another_stack_is_made_anew() -> None:
    """A resource of the same account and Region that appears in another stack is the same one moved."""
    found = changes([stack("a", {"Vpc": vpc()}), stack("b")], [stack("a"), stack("b", {"Vpc": vpc()})])
    assert (Fate.RENAMED, Resource("b", "Vpc")) == (of(found, "a/Vpc").fate, of(found, "a/Vpc").became)


def test_a_clone_in_another_region_is_no_rename() -> None:
    """What goes in one Region and comes in another is not the same thing."""
    old = [stack("a", {"Vpc": vpc()}), stack("b", region="eu-west-1")]
    new = [stack("a"), stack("b", {"Vpc": vpc()}, region="eu-west-1")]
    assert Fate.DELETED is of(changes(old, new), "a/Vpc").fate


def test_what_refers_to_a_renamed_resource_is_replaced() -> None:
    """The new one has another id, so a create-only property with it changes."""

    def made(name: str) -> dict[str, Json]:
        subnet = resource("AWS::EC2::Subnet", VpcId=ref(name), CidrBlock="10.0.0.0/24")
        return {name: vpc(), "Subnet": subnet}

    assert Fate.REPLACED is of(in_one_stack(made("Old"), made("New")), "App/Subnet").fate
