"""How AWS is called: again where it has too much to do, some at a time, and one by one where some are refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from fragments.handling import loaded

from constructs_pkg.fragments.reconciler import TIMEOUT

from .cloud import SERVICE, START, Asked, Ec2, refusal
from .route53 import Route53
from .running import Cloud, blocked, events, named, settings

FRIEND = "222222222222"
RULE = {"key": "friend", "action": "accept", "accounts": [FRIEND]}
ATTEMPTS = 6
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html,
# https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html and API_ChangeResourceRecordSets.html,
# https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html
PASSING = [
    *("RequestLimitExceeded", "ServiceUnavailable", "Unavailable", "InternalError", "Throttling"),
    *("ThrottlingException", "RequestThrottled", "PriorRequestNotComplete", "TooManyRequestsException"),
]


@pytest.mark.parametrize("code", PASSING)
def test_what_passes_by_itself_is_asked_again(code: str) -> None:
    """Five times, and then no more."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.ec2.failing["accept_vpc_endpoint_connections"] = [code] * (ATTEMPTS - 1)
    cloud.reconcile(settings(RULE))
    assert {FRIEND: "Available"} == cloud.states()
    again = Cloud(Ec2(Asked(1, FRIEND)))
    again.ec2.failing["accept_vpc_endpoint_connections"] = [code] * 10
    (line,) = events(again.reconcile(settings(RULE)), "item-failed")
    assert code in line["reason"]
    assert ATTEMPTS == again.ec2.calls.count("accept_vpc_endpoint_connections")


def test_what_does_not_pass_is_not_asked_again() -> None:
    """A refusal of one connection costs one call."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.ec2.failing["accept_vpc_endpoint_connections"] = ["UnauthorizedOperation"]
    (line,) = events(cloud.reconcile(settings(RULE)), "item-failed")
    assert "UnauthorizedOperation" in line["reason"]
    assert 1 == cloud.ec2.calls.count("accept_vpc_endpoint_connections")
    assert {FRIEND: "PendingAcceptance"} == cloud.states()


def test_pauses_are_of_chance_and_up_to_twice_as_long_each() -> None:
    """Full jitter from nothing to a second, two, four ...

    Source: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
    """
    drawn: list[tuple[float, float]] = []
    slept: list[float] = []

    def uniform(low: float, high: float) -> float:
        drawn.append((low, high))
        return high / 4

    def call() -> None:
        raise refusal("Throttling")

    with loaded("reconcile_connections", {}) as index:
        index.__dict__.update(time=SimpleNamespace(sleep=slept.append), random=SimpleNamespace(uniform=uniform))
        with pytest.raises(ClientError):
            index.again(call)
    assert [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16)] == drawn
    assert [0.25, 0.5, 1, 2, 4] == slept


def test_no_client_makes_calls_again_by_itself() -> None:
    """A call that hangs in each attempt, with the longest pauses, ends before the function does."""
    asked: dict[str, Any] = {}
    clients = {"ec2": Ec2(), "route53": Route53()}

    def client(service: str) -> Any:
        def made(*, config: Any) -> Any:
            asked.setdefault(service, []).append(config)
            return clients[service]

        return made

    with loaded("reconcile_connections", {service: client(service) for service in clients}) as index:
        index.reconcile({**named(RULE), **blocked({"friend": {}}, RULE)}, START)
    configs = [*asked["ec2"], *asked["route53"]]
    assert 3 == len(configs)
    for config in configs:
        assert {"mode": "standard", "total_max_attempts": 1} == config.retries
        assert ATTEMPTS * (config.connect_timeout + config.read_timeout) + 1 + 2 + 4 + 8 + 16 < TIMEOUT


def test_connections_are_changed_some_at_a_time() -> None:
    """One that makes a call fail is found by calling for each of those alone, and for no other."""
    ec2 = Ec2(*(Asked(number, FRIEND) for number in range(51)))
    ids = [Asked(number, FRIEND).endpoint_id for number in range(51)]
    ec2.poisonous = {ids[50], ids[30]}
    found = Cloud(ec2).reconcile(settings(RULE))
    assert [ids[:25], ids[25:50], *([one] for one in ids[25:50]), ids[50:]] == ec2.asked
    assert {ids[30], ids[50]} == {one.endpoint_id for one in ec2.connections.values() if one.state != "Available"}
    assert [ids[30], ids[50]] == [line["endpoint"] for line in events(found, "item-failed")]


def test_why_one_was_not_changed_is_told() -> None:
    """In EC2's own words, whether the call fails or says so in its answer."""
    cloud = Cloud(Ec2(Asked(1, FRIEND)))
    cloud.ec2.unwilling = {Asked(1, FRIEND).endpoint_id}
    (line,) = events(cloud.reconcile(settings(RULE)), "item-failed")
    assert ("accept", "InvalidState: refused by the test") == (line["action"], line["reason"])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"Error": {"Code": "InvalidState"}}, "InvalidState: "),
        ({"Error": {"Message": "so it is"}}, "unknown: so it is"),
        ({}, "unknown: "),
    ],
)
@pytest.mark.parametrize("tells", [True, False])
def test_an_answer_that_says_little_is_a_refusal_still(answer: dict[str, Any], reason: str, tells: bool) -> None:
    """Botocore's model demands neither the endpoint nor the error of it."""
    unsuccessful = {**answer, "ResourceId": "vpce-1"} if tells else answer
    with loaded("reconcile_connections", {}) as index:
        client = SimpleNamespace(reject_vpc_endpoint_connections=lambda **_: {"Unsuccessful": [unsuccessful]})
        one = SimpleNamespace(endpoint_id="vpce-1")
        assert {"vpce-1": reason} == index.reject(client, SERVICE, [one])
