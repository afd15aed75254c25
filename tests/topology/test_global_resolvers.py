"""What the stack of a Global Resolver is given for the zones that its views answer from."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from .global_resolver_cases import STAFF, VIEW
from .wishes import Wish, planned

MADE: Wish = {"cell": "app", "name": "example.com"}
BROUGHT: Wish = {"cell": "old", "name": "old.test"}


@pytest.mark.parametrize(
    ("zone", "parameters", "source"),
    [
        (MADE, ("ZoneAppExampleCom",), "ZoneAppExampleCom"),
        (MADE | {"id": {"stack_parameter": "ZoneId"}}, ("ZoneId",), "ZoneId"),
        (MADE | {"id": {"ssm_parameter": "/zone"}}, (), None),
        (MADE | {"id": "Z0123456789ABCDEFGHIJ"}, (), None),
        (BROUGHT, (), None),
    ],
    ids=["by itself", "by a parameter", "by Systems Manager", "by its id", "brought"],
)
def test_a_parameter_of_a_zone_that_a_cell_makes_tells_what_it_is_given(
    zone: Wish, parameters: tuple[str, ...], source: str | None
) -> None:
    """A stack parameter takes the id from the cell's network stack; every other id is known without a cell."""
    plan = planned({"global_resolvers.staff": STAFF | {"views": {"staff": VIEW | {"zones": [zone]}}}})
    (part,) = next(stack for stack in plan.stacks if stack.name == "net-staff-global-resolver").parts
    expected = [(source, "111111111111", "us-east-1", "net-app-network", "example.com")] if source else []
    assert (parameters, expected) == (part.stack_parameters, [astuple(one) for one in part.zone_sources])
