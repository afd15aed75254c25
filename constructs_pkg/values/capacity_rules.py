"""Whether what is placed in a subnet finds addresses there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from constructs_pkg.values.cidr import (
    KEPT_BY_AWS,
    LARGEST_PREFIX,
    SMALLEST_PREFIX,
    Cidr,
    IpAddress,
    usable_addresses,
)
from constructs_pkg.values.problem import Problem

# Each subnet of a Network Load Balancer must have eight available addresses, where AWS picks the address
# (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html).
ADDRESSES_OF_LOAD_BALANCER = 8


@dataclass
class Use:
    """What is placed in one subnet.

    Attributes:
        endpoints: Interface endpoints, each of which has one network interface a subnet
            (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html).
        load_balancers: Network Load Balancers that are made.
        gateway_addresses: Addresses of resource gateways, each of which has a network interface a subnet
            (https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html).
        resolver_addresses: Addresses of Resolver endpoints, each of which has a network interface
            (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network.html).
        nat_gateways: NAT gateways, each of which has one private address
            (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html).
        addresses: Addresses that are written down.
    """

    endpoints: int = 0
    load_balancers: int = 0
    gateway_addresses: int = 0
    resolver_addresses: int = 0
    nat_gateways: int = 0
    addresses: set[IpAddress] = field(default_factory=set)

    @property
    def needed(self) -> int:
        """Addresses needed while the last of the load balancers is made, all else being there."""
        making = ADDRESSES_OF_LOAD_BALANCER - 1 if self.load_balancers else 0
        gateways = self.gateway_addresses + self.resolver_addresses + self.nat_gateways
        return self.endpoints + self.load_balancers + making + gateways + len(self.addresses)

    def __str__(self) -> str:
        counts = {
            "interface endpoints": self.endpoints,
            f"load balancers ({ADDRESSES_OF_LOAD_BALANCER} free while one is made)": self.load_balancers,
            "addresses of resource gateways": self.gateway_addresses,
            "addresses of Resolver endpoints": self.resolver_addresses,
            "NAT gateways": self.nat_gateways,
            "written addresses": len(self.addresses),
        }
        return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def check_capacity(subnets: Mapping[str, tuple[Cidr, Use]]) -> list[Problem]:
    """Return a problem for each subnet with fewer usable addresses than are placed in it.

    Args:
        subnets: Each subnet's block and what is placed in it, by the subnet's path.
    """
    return [
        Problem(
            "too-few-addresses",
            path,
            block,
            f"has {usable_addresses(block)} usable addresses (AWS keeps {KEPT_BY_AWS}), "
            f"{use.needed - usable_addresses(block)} fewer than the {use.needed} needed: {use}",
            _fix(block, use.needed),
        )
        for path, (block, use) in subnets.items()
        if use.needed > usable_addresses(block)
    ]


def _fix(block: Cidr, needed: int) -> str:
    prefix = min(block.network.max_prefixlen - (needed + KEPT_BY_AWS - 1).bit_length(), SMALLEST_PREFIX)
    if block.network.version == 4 and prefix >= LARGEST_PREFIX:
        return f"use a /{prefix} or place less in it"
    return "place less in it"
