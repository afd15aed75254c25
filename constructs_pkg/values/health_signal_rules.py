"""What health signals must keep to.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import ip_address

from constructs_pkg.values.alarm_kinds import ENDPOINT_ALARMS, names_of
from constructs_pkg.values.alarm_rules import LONGEST, LONGEST_OF_SHORT, SHORT_PERIOD
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.health_signal import (
    KINDS,
    AlarmWindow,
    Calculated,
    EndpointHealth,
    HealthSignalSpec,
    HealthyHosts,
    HttpProbe,
    Metric,
    Probe,
    window_of,
)
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.recovery import seconds_to_detect

INTERVALS = (10, 30)
MOST_FAILURES = 10
HIGHEST_PORT = 65_535
LONGEST_TEXT = 255
LONGEST_ALARM_NAME = 256

# HealthCheckRegion in the Route 53 API, and the fewest that a health check names.
CHECKER_REGIONS = (
    *("ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-1"),
    *("sa-east-1", "us-east-1", "us-west-1", "us-west-2"),
)
FEWEST_REGIONS = 3

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-health-checks
MOST_CHILDREN = 255

# Names that the internet does not have (https://www.iana.org/domains/reserved and
# https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en
# for .internal), and names of AWS that lead to private addresses:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-internal-load-balancers.html and
# https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html.
_INSIDE = re.compile(
    r"(^|\.)(localhost|local|internal|home\.arpa)$|^(dualstack\.)?internal-[^.]+\..*\.elb\.amazonaws\.com(\.cn)?$"
    r"|\.vpce\.amazonaws\.com(\.cn)?$"
)
_IPV4 = re.compile(r"(\d{1,3}\.){3}\d{1,3}")

# What RFC 3986 allows in a path and a query, and what WHATWG's URLs leave in them besides; no space, no #.
_PATH = re.compile(r"/[!-\"$-~]*")

_BY_ALARM = "use a signal by an alarm: service_healthy_hosts, endpoint, metric or alarm"


def check_health_signal(spec: HealthSignalSpec) -> list[Problem]:
    """Return the problems of `spec`; empty means good."""
    return [
        *_one_kind(spec),
        *_probe("http", spec.http),
        *_probe("https", spec.https),
        *_probe("tcp", spec.tcp),
        *_calculated(spec.calculated),
        *_known_alarm(spec),
        *_window(spec),
        *_endpoint(spec.endpoint),
        *_hosts(spec.service_healthy_hosts),
        *_metric(spec.metric),
        *_recovery(spec),
    ]


def check_hosts(hosts: HealthyHosts, parts: Sequence[str]) -> Iterator[Problem]:
    """Yield the problem of `hosts` of a service whose load balancers made here have targets in `parts`, if any."""
    path = "service_healthy_hosts"
    known = ", ".join(parts) or "none"
    if not parts:
        limit = "has no target group of a Network Load Balancer made here, whose healthy targets are measured"
        yield Problem("no-hosts-measured", path, "", limit, "use an alarm made where the load balancer is")
    elif hosts.port is None and len(parts) > 1:
        limit = f"is missing, and there are several listeners: {known}"
        yield Problem("several-listeners", f"{path}.port", "", limit, "name one, or count one signal of each")
    elif hosts.port is not None and part_of(hosts) not in parts:
        limit = f"has no targets whose healthy ones are measured; there are those of {known}"
        yield Problem("unknown-listener", f"{path}.port", part_of(hosts), limit, "name one of these")


def check_measured(spec: HealthSignalSpec, host_parts: Sequence[str], kinds: Sequence[str]) -> Iterator[Problem]:
    """Yield the problems of a signal about a service or an endpoint, by what AWS measures of it.

    Args:
        spec: The signal.
        host_parts: The parts of the service whose healthy targets are measured.
        kinds: The names of the alarms that there could be on the service or endpoint.
    """
    if spec.service_healthy_hosts is not None:
        yield from check_hosts(spec.service_healthy_hosts, host_parts)
    if spec.endpoint is not None and spec.endpoint.alarm not in kinds:
        yield endpoint_not_measured("endpoint", "")


def endpoint_not_measured(path: str, value: str) -> Problem:
    """Return the problem of a signal about an endpoint that has no metrics, at `path`."""
    limit = "is an endpoint of which AWS measures nothing"
    return Problem("endpoint-not-measured", path, value, limit, "use a metric of your own, or an alarm")


def part_of(hosts: HealthyHosts) -> str:
    """Return the part of a service that `hosts` names: a port, after the key of a further load balancer."""
    return f"{hosts.load_balancer}-{hosts.port}" if hosts.load_balancer else str(hosts.port)


def recovery_problems(
    path: str, wanted: int | None, detected: int | None, ttl: int | None, what: str
) -> Iterator[Problem]:
    """Yield the problem of a bound that is `wanted` and not kept.

    Args:
        path: Where it is wanted.
        wanted: The seconds; None for no bound.
        detected: In how many seconds a failure is found; None where that is not told.
        ttl: The TTL of the answer; None where that is not told.
        what: What decides, for the message.
    """
    if wanted is None:
        return
    if detected is None or ttl is None:
        limit = f"cannot be promised: {what} does not tell in which time a failure is found and answers are dropped"
        fix = "use a signal and a TTL that tell it (docs/health-signals.md), or leave it out"
        yield Problem("recovery-not-bounded", path, str(wanted), limit, fix)
    elif detected + ttl > wanted:
        limit = f"is less than the {detected + ttl} seconds that {what} takes: {detected} to be found, {ttl} of TTL"
        yield Problem(
            "recovers-too-late", path, str(wanted), limit, "check more often, with fewer failures, or lower the TTL"
        )


def _one_kind(spec: HealthSignalSpec) -> Iterator[Problem]:
    given = [kind for kind in KINDS if getattr(spec, kind) is not None]
    if not given:
        yield Problem("health-signal-without-kind", "", "", "looks at nothing", f"give one of {', '.join(KINDS)}")
    for kind in given[1:]:
        limit = f"is given beside {given[0]}"
        fix = "keep one; several are counted by calculated"
        yield Problem("several-health-signal-kinds", kind, "", limit, fix)


def _probe(path: str, probe: Probe | None) -> Iterable[Problem]:
    if probe is None:
        return []
    return [problem.under(path) for problem in (*_target(probe), *_frequency(probe), *_request(probe))]


def _target(probe: Probe) -> Iterator[Problem]:
    if probe.domain_name is None and probe.ip_address is None:
        limit, fix = "names no endpoint", "give a domain_name or an ip_address"
        yield Problem("health-check-without-endpoint", "", "", limit, fix)
    if isinstance(probe.ip_address, IpAddress) and not _is_public(probe.ip_address):
        limit = "is no address that health checkers reach: they stand in the internet, outside the VPC"
        yield Problem("health-check-of-private-address", "ip_address", probe.ip_address, limit, _BY_ALARM)
    if isinstance(probe.domain_name, DnsName):
        yield from _name(probe.domain_name)
    yield from out_of_range("port-out-of-range", "port", probe.port, 1, HIGHEST_PORT)


def _name(name: DnsName) -> Iterator[Problem]:
    if _IPV4.fullmatch(name):
        limit = "is an address, and names are looked up"
        yield Problem("health-check-of-address-as-name", "domain_name", name, limit, "give it as ip_address")
    elif name.startswith("*."):
        limit = "is a wildcard, which is no name to look up"
        yield Problem("health-check-of-wildcard", "domain_name", name, limit, "name one endpoint")
    elif _INSIDE.search(name):
        limit = "has no public address: health checkers stand in the internet, outside the VPC"
        yield Problem("health-check-of-private-name", "domain_name", name, limit, _BY_ALARM)


def _is_public(address: IpAddress) -> bool:
    known = ip_address(str(address))
    return known.is_global and not known.is_multicast


def _frequency(probe: Probe) -> Iterator[Problem]:
    if probe.interval not in INTERVALS:
        yield Problem("health-check-interval", "interval", str(probe.interval), "is not 10 or 30", "choose one of them")
    yield from out_of_range(
        "failure-threshold-out-of-range", "failure_threshold", probe.failure_threshold, 1, MOST_FAILURES
    )
    regions = probe.checker_regions
    if regions and len(set(regions)) < FEWEST_REGIONS:
        limit = f"are fewer than the {FEWEST_REGIONS} that health checkers ask from"
        fix = "add some, or leave them out to have all"
        yield Problem("too-few-checker-regions", "checker_regions", ", ".join(regions), limit, fix)
    for place, region in enumerate(regions):
        if region not in CHECKER_REGIONS:
            limit, fix = "has no health checkers", f"choose of {', '.join(CHECKER_REGIONS)}"
            yield Problem("no-checker-region", f"checker_regions[{place}]", region, limit, fix)
    for place, first in repeated(regions):
        limit = f"is also checker_regions[{first}]"
        yield Problem("duplicate-checker-region", f"checker_regions[{place}]", regions[place], limit, "name it once")


def _request(probe: Probe) -> Iterator[Problem]:
    if not isinstance(probe, HttpProbe):
        return
    if len(probe.path) > LONGEST_TEXT:
        limit = f"is over {LONGEST_TEXT} characters ({len(probe.path)})"
        yield Problem("path-too-long", "path", f"{probe.path[:40]}...", limit, "shorten it")
    elif not probe.path.startswith("/"):
        # absolute-path of RFC 9112 section 3.2.1
        yield Problem("malformed-path", "path", probe.path, "does not begin with /", "write the path from the root")
    elif not _PATH.fullmatch(probe.path):
        limit = "has a character that no path of a request has"
        yield Problem("malformed-path", "path", probe.path, limit, "write a space as %20, and others likewise")
    if probe.search is not None and not probe.search:
        limit, fix = "is empty, and no answer would be looked at", "give a string, or leave it out"
        yield Problem("string-match-without-string", "search", "", limit, fix)
    elif probe.search is not None and len(probe.search) > LONGEST_TEXT:
        limit = f"is over {LONGEST_TEXT} characters ({len(probe.search)})"
        yield Problem("search-string-too-long", "search", f"{probe.search[:40]}...", limit, "shorten it")


def _calculated(calculated: Calculated | None) -> Iterator[Problem]:
    if calculated is None:
        return
    children, wanted = calculated.children, calculated.healthy_at_least
    path = "calculated.children"
    if not children:
        limit = "has no health checks to count"
        yield Problem("calculated-without-children", path, "", limit, "name some")
    if len(children) > MOST_CHILDREN:
        limit = f"are {len(children) - MOST_CHILDREN} more than the {MOST_CHILDREN} of a calculated health check"
        yield Problem("too-many-children", path, f"{len(children)} health checks", limit, "count some of them apart")
    for place, first in repeated(children):
        limit = f"is also children[{first}]"
        yield Problem("duplicate-child", f"{path}[{place}]", str(children[place]), limit, "count it once")
    if children and wanted is not None and not 1 <= wanted <= len(children):
        limit = f"is outside 1 to {len(children)}, its health checks: it would never change"
        fix = "choose a number in that range"
        yield Problem("healthy-at-least-out-of-range", "calculated.healthy_at_least", str(wanted), limit, fix)


def _known_alarm(spec: HealthSignalSpec) -> Iterator[Problem]:
    alarm = spec.alarm
    if alarm is None:
        return
    if not isinstance(alarm.name, Late) and not 1 <= len(alarm.name) <= LONGEST_ALARM_NAME:
        limit = f"has {len(alarm.name)} characters, outside 1 to {LONGEST_ALARM_NAME}"
        yield Problem("alarm-name", "alarm.name", alarm.name[:40], limit, "write the name of an alarm")
    elif isinstance(alarm.name, str) and alarm.name.startswith("arn:"):
        limit = "is an ARN"
        yield Problem("alarm-name", "alarm.name", alarm.name, limit, "write what stands after alarm: in it")
    if alarm.goes_off_within is not None and alarm.goes_off_within < 1:
        path, value = "alarm.goes_off_within", str(alarm.goes_off_within)
        yield Problem("alarm-goes-off-never", path, value, "is no time", "multiply its period and periods")


def _window(spec: HealthSignalSpec) -> Iterator[Problem]:
    window = window_of(spec)
    if window is None:
        return
    kind = next(kind for kind in ("service_healthy_hosts", "endpoint", "metric") if getattr(spec, kind) is not None)
    for problem in _of_window(window):
        yield problem.under(kind)


def _of_window(window: AlarmWindow) -> Iterator[Problem]:
    period, periods = window.period, window.periods
    if period < 60 or period % 60:
        limit = "is no multiple of 60, and Route 53 follows no metric of high resolution"
        yield Problem("alarm-period", "period", str(period), limit, "choose such a number of seconds")
        return
    if periods < 1:
        yield Problem("alarm-periods", "periods", str(periods), "is below 1", "look at one period at least")
        return
    longest = LONGEST_OF_SHORT if period < SHORT_PERIOD else LONGEST
    if period * periods > longest:
        limit = f"periods of {period} seconds are over the {longest} seconds that CloudWatch looks back"
        yield Problem("alarm-window", "periods", str(periods), limit, f"use at most {longest // period}")


def _endpoint(endpoint: EndpointHealth | None) -> Iterator[Problem]:
    if endpoint is None:
        return
    kind = next((kind for kind in ENDPOINT_ALARMS if kind.name == endpoint.alarm), None)
    if kind is None:
        fix = f"name one of: {', '.join(names_of(ENDPOINT_ALARMS))}"
        yield Problem("unknown-alarm", "endpoint.alarm", endpoint.alarm, "is no alarm of an endpoint", fix)
    elif kind.threshold is None and endpoint.threshold is None:
        limit = "is missing, and there is no default: what is too much depends on the workload"
        yield Problem("alarm-without-threshold", "endpoint.threshold", "", limit, "give one")


def _hosts(hosts: HealthyHosts | None) -> Iterator[Problem]:
    if hosts is not None and hosts.at_least < 1:
        limit = "is below 1: it would never change"
        yield Problem(
            "too-few-hosts", "service_healthy_hosts.at_least", str(hosts.at_least), limit, "ask for one at least"
        )


def _metric(metric: Metric | None) -> Iterator[Problem]:
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (Namespace) and
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
    if metric is not None and metric.namespace.startswith(":"):
        limit, fix = "begins with a colon", "write the namespace as CloudWatch shows it"
        yield Problem("metric-namespace", "metric.namespace", metric.namespace, limit, fix)
    for name in metric.dimensions if metric is not None else ():
        if name.startswith(":") or not name.isascii() or not name.strip():
            limit, fix = "is not of ASCII characters, or begins with a colon", "write it as CloudWatch shows it"
            yield Problem("metric-dimension", f"metric.dimensions.{name}", name, limit, fix)
    if metric is not None and (metric.below is None) == (metric.above is None):
        limit = "has no threshold" if metric.below is None else "has two thresholds"
        yield Problem("metric-threshold", "metric", metric.name, limit, "give below or above")


def _recovery(spec: HealthSignalSpec) -> Iterator[Problem]:
    # The TTL comes on top, and is known where records are; so are the children of a calculated one.
    found = seconds_to_detect(spec)
    if spec.recover_within is not None and found is not None and found > spec.recover_within:
        limit = f"is less than the {found} seconds that it takes to be found"
        yield Problem(
            "recovers-too-late",
            "recover_within",
            str(spec.recover_within),
            limit,
            "check more often, or with fewer failures",
        )
