"""Names of services and ARNs of shared hosts that one part of a topology writes to Systems Manager for another.

CloudFormation reads a parameter of a stack before it makes anything in it, so that the writer is deployed first
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.links import PlacedLink
from constructs_pkg.topology.model import Service
from constructs_pkg.topology.placed import PlacedService
from constructs_pkg.topology.shared_resources import PlacedResource
from constructs_pkg.values.consumer import SsmParameter
from constructs_pkg.values.problem import Problem


@dataclass(frozen=True)
class Handoff:
    """What a link reads from the parameter that a service or a shared host of the topology writes.

    Attributes:
        link: The reader.
        service: The writer, in the same account and Region.
        parameter: The parameter's path.
    """

    link: PlacedLink
    service: PlacedService | PlacedResource
    parameter: str

    def problem(self, rule: str, limit: str, fix: str) -> Problem:
        """Return a problem of reading the parameter."""
        return Problem(rule, f"{self.link.path}.{_key(self.link)}", self.parameter, limit, fix)


def handoffs(
    services: Iterable[PlacedService], links: Iterable[PlacedLink], resources: Iterable[PlacedResource]
) -> tuple[Handoff, ...]:
    """Return what `links` read of what `services` and `resources` write."""
    written: dict[object, PlacedService | PlacedResource] = {}
    for service in services:
        home = service.cell.cell
        for path in _names_written(service.service):
            written.setdefault((home.account, home.region, path), service)
    for resource in resources:
        home = resource.cell.cell
        if resource.wish.publish_to is not None:
            written.setdefault((home.account, home.region, str(resource.wish.publish_to)), resource)
    return tuple(
        Handoff(link, written[place], source.ssm_parameter)
        for link in links
        if isinstance(source := link.link.target, SsmParameter)
        and (place := (link.cell.cell.account, link.cell.cell.region, source.ssm_parameter)) in written
    )


def _key(link: PlacedLink) -> str:
    return "resource_configuration_arn" if link.link.endpoint_type == "Resource" else "service_name"


def _names_written(service: Service) -> Iterator[str]:
    if service.publish_to is not None:
        yield str(service.publish_to)
    if service.publish_handoff_to is not None:
        yield f"{service.publish_handoff_to}/service-name"


def deployed_before(found: Iterable[Handoff]) -> dict[Key, tuple[Key, ...]]:
    """Return, for the cells whose links read what links of other cells write, those other cells in order."""
    before: dict[Key, set[Key]] = {}
    for handoff in found:
        before.setdefault(handoff.link.cell.key, set()).add(handoff.service.cell.key)
    return {key: tuple(sorted(writers)) for key, writers in before.items()}


def check_handoffs(found: Iterable[Handoff]) -> Iterator[Problem]:
    """Yield the problems of handoffs that no order of deployment makes work."""
    known = tuple(found)
    before = deployed_before(known)
    for handoff in known:
        reader, writer = handoff.link.cell.key, handoff.service.cell.key
        if reader == writer:
            limit = (
                f"is written by {handoff.service.path} in the same stack, and CloudFormation reads it before it "
                "makes anything there"
            )
            fix = "use a stack_parameter, or put the service or the link into another cell"
            yield handoff.problem("parameter-read-where-written", limit, fix)
        elif reader in _all_before(writer, before):
            limit = (
                f"is written by {handoff.service.path}, whose stack reads in turn what the stack of cells.{reader} "
                "writes: neither can be deployed first"
            )
            fix = "use a stack_parameter in one of them, or put one of the services into another cell"
            yield handoff.problem("parameters-read-in-a-circle", limit, fix)


def _all_before(key: Key, before: Mapping[Key, tuple[Key, ...]]) -> set[Key]:
    found: set[Key] = set()
    pending = [key]
    while pending:
        for each in before.get(pending.pop(), ()):
            if each not in found:
                found.add(each)
                pending.append(each)
    return found
