"""Where the stacks of a cell stand."""

from __future__ import annotations

from typing import Any

from constructs_pkg.topology import PlannedCell


def place_of(cell: PlannedCell) -> dict[str, Any]:
    """Return the account, the Region and the tags of the stacks of `cell`."""
    return {"account": cell.account, "region": cell.region, "tags": dict(cell.tags)}
