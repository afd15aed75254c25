"""Where records and calculated health checks name health signals by key, and what stands there at last."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from constructs_pkg.values.consumer import ConsumerSpec, EndpointName
from constructs_pkg.values.health_signal import HealthSignalSpec, SignalOfKey
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Record

IdOf = Callable[[str], Late]
"""Gives the id of the health check of a health signal by the signal's key."""


def records_with(records: Iterable[Record], id_of: IdOf) -> tuple[Record, ...]:
    """Return `records` with the ids of the health checks that they name by key."""
    return tuple(
        record.model_copy(update={"health_check_id": id_of(record.health_check_id.key)})
        if isinstance(record.health_check_id, SignalOfKey)
        else record
        for record in records
    )


def consumer_with(spec: ConsumerSpec, id_of: IdOf) -> ConsumerSpec:
    """Return `spec` with the ids of the health checks that its names' fallbacks have by key."""
    return spec.model_copy(update={"names": tuple(_name_with(name, id_of) for name in spec.names)})


def _name_with(name: EndpointName, id_of: IdOf) -> EndpointName:
    check = name.fallback.health_check_id if name.fallback else None
    if name.fallback is None or not isinstance(check, SignalOfKey):
        return name
    watched = name.fallback.model_copy(update={"health_check_id": id_of(check.key)})
    return name.model_copy(update={"fallback": watched})


def signal_with(spec: HealthSignalSpec, id_of: IdOf) -> HealthSignalSpec:
    """Return `spec` with the ids of the health checks that it counts by key."""
    if spec.calculated is None:
        return spec
    children = tuple(id_of(one.key) if isinstance(one, SignalOfKey) else one for one in spec.calculated.children)
    return spec.model_copy(update={"calculated": spec.calculated.model_copy(update={"children": children})})
