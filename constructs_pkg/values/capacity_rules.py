"""Whether what is placed in a subnet finds addresses there."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.values.cidr import KEPT_BY_AWS, LARGEST_PREFIX, SMALLEST_PREFIX, Cidr, usable_addresses
from constructs_pkg.values.problem import Problem

# Each subnet of a Network Load Balancer must have eight available addresses, where AWS picks the address
# (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html).
ADDRESSES_OF_LOAD_BALANCER = 8

# An interface endpoint has one network interface a subnet
# (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html).
ADDRESSES_OF_ENDPOINT = 1

# A NAT gateway has one private address
# (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html).
ADDRESSES_OF_NAT_GATEWAY = 1


def check_capacity(subnets: Mapping[str, tuple[Cidr, int]]) -> list[Problem]:
    """Return a problem for each subnet with fewer usable addresses than are placed in it.

    Args:
        subnets: Each subnet's block and the addresses placed in it, by the subnet's path.
    """
    return [
        Problem(
            "too-few-addresses",
            path,
            block,
            f"has {usable_addresses(block)} usable addresses, {placed - usable_addresses(block)} fewer "
            f"than the {placed} placed in it (AWS keeps {KEPT_BY_AWS})",
            _fix(block, placed),
        )
        for path, (block, placed) in subnets.items()
        if placed > usable_addresses(block)
    ]


def _fix(block: Cidr, placed: int) -> str:
    prefix = min(block.network.max_prefixlen - (placed + KEPT_BY_AWS - 1).bit_length(), SMALLEST_PREFIX)
    if block.network.version == 4 and prefix >= LARGEST_PREFIX:
        return f"use a /{prefix} or place less in it"
    return "place less in it"
