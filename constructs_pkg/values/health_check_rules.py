"""What the health check of a listener's targets must keep to.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import HealthCheck, Listener

INTERVAL_SECONDS = (5, 300)
TIMEOUT_SECONDS = (2, 120)
THRESHOLD = (2, 10)
PORT = (1, 65_535)

# Matcher of target groups of TCP, TLS, UDP and TCP_UDP.
SUCCESS_CODES = (200, 599)

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
DEFAULT_TIMEOUT = {"HTTP": 6, "HTTPS": 10, "TCP": 10}


def check_health_check(listener: Listener) -> list[Problem]:
    """Return the problems of the health check of `listener`, with paths below ``health_check``."""
    check = listener.health_check
    if check is None:
        return []
    problems = [*_numbers(check), *_timeout(check), *_http(check)]
    return [problem.under("health_check") for problem in problems]


def _numbers(check: HealthCheck) -> Iterable[Problem]:
    yield from out_of_range("port-out-of-range", "port", check.port, *PORT)
    yield from out_of_range("health-check-interval", "interval", check.interval, *INTERVAL_SECONDS)
    yield from out_of_range("health-check-timeout", "timeout", check.timeout, *TIMEOUT_SECONDS)
    for key in ("healthy_threshold", "unhealthy_threshold"):
        yield from out_of_range("health-check-threshold", key, getattr(check, key), *THRESHOLD)


def _timeout(check: HealthCheck) -> Iterable[Problem]:
    timeout = DEFAULT_TIMEOUT[check.protocol] if check.timeout is None else check.timeout
    if timeout > check.interval:
        yield Problem(
            "timeout-over-interval",
            "timeout",
            str(timeout),
            f"is over the interval of {check.interval} seconds",
            f"give a timeout of at most {check.interval}",
        )


def _http(check: HealthCheck) -> Iterable[Problem]:
    if check.protocol == "TCP":
        for key, value in (("path", check.path), ("success_codes", check.success_codes)):
            if value is not None:
                limit = "is given for a TCP probe, which sends no request"
                yield Problem("http-setting-without-http", key, value, limit, "leave it out, or probe by HTTP or HTTPS")
    lowest, highest = SUCCESS_CODES
    codes = [int(code) for code in re.findall(r"[0-9]{3}", check.success_codes or "")]
    if any(not lowest <= code <= highest for code in codes):
        limit = f"has codes outside {lowest} to {highest}"
        yield Problem("success-codes", "success_codes", str(check.success_codes), limit, "name codes in that range")
    for first, last in re.findall(r"([0-9]{3})-([0-9]{3})", check.success_codes or ""):
        if last < first:
            limit, fix = f"has the range {first}-{last}, which holds no code", f"write {last}-{first}"
            yield Problem("success-codes", "success_codes", str(check.success_codes), limit, fix)
