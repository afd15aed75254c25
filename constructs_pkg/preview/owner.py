"""What owns the parts of a stack: a cell, or the stack itself."""

from __future__ import annotations

from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.parts import PlannedStack

Owner = PlannedCell | PlannedStack
