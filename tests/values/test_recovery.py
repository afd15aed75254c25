"""The time in which a health signal tells of a failure, against sums made by hand of what AWS documents."""

from typing import Any

import pytest

from constructs_pkg.values.health_signal import Calculated, HealthSignalSpec, signal_of_key
from constructs_pkg.values.recovery import seconds_to_detect
from constructs_pkg.values.spec import parse

_SITE = {"domain_name": "www.example.com"}
_ALARM = {"name": "orders", "region": "us-east-1"}
_METRIC = {"namespace": "Orders", "name": "Depth", "statistic": "Maximum", "above": 100}


def _spec(**given: Any) -> HealthSignalSpec:
    return parse(HealthSignalSpec, given)


def _counting(*keys: str) -> HealthSignalSpec:
    return HealthSignalSpec(calculated=Calculated(children=tuple(map(signal_of_key, keys))))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Three times 30 s, and at last 4 s to connect and 2 s for the answer.
        ({"http": _SITE}, 90 + 6),
        ({"https": {**_SITE, "interval": 10, "failure_threshold": 1}}, 10 + 6),
        # 2 s more for the body that is searched.
        ({"https": {**_SITE, "search": "ok"}}, 90 + 8),
        # 10 s to connect.
        ({"tcp": {**_SITE, "port": 5432, "interval": 10}}, 30 + 10),
        ({"metric": _METRIC}, 3 * 60),
        ({"metric": {**_METRIC, "period": 300, "periods": 2}}, 600),
        ({"service_healthy_hosts": {"periods": 1}}, 60),
        ({"endpoint": {"periods": 5}}, 300),
        ({"alarm": _ALARM}, None),
        ({"alarm": {**_ALARM, "goes_off_within": 120}}, 120),
        ({"alarm": {**_ALARM, "goes_off_within": 120}, "disabled": True}, None),
    ],
)
def test_a_failure_is_told_of_in_time(given: dict[str, Any], expected: int | None) -> None:
    """Probes take intervals and a timeout, alarms their periods; an alarm made elsewhere what is said of it."""
    assert expected == seconds_to_detect(_spec(**given))


def test_a_calculated_signal_is_as_slow_as_its_slowest() -> None:
    """It may wait for any of those it counts; one of which nothing is told leaves it without a bound."""
    known = {
        "fast": _spec(http={**_SITE, "interval": 10}),
        "slow": _spec(metric={**_METRIC, "period": 300}),
        "silent": _spec(alarm=_ALARM),
    }
    known["both"] = _counting("fast", "slow")
    assert 900 == seconds_to_detect(known["both"], known)
    assert 900 == seconds_to_detect(_counting("both", "fast"), known)
    assert None is seconds_to_detect(_counting("fast", "silent"), known)
    assert None is seconds_to_detect(_counting("fast", "unknown"), known)


def test_signals_that_count_each_other_have_no_bound() -> None:
    """A circle ends nowhere, and is refused elsewhere."""
    known = {"one": _counting("two"), "two": _counting("one")}
    assert None is seconds_to_detect(known["one"], known)
