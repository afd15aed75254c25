"""Every rule finds what it is for, and not what stands next to it."""

import pytest

from constructs_pkg.audit.findings.registry import RULES

from . import (
    delegation_cases,
    distribution_cases,
    endpoint_cases,
    fallback_cases,
    health_cases,
    hybrid_cases,
    policy_record_cases,
    profile_cases,
    record_cases,
    service_cases,
    sibling_cases,
    zone_cases,
)
from .case import Case, findings

CASES = (
    *record_cases.CASES,
    *zone_cases.CASES,
    *delegation_cases.CASES,
    *distribution_cases.CASES,
    *health_cases.CASES,
    *sibling_cases.CASES,
    *service_cases.CASES,
    *endpoint_cases.CASES,
    *fallback_cases.CASES,
    *profile_cases.CASES,
    *hybrid_cases.CASES,
    *policy_record_cases.CASES,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_rule_finds_what_it_is_for_and_nothing_else(case: Case) -> None:
    """The rule finds exactly the places of the case, and says what is wrong with the actual values."""
    found = {str(one.place): one.found.wrong for one in findings(case.stacks, case.rule)}
    assert sorted(case.found) == sorted(found), found
    assert [] == [wrong for place, wrong in found.items() if case.found[place] not in wrong]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_trigger_and_a_neighbour(rule: object) -> None:
    """No rule is without a case that it finds and one that it leaves alone."""
    outcomes = {bool(case.found) for case in CASES if case.rule == getattr(rule, "id", None)}
    assert {True, False} == outcomes
