"""What the Network Load Balancers of one endpoint service must keep to beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constructs_pkg.values.late import Late
from constructs_pkg.values.listener_rules import check_listeners
from constructs_pkg.values.load_balancer_rules import check_load_balancer
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.run_time_target_rules import check_not_looked_up
from constructs_pkg.values.service import Listener, ServiceSpec

# What is said of the service as a whole, with the first load balancer.
_OF_THE_SERVICE = ("database-proxy-unused", "no-ipv6-in-network", "no-subnets")


def check_further_load_balancers(spec: ServiceSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of what `spec` makes beside its first load balancer, below ``more_load_balancers``."""
    problems = [*_names(spec), *_likeness(spec)]
    for key, further in spec.more_load_balancers.items():
        alone = spec.with_only(further)
        found = check_listeners(alone, region, account)
        if spec.network is not None:
            found += check_load_balancer(alone, spec.network)
        if not further.listeners:
            fix = "give the load balancer at least one listener"
            found.append(Problem("no-listeners", "listeners", "", "is empty", fix))
        targets = ((f"listeners[{place}]", each.targets) for place, each in enumerate(further.listeners))
        found += check_not_looked_up(targets)
        problems += [_below(f"more_load_balancers.{key}", each) for each in found if each.rule not in _OF_THE_SERVICE]
    return problems


def _below(path: str, problem: Problem) -> Problem:
    return replace(problem, path=problem.path.removeprefix("load_balancer.")).under(path)


def _names(spec: ServiceSpec) -> Iterable[Problem]:
    places = {spec.load_balancer.name: "load_balancer.name"}
    for key, further in spec.more_load_balancers.items():
        path = f"more_load_balancers.{key}.name"
        first = places.setdefault(further.name, path)
        if further.name is not None and first != path:
            limit = f"is also {first}"
            yield Problem("duplicate-load-balancer-name", path, further.name, limit, "choose another, or leave it out")


def _likeness(spec: ServiceSpec) -> Iterable[Problem]:
    # Considerations in https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
    expected = _shape(spec.listeners)
    for key, further in spec.more_load_balancers.items():
        if further.listeners and _shape(further.listeners) != expected:
            yield Problem(
                "load-balancers-differ",
                f"more_load_balancers.{key}.listeners",
                ", ".join(f"{port}/{protocol}" for port, protocol in _shape(further.listeners)),
                "are not those of the first load balancer, and each consumer's interface is joined to one of them",
                "give all load balancers of a service the same ports, or make a service of each",
                "warning",
            )


def _shape(listeners: Iterable[Listener]) -> list[tuple[int, str]]:
    return sorted((listener.port, str(listener.protocol)) for listener in listeners)
