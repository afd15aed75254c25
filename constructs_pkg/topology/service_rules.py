"""What services demand of each other in one account and Region, and of their cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.handoff import parameters_of_handoff
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ParameterPath


def check_services(services: Iterable[PlacedService]) -> Iterator[Problem]:
    """Yield the problems of `services` that show only beside each other."""
    taken: dict[object, str] = {}
    known = tuple(services)
    yield from check_parameters_of_handoffs(
        known, ((one.cell, f"{one.path}.publish_to", one.service.publish_to) for one in known)
    )
    for placed in known:
        yield from _physical_names(placed, taken)
        yield from _private_names(placed)


def check_parameters_of_handoffs(
    services: Iterable[PlacedService], written: Iterable[tuple[PlacedCell, str, ParameterPath | None]]
) -> Iterator[Problem]:
    """Yield a problem for each parameter of those `written` that the handoff of another service is written to.

    Args:
        services: The services with their handoffs.
        written: Of each parameter the cell it is written in, where it is asked for, and its path.
    """
    held = {
        (one.cell.cell.account, one.cell.cell.region, parameter): one
        for one in services
        if one.service.publish_handoff_to is not None
        for parameter in parameters_of_handoff(one.service.publish_handoff_to)
    }
    for cell, path, parameter in written:
        owner = held.get((cell.cell.account, cell.cell.region, str(parameter)))
        # Of a service's own handoff its own rules tell.
        if owner is not None and not path.startswith(f"{owner.path}."):
            limit = f"is a parameter that {owner.path}.publish_handoff_to is written to"
            yield Problem("parameter-of-handoff", path, str(parameter), limit, "choose another")


def _physical_names(placed: PlacedService, taken: dict[object, str]) -> Iterator[Problem]:
    cell, service = placed.cell.cell, placed.service
    gateway, role, proxy = service.gateway_load_balancer, service.acceptance_role, service.database_proxy
    for rule, field, name, region in (
        ("duplicate-parameter", "publish_to", service.publish_to, cell.region),
        ("duplicate-parameter", "publish_handoff_to", service.publish_handoff_to, cell.region),
        # Roles are an account's: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        ("duplicate-role-name", "acceptance_role.name", role.name if role else None, None),
        ("duplicate-load-balancer-name", "load_balancer.name", service.load_balancer.name, cell.region),
        ("duplicate-database-proxy", "database_proxy.name", proxy.name.lower() if proxy else None, cell.region),
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


def _private_names(placed: PlacedService) -> Iterator[Problem]:
    """Refuse targets that are looked up by a name of the cell's own zones: the lookup is not made from its VPC."""
    for place, listener in enumerate(placed.service.listeners):
        name = listener.targets.dns_name
        zone = next((zone for zone in placed.cell.cell.zones if isinstance(name, str) and name.within(zone.name)), None)
        if zone is not None:
            path = f"{placed.path}.listeners[{place}].targets.dns_name"
            limit = f"is in private zone {zone.name}, and is looked up in public DNS"
            yield Problem("private-target-name", path, str(name), limit, "give the addresses, or the name behind it")
