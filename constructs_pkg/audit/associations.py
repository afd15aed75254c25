"""The zones and rules that each VPC has: by an association of its own, or by a Profile.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from constructs_pkg.audit.rule_facts import ProfileFact
from constructs_pkg.audit.value import Value


class Associated(Protocol):
    """What can be associated with VPCs, and with Profiles."""

    @property
    def id(self) -> Value:
        """What Profiles know it by."""

    @property
    def vpcs(self) -> tuple[Value, ...]:
        """The VPCs it is associated with itself."""


_Thing = TypeVar("_Thing", bound=Associated)


def by_vpc(things: Iterable[_Thing], profiles: Iterable[ProfileFact]) -> Mapping[Value, tuple[_Thing, ...]]:
    """Return the things that each VPC has, by the VPC's id."""
    brought: dict[Value, list[Value]] = {}
    for profile in profiles:
        for resource in profile.resources:
            brought.setdefault(resource, []).extend(profile.vpcs)
    found: dict[Value, tuple[_Thing, ...]] = {}
    for thing in things:
        for vpc in dict.fromkeys((*thing.vpcs, *brought.get(thing.id, ()))):
            found[vpc] = (*found.get(vpc, ()), thing)
    return found
