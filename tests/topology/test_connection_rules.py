"""Rules about connections keep their order; what stands in one of them has none."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from constructs_pkg.preview import preview
from constructs_pkg.topology import TopologyError

from .wishes import BASE, Wish, planned, problems

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


LABELLED = {**FIRST, "accounts": ["111111111111"], "customer": "one"}
NAMES = {"zone": "customers.example.com", "zone_id": "Z0123456789CUSTOMERS"}
COLLECTION = "01234567-89ab-cdef-0123-456789abcdef"


def of_two(first: dict[str, Any], second: dict[str, Any]) -> Wish:
    """Two services with rules, of which each keeps names or blocks in a place."""
    wish = deepcopy(BASE["services"]["db"]) | {"handed_over": None, "name_parameter": None}
    wish = {key: value for key, value in wish.items() if value is not None}
    rule = {**LABELLED, "cidr_blocks": ["192.0.2.0/24"]}
    kept = [{"names": NAMES, "cidr_collection_id": COLLECTION, **fields} for fields in (first, second)]
    return {
        "services.db.connection_rules": {"rules": [rule], **kept[0]},
        "services.more": {**wish, "connection_rules": {"rules": [rule], **kept[1]}},
    }


OWN_ZONE = {"names": {**NAMES, "zone_id": "Z0000000000OWN"}}
OWN_COLLECTION = {"cidr_collection_id": "01234567-89ab-cdef-0123-000000000000"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({**OWN_ZONE, **OWN_COLLECTION}, set()),
        (OWN_COLLECTION, {("customer-zone-twice", "services.more.connection_rules.names.zone_id")}),
        (OWN_ZONE, {("collection-twice", "services.more.connection_rules.cidr_collection_id")}),
        (
            {**OWN_COLLECTION, "names": {**NAMES, "zone_id": "Z1"}},
            {("customer-zone-in-use", "services.more.connection_rules.names.zone_id")},
        ),
    ],
    ids=["its own", "one zone", "one collection", "a cell's zone"],
)
def test_no_two_services_keep_customers_in_one_place(second: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    """One would take away the blocks of the other, and neither writes in a zone that the other marked."""
    found = {(one.rule, one.path) for one in problems(of_two({}, second))}
    assert expected == {each for each in found if each[0].startswith(("customer-", "collection-"))}


@pytest.mark.parametrize("records", [[], [{"name": "www", "type": "A", "values": ["192.0.2.1"]}]])
def test_a_public_zone_with_records_is_no_zone_of_customers(records: list[Wish]) -> None:
    """One that exists and holds nothing of this topology may be."""
    zone = {"name": NAMES["zone"], "id": NAMES["zone_id"], "account": "222222222222", "records": records}
    changes = {**ruled(LABELLED, names=NAMES), "public_zones": {"customers": zone}}
    found = {one.path for one in problems(changes) if one.rule == "customer-zone-in-use"}
    assert ({"services.db.connection_rules.names.zone_id"} if records else set()) == found


def test_times_need_no_quotes() -> None:
    """YAML reads a date or a time that has none as such."""
    quoted = ruled({**FIRST, "not_before": "2026-01-01", "expires": "2026-12-31T12:00:00Z"})
    read = {"not_before": date(2026, 1, 1), "expires": datetime(2026, 12, 31, 12, tzinfo=UTC)}
    assert planned(quoted).cells == planned(ruled({**FIRST, **read})).cells


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
