"""What an assembly says of DNS Firewall: rule groups, the domains of their rules, and the VPCs that they filter."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.audit.value import Value


@dataclass(frozen=True)
class FirewallRuleFact:
    """A rule of a rule group, or of a view of a Global Resolver.

    Attributes:
        priority: The lowest is looked at first; None where it is not known.
        action: ``ALLOW``, ``ALERT`` or ``BLOCK``.
        domains: What it matches, lower case; None where no template tells.
        what: What it matches in a word, for a person.
        query_type: The only type that it matches; None for every type.
        response: ``NODATA``, ``NXDOMAIN`` or ``OVERRIDE``.
        override: The name that blocked queries are led to.
        trusts: Whether the names that a CNAME leads to are not looked at.
    """

    priority: int | None
    action: str
    domains: tuple[str, ...] | None
    what: str
    query_type: str | None = None
    response: str = "NXDOMAIN"
    override: Value | None = None
    trusts: bool = False


@dataclass(frozen=True)
class FirewallFact:
    """A rule group on VPCs.

    Attributes:
        id: The group made in the assembly, or the id it is brought by.
        rules: In the order of their priorities; None of a group that no template shows.
        vpcs: The VPCs it is associated with itself, each with the association's priority.
    """

    id: Value
    rules: tuple[FirewallRuleFact, ...] | None
    vpcs: tuple[tuple[Value, int | None], ...]
