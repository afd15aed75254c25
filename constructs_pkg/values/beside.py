"""What stands in the same stack, named by its place in the topology until the stack is made."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.values.late import Late


@dataclass(frozen=True)
class OutboundOfCell(Late):
    """The id of the outbound Resolver endpoint of the cell that a rule is made in."""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return "the cell's outbound endpoint"


@dataclass(frozen=True)
class RuleOfKey(Late):
    """The ARN of a Resolver rule of the same stack.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"rule {self.key} of the cell"


@dataclass(frozen=True)
class FirewallOfCell(Late):
    """The ARN of the DNS Firewall rule group of the same stack."""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return "the cell's firewall"


OUTBOUND = OutboundOfCell({"Ref": "Outbound"})
FIREWALL = FirewallOfCell({"Ref": "Firewall"})


def rule_of_key(key: str) -> RuleOfKey:
    """Return the rule `key`."""
    return RuleOfKey({"Ref": key}, key=key)


def key_of_rule(arn: object) -> str:
    """Return the key of the rule of the same stack whose ARN `arn` stands for."""
    assert isinstance(arn, RuleOfKey)
    return arn.key
