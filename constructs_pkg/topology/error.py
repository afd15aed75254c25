"""The one error of this room."""

from __future__ import annotations

from constructs_pkg.values.problem import InvalidInput


class TopologyError(InvalidInput):
    """Every problem of one topology, warnings included, in the order of their rules and paths."""
