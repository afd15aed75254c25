"""`GlobalResolver`: a resolver that clients reach over the internet, which answers from private zones as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from constructs import Construct

from constructs_pkg.door import Door
from constructs_pkg.fragments.global_resolver import RESOLVER, global_resolver_fragment, view_id
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of
from constructs_pkg.values.global_resolver import DnsView, GlobalResolverSpec
from constructs_pkg.values.global_resolver_rules import check_global_resolver


class GlobalResolver(IncludedFragment):
    """A Route 53 Global Resolver with its views: who may ask, what they are answered from, and what is filtered.

    It is made in us-east-2, wherever it answers. Nobody may ask unless named.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        regions: Sequence[str],
        views: Mapping[str, DnsView | Mapping[str, Any]],
        name: str | None = None,
        ip_address_type: str | None = None,
        observability_region: str | None = None,
        outputs: bool = False,
        region: str | None = None,
    ) -> None:
        """Make the resolver.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of it begins with it.
            regions: The Regions that answer, two or more.
            views: Its views, each under a key that never changes and names it.
            name: Its name. Default: `construct_id`.
            ip_address_type: ``ipv4`` or ``dualstack``. Default: ipv4.
            observability_region: The Region that query logs and metrics are delivered to. Default: none.
            outputs: Whether the stack shows its name for DoH and DoT. Default: no.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        spec = door.parse(
            GlobalResolverSpec,
            {
                "name": name or construct_id,
                "regions": regions,
                "views": views,
                "ip_address_type": ip_address_type,
                "observability_region": observability_region,
            },
        )
        warnings = door.refuse(check_global_resolver(spec, where))
        super().__init__(scope, construct_id, global_resolver_fragment(spec, outputs=outputs), warnings)

    @property
    def global_resolver_id(self) -> str:
        """Its id."""
        return self._ref(RESOLVER)

    @property
    def dns_name(self) -> str:
        """Its name for DoH and DoT."""
        return self._attribute(RESOLVER, "DnsName")

    def view_id(self, key: str) -> str:
        """Return the id of the view under that key."""
        return self._ref(view_id(key))
