"""Health signals in the links stack of their cell: what is made, under which ids, and what refers to it."""

from __future__ import annotations

from typing import Any

from constructs_pkg.preview import preview
from constructs_pkg.values.cidr_collection import CollectionOfKey
from constructs_pkg.values.health_signal import signal_of_key
from constructs_pkg.values.record import IpBased
from constructs_pkg.values.spec import parse

from .signal_cases import signals
from .wishes import Wish, planned, problems

_METRIC = {"metric": {"namespace": "Orders", "name": "Depth", "statistic": "Maximum", "above": 1}}


def _links(changes: Wish, cell: str = "app") -> dict[str, Any]:
    resources: dict[str, Any] = preview(planned(changes))[f"net-{cell}-links"]["Resources"]
    return resources


def test_ids_come_from_keys() -> None:
    """A changed id would replace the health check, and with it what every record names: these never change."""
    made = signals(site=_METRIC | {"disabled": True})
    kinds = ("AWS::Route53::HealthCheck", "AWS::CloudWatch::Alarm")
    ids = {key: held["Type"] for key, held in _links(made).items() if held["Type"] in kinds}
    assert {
        "HealthSignalsiteA322063A": kinds[0],
        "HealthSignalsiteDisabled350D629B": kinds[0],
        "HealthSignalsiteAlarmE885D508": kinds[1],
    } == ids


def test_a_record_names_the_health_check_that_answers() -> None:
    """A disabled signal is known by the health check that stands before it, and the first one stays as it is."""
    on, off = (
        _links(signals()),
        _links(signals(site={"https": {"domain_name": "www.example.com", "interval": 10}, "disabled": True})),
    )
    named = {
        key: held["Properties"].get("HealthCheckId", {}).get("Ref")
        for resources in (on, off)
        for key, held in resources.items()
        if held["Type"] == "AWS::Route53::RecordSet" and "HealthCheckId" in held["Properties"]
    }
    assert 1 == len(named)
    assert on["HealthSignalsiteA322063A"] == off["HealthSignalsiteA322063A"]
    assert {"Type": "CALCULATED", "ChildHealthChecks": [{"Ref": "HealthSignalsiteA322063A"}], "HealthThreshold": 0} == (
        off[next(iter(named.values()))]["Properties"]["HealthCheckConfig"]
    )


def test_another_signal_changes_nothing_else() -> None:
    """Every other resource of the stack stays as it is."""
    before, after = _links(signals()), _links(signals(other=_METRIC))
    assert before == {key: held for key, held in after.items() if not key.startswith("HealthSignalother")}


def test_an_alarm_is_of_the_services_targets() -> None:
    """The alarm counts the healthy targets of the service's own load balancer, in the Region of the cell."""
    made = _links(signals(hosts={"cell": "data", "service_healthy_hosts": "db"}) | {"cells.app.records": []}, "data")
    (alarm,) = (held["Properties"] for held in made.values() if held["Type"] == "AWS::CloudWatch::Alarm")
    (check,) = (held["Properties"] for held in made.values() if held["Type"] == "AWS::Route53::HealthCheck")
    assert ("AWS/NetworkELB", "HealthyHostCount", "LessThanThreshold", 1) == (
        alarm["Namespace"],
        alarm["MetricName"],
        alarm["ComparisonOperator"],
        alarm["Threshold"],
    )
    owners = {each["Name"]: made[each["Value"]["Fn::GetAtt"][0]]["Type"] for each in alarm["Dimensions"]}
    assert {
        "LoadBalancer": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "TargetGroup": "AWS::ElasticLoadBalancingV2::TargetGroup",
    } == owners
    named = check["HealthCheckConfig"]["AlarmIdentifier"]
    assert ("us-east-1", "AWS::CloudWatch::Alarm") == (named["Region"], made[named["Name"]["Ref"]]["Type"])
    assert "Unhealthy" == check["HealthCheckConfig"]["InsufficientDataHealthStatus"]


def test_a_plan_tells_its_signals() -> None:
    """The outline of a plan has a line for each, with what is unusual of it."""
    text = str(planned(signals(other=_METRIC | {"inverted": True, "disabled": True})))
    assert "health signal site by https\n" in text
    assert "health signal other by metric, inverted, disabled\n" in text


def test_a_service_of_a_refused_cell_is_not_looked_at() -> None:
    """What is wrong with the cell's network is said, and nothing that follows from it."""
    wish = signals(hosts={"cell": "data", "service_healthy_hosts": "db"}) | {
        "cells.app.records": [],
        "cells.data.network.tiers": [{"slot": 0, "name": "one"}, {"slot": 0, "name": "two"}],
    }
    assert not [problem for problem in problems(wish) if problem.path.startswith("health_signals")]
    assert [problem for problem in problems(wish) if problem.path.startswith("cells.data.network")]


def test_references_are_named_by_their_keys() -> None:
    """In messages a signal and a collection are what the topology calls them."""
    assert "orders of this topology" == str(signal_of_key("orders"))
    known = CollectionOfKey({}, "clients")
    policy = {"set_identifier": "office", "collection_id": known, "location": "office"}
    assert ("clients of this topology", known) == (str(known), parse(IpBased, policy).collection_id)


def test_a_health_check_made_elsewhere_is_told_as_one() -> None:
    """Its times are not known here, which is another thing than having no health signal."""
    check = "01234567-89ab-cdef-0123-456789abcdef"
    (problem,) = problems(signals({"recover_within": 600, "health_check_id": check, "health_signal": None}))
    assert (
        f"recovery-not-bounded: cells.app.records[0].recover_within 600 cannot be promised: health check {check}, "
        "which is made elsewhere and whose times are not known here, does not tell in which time a failure is found "
        "and answers are dropped; use a signal and a TTL that tell it (docs/health-signals.md), or leave it out"
    ) == str(problem)
