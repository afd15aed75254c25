"""What a cluster of services that share a namespace must keep to.

Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html and
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.connected_cluster import ConnectedClusterSpec, ConnectedService
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.retention import check_retention
from constructs_pkg.values.security_group_rules import check_ingress, check_rule_count
from constructs_pkg.values.service_connect import discovery_name_of
from constructs_pkg.values.service_connect_rules import check_namespace_region, check_ports

_GIB = 1_024

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
MEMORY_OF_CPU: dict[int, tuple[int, ...]] = {
    256: (512, _GIB, 2 * _GIB),
    512: tuple(range(_GIB, 4 * _GIB + 1, _GIB)),
    1_024: tuple(range(2 * _GIB, 8 * _GIB + 1, _GIB)),
    2_048: tuple(range(4 * _GIB, 16 * _GIB + 1, _GIB)),
    4_096: tuple(range(8 * _GIB, 30 * _GIB + 1, _GIB)),
    8_192: tuple(range(16 * _GIB, 60 * _GIB + 1, 4 * _GIB)),
    16_384: tuple(range(32 * _GIB, 120 * _GIB + 1, 8 * _GIB)),
}


def check_connected_cluster(spec: ConnectedClusterSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *check_network(spec.network, region),
        *check_placement(spec.network, spec.tier, spec.availability_zones, path=""),
        *check_namespace_region(spec.namespace_arn, region),
        *_services(spec, region),
        *_aliases(spec),
        *_circles(spec),
        *_logs(spec.log_retention_days),
    ]


def _logs(days: int) -> Iterator[Problem]:
    for problem in check_retention(days):
        yield Problem(problem.rule, "log_retention_days", problem.value, problem.limit, problem.fix)


def _services(spec: ConnectedClusterSpec, region: Region) -> Iterator[Problem]:
    for key, service in spec.services.items():
        found = [
            *_size(service),
            *check_ports(service.ports, region),
            *_calls(spec, key, service),
            *check_ingress(service.ingress, "ingress"),
            *check_ingress(service.egress, "egress"),
            *check_rule_count([rule.cidr for rule in service.egress], "egress", inward=False),
            *_ways_out(spec, service),
        ]
        yield from (problem.under(f"services.{key}") for problem in found)


def _size(service: ConnectedService) -> Iterator[Problem]:
    allowed = MEMORY_OF_CPU.get(service.cpu)
    if allowed is None:
        fix = f"choose one of {', '.join(map(str, MEMORY_OF_CPU))}"
        yield Problem("fargate-cpu", "cpu", str(service.cpu), "is no size of a task on Fargate", fix)
    elif service.memory not in allowed:
        limit = f"does not go with {service.cpu} CPU units"
        fix = f"choose between {allowed[0]} and {allowed[-1]}"
        yield Problem("fargate-memory", "memory", str(service.memory), limit, fix)


def _calls(spec: ConnectedClusterSpec, key: str, service: ConnectedService) -> Iterator[Problem]:
    for place, first in repeated(service.calls):
        limit = f"is also calls[{first}]"
        yield Problem("duplicate-call", f"calls[{place}]", service.calls[place], limit, "name it once")
    for place, called in enumerate(service.calls):
        path = f"calls[{place}]"
        if called == key:
            yield Problem("calls-itself", path, called, "is the service itself", "leave it out")
        elif called not in spec.services:
            fix = f"name one of: {', '.join(spec.services)}"
            yield Problem("unknown-call", path, called, "is no service of the cluster", fix)
        elif not spec.services[called].ports:
            yield Problem("call-without-ports", path, called, "has no ports", "give it one, or leave it out")


def _ways_out(spec: ConnectedClusterSpec, service: ConnectedService) -> Iterator[Problem]:
    if not service.egress and spec.network.cidr is None:
        limit = "is missing, and the network's cidr is not known: its image could not be fetched"
        yield Problem("no-ways-out", "egress", "", limit, "say what it reaches")


def _aliases(spec: ConnectedClusterSpec) -> Iterator[Problem]:
    """Yield the problem of two ports that one name and port stand for, and of one discovery name."""
    called: dict[tuple[str, int], str] = {}
    discovered: dict[str, str] = {}
    for key, service in spec.services.items():
        for name, port in service.ports.items():
            path = f"services.{key}.ports.{name}"
            alias = (port.name or "", port.client_port or port.container_port)
            # Without a name of its own it is called by its discovery name.
            if port.name is not None and (first := called.setdefault(alias, path)) != path:
                limit = f"is what clients call {first} by, on the same port"
                yield Problem("duplicate-client-alias", f"{path}.name", port.name, limit, "give it another name")
            found = discovery_name_of(name, port)
            if (first := discovered.setdefault(found, path)) != path:
                limit = f"is the discovery name of {first}"
                yield Problem("duplicate-connect-name", f"{path}.discovery_name", found, limit, "give it another name")


def _circles(spec: ConnectedClusterSpec) -> Iterator[Problem]:
    for key in in_circles(spec):
        limit = "calls, by others, itself: not all can be started after those that they call"
        fix = "deploy once more for tasks to know names that came after them"
        yield Problem("calls-in-a-circle", f"services.{key}.calls", key, limit, fix, "warning")


def in_circles(spec: ConnectedClusterSpec) -> frozenset[str]:
    """Return the keys of the services that call themselves by others."""
    reached = {key: {one for one in service.calls if one in spec.services} for key, service in spec.services.items()}
    for _ in spec.services:
        reached = {key: found.union(*(reached[one] for one in found)) for key, found in reached.items()}
    return frozenset(key for key, found in reached.items() if key in found and key not in spec.services[key].calls)
