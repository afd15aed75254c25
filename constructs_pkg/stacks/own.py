"""Stacks that belong to no cell."""

from __future__ import annotations

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.naming import HANDED_OVER
from constructs_pkg.placed_stack import PlacedStack
from constructs_pkg.stacks.parts import Making, make_parts
from constructs_pkg.stacks.public_zones import declared_parameters, declared_public_zones
from constructs_pkg.topology.parts import PlannedStack
from constructs_pkg.values.late import Late


class OwnStack(PlacedStack):
    """A stack of parts that belong to no cell."""

    def __init__(self, scope: Construct, planned: PlannedStack) -> None:
        super().__init__(
            scope,
            planned.name,
            account=planned.account,
            region=planned.region,
            tags=dict(planned.tags),
            description=planned.description,
            termination_protection=planned.termination_protection,
        )
        names = sorted({name for part in planned.parts for name in part.stack_parameters})
        given = {name: Late(cdk.CfnParameter(self, name, description=HANDED_OVER).value_as_string) for name in names}
        make_parts(Making(self, planned, given))
        told = {"zones": declared_public_zones(planned), "parameters": declared_parameters(planned)}
        if declared := {key: held for key, held in told.items() if held}:
            self.add_metadata("PrivateCells", declared)
