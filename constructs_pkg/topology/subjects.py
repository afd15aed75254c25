"""Everything that a topology may hold beside cells, services and links: one subject a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from constructs_pkg.topology import discovery, health_signals, hybrid_parts, hybrid_rules, lattice, on_premises
from constructs_pkg.topology.distributions import (
    check_distributions,
    distribution_stacks,
    origin_parts,
    outline_distribution,
    outline_origin,
)
from constructs_pkg.topology.global_resolvers import check_global_resolvers, global_resolver_stacks, outline
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.mechanisms import check_mechanisms, mixed_records
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.public_zone_outline import PUBLIC_ZONE_OUTLINE
from constructs_pkg.topology.public_zone_rules import check_public_zones
from constructs_pkg.topology.public_zone_stacks import entry_parts, public_zone_stacks
from constructs_pkg.topology.traffic_tree_outline import TRAFFIC_TREE_OUTLINE
from constructs_pkg.topology.traffic_trees import cell_tree_records, check_traffic_trees
from constructs_pkg.values.distribution import DistributionSpec
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.network import Subnet
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service_as_origin import ServiceAsOrigin
from constructs_pkg.values.spec import Spec

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout
    from constructs_pkg.topology.model import Topology

Cells = Mapping[Key, PlacedCell]


def _none(*_: object) -> tuple[Any, ...]:
    return ()


@dataclass(frozen=True)
class Subject:
    """What a subject adds to a topology, each part of it a function of values.

    Attributes:
        parts: The parts of the links stack of a cell whose network is known.
        stacks: The stacks that belong to no cell.
        records: Records of cells' private zones, by the cells' keys.
        check: Every problem of the subject.
        interfaces: The subnets in which its parts have addresses, once for each.
        declarations: What the template of a cell's links stack declares in its metadata.
        outline: How a part of each type is described to people, a line each.
    """

    parts: Callable[[Layout, PlacedCell], Iterable[PlannedPart]] = _none
    stacks: Callable[[Layout], Iterable[PlannedStack]] = _none
    records: Callable[[Topology, Cells], Iterable[tuple[Key, PlacedRecord]]] = _none
    check: Callable[[Layout], Iterable[Problem]] = _none
    interfaces: Callable[[Layout], Iterable[Subnet]] = _none
    declarations: Callable[[Layout, PlacedCell], Iterable[Spec]] = _none
    outline: Mapping[type[Spec], Callable[[PlannedPart], Iterable[str]]] = field(default_factory=dict)


SUBJECTS: tuple[Subject, ...] = (
    Subject(records=mixed_records, check=check_mechanisms),
    Subject(
        records=cell_tree_records,
        check=lambda layout: check_traffic_trees(layout.topology, layout.cells),
        outline=TRAFFIC_TREE_OUTLINE,
    ),
    Subject(
        parts=origin_parts,
        stacks=distribution_stacks,
        check=check_distributions,
        outline={DistributionSpec: outline_distribution, ServiceAsOrigin: outline_origin},
    ),
    Subject(
        parts=health_signals.parts,
        check=health_signals.check,
        outline={HealthSignalSpec: health_signals.described},
    ),
    Subject(parts=entry_parts, stacks=public_zone_stacks, check=check_public_zones, outline=PUBLIC_ZONE_OUTLINE),
    Subject(
        parts=hybrid_parts.parts,
        check=hybrid_rules.check,
        interfaces=hybrid_parts.interfaces,
        declarations=on_premises.declarations,
        outline=hybrid_parts.OUTLINES,
    ),
    Subject(stacks=global_resolver_stacks, check=check_global_resolvers, outline={GlobalResolverSpec: outline}),
    Subject(parts=discovery.parts, check=discovery.check, outline=discovery.OUTLINE),
    Subject(parts=lattice.parts, check=lattice.check, outline=lattice.OUTLINE),
)
"""Every subject, in the order in which their parts are made."""


def described(part: PlannedPart) -> Iterable[str]:
    """Return the lines that describe `part`, as its subject knows it."""
    describe = next(one.outline[type(part.spec)] for one in SUBJECTS if type(part.spec) in one.outline)
    return describe(part)
