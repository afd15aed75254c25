"""What the making of a part may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedStack
from constructs_pkg.values.late import Late

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
