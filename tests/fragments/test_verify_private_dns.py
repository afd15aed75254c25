"""The code that has a private DNS name verified, run against an EC2 and a Route 53 of the test's own."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.fragments.private_dns import private_dns_fragment
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.spec import parse

from .handling import Answer, Context, event, run_handler
from .modelled import Modelled

SERVICE, NAME = "vpce-svc-0123456789abcdef0", "api.vendor.test"
ROLE = "arn:aws:iam::333333333333:role/verifies"
DONE = Answer("SUCCESS", f"{SERVICE}/{NAME}", {"State": "verified"})
DONE_BY_ROLE = Answer("SUCCESS", f"{SERVICE}/Z1/_label.{NAME}", {"State": "verified"})
START = "start_vpc_endpoint_service_private_dns_verification"
LENT = {
    "ZoneRoleArn": ROLE,
    "ZoneId": "Z1",
    "RecordName": f"_label.{NAME}",
    "RecordValue": "vpce:secret",
    "RecordTtl": "300",
}


class Ec2(Modelled):
    """An EC2 with one service, whose verification goes through `states`, one a look after it was started."""

    service = "ec2"

    def __init__(self, *states: str, name: str = NAME, before: str = "pendingVerification") -> None:
        super().__init__()
        self.states, self.name, self.state = list(states), name, before
        self.running = False

    def do_describe_vpc_endpoint_service_configurations(self, *, ServiceIds: list[str]) -> dict[str, Any]:  # noqa: N803
        assert [SERVICE] == ServiceIds
        if self.running and self.states:
            self.state = self.states.pop(0)
        shown = {"PrivateDnsName": self.name, "PrivateDnsNameConfiguration": {"State": self.state}}
        return {"ServiceConfigurations": [shown]}

    def do_start_vpc_endpoint_service_private_dns_verification(self, *, ServiceId: str) -> dict[str, Any]:  # noqa: N803
        assert SERVICE == ServiceId
        self.running = True
        return {"ReturnValue": True}


class InvalidChangeBatch(Exception):
    """The record is not there."""


class NoSuchHostedZone(Exception):
    """The zone is not there."""


class Route53(Modelled):
    """A Route 53 with one zone, which a role changes."""

    service = "route53"

    class exceptions:  # noqa: N801
        """The errors that the code tells apart."""

        InvalidChangeBatch = InvalidChangeBatch
        NoSuchHostedZone = NoSuchHostedZone

    def __init__(self, records: dict[str, str] | None = None) -> None:
        super().__init__()
        self.records = dict(records or {})
        self.looks = 0

    def do_change_resource_record_sets(self, *, HostedZoneId: str, ChangeBatch: Any) -> dict[str, Any]:  # noqa: N803
        assert HostedZoneId == "Z1"
        (change,) = ChangeBatch["Changes"]
        record = change["ResourceRecordSet"]
        assert ("TXT", 300) == (record["Type"], record["TTL"])
        if change["Action"] == "DELETE":
            if record["Name"] not in self.records:
                raise InvalidChangeBatch("it was not found")
            del self.records[record["Name"]]
        else:
            self.records[record["Name"]] = record["ResourceRecords"][0]["Value"]
        return {"ChangeInfo": {"Id": "/change/C1", "Status": "PENDING", "SubmittedAt": "2026-01-01T00:00:00Z"}}

    def do_get_change(self, *, Id: str) -> dict[str, Any]:  # noqa: N803
        self.looks += 1
        status = "INSYNC" if self.looks > 1 else "PENDING"
        return {"ChangeInfo": {"Id": Id, "Status": status, "SubmittedAt": "2026-01-01T00:00:00Z"}}


class Sts(Modelled):
    """An STS that lends one role."""

    service = "sts"

    def do_assume_role(self, *, RoleArn: str, RoleSessionName: str) -> dict[str, Any]:  # noqa: N803
        assert (ROLE, "private-cells") == (RoleArn, RoleSessionName)
        given = {"AccessKeyId": "ASIA0000000000000000", "SecretAccessKey": "s", "SessionToken": "t"}
        return {"Credentials": {**given, "Expiration": "2026-01-01T00:00:00Z"}}


def run(
    ec2: Ec2,
    request: str = "Create",
    context: Context | None = None,
    route53: Route53 | None = None,
    **properties: str,
) -> list[Answer]:
    """Run the code for one request."""
    asked = event(request, {"ServiceId": SERVICE, "Name": NAME, **properties}, physical_id=DONE.physical_id)
    lent: dict[str, Any] = {}

    def zone(**options: Any) -> Route53:
        lent.update(options)
        assert route53 is not None
        return route53

    answers = run_handler("verify_private_dns", {"ec2": ec2, "sts": Sts(), "route53": zone}, asked, context)
    assert lent.get("aws_session_token") in (None, "t")
    return answers


@pytest.mark.parametrize("states", [["verified"], ["pendingVerification"] * 3 + ["verified"], ["Verified"]])
@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_a_verification_is_started_once_and_awaited(states: list[str], request_type: str) -> None:
    """It ends when the state is verified, in whatever case the word is."""
    ec2 = Ec2(*states)
    assert [DONE] == run(ec2, request_type)
    assert 1 == ec2.calls.count(START)


def test_a_verified_name_is_left_alone() -> None:
    """A name that is verified already is not verified again."""
    ec2 = Ec2(before="verified")
    assert [DONE] == run(ec2, "Update")
    assert 0 == ec2.calls.count(START)


def test_a_failed_attempt_is_repeated() -> None:
    """A record that is not seen yet fails an attempt, and the next one finds it."""
    ec2 = Ec2("failed", "pendingVerification", "verified")
    assert [DONE] == run(ec2)
    assert 2 == ec2.calls.count(START)


def test_a_domain_that_is_never_proved_fails() -> None:
    """After six attempts the answer says what is wrong and where to look."""
    (answer,) = run(Ec2(*["failed"] * 20))
    assert ("FAILED", True) == (answer.status, "6 attempts (state failed)" in str(answer.reason))


def test_waiting_is_bounded() -> None:
    """A verification that does not end fails before the function is ended, with the state it was in."""
    (answer,) = run(Ec2(), context=Context(seconds=900, seconds_a_look=10))
    assert ("FAILED", True) == (answer.status, "is pendingverification" in str(answer.reason))


def test_a_name_that_is_not_seen_yet_is_awaited() -> None:
    """Nothing is started while the service still has another name."""
    ec2 = Ec2(name="old.vendor.test")
    (answer,) = run(ec2, context=Context(seconds=60, seconds_a_look=10))
    assert ("FAILED", 0) == (answer.status, ec2.calls.count(START))


def test_deletion_asks_nothing() -> None:
    """There is no verification to take back."""
    ec2 = Ec2()
    assert [DONE] == run(ec2, "Delete")
    assert [] == ec2.calls


def test_a_record_in_another_account_is_made_by_the_role() -> None:
    """The record is written, awaited on every server, and then looked for; written twice it is the same."""
    route53 = Route53()
    for request in ("Create", "Update"):
        assert [DONE_BY_ROLE] == run(Ec2("verified"), request, None, route53, **LENT)
    assert {f"_label.{NAME}": '"vpce:secret"'} == route53.records


@pytest.mark.parametrize("records", [{f"_label.{NAME}": '"vpce:secret"'}, {}])
def test_a_record_in_another_account_goes_with_the_name(records: dict[str, str]) -> None:
    """The deletion takes the record away; one that is gone already is no failure."""
    route53 = Route53(records)
    assert ["SUCCESS"] == [answer.status for answer in run(Ec2(), "Delete", None, route53, **LENT)]
    assert {} == route53.records


@pytest.mark.parametrize(
    ("changed", "replaced"),
    [
        ({"ZoneId": "Z2"}, True),
        ({"RecordName": "_label.other.test"}, True),
        ({"RecordValue": "vpce:other"}, False),
        ({"Name": f"*.{NAME}"}, False),
    ],
)
def test_only_another_record_is_another_resource(changed: dict[str, str], replaced: bool) -> None:
    """CloudFormation has what is replaced deleted: a former zone's record, and never one that is still asked for."""

    class AnyZone(Route53):
        def do_change_resource_record_sets(self, *, HostedZoneId: str, ChangeBatch: Any) -> dict[str, Any]:  # noqa: N803
            return super().do_change_resource_record_sets(HostedZoneId="Z1", ChangeBatch=ChangeBatch)

    asked = {**LENT, **changed}
    (answer,) = run(Ec2("verified", name=asked.get("Name", NAME)), "Update", None, AnyZone(), **asked)
    assert ("SUCCESS", replaced) == (answer.status, answer.physical_id != DONE_BY_ROLE.physical_id)


def test_what_aws_refuses_is_answered_with_its_reason() -> None:
    """An error of EC2 is answered once, as a failure."""

    class Refusing(Ec2):
        def do_start_vpc_endpoint_service_private_dns_verification(self, **_: Any) -> dict[str, Any]:
            raise PermissionError("UnauthorizedOperation")

    assert ["FAILED"] == [answer.status for answer in run(Refusing())]


ACCOUNT = {"Ref": "AWS::AccountId"}
OWN_SERVICE = {"Fn::Join": ["", ["arn:aws:ec2:us-east-1:", ACCOUNT, ":vpc-endpoint-service/", {"Ref": "Resource"}]]}
OWN_LOG = {
    "Effect": "Allow",
    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
    "Resource": {"Fn::GetAtt": ["PrivateDnsLogGroup", "Arn"]},
}
STARTS = {
    "Effect": "Allow",
    "Action": "ec2:StartVpcEndpointServicePrivateDnsVerification",
    "Resource": OWN_SERVICE,
}
LOOKS = {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointServiceConfigurations", "Resource": "*"}
TAKES = {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE}


@pytest.mark.parametrize(
    ("zone", "expected"),
    [({}, [STARTS, LOOKS, OWN_LOG]), ({"zone_role_arn": ROLE}, [STARTS, LOOKS, TAKES, OWN_LOG])],
)
def test_the_role_may_do_what_the_code_does_and_no_more(zone: dict[str, str], expected: list[Any]) -> None:
    """The verification of the one service, looking, the zone's role where one is given, and its own log."""
    wish = parse(PrivateDnsName, {"name": NAME, "zone_id": "Z1", **zone})
    made = private_dns_fragment(wish, "Resource", region=Region("us-east-1")).template()["Resources"]
    (policy,) = made["PrivateDnsRole"]["Properties"]["Policies"]
    assert expected == policy["PolicyDocument"]["Statement"]


def test_a_domain_held_elsewhere_makes_nothing() -> None:
    """Without a zone there is nothing to wait for."""
    wish = parse(PrivateDnsName, {"name": NAME})
    assert {} == private_dns_fragment(wish, "Resource", region=Region("us-east-1")).resources


def test_a_wildcard_is_proved_at_its_domain() -> None:
    """The TXT record of a wildcard name stands in the domain below it."""
    wish = parse(PrivateDnsName, {"name": f"*.{NAME}", "zone_id": "Z1"})
    made = private_dns_fragment(wish, "Resource", region=Region("us-east-1")).template()["Resources"]
    label = {"Fn::GetAtt": ["Resource", "PrivateDnsNameConfiguration.Name"]}
    assert {"Fn::Join": ["", [label, f".{NAME}"]]} == made["PrivateDnsRecord"]["Properties"]["Name"]
