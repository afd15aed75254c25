"""Failover of which other rules tell what is wrong, or that nobody can judge."""

import pytest

from constructs_pkg.values.record import Record
from constructs_pkg.values.record_rules import check_records
from constructs_pkg.values.spec import parse

from .examples import HEALTH_CHECK, ZONE, failover, records, weighted

COLLECTION = "01234567-89ab-cdef-0123-456789abcdef"

LATENCY = {"policy": "latency", "set_identifier": "b", "region": "us-east-1"}


def test_records_of_several_policies_are_told_by_another_rule() -> None:
    """Which of them Route 53 would choose, nobody can tell: it refuses them."""
    primary = {
        "policy": failover("PRIMARY"),
        "alias": {"to": "record", "dns_name": "app", "evaluate_target_health": True},
    }
    found = records(
        primary,
        {"policy": failover("SECONDARY")},
        {"name": "app", "policy": weighted("a")},
        {"name": "app", "policy": LATENCY},
    )
    rules = {problem.rule for problem in found}
    assert "primary-never-unhealthy" not in rules
    assert [problem for problem in found if problem.severity == "error"]


def _from_blocks(location: str, checked: bool) -> dict[str, object]:
    place = {"policy": "ip-based", "set_identifier": location, "collection_id": COLLECTION, "location": location}
    check = {"health_check_id": HEALTH_CHECK} if checked else {}
    return {"name": "app", "type": "A", "values": ["198.51.100.1"], "ttl": 60, "policy": place, **check}


@pytest.mark.parametrize(("checked", "told"), [("offices", True), ("*", False)])
def test_the_record_for_everybody_keeps_a_name_healthy(checked: str, told: bool) -> None:
    """Who comes from known blocks is answered with it too, while their own record is unhealthy."""
    to_app = {"to": "record", "dns_name": "app", "evaluate_target_health": True}
    given: list[dict[str, object]] = [
        {"name": "db", "type": "A", "policy": failover("PRIMARY"), "alias": to_app},
        {"name": "db", "type": "A", "policy": failover("SECONDARY"), "values": ["203.0.113.1"]},
        *(_from_blocks(location, location == checked) for location in ("offices", "*")),
    ]
    found = check_records([parse(Record, one) for one in given], ZONE, visibility="public")
    assert told == ("primary-never-unhealthy" in {problem.rule for problem in found})
