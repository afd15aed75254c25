"""How traffic policies of a plan become constructs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_pkg.naming import traffic_tree_construct_id
from constructs_pkg.public_zone import PublicZone
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.traffic_tree import TrafficTree
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_zone import PublicZoneOfKey
from constructs_pkg.values.signal_references import known_tree
from constructs_pkg.values.traffic_policy import TrafficPolicySpec

if TYPE_CHECKING:
    from constructs_pkg.stacks.parts import Making


def make_traffic_policy(making: Making, part: PlannedPart) -> TrafficTree:
    """Make the traffic policy `part` of a public zone."""
    spec = part.spec
    assert isinstance(spec, TrafficPolicySpec)
    tree = known_tree(spec.tree, lambda late: _handed(making, late))
    return TrafficTree(
        making.stack,
        traffic_tree_construct_id(part.key),
        zone=spec.zone.model_copy(update={"id": _known(making, spec.zone.id)}),
        name=tree.name,
        type=tree.type,
        ttl=tree.ttl,
        tree=tree.tree,
        rules=tree.rules,
        endpoints=tree.endpoints,
        start_rule=tree.start_rule,
        start_endpoint=tree.start_endpoint,
        as_traffic_policy=True,
        policy_name=spec.name,
    )


def _handed(making: Making, late: Late) -> Late:
    if isinstance(late, HandedOver) and late.stack_parameter is not None:
        return making.given[late.stack_parameter]
    return late


def _known(making: Making, identifier: Late | str) -> Late | str:
    if not isinstance(identifier, PublicZoneOfKey):
        return identifier
    zone = making.made["public_zone", Key(identifier.key)]
    assert isinstance(zone, PublicZone)
    return Late(zone.hosted_zone_id)
