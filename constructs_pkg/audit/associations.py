"""The zones and rules that each VPC has: by an association of its own, or by a Profile.

A Profile takes private zones, Resolver rules and interface endpoints; of an endpoint it brings the private DNS
names. Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html and, for endpoints,
https://aws.amazon.com/blogs/networking-and-content-delivery/streamlining-multi-vpc-dns-management-with-amazon-route-53-profiles-and-interface-vpc-endpoint-integration/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from constructs_pkg.audit.rule_facts import ProfileFact
from constructs_pkg.audit.value import Value, only_resource


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
    """Return the things that each VPC has, by the VPC's id; an endpoint's zones come with the endpoint."""
    brought: dict[Value, list[Value]] = {}
    for profile in profiles:
        for resource in profile.resources:
            brought.setdefault(resource, []).extend(profile.vpcs)
    found: dict[Value, tuple[_Thing, ...]] = {}
    for thing in things:
        for vpc in dict.fromkeys((*thing.vpcs, *brought.get(only_resource(thing.id) or thing.id, ()))):
            found[vpc] = (*found.get(vpc, ()), thing)
    return found
