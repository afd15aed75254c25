"""Rules about connections keep their order; what stands in one of them has none."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.topology import TopologyError

from .wishes import Wish, planned, problems

FIRST = {
    "key": "first",
    "action": "accept",
    "accounts": ["111111111111", "222222222222"],
    "tags": {"tier": ["gold", "silver"], "area": ["north"]},
}
SECOND = {"key": "second", "action": "reject", "reason": "left", "accounts": ["111111111111"]}
UNITS = {"key": "units", "action": "accept", "organizational_units": ["r-ab12", "ou-ab12-11111111"]}
MEMBERS = {"222222222222": ["r-ab12", "o-a1b2c3d4e5"], "111111111111": ["r-ab12"]}


def ruled(*rules: Wish, **fields: Any) -> Wish:
    return {"services.db.connection_rules": {"rules": [*rules], **fields}}


def backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: backwards(inner) for key, inner in reversed(value.items())}
    return [backwards(inner) for inner in reversed(value)] if isinstance(value, list) else value


def test_the_order_of_rules_is_kept() -> None:
    """Of two rules the first decides, so that the other order is another plan."""
    assert planned(ruled(FIRST, SECOND)).cells != planned(ruled(SECOND, FIRST)).cells


def test_nothing_in_a_rule_has_an_order() -> None:
    """Its accounts, its tags and the memberships are the same in any, to the letter of the function's code."""
    before = ruled(FIRST, UNITS, memberships=MEMBERS)
    turned = ruled(backwards(deepcopy(FIRST)), backwards(deepcopy(UNITS)), memberships=backwards(deepcopy(MEMBERS)))
    assert planned(before).cells == planned(turned).cells
    assert str(preview(planned(before))) == str(preview(planned(turned)))


def test_the_outline_says_who_is_let_in() -> None:
    """A line a rule, in their order."""
    lines = [line.strip() for line in str(planned(ruled(FIRST, SECOND))).splitlines()]
    found = [line for line in lines if line.endswith((": accept", ": reject"))]
    assert 2 == len(found)
    assert all("connections of" in line and "111111111111" in line for line in found)


@pytest.mark.parametrize(
    ("changes", "rule", "path"),
    [
        (ruled(), "no-rules", "services.db.connection_rules.rules"),
        (ruled({"key": "all", "action": "accept"}), "accepts-anybody", "services.db.connection_rules.rules[0]"),
        (
            {**ruled(FIRST), "services.db.acceptance_required": False},
            "acceptance-not-required",
            "services.db.connection_rules.rules",
        ),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(changes: Wish, rule: str, path: str) -> None:
    """At its place in the topology."""
    assert (rule, path) in {(one.rule, one.path) for one in problems(changes)}
    with pytest.raises(TopologyError):
        planned(changes)
