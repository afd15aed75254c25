"""The code that empties a default security group, run against an EC2 and a CloudFormation of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from constructs_pkg.fragments.default_security_group import closed_default_security_group_fragment

from .handling import Answer, event, run_handler

GROUP = "sg-0123456789abcdef0"
RULE = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": GROUP, "UserId": "111111111111"}]}
OUTWARD = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}


class Ec2:
    """As much of EC2 as the code uses: one security group whose rules can be revoked."""

    def __init__(self, ingress: list[Any], egress: list[Any]) -> None:
        self.rules = {"IpPermissions": ingress, "IpPermissionsEgress": egress}
        self.calls: list[str] = []

    def describe_security_groups(self, *, GroupIds: list[str]) -> dict[str, Any]:  # noqa: N803
        self.calls.append("describe")
        assert [GROUP] == GroupIds
        return {"SecurityGroups": [{"GroupId": GROUP, **self.rules}]}

    def revoke_security_group_ingress(self, *, GroupId: str, IpPermissions: list[Any]) -> None:  # noqa: N803
        self._revoke("IpPermissions", GroupId, IpPermissions)

    def revoke_security_group_egress(self, *, GroupId: str, IpPermissions: list[Any]) -> None:  # noqa: N803
        self._revoke("IpPermissionsEgress", GroupId, IpPermissions)

    def _revoke(self, direction: str, group: str, rules: list[Any]) -> None:
        self.calls.append(f"revoke {direction}")
        assert GROUP == group
        # EC2 refuses a call without rules.
        assert rules
        self.rules[direction] = [rule for rule in self.rules[direction] if rule not in rules]


class Refusing(Ec2):
    """An EC2 that lets nobody revoke."""

    def _revoke(self, direction: str, group: str, rules: list[Any]) -> None:
        raise PermissionError("UnauthorizedOperation")


Run = Callable[[Ec2, str], list[Answer]]


@pytest.fixture
def run() -> Run:
    """Run the code for one request, and return what it answers to CloudFormation."""
    return lambda ec2, request: run_handler(
        "close_default_security_group", {"ec2": ec2}, event(request, {"SecurityGroupId": GROUP}, physical_id=GROUP)
    )


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_every_rule_is_revoked(run: Run, request_type: str) -> None:
    """When the resource is created or updated, the group loses the rules it has in both directions."""
    ec2 = Ec2([RULE], [OUTWARD])
    answers = run(ec2, request_type)
    assert {"IpPermissions": [], "IpPermissionsEgress": []} == ec2.rules
    assert [Answer("SUCCESS", GROUP)] == answers


def test_closed_group_is_left_alone(run: Run) -> None:
    """A group without rules is looked at and not changed."""
    ec2 = Ec2([], [])
    assert [Answer("SUCCESS", GROUP)] == run(ec2, "Create")
    assert ["describe"] == ec2.calls


def test_only_the_rules_there_are_revoked(run: Run) -> None:
    """A group with rules in one direction only is changed in that direction only."""
    ec2 = Ec2([], [OUTWARD])
    run(ec2, "Create")
    assert ["describe", "revoke IpPermissionsEgress"] == ec2.calls


def test_deletion_changes_nothing(run: Run) -> None:
    """When the resource is deleted the group is not touched, and CloudFormation is answered."""
    ec2 = Ec2([RULE], [OUTWARD])
    assert [Answer("SUCCESS", GROUP)] == run(ec2, "Delete")
    assert [] == ec2.calls


def test_failure_is_answered_with_its_reason(run: Run) -> None:
    """What EC2 refuses is answered as a failure with its reason, once, so that CloudFormation does not wait."""
    answers = run(Refusing([RULE], []), "Create")
    assert [Answer("FAILED", "Made", reason="PermissionError: UnauthorizedOperation")] == answers


def test_resource_is_the_group_it_closes(run: Run) -> None:
    """The physical id is the group's, so that another VPC's group is another resource to CloudFormation."""
    assert [GROUP] * 3 == [run(Ec2([], []), request)[0].physical_id for request in ("Create", "Update", "Delete")]


def test_role_may_do_what_the_code_does_and_no_more() -> None:
    """The role has the three EC2 actions of the code, and its own log group's."""
    fragment = closed_default_security_group_fragment(account="111111111111", region="us-east-1", partition="aws")
    (policy,) = fragment.resources["DefaultSecurityGroupRole"]["Properties"]["Policies"]
    statements = policy["PolicyDocument"]["Statement"]
    actions = [each["Action"] if isinstance(each["Action"], list) else [each["Action"]] for each in statements]
    assert {
        "ec2:DescribeSecurityGroups",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    } == {action for each in actions for action in each}
    assert ["ec2:DescribeSecurityGroups"] == [each["Action"] for each in statements if each["Resource"] == "*"]
