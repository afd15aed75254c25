"""How a Global Resolver of a plan becomes a construct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_pkg.global_resolver import GlobalResolver
from constructs_pkg.naming import global_resolver_construct_id
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late

if TYPE_CHECKING:
    from constructs_pkg.stacks.making import Making


def make_global_resolver(making: Making, part: PlannedPart) -> GlobalResolver:
    """Make the Global Resolver `part`."""
    spec = part.spec
    assert isinstance(spec, GlobalResolverSpec)
    spec = spec.known(lambda late: _given(making, late))
    return GlobalResolver(
        making.stack,
        global_resolver_construct_id(part.key),
        regions=spec.regions,
        views=spec.views,
        name=spec.name,
        ip_address_type=spec.ip_address_type,
        observability_region=spec.observability_region,
        outputs=True,
    )


def _given(making: Making, late: Late) -> Late:
    named = late.stack_parameter if isinstance(late, HandedOver) else None
    return late if named is None else making.given[named]
