"""How a Global Resolver of a plan becomes a fragment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.global_resolver import global_resolver_fragment
from constructs_pkg.naming import global_resolver_construct_id
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.global_resolver import GlobalResolverSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late

if TYPE_CHECKING:
    from constructs_pkg.preview.owner import Owner


def rendered_global_resolver(
    owner: Owner, part: PlannedPart, given: Mapping[str, Late]
) -> Iterator[tuple[str, Fragment]]:
    """Yield the Global Resolver `part`."""
    spec = part.spec
    assert isinstance(spec, GlobalResolverSpec)
    spec = spec.known(lambda late: _given(late, given))
    yield global_resolver_construct_id(part.key), global_resolver_fragment(spec, outputs=True)


def _given(late: Late, given: Mapping[str, Late]) -> Late:
    named = late.stack_parameter if isinstance(late, HandedOver) else None
    return late if named is None else given[named]
