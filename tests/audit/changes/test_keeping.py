"""What becomes of the old one."""

import pytest

from constructs_pkg.audit.changes.fate import Fate

from ..templates import Json, vpc
from .pairs import in_one_stack, of, resource

NEW = vpc(CidrBlock="10.1.0.0/16")


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_a_retained_resource_is_left_behind(policy: str) -> None:
    """What leaves the template and is retained stays, which is no loss."""
    found = in_one_stack({"Vpc": {**vpc(), "DeletionPolicy": policy}}, {})
    stays = f"it stays, outside of the stack: DeletionPolicy {policy}"
    assert (Fate.LEFT, stays, False) == (of(found, "App/Vpc").fate, of(found, "App/Vpc").stays, found.replacement)


def test_what_is_not_retained_is_deleted() -> None:
    """What leaves the template without a policy is deleted."""
    found = in_one_stack({"Vpc": vpc()}, {})
    assert (Fate.DELETED, "", True) == (of(found, "App/Vpc").fate, of(found, "App/Vpc").stays, found.replacement)


def test_a_deletion_policy_does_not_keep_what_is_replaced() -> None:
    """Only UpdateReplacePolicy speaks of replacements."""
    found = in_one_stack({"Vpc": {**vpc(), "DeletionPolicy": "Retain"}}, {"Vpc": {**NEW, "DeletionPolicy": "Retain"}})
    assert (Fate.REPLACED, "") == (of(found, "App/Vpc").fate, of(found, "App/Vpc").stays)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Retain", "Retain", "the old one stays, outside of the stack: UpdateReplacePolicy Retain"),
        ("Snapshot", "Snapshot", "a snapshot of the old one is taken first"),
        ("Delete", "Delete", ""),
        (
            "Delete",
            "Retain",
            "whether the old one stays is not told: its UpdateReplacePolicy changes at the same time, "
            "from Delete to Retain",
        ),
    ],
)
def test_a_replaced_resource_goes_as_its_policy_says(before: str, after: str, expected: str) -> None:
    """UpdateReplacePolicy decides on the old one; AWS does not say which, where both templates differ."""
    old, new = {**vpc(), "UpdateReplacePolicy": before}, {**NEW, "UpdateReplacePolicy": after}
    assert expected == of(in_one_stack({"Vpc": old}, {"Vpc": new}), "App/Vpc").stays


def database(**properties: object) -> Json:
    return resource("AWS::RDS::DBInstance", **properties)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (database(), "a snapshot of it is taken first"),
        (database(DBClusterIdentifier="c"), ""),
        ({**database(), "DeletionPolicy": "Delete"}, ""),
        ({**resource("AWS::EC2::Volume"), "DeletionPolicy": "Snapshot"}, "a snapshot of it is taken first"),
    ],
)
def test_databases_leave_a_snapshot_by_default(made: Json, expected: str) -> None:
    """A database that is no member of a cluster leaves a snapshot unless its policy says otherwise."""
    assert expected == of(in_one_stack({"It": made}, {}), "App/It").stays


LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"


def attributes(value: object) -> list[Json]:
    return [{"Key": "deletion_protection.enabled", "Value": value}]


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (resource(LOAD_BALANCER, LoadBalancerAttributes=attributes("true")), "deletion_protection.enabled"),
        (resource(LOAD_BALANCER, LoadBalancerAttributes=attributes(value=True)), "deletion_protection.enabled"),
        (database(DBClusterIdentifier="c", DeletionProtection=True), "DeletionProtection"),
        (resource("AWS::DynamoDB::Table", DeletionProtectionEnabled="true"), "DeletionProtectionEnabled"),
        (resource("AWS::Cognito::UserPool", DeletionProtection="ACTIVE"), "DeletionProtection"),
        (resource("AWS::EC2::Instance", DisableApiTermination=True), "DisableApiTermination"),
    ],
)
def test_deletion_protection_blocks_the_deletion(made: Json, name: str) -> None:
    """What is protected from deletion cannot be deleted, and CloudFormation leaves it."""
    expected = f"{name} is on, so its deletion fails and it stays, outside of the stack"
    assert expected == of(in_one_stack({"It": made}, {}), "App/It").stays


@pytest.mark.parametrize("value", ["false", False])
def test_protection_that_is_off_blocks_nothing(value: object) -> None:
    """An attribute that is there and off means nothing."""
    made = resource(LOAD_BALANCER, LoadBalancerAttributes=attributes(value))
    assert "" == of(in_one_stack({"It": made}, {}), "App/It").stays


def test_the_old_one_is_protected_even_where_the_new_one_is_not() -> None:
    """Protection that the same update turns off on the new one still holds on the old one."""
    old = resource(LOAD_BALANCER, Name="a", LoadBalancerAttributes=attributes("true"))
    new = resource(LOAD_BALANCER, Name="b", LoadBalancerAttributes=attributes("false"))
    assert "deletion fails" in of(in_one_stack({"It": old}, {"It": new}), "App/It").stays
