"""How traffic policies of a plan become fragments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.public_zone import ZONE
from constructs_pkg.fragments.traffic_tree import traffic_policy_fragment
from constructs_pkg.naming import public_zone_construct_id, traffic_tree_construct_id
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.public_zone import PublicZoneOfKey
from constructs_pkg.values.signal_references import known_tree
from constructs_pkg.values.traffic_policy import TrafficPolicySpec

if TYPE_CHECKING:
    from constructs_pkg.preview.owner import Owner


def rendered_traffic_policy(
    owner: Owner, part: PlannedPart, given: Mapping[str, Late]
) -> Iterator[tuple[str, Fragment]]:
    """Yield the traffic policy `part` of a public zone."""
    spec = part.spec
    assert isinstance(spec, TrafficPolicySpec)
    identifier = spec.zone.id
    if isinstance(identifier, PublicZoneOfKey):
        identifier = Late({"Ref": logical_id(public_zone_construct_id(identifier.key), ZONE)})
    zone = PrivateZone(name=spec.zone.name, id=identifier)
    tree = known_tree(spec.tree, lambda late: _handed(late, given))
    yield traffic_tree_construct_id(part.key), traffic_policy_fragment(tree, zone, name=spec.name)


def _handed(late: Late, given: Mapping[str, Late]) -> Late:
    if isinstance(late, HandedOver) and late.stack_parameter is not None:
        return given[late.stack_parameter]
    return late
