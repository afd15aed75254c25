"""The health signals of a cell, and the records that they decide about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_pkg.health_signal import HealthSignal, health_check_of
from constructs_pkg.naming import health_signal_construct_id
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.health_signal_wish import EndpointOfLink, HostsOfService
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Record
from constructs_pkg.values.signal_references import consumer_with, records_with, signal_with

if TYPE_CHECKING:
    from constructs_pkg.stacks.making import Making


def make_health_signal(making: Making, part: PlannedPart) -> HealthSignal:
    """Make the health signal `part`."""
    spec = part.spec
    assert isinstance(spec, HealthSignalSpec)
    spec = signal_with(spec, lambda key: check_id_of(making.owner, key))
    hosts, endpoint = spec.service_healthy_hosts, spec.endpoint
    service = making.made["service", hosts.service] if isinstance(hosts, HostsOfService) else None
    consumer = making.made["link", endpoint.link] if isinstance(endpoint, EndpointOfLink) else None
    return HealthSignal(
        making.stack,
        health_signal_construct_id(part.key),
        http=spec.http,
        https=spec.https,
        tcp=spec.tcp,
        calculated=spec.calculated,
        alarm=spec.alarm,
        metric=spec.metric,
        service=service,  # type: ignore[arg-type]
        service_healthy_hosts=hosts,
        consumer=consumer,  # type: ignore[arg-type]
        endpoint=endpoint,
        inverted=spec.inverted,
        disabled=spec.disabled,
        recover_within=spec.recover_within,
        display_name=f"{making.owner.display_name} {part.key}",
        outputs=True,
    )


def with_health_checks(cell: PlannedCell) -> list[tuple[PrivateZone, tuple[Record, ...]]]:
    """Return the records of `cell` with the ids of their health checks, which may be made after them."""
    return [(zone, records_with(records, lambda key: check_id_of(cell, key))) for zone, records in cell.records]


def watched(cell: PlannedCell, spec: ConsumerSpec) -> ConsumerSpec:
    """Return the endpoint `spec` of `cell` with the ids of its names' health checks, which are made after it."""
    return consumer_with(spec, lambda key: check_id_of(cell, key))


def check_id_of(owner: PlannedCell | PlannedStack, key: str) -> Late:
    """Return the id of the health check of the signal `key`, which stands beside what names it."""
    spec = next(part.spec for part in owner.parts if part.key == key and isinstance(part.spec, HealthSignalSpec))
    return health_check_of(health_signal_construct_id(key), spec)
