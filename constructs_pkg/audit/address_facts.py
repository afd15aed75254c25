"""What an assembly says of the places that addresses come from at deployment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.audit.value import Resource, Value


@dataclass(frozen=True)
class SubnetFact:
    """A subnet; `zone` is the name of its Availability Zone, None where the template does not tell."""

    id: Resource
    zone: str | None


@dataclass(frozen=True)
class PlacedFact:
    """A resource that AWS gives addresses of its subnets: a load balancer, an instance, a network interface."""

    id: Resource
    subnets: tuple[Value, ...]


@dataclass(frozen=True)
class HostFact:
    """An instance with the private address its template gives it, and the VPC it is in."""

    id: Resource
    vpc: Value
    address: str


@dataclass(frozen=True)
class DhcpFact:
    """The DHCP options of a VPC.

    Attributes:
        servers: The DNS servers they name, none for the VPC's own; None where no template tells them.
    """

    vpc: Value
    options: Value
    servers: tuple[Value, ...] | None


@dataclass(frozen=True)
class AddressFacts:
    """Subnets and what gets addresses from them, but for interface endpoints; and whom instances ask for names."""

    subnets: tuple[SubnetFact, ...] = ()
    placed: tuple[PlacedFact, ...] = ()
    dhcp: tuple[DhcpFact, ...] = ()
    hosts: tuple[HostFact, ...] = ()

    @cached_property
    def zone_of_subnet(self) -> Mapping[Value, str | None]:
        """The Availability Zone of each subnet made in the assembly."""
        return {subnet.id: subnet.zone for subnet in self.subnets}

    @cached_property
    def subnets_of(self) -> Mapping[Value, tuple[Value, ...]]:
        """The subnets of what gets addresses from them, by id."""
        return {one.id: one.subnets for one in self.placed}

    @cached_property
    def dhcp_of_vpc(self) -> Mapping[Value, DhcpFact]:
        """The DHCP options of each VPC that has others than the default ones."""
        return {one.vpc: one for one in self.dhcp}
