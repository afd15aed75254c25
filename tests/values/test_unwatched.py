"""Failover of which other rules tell what is wrong, or that nobody can judge."""

from .examples import failover, records, weighted

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
