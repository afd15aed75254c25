"""What an assembly says of Resolver rules, and of Route 53 Profiles that bring zones and rules to VPCs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from constructs_pkg.audit.value import Value, in_words, literal_text


class RuleType(Enum):
    """The types of rules that people make.

    FORWARD sends queries to other resolvers, SYSTEM keeps a domain below a FORWARD rule with the Resolver,
    DELEGATE reaches the name servers that NS records name. Source:
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries-rule-values.html.
    """

    FORWARD = "FORWARD"
    SYSTEM = "SYSTEM"
    DELEGATE = "DELEGATE"


@dataclass(frozen=True)
class TargetFact:
    """Where a query is forwarded to: an IPv4 or IPv6 address, and a port, 53 by default."""

    address: Value
    port: Value | None = None

    @property
    def text(self) -> str:
        """The address, with its port where that is not 53; an IPv6 address with a port stands in brackets."""
        address, port = in_words(self.address), literal_text(self.port) or "53"
        if port == "53":
            return address
        return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


@dataclass(frozen=True)
class RuleFact:
    """A Resolver rule.

    Attributes:
        id: The rule made in the assembly, or the id or parameter it is brought by.
        type: None where it is not known.
        domain: What it matches, lower case, no trailing dot, empty for the dot; of a DELEGATE rule the
            domain of name servers. None where it is not known.
        targets: In the template's order; the Resolver takes any of them.
        vpcs: The VPCs it is associated with itself, not through a Profile.
        endpoint: The outbound endpoint that its queries leave by, as far as that is told.
    """

    id: Value
    type: RuleType | None
    domain: str | None
    targets: tuple[TargetFact, ...]
    vpcs: tuple[Value, ...]
    endpoint: Value | None = None

    @property
    def words(self) -> str:
        """The rule and its domain for a person, such as ``rule App/Corp (corp.example.com)``."""
        domain = "an unknown domain" if self.domain is None else self.domain or "the dot"
        return f"rule {in_words(self.id)} ({domain})"


@dataclass(frozen=True)
class ProfileFact:
    """A Route 53 Profile.

    Attributes:
        made_here: Whether the assembly makes it; of any other Profile not all resources are known.
        vpcs: The VPCs it is associated with.
        resources: The ids of the zones, rules and whatever else is associated with it.
        priorities: The priority of each DNS Firewall rule group among them, as far as it is told.
    """

    id: Value
    made_here: bool
    vpcs: tuple[Value, ...]
    resources: tuple[Value, ...]
    priorities: tuple[tuple[Value, int | None], ...] = ()
