"""The code that keeps targets right, run against clients that botocore's model has validated and names of its own."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.session import Session
from botocore.validate import ParamValidator

from .handling import Answer, Context, event, loaded, run_handler

GROUP = "arn:aws:elasticloadbalancing:us-east-1:111111111111:targetgroup/db/0123456789abcdef"
NAME = "orders.proxy-abc.us-east-1.rds.amazonaws.com"
ENDPOINT = "vpce-0123456789abcdef0"
BY_NAME = {"TargetGroupArn": GROUP, "Port": "5432", "DnsName": NAME}
BY_ENDPOINT = {"TargetGroupArn": GROUP, "Port": "443", "EndpointId": ENDPOINT}


def valid(service: str, operation: str, request: dict[str, Any]) -> None:
    """Refuse a request that AWS's own model of the service does not know."""
    shape = Session().get_service_model(service).operation_model(operation).input_shape
    report = ParamValidator().validate(request, shape)
    assert not report.has_errors(), report.generate_report()


def failure(code: str) -> ClientError:
    """Return what a client raises when AWS answers with `code`."""
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "RegisterTargets")


class Balancing:
    """As much of Elastic Load Balancing as the code uses: one target group."""

    def __init__(
        self, targets: Sequence[str] = (), *, draining: Sequence[str] = (), refusals: Sequence[str] = ()
    ) -> None:
        self.targets = list(targets)
        self.draining = list(draining)
        self.refusals = list(refusals)
        self.calls: list[tuple[str, list[str]]] = []
        self.fewest = len(self.targets)

    def describe_target_health(self, **request: Any) -> dict[str, Any]:
        valid("elbv2", "DescribeTargetHealth", request)
        if self.refusals:
            raise failure(self.refusals.pop(0))
        states = [*((each, "healthy") for each in self.targets), *((each, "draining") for each in self.draining)]
        return {
            "TargetHealthDescriptions": [
                {"Target": {"Id": address, "Port": 5432}, "TargetHealth": {"State": state}} for address, state in states
            ]
        }

    def register_targets(self, **request: Any) -> None:
        self._change("RegisterTargets", request)
        self.targets += [each["Id"] for each in request["Targets"]]

    def deregister_targets(self, **request: Any) -> None:
        self._change("DeregisterTargets", request)
        gone = [each["Id"] for each in request["Targets"]]
        self.targets = [each for each in self.targets if each not in gone]
        self.fewest = min(self.fewest, len(self.targets))

    def _change(self, operation: str, request: dict[str, Any]) -> None:
        valid("elbv2", operation, request)
        assert request["TargetGroupArn"] == GROUP
        self.calls.append((operation, [each["Id"] for each in request["Targets"]]))


class Ec2:
    """As much of EC2 as the code uses: one interface endpoint."""

    def __init__(self, addresses: Sequence[str], state: str = "available") -> None:
        self.addresses, self.state = addresses, state

    def describe_vpc_endpoints(self, **request: Any) -> dict[str, Any]:
        valid("ec2", "DescribeVpcEndpoints", request)
        if self.state == "gone":
            raise failure("InvalidVpcEndpointId.NotFound")
        ids = [f"eni-{place}" for place, _ in enumerate(self.addresses)]
        return {"VpcEndpoints": [{"State": self.state, "NetworkInterfaceIds": ids}]}

    def describe_network_interfaces(self, **request: Any) -> dict[str, Any]:
        valid("ec2", "DescribeNetworkInterfaces", request)
        found = [self.addresses[int(each.removeprefix("eni-"))] for each in request["NetworkInterfaceIds"]]
        return {"NetworkInterfaces": [{"PrivateIpAddress": address} for address in found]}


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """What the name answers with, one answer a lookup, the last one for ever; an empty answer is a failure."""
    held: list[list[str]] = []

    def looked_up(name: str, port: object, family: int, kind: int) -> list[Any]:
        assert (NAME, None, socket.AF_INET, socket.SOCK_STREAM) == (name, port, family, kind)
        answer = held.pop(0) if len(held) > 1 else held[0]
        if not answer:
            raise socket.gaierror("no such name")
        return [(family, kind, 6, "", (address, 0)) for address in answer]

    monkeypatch.setattr("socket.getaddrinfo", looked_up)
    yield held


def declare(balancing: Balancing, request: str = "Create", **clients: Any) -> list[Answer]:
    """Have CloudFormation ask for the targets of the name, or of the endpoint where there is an EC2."""
    asked = BY_ENDPOINT if "ec2" in clients else BY_NAME
    known = event(request, asked, physical_id=GROUP)
    return run_handler("refresh_targets", {"elbv2": balancing, **clients}, known, Context(seconds=60, seconds_a_look=9))


def refresh(balancing: Balancing, asked: dict[str, str] | None = None, **clients: Any) -> None:
    """Have a rule ask for a refresh."""
    with loaded("refresh_targets", {"elbv2": balancing, **clients}) as index:
        index.handler(asked or BY_NAME, Context())


@pytest.mark.parametrize("request_type", ["Create", "Update"])
def test_declared_targets_are_registered(answers: list[list[str]], request_type: str) -> None:
    """What the name answers with is registered, and the resource is the target group."""
    answers.append(["10.0.0.10", "10.0.16.10"])
    balancing = Balancing()
    assert [Answer("SUCCESS", GROUP)] == declare(balancing, request_type)
    assert [("RegisterTargets", ["10.0.0.10"]), ("RegisterTargets", ["10.0.16.10"])] == balancing.calls


class Zoned(Balancing):
    """A target group of the VPC 10.0.0.0/16, which wants every other target's zone to be all."""

    def __init__(self) -> None:
        super().__init__()
        self.zones: dict[str, str | None] = {}

    def register_targets(self, **request: Any) -> None:
        valid("elbv2", "RegisterTargets", request)
        for target in request["Targets"]:
            if ("AvailabilityZone" in target) == target["Id"].startswith("10.0."):
                message = f"The Availability Zone is wrong for IP address '{target['Id']}'"
                raise ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "RegisterTargets")
            self.zones[target["Id"]] = target.get("AvailabilityZone")


def test_targets_outside_the_vpc_are_registered_for_all_zones(answers: list[list[str]]) -> None:
    """Elastic Load Balancing finds the zone of an address in the VPC, and wants to be told all for any other."""
    answers.append(["10.0.0.10", "10.9.0.10"])
    balancing = Zoned()
    assert [Answer("SUCCESS", GROUP)] == declare(balancing)
    assert {"10.0.0.10": None, "10.9.0.10": "all"} == balancing.zones


def test_any_other_refusal_of_a_target_is_told(answers: list[list[str]]) -> None:
    """A public address is no target, with or without a zone."""
    answers.append(["203.0.113.10"])

    class Refusing(Balancing):
        def register_targets(self, **request: Any) -> None:
            super().register_targets(**request)
            error = {"Code": "ValidationError", "Message": "The IP address '203.0.113.10' is not in an allowed block"}
            raise ClientError({"Error": error}, "RegisterTargets")

    balancing = Refusing()
    (answer,) = declare(balancing)
    assert ("FAILED", 1) == (answer.status, len(balancing.calls))


def test_targets_of_an_endpoint_are_its_interfaces() -> None:
    """The addresses of an interface endpoint's network interfaces are registered."""
    balancing = Balancing()
    declare(balancing, ec2=Ec2(["10.0.0.5", "10.0.16.5"]))
    assert ["10.0.0.5", "10.0.16.5"] == balancing.targets


def test_nothing_changes_where_nothing_has_changed(answers: list[list[str]]) -> None:
    """A second run with the same answer registers and deregisters nothing."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(["10.0.0.10"])
    refresh(balancing)
    assert [] == balancing.calls


def test_a_moved_database_is_followed(answers: list[list[str]]) -> None:
    """The new address comes before the old one goes, so that the group is never empty."""
    answers.append(["10.0.16.10"])
    balancing = Balancing(["10.0.0.10"])
    refresh(balancing)
    assert [("RegisterTargets", ["10.0.16.10"]), ("DeregisterTargets", ["10.0.0.10"])] == balancing.calls
    assert 1 == balancing.fewest


def test_several_answers_are_one(answers: list[list[str]]) -> None:
    """A name that answers with one of its addresses at a time has all of them, and a failure between does no harm."""
    answers.extend([["10.0.0.10"], [], ["10.0.16.10"]])
    balancing = Balancing(["10.0.0.10", "10.0.16.10"])
    refresh(balancing)
    assert [] == balancing.calls


def test_a_leaving_target_that_returns_is_registered_again(answers: list[list[str]]) -> None:
    """A target that is draining does not count as registered."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(draining=["10.0.0.10"])
    refresh(balancing)
    assert [("RegisterTargets", ["10.0.0.10"])] == balancing.calls


def test_the_last_good_targets_stay(answers: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing is found, nothing is deregistered, and one line in the log counts the failure for its group."""
    answers.append([])
    balancing = Balancing(["10.0.0.10"])
    refresh(balancing)
    assert ["10.0.0.10"] == balancing.targets
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (failed,) = (line for line in lines if line["event"] == "refresh-failed")
    assert (GROUP, NAME, f"NothingFoundError: {NAME} has no IPv4 address") == (
        failed["target_group"],
        failed["subject"],
        failed["reason"],
    )


def test_an_endpoint_that_is_not_there_yet_changes_nothing() -> None:
    """The interfaces of an endpoint that is not available are no targets."""
    balancing = Balancing(["10.0.0.5"])
    refresh(balancing, BY_ENDPOINT, ec2=Ec2(["10.0.0.9"], state="pending"))
    assert ["10.0.0.5"] == balancing.targets


@pytest.mark.parametrize("code", ["AccessDenied", "Throttling"])
def test_a_passing_refusal_is_waited_out(answers: list[list[str]], code: str) -> None:
    """A permission that has not arrived, and too many calls, are tried again while the function has time."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(refusals=[code, code])
    assert [Answer("SUCCESS", GROUP)] == declare(balancing)
    assert ["10.0.0.10"] == balancing.targets


def test_a_lasting_refusal_fails_at_once(answers: list[list[str]]) -> None:
    """A target group that does not exist fails the stack without waiting."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(refusals=["TargetGroupNotFound", "TargetGroupNotFound"])
    (answer,) = declare(balancing)
    assert "FAILED" == answer.status
    assert ["TargetGroupNotFound"] == balancing.refusals


def test_a_name_that_nobody_answers_fails_the_stack(answers: list[list[str]]) -> None:
    """When the time is over the reason says what was looked for."""
    answers.append([])
    (answer,) = declare(Balancing())
    assert ("FAILED", True) == (answer.status, NAME in (answer.reason or ""))


def test_deletion_takes_looked_up_targets_from_a_group_that_stays(answers: list[list[str]]) -> None:
    """Where the group has got others, those that were looked up leave it."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(["10.0.0.10", "10.0.0.99"])
    assert [Answer("SUCCESS", GROUP)] == declare(balancing, "Delete")
    assert ["10.0.0.99"] == balancing.targets


def test_deletion_never_empties_a_group(answers: list[list[str]]) -> None:
    """Where they are all there are, they stay until the group goes."""
    answers.append(["10.0.0.10"])
    balancing = Balancing(["10.0.0.10"])
    declare(balancing, "Delete")
    assert [] == balancing.calls


@pytest.mark.parametrize("answer", [["10.0.0.10"], []])
def test_deletion_succeeds_where_group_or_name_are_gone(answers: list[list[str]], answer: list[str]) -> None:
    """A stack can be deleted after its database and its target group."""
    answers.append(answer)
    assert [Answer("SUCCESS", GROUP)] == declare(Balancing(refusals=["TargetGroupNotFound"]), "Delete")


def test_deletion_succeeds_where_the_endpoint_is_gone() -> None:
    """A listener can be taken away after the endpoint that it led to; what it had stays until its group goes."""
    balancing = Balancing(["10.0.0.5"])
    assert [Answer("SUCCESS", GROUP)] == declare(balancing, "Delete", ec2=Ec2([], state="gone"))
    assert [] == balancing.calls


def test_an_endpoint_that_does_not_exist_fails_the_stack_at_once() -> None:
    """Nothing is waited for that cannot come."""
    (answer,) = declare(Balancing(), ec2=Ec2([], state="gone"))
    assert ("FAILED", True) == (answer.status, "InvalidVpcEndpointId.NotFound" in (answer.reason or ""))
