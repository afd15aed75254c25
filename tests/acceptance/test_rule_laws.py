"""What holds of every list of rules and every connection."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from constructs_pkg.fragments.handlers.acceptance_rules import Request, mismatch, unknown, verdict

ACCOUNTS = ["111111111111", "222222222222", "333333333333"]
REGIONS = ["us-east-1", "eu-west-1"]
ENDPOINTS = [f"vpce-{number:017x}" for number in range(3)]
GROUPS = ["o-ab12cd34ef", "r-ab12", "ou-ab12-11111111", "ou-ab12-22222222"]
VALUES = ["live", "test"]
DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def some(values: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)


times = st.integers(0, 6).map(lambda days: START + days * DAY)
asked = st.fixed_dictionaries(
    {},
    optional={
        "accounts": some(ACCOUNTS),
        "regions": some(REGIONS),
        "endpoint_ids": some(ENDPOINTS),
        "organizations": some(GROUPS[:1]),
        "organizational_units": some(GROUPS[1:]),
        "tags": st.dictionaries(st.sampled_from(["stage", "team"]), some(VALUES), min_size=1),
        "not_before": times.map(datetime.isoformat),
        "expires": times.map(datetime.isoformat),
        "most_connections": st.integers(0, 2),
    },
)
Rules = list[dict[str, Any]]


@st.composite
def rule_lists(draw: st.DrawFn) -> Rules:
    actions = st.sampled_from(["accept", "reject", "leave"])
    return [{"key": f"rule-{n}", "action": draw(actions), **draw(asked)} for n in range(draw(st.integers(0, 4)))]


requests = st.builds(
    Request,
    st.sampled_from(ACCOUNTS),
    st.sampled_from(REGIONS),
    st.sampled_from(ENDPOINTS),
    st.dictionaries(st.sampled_from(["stage", "team"]), st.sampled_from(VALUES)),
    st.none() | st.lists(st.sampled_from(GROUPS), unique=True),
    st.integers(0, 3),
)


def matches(request: Request, rule: dict[str, Any], now: datetime) -> bool:
    """Whether a rule matches, of a request whose memberships are known: written anew, from what rules mean in words."""
    member = set(request.memberships or ())
    return all(
        [
            request.account in rule.get("accounts", [request.account]),
            request.region in rule.get("regions", [request.region]),
            request.endpoint_id in rule.get("endpoint_ids", [request.endpoint_id]),
            not rule.get("organizations") or member.intersection(rule["organizations"]),
            not rule.get("organizational_units") or member.intersection(rule["organizational_units"]),
            all(request.tags.get(key) in values for key, values in rule.get("tags", {}).items()),
            datetime.fromisoformat(rule.get("not_before", START.isoformat())) <= now,
            now < datetime.fromisoformat(rule.get("expires", (now + DAY).isoformat())),
            request.others < rule.get("most_connections", request.others + 1),
        ]
    )


@given(requests, rule_lists(), times)
def test_the_first_match_decides(request: Request, rules: Rules, now: datetime) -> None:
    """The verdict is that of the first rule that matches by its words, else to leave."""
    known = replace(request, memberships=request.memberships or ())
    first = next((each for each in rules if matches(known, each, now)), None)
    found = verdict(known, rules, now)
    assert ((first["action"], first["key"]) if first else ("leave", None)) == (found.action, found.rule)
    before = rules[: rules.index(first)] if first else rules
    assert [each["key"] for each in before] == [key for key, _ in found.passed]


@given(requests, rule_lists(), rule_lists(), times)
def test_rules_that_are_added_at_the_end_change_no_decision(
    request: Request, rules: Rules, more: Rules, now: datetime
) -> None:
    """What a rule decides stays decided."""
    found = verdict(request, rules, now)
    assume(found.rule is not None)
    assert found == verdict(request, [*rules, *more], now)


@given(requests, rule_lists(), times, st.integers(0, 3))
def test_a_rule_that_does_not_decide_can_be_left_out(
    request: Request, rules: Rules, now: datetime, number: int
) -> None:
    """Only the rule that decides, and none before or after it, makes the verdict."""
    found = verdict(request, rules, now)
    left = [each for each in rules if each["key"] != f"rule-{number}" or each["key"] == found.rule]
    again = verdict(request, left, now)
    assert (found.action, found.rule, found.reason) == (again.action, again.rule, again.reason)


@given(requests, rule_lists(), times)
def test_what_is_not_known_never_lets_anybody_in_or_out_by_it(request: Request, rules: Rules, now: datetime) -> None:
    """Where memberships are not known, an accepted or rejected connection is so whatever they were."""
    found = verdict(replace(request, memberships=None), rules, now)
    if found.action != "leave":
        for member in ((), GROUPS, GROUPS[:1], GROUPS[1:]):
            assert found.action == verdict(replace(request, memberships=member), rules, now).action


@given(requests, rule_lists(), times, times)
def test_without_dates_time_changes_nothing(request: Request, rules: Rules, now: datetime, later: datetime) -> None:
    """The verdict hangs on what is given, and on the clock only where a rule has a date."""
    timeless = [{key: each[key] for key in each if key not in ("not_before", "expires")} for each in rules]
    assert verdict(request, timeless, now) == verdict(request, timeless, later)


@given(requests, asked, times)
def test_an_expired_rule_never_matches_again(request: Request, rule: dict[str, Any], now: datetime) -> None:
    """Once over, for ever over."""
    rule = {"key": "one", "action": "accept", **rule}
    end = datetime.fromisoformat(rule["expires"]) if "expires" in rule else None
    if end is not None and now >= end:
        assert mismatch(request, rule, now) is not None
        assert mismatch(request, rule, now + DAY) is not None
        assert unknown(request, rule, now) is None


@given(requests, rule_lists(), times, st.integers(0, 5))
def test_more_connections_never_let_one_more_in_by_a_limit(
    request: Request, rules: Rules, now: datetime, more: int
) -> None:
    """If a rule with a limit accepts the next connection of an account, it accepts it with fewer as well."""
    found = verdict(replace(request, others=request.others + more), rules[:1], now)
    if found.action == "accept":
        assert found == verdict(request, rules[:1], now)
