"""How long clients may go on being sent to what has failed: a bound made of what AWS documents.

- an endpoint is found unhealthy after interval x failure threshold + timeout:
  https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
- an alarm goes off after period x periods in a row:
  https://docs.aws.amazon.com/Route53/latest/APIReference/API_CloudWatchAlarmConfiguration.html
- a calculated health check changes when the slowest of its health checks has changed.

After that resolvers may keep the answer for its TTL. Nothing is documented about the time in which Route 53 spreads a
status to its name servers, in which CloudWatch gets a metric, or in which clients act on an answer: it comes on top.
"""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.values.health_signal import HealthSignalSpec, SignalOfKey, probe_of, window_of

# "TCP connection within four seconds", an answer "within two seconds after connecting", the body "within the next two
# seconds"; and for TCP "within ten seconds".
HTTP_TIMEOUT = 4 + 2
SEARCH_TIMEOUT = HTTP_TIMEOUT + 2
TCP_TIMEOUT = 10


def seconds_to_detect(
    spec: HealthSignalSpec, others: Mapping[str, HealthSignalSpec] | None = None, seen: frozenset[str] = frozenset()
) -> int | None:
    """Return the seconds in which `spec` tells of a failure; None where something of it is not told.

    Args:
        spec: The signal.
        others: Those it may count, by the keys they have in the topology. Default: none is known.
        seen: Keys that count it.
    """
    if spec.disabled:
        return None
    probe, window = probe_of(spec), window_of(spec)
    if probe is not None:
        return probe.interval * probe.failure_threshold + _timeout(spec)
    if window is not None:
        return window.period * window.periods
    if spec.alarm is not None:
        return spec.alarm.goes_off_within
    return _slowest(spec, others or {}, seen)


def _timeout(spec: HealthSignalSpec) -> int:
    request = spec.http or spec.https
    if request is None:
        return TCP_TIMEOUT
    return HTTP_TIMEOUT if request.search is None else SEARCH_TIMEOUT


def _slowest(spec: HealthSignalSpec, others: Mapping[str, HealthSignalSpec], seen: frozenset[str]) -> int | None:
    found = []
    for child in spec.calculated.children if spec.calculated else ():
        if not isinstance(child, SignalOfKey) or child.key in seen or child.key not in others:
            return None
        found.append(seconds_to_detect(others[child.key], others, seen | {child.key}))
    known = [each for each in found if each is not None]
    return max(known) if known and len(known) == len(found) else None
