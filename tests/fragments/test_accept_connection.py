"""The code that accepts a connection, run against an EC2 of each side of the test's own."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from constructs_pkg.fragments.acceptance import acceptance_fragment, acceptance_role_fragment
from constructs_pkg.values.acceptance import AcceptanceByRole, AcceptanceRole
from constructs_pkg.values.consumer import ServiceName
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse

from .handling import Answer, Context, event, run_handler
from .modelled import Modelled

ENDPOINT, SERVICE = "vpce-0123456789abcdef0", "vpce-svc-0123456789abcdef0"
NAME = f"com.amazonaws.vpce.us-east-1.{SERVICE}"
ROLE = "arn:aws:iam::333333333333:role/accepts"
DONE = Answer("SUCCESS", ENDPOINT, {"State": "available"})
ACCEPT = "accept_vpc_endpoint_connections"


class Ec2(Modelled):
    """An EC2 with one connection, whose state is the next of `states` at each look; None is not seen yet."""

    service = "ec2"

    def __init__(self, *states: str | None, refusal: tuple[str, str] | None = None) -> None:
        super().__init__()
        self.states, self.refusal, self.private_dns = list(states), refusal, False

    def do_describe_vpc_endpoint_connections(self, *, Filters: list[Any]) -> dict[str, Any]:  # noqa: N803
        assert {"service-id": [SERVICE], "vpc-endpoint-id": [ENDPOINT]} == {
            one["Name"]: one["Values"] for one in Filters
        }
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        return {"VpcEndpointConnections": [{"VpcEndpointState": state}] if state else []}

    def do_accept_vpc_endpoint_connections(self, *, ServiceId: str, VpcEndpointIds: list[str]) -> dict[str, Any]:  # noqa: N803
        assert (SERVICE, [ENDPOINT]) == (ServiceId, VpcEndpointIds)
        if self.refusal is None:
            return {"Unsuccessful": []}
        error = {"Code": self.refusal[0], "Message": self.refusal[1]}
        return {"Unsuccessful": [{"ResourceId": ENDPOINT, "Error": error}]}

    def do_describe_vpc_endpoints(self, *, VpcEndpointIds: list[str]) -> dict[str, Any]:  # noqa: N803
        assert [ENDPOINT] == VpcEndpointIds
        return {"VpcEndpoints": [{"PrivateDnsEnabled": self.private_dns, "State": "available"}]}

    def do_modify_vpc_endpoint(self, *, VpcEndpointId: str, PrivateDnsEnabled: bool) -> dict[str, Any]:  # noqa: N803
        assert (ENDPOINT, True) == (VpcEndpointId, PrivateDnsEnabled)
        self.private_dns = True
        return {"Return": True}


class Sts(Modelled):
    """An STS that lends one role."""

    service = "sts"

    def do_assume_role(self, *, RoleArn: str, RoleSessionName: str) -> dict[str, Any]:  # noqa: N803
        assert (ROLE, "private-cells") == (RoleArn, RoleSessionName)
        given = {"AccessKeyId": "ASIA0000000000000000", "SecretAccessKey": "s", "SessionToken": "t"}
        return {"Credentials": {**given, "Expiration": "2026-01-01T00:00:00Z"}}


def run(
    provider: Ec2,
    request: str = "Create",
    context: Context | None = None,
    own: Ec2 | None = None,
    sts: Sts | None = None,
    **properties: str,
) -> list[Answer]:
    """Run the code for one request; `own` is the EC2 of the function's own account and Region."""
    given = {"EndpointId": ENDPOINT, "ServiceName": NAME, "ServiceRegion": "eu-west-1", **properties}
    asked = event(request, given, physical_id=ENDPOINT)

    def ec2(**options: Any) -> Ec2:
        if not options:
            assert own is not None
            return own
        assert "eu-west-1" == options["region_name"]
        assert ("RoleArn" in properties) == ("aws_session_token" in options)
        return provider

    return run_handler("accept_connection", {"ec2": ec2, "sts": sts or Sts()}, asked, context)


@pytest.mark.parametrize("request_type", ["Create", "Update"])
@pytest.mark.parametrize(
    ("states", "accepted"),
    [
        (["pendingAcceptance", "available"], 1),
        (["PendingAcceptance", "Pending", "Available"], 1),
        ([None, None, "pendingAcceptance", "pending", "available"], 1),
        (["pending", "partial", "available"], 0),
        (["available"], 0),
    ],
)
def test_a_connection_is_accepted_and_awaited(states: list[str | None], accepted: int, request_type: str) -> None:
    """It is accepted where it waits for that, in whatever case its state is, and is available at the end."""
    ec2 = Ec2(*states)
    assert [DONE] == run(ec2, request_type)
    assert accepted == ec2.calls.count(ACCEPT)


@pytest.mark.parametrize("state", ["rejected", "Failed", "expired", "Deleting", "deleted"])
def test_a_connection_that_is_over_fails_at_once(state: str) -> None:
    """Waiting would not help: the answer says which connection is in which state."""
    (answer,) = run(Ec2("pendingAcceptance", state))
    assert ("FAILED", True) == (answer.status, f"{ENDPOINT} to {SERVICE} is {state.lower()}" in str(answer.reason))


def test_a_refusal_inside_a_successful_answer_fails() -> None:
    """What was not accepted is told with its code and message."""
    (answer,) = run(Ec2("pendingAcceptance", refusal=("InvalidState", "not now")))
    assert ("FAILED", True) == (answer.status, "InvalidState: not now" in str(answer.reason))


def test_a_connection_that_somebody_else_accepts_is_good() -> None:
    """A refusal is no failure where the connection no longer waits."""
    ec2 = Ec2("pendingAcceptance", "available", refusal=("InvalidState", "it is available"))
    assert [DONE] == run(ec2)


@pytest.mark.parametrize(("states", "told"), [([None], "not known to the service"), (["pending"], "is pending")])
def test_waiting_is_bounded(states: list[str | None], told: str) -> None:
    """A connection that does not come fails before the function is ended, with its state."""
    (answer,) = run(Ec2(*states), context=Context(seconds=600, seconds_a_look=10))
    assert ("FAILED", True) == (answer.status, told in str(answer.reason))


def test_deletion_asks_nothing() -> None:
    """The connection is deleted with its endpoint."""
    ec2 = Ec2("available")
    assert [DONE] == run(ec2, "Delete")
    assert [] == ec2.calls


def test_a_lent_role_accepts() -> None:
    """With a role, connections are looked at and accepted in the role's account."""
    ec2 = Ec2("pendingAcceptance", "available")
    assert [DONE] == run(ec2, RoleArn=ROLE)
    assert 1 == ec2.calls.count(ACCEPT)


class Unsure(Sts):
    """An STS that does not know of the role for some time."""

    def __init__(self, refusals: int, code: str = "AccessDenied") -> None:
        super().__init__()
        self.refusals, self.code = refusals, code

    def do_assume_role(self, *, RoleArn: str, RoleSessionName: str) -> dict[str, Any]:  # noqa: N803
        if self.refusals:
            self.refusals -= 1
            raise ClientError({"Error": {"Code": self.code, "Message": "not authorized"}}, "AssumeRole")
        return super().do_assume_role(RoleArn=RoleArn, RoleSessionName=RoleSessionName)


@pytest.mark.parametrize(
    ("sts", "status", "asked"),
    [
        (Unsure(4), "SUCCESS", 5),
        (Unsure(99), "FAILED", 5),
        (Unsure(1, code="RegionDisabledException"), "FAILED", 1),
    ],
)
def test_a_role_that_is_not_known_yet_is_asked_for_again(sts: Unsure, status: str, asked: int) -> None:
    """A permission of the same deployment needs seconds to reach its place; one that is missing is told."""
    (answer,) = run(Ec2("available"), sts=sts, RoleArn=ROLE)
    assert (status, asked) == (answer.status, sts.calls.count("assume_role"))


@pytest.mark.parametrize(("before", "changes"), [(False, 1), (True, 0)])
def test_private_dns_is_switched_on_after_acceptance(before: bool, changes: int) -> None:
    """In the function's own account, and only where it is off."""
    own = Ec2("available")
    own.private_dns = before
    assert [DONE] == run(Ec2("pendingAcceptance", "available"), own=own, PrivateDns="true", RoleArn=ROLE)
    assert (True, changes) == (own.private_dns, own.calls.count("modify_vpc_endpoint"))


def test_private_dns_waits_until_the_endpoint_knows_of_its_acceptance() -> None:
    """An endpoint that is still pending refuses changes, so that it is asked once it is available, and once only."""

    class Pending(Ec2):
        looks = 0

        def do_describe_vpc_endpoints(self, *, VpcEndpointIds: list[str]) -> dict[str, Any]:  # noqa: N803
            self.looks += 1
            enabled = self.private_dns and self.looks > 5
            return {
                "VpcEndpoints": [{"PrivateDnsEnabled": enabled, "State": "pending" if self.looks < 3 else "available"}]
            }

        def do_modify_vpc_endpoint(self, **asked: Any) -> dict[str, Any]:
            assert self.looks >= 3
            return super().do_modify_vpc_endpoint(**asked)

    own = Pending("available")
    assert [DONE] == run(Ec2("available"), own=own, PrivateDns="true")
    assert (True, 1) == (own.private_dns, own.calls.count("modify_vpc_endpoint"))


ACCOUNT = {"Ref": "AWS::AccountId"}


def allowed(action: str | list[str], resource: Any) -> dict[str, Any]:
    """Return a statement that allows something."""
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def service_arn(region: str, identifier: Any) -> Any:
    """Return the ARN of a service of the stack's account."""
    parts = [f"arn:aws:ec2:{region}:", ACCOUNT, ":vpc-endpoint-service/", identifier]
    return {"Fn::Join": ["", parts]}


OWN_LOG = allowed(["logs:CreateLogStream", "logs:PutLogEvents"], {"Fn::GetAtt": ["AcceptanceLogGroup", "Arn"]})
LOOKS = allowed("ec2:DescribeVpcEndpointConnections", "*")
LATE = {"Ref": "ServiceNameParameter"}
LATE_ID = {"Fn::Select": [4, {"Fn::Split": [".", LATE]}]}
SWITCHES = [
    allowed(
        "ec2:ModifyVpcEndpoint",
        {"Fn::Join": ["", ["arn:aws:ec2:us-east-1:", ACCOUNT, ":vpc-endpoint/", {"Ref": "Resource"}]]},
    ),
    allowed("ec2:DescribeVpcEndpoints", "*"),
    {
        **allowed("route53:AssociateVPCWithHostedZone", "*"),
        "Condition": {"ForAllValues:StringEquals": {"route53:VPCs": "VPCId=vpc-1,VPCRegion=us-east-1"}},
    },
]


@pytest.mark.parametrize(
    ("wish", "name", "vpc", "expected"),
    [
        (
            "own-account",
            ServiceName(NAME),
            None,
            [allowed("ec2:AcceptVpcEndpointConnections", service_arn("us-east-1", SERVICE)), LOOKS, OWN_LOG],
        ),
        (
            "own-account",
            LATE,
            "vpc-1",
            [
                allowed("ec2:AcceptVpcEndpointConnections", service_arn("us-east-1", LATE_ID)),
                LOOKS,
                *SWITCHES,
                OWN_LOG,
            ],
        ),
        (parse(AcceptanceByRole, {"role_arn": ROLE}), LATE, None, [allowed("sts:AssumeRole", ROLE), OWN_LOG]),
    ],
)
def test_the_role_may_do_what_the_code_does_and_no_more(wish: Any, name: Any, vpc: str | None, expected: Any) -> None:
    """Accepting for the one service, or taking the lent role, switching where asked, and its own log."""
    region = Region("us-east-1")
    made = acceptance_fragment(wish, "Resource", name, region=region, service_region=region, private_dns_in=vpc)
    (policy,) = made.template()["Resources"]["AcceptanceRole"]["Properties"]["Policies"]
    assert expected == policy["PolicyDocument"]["Statement"]


def test_a_lent_role_trusts_the_named_accounts_for_one_service() -> None:
    """It accepts connections to that service and looks at connections, and nothing else."""
    wish = parse(AcceptanceRole, {"name": "accepts", "trusted_accounts": ["222222222222", "333333333333"]})
    made = acceptance_role_fragment(wish, "Resource", region=Region("us-east-1")).template()["Resources"]
    role = made["AcceptanceRole"]["Properties"]
    roots = ["arn:aws:iam::222222222222:root", "arn:aws:iam::333333333333:root"]
    assert [{"Effect": "Allow", "Principal": {"AWS": roots}, "Action": "sts:AssumeRole"}] == role[
        "AssumeRolePolicyDocument"
    ]["Statement"]
    (policy,) = role["Policies"]
    accepts = allowed("ec2:AcceptVpcEndpointConnections", service_arn("us-east-1", {"Ref": "Resource"}))
    assert [accepts, LOOKS] == policy["PolicyDocument"]["Statement"]
