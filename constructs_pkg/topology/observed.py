"""What the parts of a cell take from it: their alarms, and the topic that alarms and connections tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from constructs_pkg.topology.exported import with_endpoint_targets
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.model import Cell
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.alarm_kinds import (
    ENDPOINT_ALARMS,
    LOOKUP_ALARMS,
    PROXY_ALARMS,
    SERVICE_ALARMS,
    AlarmKind,
)
from constructs_pkg.values.alarm_rules import check_alarms
from constructs_pkg.values.alarms import inherited
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.notification_rules import check_topic
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.service_alarms import made_for

_Part = TypeVar("_Part", ServiceSpec, ConsumerSpec)


def observed_service(placed: PlacedService) -> ServiceSpec:
    """Return the service as its construct takes it, with what it takes from its cell."""
    spec = with_endpoint_targets(placed, placed.spec)
    return _observed(spec, placed.cell.cell, made_for(spec))


def observed_link(placed: PlacedLink) -> ConsumerSpec:
    """Return the link as its construct takes it, with what it takes from its cell."""
    reported = ENDPOINT_ALARMS if is_measured(placed) else ()
    return _observed(placed.spec, placed.cell.cell, reported)


def is_measured(placed: PlacedLink) -> bool:
    """Tell whether AWS measures the endpoint: not one to a service of another Region or a resource configuration."""
    return placed.provider_region == placed.cell.cell.region and placed.link.endpoint_type != "Resource"


def check_observed(
    cells: Iterable[PlacedCell], services: Sequence[PlacedService], links: Sequence[PlacedLink]
) -> Iterator[Problem]:
    """Yield the problems of the alarms, topics and dashboards of cells."""
    for placed in cells:
        cell = placed.cell
        kinds = (*SERVICE_ALARMS, *ENDPOINT_ALARMS, *PROXY_ALARMS, *LOOKUP_ALARMS)
        found = [*check_alarms(cell.alarms, kinds, cell.region)]
        for problem in check_topic(cell.notification_topic_arn, cell.region):
            found.append(Problem(problem.rule, "notification_topic_arn", problem.value, problem.limit, problem.fix))
        yield from (problem.under(placed.path) for problem in found)
        homes = [*(part.cell for part in services), *(part.cell for part in links)]
        if cell.dashboard and all(home is not placed for home in homes):
            limit, fix = "shows nothing: the cell has no services and no links", "leave it out until there are some"
            yield Problem("empty-dashboard", f"{placed.path}.dashboard", "true", limit, fix)


def _observed(spec: _Part, cell: Cell, kinds: Sequence[AlarmKind]) -> _Part:
    alarms = inherited(spec.alarms, cell.alarms, kinds) if kinds else spec.alarms
    return spec.telling(cell.notification_topic_arn, alarms)
