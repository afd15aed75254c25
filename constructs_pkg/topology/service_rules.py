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
    cell, service = placed.cell.cell, placed.service
    gateway, role = service.gateway_load_balancer, service.acceptance_role
    for rule, field, name, region in (
        ("duplicate-parameter", "publish_to", service.publish_to, cell.region),
        ("duplicate-parameter", "publish_handoff_to", service.publish_handoff_to, cell.region),
        # Roles are an account's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        ("duplicate-role-name", "acceptance_role.name", role.name if role else None, None),
        ("duplicate-load-balancer-name", "load_balancer.name", service.load_balancer.name, cell.region),
        ("duplicate-load-balancer-name", "gateway_load_balancer.name", gateway.name if gateway else None, cell.region),
        *(
            ("duplicate-load-balancer-name", f"more_load_balancers.{key}.name", further.name, cell.region)
            for key, further in service.more_load_balancers.items()
        ),
    ):
        path = f"{placed.path}.{field}"
        first = taken.setdefault((cell.account, region, rule, name), path)
        if name is not None and first != path:
            limit = f"is taken in this account{' and Region' if region else ''} by {first}"
            yield Problem(rule, path, name, limit, "choose another")
