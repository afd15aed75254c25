"""The parts of a cell's network: Availability Zones, tiers, the address grid, and a network as others see it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from constructs_pkg.values.cidr import Cidr, VpcCidr
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AvailabilityZoneId, AvailabilityZoneName
from constructs_pkg.values.resource_id import KeyArn, RouteTableId, SubnetId, VpcId
from constructs_pkg.values.spec import Spec

Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
DisplayName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9 ._-]*$")]


class TierKind(StrEnum):
    """How a tier's subnets reach the internet."""

    PUBLIC = "public"
    """By an internet gateway; holds NAT gateways."""

    EGRESS = "egress"
    """Outward only, by a NAT gateway."""

    ISOLATED = "isolated"
    """Not at all."""


class AvailabilityZone(Spec):
    """An Availability Zone that a cell uses, under a slot that never changes."""

    slot: Count
    """Its place in the address grid. Addresses and logical ids come from it: changing it replaces subnets."""

    name: AvailabilityZoneName
    """Its name in the cell's account, such as us-east-1a."""

    id: AvailabilityZoneId | None = None
    """Its id, such as use1-az4, needed to match zones across accounts. Default: not known."""


class Tier(Spec):
    """A layer of subnets, one in each Availability Zone, under a slot that never changes."""

    slot: Count
    """Its place in the address grid. Addresses and logical ids come from it: changing it replaces subnets."""

    name: DisplayName
    """The name links and services use for it; a tag on its subnets. Free to change."""

    kind: TierKind = TierKind.ISOLATED
    """How its subnets reach the internet. Default: not at all."""


class AddressGrid(Spec):
    """How many tiers and Availability Zones a cell's CIDR is divided for, used or not.

    A subnet's block is a function of the cell's CIDR, the tier's slot and the zone's slot alone.
    """

    tiers: Annotated[int, Field(strict=True)] = 4
    """Tier slots: a power of two, 1 to 16. Default: 4. Changing it replaces every subnet."""

    availability_zones: Annotated[int, Field(strict=True)] = 4
    """Zone slots: a power of two, 1 to 8. Default: 4. Changing it replaces every subnet."""


class PlannedSubnet(Spec):
    """A subnet to be made: its slots and what follows from them."""

    tier: Tier
    availability_zone: AvailabilityZone
    cidr: Cidr


class Subnet(Spec):
    """A subnet that exists or will exist, as services and endpoints refer to it."""

    id: Late | SubnetId
    """Its id."""

    availability_zone: Late | AvailabilityZoneName
    """The name of its Availability Zone in its own account."""

    availability_zone_id: AvailabilityZoneId | None = None
    """The id of its Availability Zone. Default: not known."""

    tier: DisplayName = "default"
    """The tier it belongs to. Default: ``default``."""

    cidr: Cidr | None = None
    """Its IPv4 block. Default: not known."""

    route_table_id: Late | RouteTableId | None = None
    """Its route table. Default: not known."""


class Network(Spec):
    """A VPC and its subnets, as services and endpoints refer to them."""

    vpc_id: Late | VpcId
    """The VPC's id."""

    cidr: Late | VpcCidr | None = None
    """The VPC's primary IPv4 block. Default: not known."""

    ipv6: Flag | None = None
    """Whether its subnets have IPv6 blocks. Default: not known."""

    ipv6_cidr: Late | Cidr | None = None
    """The VPC's IPv6 block. Default: not known."""

    dns: Flag | None = None
    """Whether both of the VPC's DNS flags are on: DNS support and DNS hostnames. Default: not known."""

    subnets: tuple[Subnet, ...] = ()
    """The subnets that may be chosen from."""

    log_key_arn: Late | KeyArn | None = None
    """The KMS key that encrypts the logs of what stands in it. Default: what writes logs makes a key of its own."""

    def choose(
        self,
        tier: str | None,
        availability_zones: tuple[str, ...] | None,
        offered_zone_ids: tuple[AvailabilityZoneId, ...] | None = None,
    ) -> tuple[Subnet, ...]:
        """Return the subnets of `tier` (of any, if None) in `availability_zones` (names or ids; all, if None).

        A zone known only at deployment is in them by its token alone. Of those, the subnets in the zones
        `offered_zone_ids` (in any, if None).
        """
        return tuple(
            subnet
            for subnet in self.subnets
            if (tier is None or subnet.tier == tier)
            and (
                availability_zones is None
                or str(subnet.availability_zone) in availability_zones
                or subnet.availability_zone_id in availability_zones
            )
            and (offered_zone_ids is None or subnet.availability_zone_id in offered_zone_ids)
        )


def slot_by_letter(name: str) -> int:
    """Return the slot of a zone that was given by its name alone: a is 0, b is 1, wherever it is listed."""
    return ord(AvailabilityZoneName(name)[-1]) - ord("a")
