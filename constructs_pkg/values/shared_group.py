"""A security group that several endpoints have, made once."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.spec import Spec


class SharedGroupSpec(Spec):
    """A security group of a network, for several endpoints."""

    network: Network
    """The network it is in."""

    ingress: tuple[Ingress, ...]
    """What it lets in."""


@dataclass(frozen=True)
class GroupOfKey(Late):
    """The id of a shared group that stands beside what refers to it.

    Attributes:
        key: Its key in the topology.
    """

    key: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{self.key} of this topology"


def group_of_key(key: str) -> GroupOfKey:
    """Return the group `key`."""
    return GroupOfKey({"Ref": key}, key=key)
