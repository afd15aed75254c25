"""How each part of a plan becomes a construct: one line a type of part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.stacks.distributions import make_distribution, make_origin
from constructs_pkg.stacks.health_signals import make_health_signal
from constructs_pkg.stacks.public_zones import make_cidr_collection, make_public_records, make_public_zone
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.cidr_collection import CidrCollectionSpec
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_records import PublicRecordsSpec
from constructs_pkg.values.public_zone import PublicZoneSpec
from constructs_pkg.values.service_as_origin import ServiceAsOrigin
from constructs_pkg.values.spec import Spec

Owner = PlannedCell | PlannedStack


@dataclass(frozen=True)
class Making:
    """What the making of a part may look at.

    Attributes:
        stack: The stack it is made in.
        owner: The cell or stack of the plan that it belongs to.
        given: The stack parameters of parts, by name.
        made: What the stack holds already, by the kind and key it has in the topology.
    """

    stack: cdk.Stack
    owner: Owner
    given: Mapping[str, Late] = field(default_factory=dict)
    made: dict[tuple[str, Key], Construct] = field(default_factory=dict)


Maker = Callable[[Making, PlannedPart], Construct]

MAKERS: dict[type[Spec], tuple[str, Maker]] = {
    DistributionSpec: ("distribution", make_distribution),
    ServiceAsOrigin: ("origin", make_origin),
    HealthSignalSpec: ("health-signal", make_health_signal),
    CidrCollectionSpec: ("cidr_collection", make_cidr_collection),
    PublicZoneSpec: ("public_zone", make_public_zone),
    PublicRecordsSpec: ("public_records", make_public_records),
}
"""The kind and the maker of each type of part."""


def make_parts(making: Making) -> None:
    """Make the parts of a cell or stack, in their order."""
    for part in making.owner.parts:
        kind, make = MAKERS[type(part.spec)]
        making.made[kind, part.key] = make(making, part)
