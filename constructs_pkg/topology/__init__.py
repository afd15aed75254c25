"""The wish for cells, services and links, and the plan it leads to."""

from constructs_pkg.topology.error import TopologyError
from constructs_pkg.topology.link import Link
from constructs_pkg.topology.load import load
from constructs_pkg.topology.model import Cell, Service, Topology
from constructs_pkg.topology.parse import parse
from constructs_pkg.topology.plan import plan
from constructs_pkg.topology.planned import Plan, PlannedCell, PlannedConsumer, PlannedService
from constructs_pkg.topology.selection import select

__all__ = [
    "Cell",
    "Link",
    "Plan",
    "PlannedCell",
    "PlannedConsumer",
    "PlannedService",
    "Service",
    "Topology",
    "TopologyError",
    "load",
    "parse",
    "plan",
    "select",
]
