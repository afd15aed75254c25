"""What templates declare of a network on premises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.value import Literal, Resource, Value


@dataclass(frozen=True)
class NetworkFact:
    """A network on premises.

    Attributes:
        key: What tells it from others; templates that declare one key declare one network.
        name: What people call it.
        connected_by: ``Direct Connect`` or ``VPN``, else as declared.
        name_servers: The addresses of its resolvers.
        zones: The domains that it answers for; each has the addresses of names as far as they are told.
        forwards: The domains that it asks an inbound endpoint for, the dot being empty.
        first: Those that it asks public DNS for where the endpoint does not answer.
    """

    key: str
    name: str
    connected_by: str
    cidrs: tuple[str, ...]
    name_servers: tuple[str, ...]
    zones: Mapping[str, Mapping[str, tuple[str, ...]]]
    forwards: tuple[tuple[str, Resource], ...]
    first: tuple[str, ...] = ()

    @property
    def link(self) -> Value:
        """What connects it, as a thing that can be down."""
        return Literal(f"on-premises:{self.key}")

    def own_domain(self, name: str) -> str | None:
        """Return the most specific of its own domains that `name` is in; None where it is in none."""
        return max((zone for zone in self.zones if _in(name, zone)), key=len, default=None)

    def forward_of(self, name: str) -> tuple[str, Resource] | None:
        """Return the most specific of its forwards that `name` is in; None where it is in none."""
        found = (one for one in self.forwards if not one[0] or _in(name, one[0]))
        return max(found, key=lambda one: len(one[0]), default=None)


def _in(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")
