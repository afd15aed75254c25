"""What an assembly says of the views of Route 53 Global Resolvers."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.firewall_facts import FirewallRuleFact
from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class ViewFact:
    """A view of a Global Resolver: what one group of clients sees.

    Attributes:
        name: What people call it.
        resolver: The Global Resolver that it is of.
        zones: The ids of the private zones that are associated with it, or with the resolver as a whole.
        rules: What its firewall does, in the order of the rules' priorities.
        regions: The Regions that answer, as far as they are told.
        clients: Who may ask: a block of addresses, or a token, each with its protocol where that is told.
    """

    id: Resource
    name: str
    resolver: Value | None
    zones: tuple[Value, ...]
    rules: tuple[FirewallRuleFact, ...]
    regions: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
