"""Networks on premises, as the templates of the cells that they reach declare them.

Nothing is made of them. CloudFormation keeps a template's metadata and does nothing else with it, so that what reads
templates knows who asks from outside, and who is asked there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.hybrid_wish import OnPremises, SharedRule
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.resolver_rule import RuleDomain
from constructs_pkg.values.spec import Spec

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


class DeclaredNetwork(Spec):
    """A network on premises, as one of the cells that it reaches declares it."""

    key: Key
    """Its key in the topology."""

    display_name: str
    """What people call it."""

    cidrs: tuple[Cidr, ...]
    """Its blocks."""

    connected_by: str
    """What connects it."""

    name_servers: tuple[IpAddress, ...]
    """The addresses of its resolvers."""

    zones: tuple[tuple[DnsName, tuple[tuple[DnsName, tuple[IpAddress, ...]], ...]], ...]
    """The domains that it answers for, each with the full names and addresses that are told."""

    forwards: tuple[tuple[RuleDomain, Key], ...]
    """The domains that it asks this cell for, each with the key of the cell's endpoint."""

    first: tuple[RuleDomain, ...] = ()
    """Those of them that it asks public DNS for where the endpoint does not answer. Default: none."""


class DeclaredRule(Spec):
    """The rule of another cell that a stack parameter is given."""

    parameter: str
    """The parameter's name."""

    account: AccountId
    """The account of the stack that makes the rule."""

    region: Region
    """The Region of that stack."""

    stack: str
    """Its name."""

    rule: Key
    """The rule's key in the topology."""


def inbound_key(placed: PlacedCell) -> Key | None:
    """Return the key of the endpoint that networks ask a cell by; None where it has none."""
    resolver = placed.cell.resolver
    if resolver is None or (resolver.inbound is None and resolver.inbound_delegation is None):
        return None
    return Key("inbound" if resolver.inbound is not None else "inbound-delegation")


def declarations(layout: Layout, placed: PlacedCell) -> Iterator[Spec]:
    """Yield what the template of a cell's links stack declares: networks that reach it, and rules that it is given."""
    for key, network in sorted(layout.topology.on_premises.items()):
        if placed.key in network.reaches:
            yield _network(key, network, placed)
    resolver = placed.cell.resolver
    for _, rule in sorted(resolver.shared_rules.items()) if resolver is not None else ():
        yield from _rule(layout, rule)


def full_names(network: OnPremises) -> Iterator[tuple[DnsName, tuple[tuple[DnsName, tuple[IpAddress, ...]], ...]]]:
    """Yield the domains that a network answers for, each with its full names."""
    for zone, names in sorted(network.zones.items()):
        told = ((name.placed_in(zone), tuple(sorted(addresses))) for name, addresses in sorted(names.items()))
        yield DnsName(zone), tuple(told)


def _network(key: Key, network: OnPremises, placed: PlacedCell) -> DeclaredNetwork:
    endpoint = inbound_key(placed)
    return DeclaredNetwork(
        key=key,
        display_name=network.display_name or key,
        cidrs=tuple(sorted(network.cidrs)),
        connected_by=network.connected_by,
        name_servers=tuple(sorted(network.name_servers)),
        zones=tuple(full_names(network)),
        forwards=tuple(
            (forward.domain, endpoint)
            for forward in sorted(network.forwards, key=lambda one: one.domain)
            if forward.to == placed.key and endpoint is not None
        ),
        first=tuple(sorted(one.domain for one in network.forwards if one.first and one.to == placed.key)),
    )


def _rule(layout: Layout, rule: SharedRule) -> Iterator[DeclaredRule]:
    source, given = rule.rule_of, rule.id
    if source is None or not isinstance(given, HandedOver) or given.stack_parameter is None:
        return
    owner = layout.cells[source.cell]
    yield DeclaredRule(
        parameter=given.stack_parameter,
        account=owner.cell.account,
        region=owner.cell.region,
        stack=f"{layout.topology.name}-{owner.key}-links",
        rule=source.rule,
    )
