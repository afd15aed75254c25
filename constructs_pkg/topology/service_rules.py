"""What services demand of each other in one account and Region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.topology.placed import PlacedService
from constructs_pkg.values.problem import Problem


def check_services(services: Iterable[PlacedService]) -> Iterator[Problem]:
    """Yield the problems of `services` that show only beside each other."""
    taken: dict[object, str] = {}
    for placed in services:
        yield from _physical_names(placed, taken)


def _physical_names(placed: PlacedService, taken: dict[object, str]) -> Iterator[Problem]:
    cell, load_balancer, role = placed.cell.cell, placed.service.load_balancer.name, placed.service.acceptance_role
    for rule, field, name in (
        ("duplicate-parameter", "publish_to", placed.service.publish_to),
        ("duplicate-parameter", "publish_handoff_to", placed.service.publish_handoff_to),
        ("duplicate-load-balancer-name", "load_balancer.name", load_balancer),
        ("duplicate-role-name", "acceptance_role.name", role.name if role else None),
    ):
        path = f"{placed.path}.{field}"
        first = taken.setdefault((cell.account, cell.region, rule, name), path)
        if name is not None and first != path:
            limit = f"is taken in this account and Region by {first}"
            yield Problem(rule, path, name, limit, "choose another")
