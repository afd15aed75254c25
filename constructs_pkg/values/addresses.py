"""Where each subnet of a made network lies.

A cell's block is cut into tiers x zones equal blocks, used or not::

    10.0.0.0/16   grid of 4 tiers by 4 zones
      tier 0:  zone 0 10.0.0.0/20    zone 1 10.0.16.0/20   zone 2 10.0.32.0/20   zone 3 10.0.48.0/20
      tier 1:  zone 0 10.0.64.0/20   ...

So a subnet's block depends on the cell's block and its own two slots alone: what else the cell holds moves nothing.
"""

from __future__ import annotations

from ipaddress import IPv4Network

from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import Cidr, VpcCidr
from constructs_pkg.values.network import AddressGrid, PlannedSubnet


def subnet_prefix(block: VpcCidr, grid: AddressGrid) -> int:
    """Return the prefix length of each subnet of `block` divided by `grid`."""
    return block.prefix + (grid.tiers * grid.availability_zones - 1).bit_length()


def subnet_block(block: VpcCidr, grid: AddressGrid, tier_slot: int, zone_slot: int) -> Cidr:
    """Return the subnet of `block` at the two slots, which lie inside `grid`."""
    prefix = subnet_prefix(block, grid)
    index = tier_slot * grid.availability_zones + zone_slot
    first = int(IPv4Network(block).network_address) + (index << (32 - prefix))
    return Cidr(str(IPv4Network((first, prefix))))


def plan_subnets(network: MadeNetwork) -> tuple[PlannedSubnet, ...]:
    """Return every subnet of `network`, in the order of its slots."""
    return tuple(
        PlannedSubnet(
            tier=tier,
            availability_zone=zone,
            cidr=subnet_block(network.cidr, network.address_grid, tier.slot, zone.slot),
        )
        for tier in sorted(network.tiers, key=lambda tier: tier.slot)
        for zone in sorted(network.availability_zones, key=lambda zone: zone.slot)
    )
