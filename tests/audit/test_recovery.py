"""The time in which everybody has left a failed primary record, as the trace of its name tells."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_pkg.audit.resolver import resolve
from constructs_pkg.audit.world import World

from .templates import Json, one_cell, record, ref, vantage, vpc, zone

Z = ref("Zone")
ALARM_OF_CHECK = {"Name": ref("Alarm"), "Region": "us-east-1"}
ALARM: Json = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Period": 60, "EvaluationPeriods": 3}}


def _check(**config: object) -> Json:
    return {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": config}}


def _record(name: str, *values: str, ttl: int = 20, **fields: object) -> Json:
    made: Any = record(Z, name, "A", *values, **fields)
    made["Properties"]["TTL"] = str(ttl)
    return made  # type: ignore[no-any-return]


def _trace(**resources: Json) -> str:
    found: dict[str, Json] = {
        "Vpc": vpc("us"),
        "Zone": zone("example.com", ref("Vpc")),
        "Primary": _record(
            "a.example.com", "10.0.0.1", Failover="PRIMARY", SetIdentifier="one", HealthCheckId=ref("Check")
        ),
        "Secondary": _record("a.example.com", "10.0.0.2", Failover="SECONDARY", SetIdentifier="two"),
        **resources,
    }
    facts = one_cell(found)
    return " ".join(resolve(facts, "a.example.com", "A", vantage(facts, "us"), World()).trace)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        # What is left out is 30 s and three times; 4 s to connect and 2 s to answer.
        ({"Type": "HTTPS"}, "within 116 s (96 s until its health check tells, TTL 20 s)"),
        # Another 2 s for the body.
        ({"Type": "HTTP_STR_MATCH", "RequestInterval": 10, "FailureThreshold": 1}, "within 38 s (18 s"),
        # 10 s to connect.
        ({"Type": "TCP", "RequestInterval": "10", "FailureThreshold": "2"}, "within 50 s (30 s"),
        ({"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": ALARM_OF_CHECK}, "within 200 s (180 s"),
        (
            {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": [ref("Tcp"), ref("Slow")]},
            "within 200 s (180 s",
        ),
    ],
)
def test_the_bound_is_told(config: Json, expected: str) -> None:
    """It is made of the health check's own times and the record's TTL."""
    slow = _check(Type="CLOUDWATCH_METRIC", AlarmIdentifier=ALARM_OF_CHECK)
    trace = _trace(Check=_check(**config), Tcp=_check(Type="TCP"), Slow=slow, Alarm=ALARM)
    assert f"If it fails, two answers everybody {expected}" in trace


@pytest.mark.parametrize(
    "config",
    [
        {"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": {"Name": "elsewhere", "Region": "us-east-1"}},
        {"Type": "HTTPS", "RequestInterval": {"Ref": "Late"}},
        {"Type": "CALCULATED", "HealthThreshold": 0, "ChildHealthChecks": [ref("Tcp")]},
        {"Type": "CALCULATED", "HealthThreshold": 1, "ChildHealthChecks": ["elsewhere"]},
        {"Type": "RECOVERY_CONTROL"},
    ],
)
def test_no_bound_is_made_up(config: Json) -> None:
    """Where templates do not tell, or it never fails, nothing is said."""
    trace = _trace(Check=_check(**config), Tcp=_check(Type="TCP"))
    assert "is healthy and answers." in trace
    assert "within" not in trace


def test_an_alias_has_the_ttl_of_its_target() -> None:
    """Of all records that it may lead to in its zone, the longest."""
    primary = record(
        Z,
        "a.example.com",
        "A",
        AliasTarget={"DNSName": "b.example.com.", "HostedZoneId": Z, "EvaluateTargetHealth": False},
        Failover="PRIMARY",
        SetIdentifier="one",
        HealthCheckId=ref("Check"),
    )
    targets = {
        "B1": _record("b.example.com", "10.0.0.3", ttl=5, Weight=1, SetIdentifier="b1"),
        "B2": _record("b.example.com", "10.0.0.4", ttl=50, Weight=1, SetIdentifier="b2"),
    }
    trace = _trace(Check=_check(Type="TCP"), Primary=primary, **targets)
    assert "within 150 s (100 s until its health check tells, TTL 50 s)" in trace
    lost = _trace(Check=_check(Type="TCP"), Primary=primary)
    assert "within" not in lost


def _chosen(first: Json, second: Json) -> str:
    return _trace(Check=_check(Type="TCP"), Primary=first, Secondary=second)


def _by(field: str, place: object, address: str, **fields: Any) -> Json:
    policy: dict[str, Any] = {field: place, **fields}
    return _record("a.example.com", address, SetIdentifier=address, **policy)


_CHECKED = {"HealthCheckId": ref("Check")}
# A check by TCP is 3 x 30 s and 10 s to connect, and the TTL is 20 s.
_BOUND = "fails, nobody is answered with it after 120 s (100 s until its health check tells, TTL 20 s)."


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (
            [_by("Region", "us-east-1", "10.0.0.1", **_CHECKED), _by("Region", "eu-west-1", "10.0.0.2", **_CHECKED)],
            f"If 10.0.0.1 {_BOUND}",
        ),
        (
            [_by("Weight", 1, "10.0.0.1", **_CHECKED), _by("Weight", 1, "10.0.0.2", **_CHECKED)],
            f"If one of them {_BOUND}",
        ),
        (
            [_by("MultiValueAnswer", "true", f"10.0.0.{each}", **_CHECKED) for each in (1, 2)],
            f"If one of them {_BOUND}",
        ),
        (
            [
                _by("GeoLocation", {"CountryCode": "US"}, "10.0.0.1", **_CHECKED),
                _by("GeoLocation", {"CountryCode": "*"}, "10.0.0.2"),
            ],
            f"If 10.0.0.1 {_BOUND}",
        ),
    ],
    ids=["latency", "weighted", "multivalue", "geolocation"],
)
def test_the_bound_is_told_by_every_policy(records: list[Json], expected: str) -> None:
    """Wherever another record takes the place of what fails."""
    assert expected in _chosen(*records)


@pytest.mark.parametrize(
    "records",
    [
        [_by("Region", "us-east-1", "10.0.0.1"), _by("Region", "eu-west-1", "10.0.0.2", **_CHECKED)],
        [_by("Weight", 1, "10.0.0.1", **_CHECKED), _by("Weight", 1, "10.0.0.2")],
        [
            _by("GeoLocation", {"CountryCode": "US"}, "10.0.0.1", **_CHECKED),
            _by("GeoLocation", {"CountryCode": "DE"}, "10.0.0.2"),
        ],
        [
            _by("GeoLocation", {"CountryCode": "DE"}, "10.0.0.1"),
            _by("GeoLocation", {"CountryCode": "*"}, "10.0.0.2", **_CHECKED),
        ],
    ],
    ids=["no check", "one of two has no check", "another place", "everywhere else"],
)
def test_no_bound_is_told_where_nobody_takes_the_place(records: list[Json]) -> None:
    """A record that nothing checks stays, and so does one whose place nobody takes."""
    assert "after" not in _chosen(*records)
