"""The health signals of a cell, and the records that they decide about, without the CDK."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.fragments.consumer import service_name_of
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.health_signal import answering, health_signal_fragment
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.measured import Attribute, Measured, measured_endpoint, measured_service
from constructs_pkg.naming import health_signal_construct_id, link_construct_id, service_construct_id
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.health_signal_wish import EndpointOfLink, HostsOfService
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.consumer import ConsumerSpec, StackParameter
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Record
from constructs_pkg.values.signal_references import consumer_with, records_with, signal_with


def health_signal(
    owner: PlannedCell | PlannedStack, part: PlannedPart, given: Mapping[str, Late]
) -> Iterator[tuple[str, Fragment]]:
    """Yield the construct id and fragment of the health signal `part`."""
    spec = part.spec
    assert isinstance(spec, HealthSignalSpec) and isinstance(owner, PlannedCell)
    spec = signal_with(spec, lambda key: check_id_of(owner, key))
    name = f"{owner.display_name} {part.key}"
    measured = _measured(owner, spec)
    yield (
        health_signal_construct_id(part.key),
        health_signal_fragment(spec, region=owner.region, name=name, measured=measured, outputs=True),
    )


def with_health_checks(cell: PlannedCell) -> list[tuple[PrivateZone, tuple[Record, ...]]]:
    """Return the records of `cell` with the ids of their health checks."""
    return [(zone, records_with(records, lambda key: check_id_of(cell, key))) for zone, records in cell.records]


def watched(cell: PlannedCell, spec: ConsumerSpec) -> ConsumerSpec:
    """Return the endpoint `spec` of `cell` with the ids of its names' health checks."""
    return consumer_with(spec, lambda key: check_id_of(cell, key))


def check_id_of(owner: PlannedCell | PlannedStack, key: str) -> Late:
    """Return the id of the health check of the signal `key`, which stands beside what names it."""
    spec = next(part.spec for part in owner.parts if part.key == key and isinstance(part.spec, HealthSignalSpec))
    return Late({"Ref": logical_id(health_signal_construct_id(key), answering(spec))})


def _measured(cell: PlannedCell, spec: HealthSignalSpec) -> tuple[Measured, ...]:
    hosts, endpoint = spec.service_healthy_hosts, spec.endpoint
    if isinstance(hosts, HostsOfService):
        service = next(one for one in cell.services if one.key == hosts.service)
        return measured_service(service.spec, _attribute_of(service_construct_id(service.key)))
    if isinstance(endpoint, EndpointOfLink):
        consumer = next(one for one in cell.consumers if one.key == endpoint.link)
        identity, asked = link_construct_id(consumer.key), consumer.spec
        if isinstance(target := asked.target, StackParameter):
            asked = asked.model_copy(update={"service_name": Late({"Ref": target.stack_parameter})})
        named = service_name_of(asked)
        if isinstance(named, dict):
            named = {"Ref": logical_id(identity, named["Ref"])}
        return measured_endpoint(asked, _attribute_of(identity), named)
    return ()


def _attribute_of(construct_id: str) -> Attribute:
    return lambda resource, name: {"Fn::GetAtt": [logical_id(construct_id, resource), name]}
