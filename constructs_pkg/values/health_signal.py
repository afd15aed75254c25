"""Health signals: what tells Route 53 whether a record may be answered.

Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from constructs_pkg.values.alarms import Periods, Threshold
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import NONE_YET, Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.resource_id import HealthCheckId
from constructs_pkg.values.spec import Spec

Count = Annotated[int, Field(strict=True)]
WithoutData = Literal["Healthy", "Unhealthy", "LastKnownStatus"]
Dimensions = Annotated[dict[str, Late | str], Field(max_length=30), AfterValidator(Frozen)]


@dataclass(frozen=True)
class SignalOfKey(Late):
    """The id of the health check of a health signal that stands beside what refers to it.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{self.key} of this topology"


def signal_of_key(key: str) -> SignalOfKey:
    """Return the health check of the health signal that has `key` in the topology."""
    return SignalOfKey({"Ref": key}, key=key)


class Probe(Spec):
    """Requests of Route 53's health checkers, which stand in the internet, to an endpoint that it reaches."""

    domain_name: Late | DnsName | None = None
    """The endpoint's name in public DNS, of which IPv4 addresses are probed; beside `ip_address` what the request
    calls it. Default: none."""

    ip_address: Late | IpAddress | None = None
    """The endpoint's public address. Default: that of `domain_name`, looked up at each request."""

    port: Count
    """The TCP port."""

    interval: Count = 30
    """Seconds between a response and the next request of each health checker, 10 or 30. Changing it replaces the
    health check. Default: 30."""

    failure_threshold: Count = 3
    """How many requests in a row must fail, or pass, to change its status; 1 to 10. Default: 3."""

    checker_regions: tuple[Region, ...] = ()
    """The Regions that health checkers ask from, three at least. Default: all eight that there are."""

    measure_latency: Flag = False
    """Whether CloudWatch shows how long requests take. Changing it replaces the health check. Default: no."""


class HttpProbe(Probe):
    """HTTP requests, of which an answer of 2xx or 3xx is healthy."""

    port: Count = 80
    """The TCP port. Default: that of the protocol."""

    path: str = "/"
    """What is asked for, with its query string; at most 255 characters. Default: ``/``."""

    search: str | None = None
    """A string that the first 5,120 bytes of a healthy answer hold, in the case as it stands; at most 255 characters.
    Default: none is looked for."""


class HttpsProbe(HttpProbe):
    """HTTPS requests, of which an answer of 2xx or 3xx is healthy. Certificates are not validated."""

    port: Count = 443
    """The TCP port. Default: that of the protocol."""

    enable_sni: Flag = True
    """Whether the TLS handshake names `domain_name`. Default: yes, where there is one."""


class TcpProbe(Probe):
    """TCP connections, of which one that is made is healthy."""


class Calculated(Spec):
    """The number of other health checks that are healthy."""

    children: tuple[Late | HealthCheckId, ...]
    """The health checks that are counted, 1 to 255."""

    healthy_at_least: Count | None = None
    """How many of them make it healthy, at least 1. Default: all."""


class KnownAlarm(Spec):
    """An alarm on one metric that exists already, in the account of the health check."""

    name: Late | str
    """The alarm's name, 1 to 256 characters."""

    region: Region
    """The Region it is in."""

    goes_off_within: Count | None = None
    """Seconds in which it goes off: its period times the periods that it looks at. Default: not told, and then the
    time to recover has no bound."""

    without_data: WithoutData = "LastKnownStatus"
    """What the health check is while CloudWatch has too little data; a new one begins healthy with LastKnownStatus.
    Default: LastKnownStatus."""


class AlarmWindow(Spec):
    """When an alarm goes off that is made for a health signal: after so many alarming periods in a row."""

    period: Periods = 60
    """Seconds that one value sums up, a multiple of 60: Route 53 follows no metric of high resolution. Default: 60."""

    periods: Periods = 3
    """How many periods in a row must be alarming. Default: 3."""

    without_data: WithoutData | None = None
    """What the health check is while CloudWatch has too little data; a new one begins healthy with LastKnownStatus.
    Default: LastKnownStatus; Unhealthy for healthy hosts, of which silence tells that there are none."""


class HealthyHosts(AlarmWindow):
    """The targets that a Network Load Balancer of an endpoint service finds healthy."""

    port: Count | None = None
    """The listener whose targets are counted. Default: the only one."""

    load_balancer: str = ""
    """The key of the further load balancer that it is of. Default: the service's first."""

    at_least: Count = 1
    """How many healthy targets are enough. Default: 1."""


class EndpointHealth(AlarmWindow):
    """What AWS measures of an interface endpoint."""

    alarm: str = "packets-dropped"
    """The alarm of endpoints it is (docs/observability.md). Default: packets-dropped."""

    threshold: Threshold | None = None
    """What is too much. Default: the alarm's own; without one it must be given."""


class Metric(AlarmWindow):
    """Any one metric of CloudWatch, in the account and Region of the stack."""

    namespace: Annotated[str, Field(min_length=1, max_length=255)]
    """The metric's namespace, such as ``Orders``."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    """The metric's name."""

    dimensions: Dimensions = NONE_YET
    """What tells it from others of its name. Default: nothing."""

    statistic: Literal["Average", "Minimum", "Maximum", "Sum", "SampleCount"]
    """What a period is summed up to; Route 53 follows no others."""

    below: Threshold | None = None
    """Less than this is alarming. Default: none; then `above` is given."""

    above: Threshold | None = None
    """More than this is alarming. Default: none; then `below` is given."""


class HealthSignalSpec(Spec):
    """A health check, by exactly one of what it may look at, and the alarm that is made for it."""

    http: HttpProbe | None = None
    """Requests of HTTP to a public endpoint."""

    https: HttpsProbe | None = None
    """Requests of HTTPS to a public endpoint."""

    tcp: TcpProbe | None = None
    """Connections of TCP to a public endpoint."""

    calculated: Calculated | None = None
    """Other health checks."""

    alarm: KnownAlarm | None = None
    """An alarm that exists."""

    service_healthy_hosts: HealthyHosts | None = None
    """The healthy targets of an endpoint service made here."""

    endpoint: EndpointHealth | None = None
    """An interface endpoint made here."""

    metric: Metric | None = None
    """A metric, on which an alarm is made."""

    inverted: Flag = False
    """Whether it is healthy when what it looks at is not. Default: no."""

    disabled: Flag = False
    """Whether it always counts as healthy, and with `inverted` as unhealthy. CloudFormation disables no health check:
    a calculated one that asks for none of its children stands before it. Default: no."""

    recover_within: Count | None = None
    """The most seconds that may pass from a failure until nobody is sent to what failed any more, the TTL of each
    record that it decides about included. Default: not required."""


KINDS = ("http", "https", "tcp", "calculated", "alarm", "service_healthy_hosts", "endpoint", "metric")
"""What a health signal may look at."""

MADE_ALARMS = ("service_healthy_hosts", "endpoint", "metric")
"""The kinds for which an alarm is made."""


def probe_of(spec: HealthSignalSpec) -> Probe | None:
    """Return the requests of health checkers that `spec` is made of, if it is."""
    return spec.http or spec.https or spec.tcp


def window_of(spec: HealthSignalSpec) -> AlarmWindow | None:
    """Return when the alarm goes off that is made for `spec`, if one is."""
    return spec.service_healthy_hosts or spec.endpoint or spec.metric
