"""`HealthSignal`: what tells Route 53 whether records may be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from constructs_pkg.cdk_values import known
from constructs_pkg.door import Door
from constructs_pkg.endpoint_consumer import EndpointConsumer
from constructs_pkg.endpoint_service import EndpointService
from constructs_pkg.fragments.health_signal import (
    HEALTH_CHECK_OUTPUT,
    answering,
    health_signal_fragment,
    host_parts,
)
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values.health_signal import (
    Calculated,
    EndpointHealth,
    HealthSignalSpec,
    HealthyHosts,
    HttpProbe,
    HttpsProbe,
    KnownAlarm,
    Metric,
    TcpProbe,
)
from constructs_pkg.values.health_signal_rules import check_health_signal, check_measured
from constructs_pkg.values.late import Late
from constructs_pkg.values.recovery import seconds_to_detect

_Fields = Mapping[str, Any]


class HealthSignal(IncludedFragment):
    """A health check of Route 53. Records name it as their ``health_check_id``.

    Makes the health check, and for `service`, `consumer` and `metric` the alarm that it follows: health checkers stand
    in the internet and reach nothing in a VPC. The alarm tells nobody. A `disabled` one has a second health check.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        http: HttpProbe | _Fields | None = None,
        https: HttpsProbe | _Fields | None = None,
        tcp: TcpProbe | _Fields | None = None,
        calculated: Calculated | _Fields | None = None,
        alarm: cloudwatch.IAlarm | KnownAlarm | _Fields | None = None,
        metric: Metric | _Fields | None = None,
        service: EndpointService | None = None,
        service_healthy_hosts: HealthyHosts | _Fields | None = None,
        consumer: EndpointConsumer | None = None,
        endpoint: EndpointHealth | _Fields | None = None,
        inverted: bool | None = None,
        disabled: bool | None = None,
        recover_within: int | None = None,
        display_name: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the health check. Exactly one of the arguments up to `consumer` tells what it looks at.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id begins with it.
            http: Requests of HTTP to a public endpoint, with a string to look for in answers or without.
            https: Requests of HTTPS to a public endpoint.
            tcp: Connections of TCP to a public endpoint.
            calculated: Other health checks, by their ids.
            alarm: An alarm that exists, on one metric of standard resolution: of the CDK, or its name and Region.
            metric: A metric of this account and Region, on which an alarm is made.
            service: The service whose healthy targets are counted.
            service_healthy_hosts: Which of its targets, how many are enough, and when the alarm goes off. Default: one
                target of its only listener, for three minutes.
            consumer: The endpoint that is looked at.
            endpoint: By which of its metrics, and when the alarm goes off. Default: any packet that is dropped, for
                three minutes.
            inverted: Whether it is healthy when what it looks at is not. Default: no.
            disabled: Whether it always counts as healthy. Default: no.
            recover_within: The most seconds in which a failure must be found, TTLs of records not counted. Default: not
                required.
            display_name: What people find it by. Default: `construct_id`.
            outputs: Whether the stack shows the health check's id as an output. Default: no.
            region: The Region of the alarm that is made, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        spec = door.parse(
            HealthSignalSpec,
            {
                "http": http,
                "https": https,
                "tcp": tcp,
                "calculated": calculated,
                "alarm": door.take("alarm", _alarm, alarm, where),
                "metric": metric,
                "service_healthy_hosts": service_healthy_hosts if service is None else service_healthy_hosts or {},
                "endpoint": endpoint if consumer is None else endpoint or {},
                "inverted": inverted,
                "disabled": disabled,
                "recover_within": recover_within,
            },
        )
        measured = _measured(service, consumer)
        kinds = [each.kind.name for each in measured]
        warnings = door.refuse([*check_health_signal(spec), *check_measured(spec, host_parts(measured), kinds)])
        name = display_name or construct_id
        fragment = health_signal_fragment(spec, region=where, name=name, measured=measured, outputs=outputs)
        super().__init__(scope, construct_id, fragment, warnings)
        self._spec = spec

    @property
    def health_check_id(self) -> str:
        """What records name as their health check."""
        return self._ref(answering(self._spec))

    @property
    def seconds_to_detect(self) -> int | None:
        """In how many seconds it tells of a failure, without the TTL of a record; None where that is not known."""
        return seconds_to_detect(self._spec)


def health_check_of(construct_id: str, spec: HealthSignalSpec) -> Late:
    """Return the id of the health check of a `HealthSignal` right below its stack, made there at any time."""
    return Late(cdk.Token.as_string({"Ref": logical_id(construct_id, answering(spec))}))


def health_check_output_id(construct_id: str) -> str:
    """Return the logical id of the output with the health check's id, of a `HealthSignal` right below its stack."""
    return logical_id(construct_id, "$Outputs", HEALTH_CHECK_OUTPUT)


def _measured(service: EndpointService | None, consumer: EndpointConsumer | None) -> Sequence[Measured]:
    return [*(service.measured if service else ()), *(consumer.measured if consumer else ())]


def _alarm(given: object, region: object) -> object:
    if given is None or isinstance(given, KnownAlarm | Mapping):
        return given
    return {"name": known(given.alarm_name), "region": region}  # type: ignore[attr-defined]
