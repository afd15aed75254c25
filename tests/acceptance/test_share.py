"""The share of connected consumers that one run may reject, to the last of them."""

from __future__ import annotations

import pytest

from constructs_pkg.fragments.handlers.acceptance_rules import Verdict
from constructs_pkg.fragments.handlers.connection import read_connection
from constructs_pkg.fragments.handlers.reconciliation import Step, stopped


def step(number: int, state: str, action: str) -> Step:
    """What is decided of one connection."""
    told = {"VpcEndpointId": f"vpce-{number:017x}", "VpcEndpointOwner": "222222222222", "VpcEndpointState": state}
    return Step(read_connection(told, "us-east-1"), action, Verdict(action, None, "tested"), "tested")


@pytest.mark.parametrize("percent", range(101))
def test_a_share_is_exact(percent: int) -> None:
    """So many of a hundred are rejected and one more is not; one alone always is."""
    share = percent / 100
    decided = [step(number, "available", "reject" if number < percent else "keep") for number in range(100)]
    assert stopped(decided, share) is None
    if 0 < percent < 100:
        more = [*decided[:percent], step(percent, "available", "reject"), *decided[percent + 1 :]]
        assert f"{percent + 1} of 100" in str(stopped(more, share))


@pytest.mark.parametrize(("connected", "waiting"), [(0, 0), (0, 5), (1, 0), (1, 5)])
def test_one_may_always_be_rejected(connected: int, waiting: int) -> None:
    """Whatever the share is; who waits is not counted, nor are those that are not there."""
    found = [step(number, "available", "reject") for number in range(connected)]
    found += [step(number, "pendingAcceptance", "reject") for number in range(10, 10 + waiting)]
    assert stopped(found, 0.0) is None
