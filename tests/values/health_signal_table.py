"""The rules of health signals: what is refused and its nearest valid neighbour."""

from typing import Any

from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.health_signal_rules import (
    check_health_signal,
    check_measured,
    recovery_problems,
)
from constructs_pkg.values.problem import InvalidInput, Problem
from constructs_pkg.values.spec import parse

from .case import Case
from .examples import HEALTH_CHECK

_SITE = {"domain_name": "www.example.com"}
_ALARM = {"name": "orders", "region": "us-east-1"}
_METRIC = {"namespace": "Orders", "name": "Depth", "statistic": "Maximum", "above": 100}


def _signal(**given: Any) -> list[Problem]:
    try:
        return check_health_signal(parse(HealthSignalSpec, given))
    except InvalidInput as invalid:
        return list(invalid.problems)


def _http(**changes: Any) -> list[Problem]:
    return _signal(http={**_SITE, **changes})


def _https_to(address: str) -> list[Problem]:
    return _signal(https={"ip_address": address})


def _metric(**changes: Any) -> list[Problem]:
    return _signal(metric={**_METRIC, **changes})


def _ids(count: int) -> list[str]:
    return [f"{HEALTH_CHECK[:-4]}{number:04x}" for number in range(count)]


def _calculated(count: int, **changes: Any) -> list[Problem]:
    return _signal(calculated={"children": _ids(count), **changes})


def _hosts(parts: list[str], **given: Any) -> list[Problem]:
    return list(check_measured(parse(HealthSignalSpec, {"service_healthy_hosts": given}), parts, []))


def _measured(*kinds: str) -> list[Problem]:
    return list(check_measured(parse(HealthSignalSpec, {"endpoint": {}}), [], kinds))


def _recovers(wanted: int | None, detected: int | None = 60, ttl: int | None = 30) -> list[Problem]:
    return list(recovery_problems("recover_within", wanted, detected, ttl, "health signal site"))


PROBE_RULES = [
    Case(
        "an HTTP check of a private address",
        "health-check-of-private-address",
        "http.ip_address",
        lambda: _signal(http={"ip_address": "10.0.0.10"}),
        lambda: _signal(http={"ip_address": "52.95.110.1"}),
    ),
    Case(
        "an HTTPS check of an address of carriers (RFC 6598)",
        "health-check-of-private-address",
        "https.ip_address",
        lambda: _https_to("100.64.0.1"),
        lambda: _https_to("100.128.0.1"),
    ),
    Case(
        "an HTTPS check of a multicast address",
        "health-check-of-private-address",
        "https.ip_address",
        lambda: _https_to("224.0.0.251"),
        lambda: _https_to("223.255.254.1"),
    ),
    Case(
        "an HTTPS check of a unique local IPv6 address",
        "health-check-of-private-address",
        "https.ip_address",
        lambda: _https_to("fd00::10"),
        lambda: _https_to("2600:9000::1"),
    ),
    Case(
        "a TCP check of a loopback address",
        "health-check-of-private-address",
        "tcp.ip_address",
        lambda: _signal(tcp={"ip_address": "127.0.0.1", "port": 5432}),
        lambda: _signal(tcp={"ip_address": "52.95.110.1", "port": 5432}),
    ),
    Case(
        "a check probes something",
        "health-check-without-endpoint",
        "http",
        lambda: _signal(http={}),
        lambda: _http(),
    ),
    Case(
        "an interval other than 10 or 30",
        "health-check-interval",
        "http.interval",
        lambda: _http(interval=20),
        lambda: _http(interval=10),
    ),
    Case(
        "a threshold below 1",
        "failure-threshold-out-of-range",
        "http.failure_threshold",
        lambda: _http(failure_threshold=0),
        lambda: _http(failure_threshold=1),
    ),
    Case(
        "a threshold above 10",
        "failure-threshold-out-of-range",
        "http.failure_threshold",
        lambda: _http(failure_threshold=11),
        lambda: _http(failure_threshold=10),
    ),
    Case(
        "fewer than 3 checker Regions",
        "too-few-checker-regions",
        "http.checker_regions",
        lambda: _http(checker_regions=["us-east-1", "eu-west-1"]),
        lambda: _http(checker_regions=["us-east-1", "eu-west-1", "sa-east-1"]),
    ),
    Case(
        "health checkers ask from eight Regions",
        "no-checker-region",
        "http.checker_regions[2]",
        lambda: _http(checker_regions=["us-east-1", "eu-west-1", "eu-central-1"]),
        lambda: _http(checker_regions=["us-east-1", "eu-west-1", "us-west-1"]),
    ),
    Case(
        "a checker Region is named once",
        "duplicate-checker-region",
        "http.checker_regions[3]",
        lambda: _http(checker_regions=["us-east-1", "eu-west-1", "us-west-1", "us-east-1"]),
        lambda: _http(checker_regions=["us-east-1", "eu-west-1", "us-west-1", "us-west-2"]),
    ),
    Case(
        "a probe's port is one of TCP",
        "port-out-of-range",
        "tcp.port",
        lambda: _signal(tcp={**_SITE, "port": 0}),
        lambda: _signal(tcp={**_SITE, "port": 65535}),
    ),
    Case(
        "a path has at most 255 characters",
        "path-too-long",
        "http.path",
        lambda: _http(path=f"/{'p' * 255}"),
        lambda: _http(path=f"/{'p' * 254}"),
    ),
    Case(
        "a path begins at the root",
        "malformed-path",
        "http.path",
        lambda: _http(path="health"),
        lambda: _http(path="/health?deep=1"),
    ),
    Case(
        "a string match without a string",
        "string-match-without-string",
        "http.search",
        lambda: _http(search=""),
        lambda: _http(search="o"),
    ),
    Case(
        "a string has at most 255 characters",
        "search-string-too-long",
        "http.search",
        lambda: _http(search="s" * 256),
        lambda: _http(search="s" * 255),
    ),
]

HEALTH_SIGNAL_RULES = [
    *PROBE_RULES,
    Case(
        "a health signal looks at something: an alarm check without an alarm",
        "health-signal-without-kind",
        "",
        lambda: _signal(inverted=True),
        lambda: _signal(alarm=_ALARM),
    ),
    Case(
        "a health signal looks at one thing",
        "several-health-signal-kinds",
        "alarm",
        lambda: _signal(http=_SITE, alarm=_ALARM),
        lambda: _signal(http=_SITE),
    ),
    Case(
        "a calculated check counts something",
        "calculated-without-children",
        "calculated.children",
        lambda: _calculated(0),
        lambda: _calculated(1),
    ),
    Case(
        "over 255 children of a calculated check",
        "too-many-children",
        "calculated.children",
        lambda: _calculated(256),
        lambda: _calculated(255),
    ),
    Case(
        "a child is counted once",
        "duplicate-child",
        "calculated.children[1]",
        lambda: _signal(calculated={"children": [HEALTH_CHECK, HEALTH_CHECK]}),
        lambda: _calculated(2),
    ),
    Case(
        "a calculated check that asks for more than it has never changes",
        "healthy-at-least-out-of-range",
        "calculated.healthy_at_least",
        lambda: _calculated(2, healthy_at_least=3),
        lambda: _calculated(2, healthy_at_least=2),
    ),
    Case(
        "a calculated check that asks for none never changes",
        "healthy-at-least-out-of-range",
        "calculated.healthy_at_least",
        lambda: _calculated(2, healthy_at_least=0),
        lambda: _calculated(2, healthy_at_least=1),
    ),
    Case(
        "an alarm check names an alarm",
        "alarm-name",
        "alarm.name",
        lambda: _signal(alarm={**_ALARM, "name": ""}),
        lambda: _signal(alarm=_ALARM),
    ),
    Case(
        "an alarm takes some time",
        "alarm-goes-off-never",
        "alarm.goes_off_within",
        lambda: _signal(alarm={**_ALARM, "goes_off_within": 0}),
        lambda: _signal(alarm={**_ALARM, "goes_off_within": 60}),
    ),
    Case(
        "Route 53 follows no metric of high resolution",
        "alarm-period",
        "metric.period",
        lambda: _metric(period=30),
        lambda: _metric(period=60),
    ),
    Case(
        "an alarm looks at a period",
        "alarm-periods",
        "metric.periods",
        lambda: _metric(periods=0),
        lambda: _metric(periods=1),
    ),
    Case(
        "an alarm looks back a day",
        "alarm-window",
        "metric.periods",
        lambda: _metric(periods=1441),
        lambda: _metric(periods=1440),
    ),
    Case(
        "a metric has a threshold",
        "metric-threshold",
        "metric",
        lambda: _metric(above=None),
        lambda: _metric(above=None, below=1),
    ),
    Case(
        "a metric has one threshold",
        "metric-threshold",
        "metric",
        lambda: _metric(below=1),
        lambda: _metric(),
    ),
    Case(
        "an endpoint has the alarms that there are",
        "unknown-alarm",
        "endpoint.alarm",
        lambda: _signal(endpoint={"alarm": "unhealthy-target"}),
        lambda: _signal(endpoint={"alarm": "packets-dropped"}),
    ),
    Case(
        "an alarm whose threshold depends on the workload is given one",
        "alarm-without-threshold",
        "endpoint.threshold",
        lambda: _signal(endpoint={"alarm": "resets-received"}),
        lambda: _signal(endpoint={"alarm": "resets-received", "threshold": 100}),
    ),
    Case(
        "a service that needs no healthy target is always healthy",
        "too-few-hosts",
        "service_healthy_hosts.at_least",
        lambda: _signal(service_healthy_hosts={"at_least": 0}),
        lambda: _signal(service_healthy_hosts={"at_least": 1}),
    ),
    Case(
        "healthy targets are measured where the load balancer is made",
        "no-hosts-measured",
        "service_healthy_hosts",
        lambda: _hosts([]),
        lambda: _hosts(["443"]),
    ),
    Case(
        "one of several listeners is named",
        "several-listeners",
        "service_healthy_hosts.port",
        lambda: _hosts(["443", "5432"]),
        lambda: _hosts(["443", "5432"], port=443),
    ),
    Case(
        "a listener is one that there is",
        "unknown-listener",
        "service_healthy_hosts.port",
        lambda: _hosts(["443", "b-443"], port=443, load_balancer="a"),
        lambda: _hosts(["443", "b-443"], port=443, load_balancer="b"),
    ),
    Case(
        "an endpoint is one that AWS measures",
        "endpoint-not-measured",
        "endpoint",
        lambda: _measured(),
        lambda: _measured("connections", "packets-dropped"),
    ),
    Case(
        "a failure is found in the time that is asked for",
        "recovers-too-late",
        "recover_within",
        lambda: _signal(http=_SITE, recover_within=95),
        lambda: _signal(http=_SITE, recover_within=96),
    ),
    Case(
        "a name recovers in the time that is asked for",
        "recovers-too-late",
        "recover_within",
        lambda: _recovers(89),
        lambda: [*_recovers(90), *_recovers(None)],
    ),
    Case(
        "a time to recover is asked for where one is known",
        "recovery-not-bounded",
        "recover_within",
        lambda: _recovers(600, detected=None),
        lambda: _recovers(600),
    ),
    Case(
        "a time to recover is asked for where the TTL is known",
        "recovery-not-bounded",
        "recover_within",
        lambda: _recovers(600, ttl=None),
        lambda: _recovers(600),
    ),
    Case(
        "a name inside the VPC is not probed",
        "health-check-of-private-name",
        "http.domain_name",
        lambda: _http(domain_name="db.shop.internal"),
        lambda: _http(domain_name="db.example.com"),
    ),
    Case(
        "the name of an internal load balancer is not probed",
        "health-check-of-private-name",
        "http.domain_name",
        lambda: _http(domain_name="internal-web-1.us-east-1.elb.amazonaws.com"),
        lambda: _http(domain_name="web-1.us-east-1.elb.amazonaws.com"),
    ),
    Case(
        "an address is no name",
        "health-check-of-address-as-name",
        "http.domain_name",
        lambda: _http(domain_name="10.0.0.10"),
        lambda: _http(domain_name="10.example.com"),
    ),
    Case(
        "a wildcard is no endpoint",
        "health-check-of-wildcard",
        "http.domain_name",
        lambda: _http(domain_name="*.example.com"),
        lambda: _http(domain_name="www.example.com"),
    ),
    Case(
        "a path has no spaces",
        "malformed-path",
        "http.path",
        lambda: _http(path="/hea lth"),
        lambda: _http(path="/hea%20lth?full=yes&of=[1]"),
    ),
    Case(
        "an alarm is told by its name",
        "alarm-name",
        "alarm.name",
        lambda: _signal(alarm={**_ALARM, "name": "arn:aws:cloudwatch:us-east-1:111111111111:alarm:orders"}),
        lambda: _signal(alarm=_ALARM),
    ),
    Case(
        "a namespace begins with no colon",
        "metric-namespace",
        "metric.namespace",
        lambda: _metric(namespace=":Orders"),
        lambda: _metric(namespace="Orders:A"),
    ),
    Case(
        "a dimension's name begins with no colon",
        "metric-dimension",
        "metric.dimensions.:Queue",
        lambda: _metric(dimensions={":Queue": "a"}),
        lambda: _metric(dimensions={"Queue": ":a"}),
    ),
    Case(
        "a dimension's name is ASCII",
        "metric-dimension",
        "metric.dimensions.Größe",
        lambda: _metric(dimensions={"Größe": "a"}),
        lambda: _metric(dimensions={"Size": "a"}),
    ),
]
