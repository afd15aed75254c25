"""Which rule decides on a connection, and why: one case each, with its nearest neighbour that decides otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from constructs_pkg.fragments.handlers.acceptance_rules import Request, Verdict, at, verdict

A, B = "111111111111", "222222222222"
ENDPOINT, OTHER = "vpce-0123456789abcdef0", "vpce-0fedcba9876543210"
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ORGANIZATION, UNIT, ROOT = "o-ab12cd34ef", "ou-ab12-11111111", "r-ab12"


def request(**changes: Any) -> Request:
    told: dict[str, Any] = {
        "account": A,
        "region": "us-east-1",
        "endpoint_id": ENDPOINT,
        "tags": {},
        "memberships": (),
        "others": 0,
    }
    return Request(**{**told, **changes})


def rule(key: str = "one", action: str = "accept", **asked: Any) -> dict[str, Any]:
    return {"key": key, "action": action, **asked}


@pytest.mark.parametrize(
    ("asked", "changes", "matches"),
    [
        ({}, {}, True),
        ({"accounts": [A]}, {}, True),
        ({"accounts": [A]}, {"account": B}, False),
        ({"accounts": [A, B]}, {"account": B}, True),
        ({"regions": ["us-east-1"]}, {}, True),
        ({"regions": ["us-east-1"]}, {"region": "eu-west-1"}, False),
        ({"endpoint_ids": [ENDPOINT]}, {}, True),
        ({"endpoint_ids": [ENDPOINT]}, {"endpoint_id": OTHER}, False),
        ({"organizations": [ORGANIZATION]}, {"memberships": [ORGANIZATION, ROOT, UNIT]}, True),
        ({"organizations": [ORGANIZATION]}, {"memberships": ["o-otherother"]}, False),
        ({"organizations": [ORGANIZATION]}, {}, False),
        ({"organizational_units": [UNIT]}, {"memberships": [ORGANIZATION, ROOT, UNIT]}, True),
        ({"organizational_units": [ROOT]}, {"memberships": [ORGANIZATION, ROOT, UNIT]}, True),
        ({"organizational_units": [UNIT]}, {"memberships": [ORGANIZATION, ROOT]}, False),
        ({"organizational_units": ["ou-ab12-22222222", UNIT]}, {"memberships": [ORGANIZATION, ROOT, UNIT]}, True),
        ({"organizations": ["o-otherother", ORGANIZATION]}, {"memberships": [ORGANIZATION]}, True),
        # A unit of another organization does not stand for the organization.
        ({"organizations": [ORGANIZATION], "organizational_units": [UNIT]}, {"memberships": [UNIT]}, False),
        ({"tags": {"stage": ["live"]}}, {"tags": {"stage": "live"}}, True),
        ({"tags": {"stage": ["live", "test"]}}, {"tags": {"stage": "test", "more": "x"}}, True),
        ({"tags": {"stage": ["live"]}}, {"tags": {"stage": "Live"}}, False),
        ({"tags": {"stage": ["live"]}}, {}, False),
        ({"tags": {"stage": ["live"], "team": ["a"]}}, {"tags": {"stage": "live"}}, False),
        # A tag without a value is there, with the empty one.
        ({"tags": {"stage": [""]}}, {"tags": {"stage": ""}}, True),
        ({"tags": {"stage": [""]}}, {}, False),
        ({"not_before": "2026-06-01T12:00:00+00:00"}, {}, True),
        ({"not_before": "2026-06-01T12:00:01+00:00"}, {}, False),
        ({"expires": "2026-06-01T12:00:01+00:00"}, {}, True),
        ({"expires": "2026-06-01T12:00:00+00:00"}, {}, False),
        ({"expires": "2026-06-01T13:30:00+02:00"}, {}, False),
        ({"most_connections": 1}, {}, True),
        ({"most_connections": 1}, {"others": 1}, False),
        ({"most_connections": 2}, {"others": 1}, True),
        ({"most_connections": 0}, {}, False),
        ({"accounts": [A], "regions": ["eu-west-1"]}, {}, False),
    ],
)
@pytest.mark.parametrize("action", ["accept", "reject", "leave"])
def test_a_rule_matches_what_it_asks_for(
    asked: dict[str, Any], changes: dict[str, Any], matches: bool, action: str
) -> None:
    """Everything that it asks for has to be so; what it does not ask for may be anything."""
    found = verdict(request(**changes), [rule(action=action, **asked)], NOW)
    assert (action, "one") == (found.action, found.rule) if matches else ("leave", None) == (found.action, found.rule)
    assert matches == (found.passed == ())


def test_the_first_rule_that_matches_decides() -> None:
    """Those before it are told with why they do not; those after it are not asked."""
    rules = [
        rule("expired", accounts=[A], expires="2026-01-01T00:00:00+00:00"),
        rule("blocked", "reject", accounts=[B], reason="left us"),
        rule("known", accounts=[A], reason="contract 7"),
        rule("all", "reject", reason="nobody else"),
    ]
    assert Verdict(
        "accept",
        "known",
        "contract 7",
        (("expired", "it expired at 2026-01-01T00:00:00+00:00"), ("blocked", f"{A} is none of {B}")),
    ) == verdict(request(), rules, NOW)
    assert Verdict("reject", "blocked", "left us", (("expired", f"{B} is none of {A}"),)) == verdict(
        request(account=B), rules, NOW
    )


@pytest.mark.parametrize(
    ("asked", "changes", "expected"),
    [
        ({"regions": ["eu-west-1", "eu-west-2"]}, {}, "us-east-1 is none of eu-west-1, eu-west-2"),
        ({"organizations": [ORGANIZATION]}, {}, f"account {A} is in none of {ORGANIZATION}"),
        ({"tags": {"stage": ["live"]}}, {}, "tag stage is missing, and none of live"),
        ({"tags": {"stage": ["live"]}}, {"tags": {"stage": "test"}}, "tag stage is test, and none of live"),
        ({"not_before": "2026-07-01"}, {}, "it holds from 2026-07-01"),
        ({"most_connections": 1}, {"others": 3}, f"account {A} has 3 connections, and 1 are the most"),
    ],
)
def test_says_why_a_rule_does_not_match(asked: dict[str, Any], changes: dict[str, Any], expected: str) -> None:
    """In words of the rule and of the connection."""
    assert (("one", expected),) == verdict(request(**changes), [rule(**asked)], NOW).passed


def test_without_a_rule_a_human_decides() -> None:
    """The default is to leave."""
    assert Verdict("leave", None, "no rule matches") == verdict(request(), [], NOW)


def test_a_reason_is_not_needed() -> None:
    """The rule's key is one."""
    assert "rule one matches" == verdict(request(), [rule()], NOW).reason
    assert "rule one matches" == verdict(request(), [rule(reason="")], NOW).reason


@pytest.mark.parametrize("asked", [{"organizations": [ORGANIZATION]}, {"organizational_units": [UNIT]}])
@pytest.mark.parametrize("action", ["accept", "reject"])
def test_what_nobody_knows_decides_nothing(asked: dict[str, Any], action: str) -> None:
    """Where the organization cannot be looked up, a rule that hangs on it leaves to a human; no later one decides."""
    rules = [rule("members", action, **asked), rule("all", "reject")]
    found = verdict(request(memberships=None), rules, NOW)
    assert ("leave", "members") == (found.action, found.rule)
    assert f"the organization of account {A} could not be looked up" == found.reason


@pytest.mark.parametrize(
    "asked", [{"accounts": [B]}, {"regions": ["eu-west-1"]}, {"most_connections": 0}, {"expires": "2026-01-01"}]
)
def test_what_nobody_knows_does_not_matter_where_a_rule_fails_anyway(asked: dict[str, Any]) -> None:
    """A rule that asks for something that is not so is passed over, whatever organization the account is in."""
    rules = [rule("members", organizations=[ORGANIZATION], **asked), rule("known", accounts=[A])]
    found = verdict(request(memberships=None), rules, NOW)
    assert ("accept", "known") == (found.action, found.rule)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-01", datetime(2026, 6, 1, tzinfo=UTC)),
        ("2026-06-01T12:00:00Z", NOW),
        ("2026-06-01T14:00:00+02:00", NOW),
        ("2026-06-01T12:00:00", NOW),
    ],
)
def test_times_without_an_offset_are_utc(text: str, expected: datetime) -> None:
    """The rules never mean the time of the machine that runs them."""
    assert expected == at(text)
    assert timedelta(0) == expected - at(text)
