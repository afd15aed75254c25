"""Choosing some cells of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.key import suggestion
from constructs_pkg.topology.planned import Plan
from constructs_pkg.values.problem import Problem


def select(plan: Plan, cells: Iterable[str]) -> Plan:
    """Return `plan` with only those `cells`, each as it was, and no stack but theirs: the rules have run over it all.

    Raises:
        TopologyError: for each key that is no cell's, or if none is given.
    """
    asked = set(cells)
    known = [cell.key for cell in plan.cells]
    problems = [
        Problem("unknown-cell", "cells", key, "is no cell of this topology", suggestion(key, known))
        for key in asked.difference(known)
    ]
    if not asked:
        problems.append(Problem("no-cells", "cells", "", "selects nothing", suggestion("", known)))
    if problems:
        raise TopologyError(problems)
    return replace(plan, cells=tuple(cell for cell in plan.cells if cell.key in asked), stacks=())
