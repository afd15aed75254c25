"""The wish for a Global Resolver."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Tag

from constructs_pkg.topology.key import Key
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.global_resolver import DnsView, GlobalResolverName, GlobalResolverSpec
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.keyed import Keyed
from constructs_pkg.values.network import DisplayName, Flag
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.resource_id import HostedZoneId
from constructs_pkg.values.spec import one_of


class ViewZone(PrivateZone):
    """A private zone that a view answers from: one of a cell, or one that exists."""

    cell: Key | None = None
    """The cell that has a zone of that name, of the resolver's own account. Default: none of this topology."""

    id: (
        Annotated[
            Annotated[HandedOver, Tag("<parameter>")] | Annotated[HostedZoneId, Tag("<literal>")], one_of(given_as)
        ]
        | None
    ) = None
    """Its id: literal, ``{ssm_parameter: /path}`` of the resolver's account and us-east-2, or ``{stack_parameter:
    Name}``. Default: that of the cell's zone, by a stack parameter called after both, such as ``ZoneHubExampleCom``,
    where the cell makes it."""


class ViewWish(DnsView):
    """What one group of clients sees, under a key that never changes and names it."""

    zones: tuple[ViewZone, ...] = ()
    """The private zones that it answers from. Default: none, public DNS alone."""


class GlobalResolverWish(GlobalResolverSpec):
    """A Global Resolver, in a stack of its own in us-east-2."""

    account: AccountId
    """The account it stands in: 12 digits, in quotes."""

    name: GlobalResolverName | None = None  # type: ignore[assignment]
    """Its name. Default: its key."""

    views: Annotated[Keyed[ViewWish], Field(min_length=1)]  # type: ignore[assignment]
    """Its views, each under a key that never changes."""

    display_name: DisplayName | None = None
    """What people call it. Default: its key."""

    termination_protection: Flag = True
    """Whether its stack refuses to be deleted. Default: yes."""

    tags: dict[str, str] = Field(default={})
    """Tags on everything in its stack, over those of the topology. Default: none."""
