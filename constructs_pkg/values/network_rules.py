"""What a network that exists must keep to, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from constructs_pkg.values.cidr import LARGEST_PREFIX, SMALLEST_PREFIX, Cidr
from constructs_pkg.values.common_rules import other_region, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AvailabilityZoneId, AvailabilityZoneName, Region
from constructs_pkg.values.problem import Problem


def check_network(network: Network, region: Region) -> list[Problem]:
    """Return the problems of `network` in `region`, with paths below ``network``."""
    problems = [*_subnets(network, region), *_blocks(network), *_overlaps(network), *_ipv6(network)]
    if network.log_key_arn is not None and not isinstance(network.log_key_arn, Late):
        problems += other_region("key-in-other-region", "log_key_arn", network.log_key_arn, region)
    return [problem.under("network") for problem in problems]


def outside_region(path: str, zone: Late | AvailabilityZoneName, region: Region) -> list[Problem]:
    """Return the problem of an Availability Zone outside `region`, if it is known to be."""
    if isinstance(zone, Late) or zone.region == region:
        return []
    return [Problem("az-outside-region", path, zone, f"is in {zone.region}", f"name a zone of {region}")]


def id_outside_region(path: str, zone_id: AvailabilityZoneId | None, region: Region) -> list[Problem]:
    """Return the problem of an Availability Zone's id that is none of `region`, if it is known to be."""
    start = AvailabilityZoneId.start(region)
    if zone_id is None or start is None or zone_id.startswith(start):
        return []
    limit = f"is no zone of {region}, whose ids begin with {start}"
    return [Problem("az-outside-region", path, zone_id, limit, f"give the id of a zone of {region}")]


def _subnets(network: Network, region: Region) -> Iterator[Problem]:
    subnets = network.subnets
    for place, first in repeated(subnet.id for subnet in subnets):
        fix = "name each subnet once"
        yield Problem(
            "duplicate-subnet", f"subnets[{place}].id", str(subnets[place].id), f"is also subnets[{first}].id", fix
        )
    for place, subnet in enumerate(subnets):
        path = f"subnets[{place}].availability_zone"
        yield from outside_region(path, subnet.availability_zone, region)
        yield from id_outside_region(f"{path}_id", subnet.availability_zone_id, region)
    yield from _zone_ids(network)


def _zone_ids(network: Network) -> Iterator[Problem]:
    ids: dict[Late | str, str] = {}
    for place, subnet in enumerate(network.subnets):
        if subnet.availability_zone_id is None:
            continue
        known = ids.setdefault(subnet.availability_zone, subnet.availability_zone_id)
        if known != subnet.availability_zone_id:
            yield Problem(
                "inconsistent-az-id",
                f"subnets[{place}].availability_zone_id",
                subnet.availability_zone_id,
                f"is given for {subnet.availability_zone}, which is {known} in another subnet",
                "give each Availability Zone the id it has in this account",
            )


def _known(network: Network) -> list[tuple[str, Cidr]]:
    return [(f"subnets[{place}].cidr", subnet.cidr) for place, subnet in enumerate(network.subnets) if subnet.cidr]


def _blocks(network: Network) -> Iterable[Problem]:
    for path, block in _known(network):
        if block.network.version != 4:
            yield Problem("subnet-cidr-not-ipv4", path, block, "is not IPv4", "give the subnet's IPv4 block")
            continue
        if not LARGEST_PREFIX <= block.prefix <= SMALLEST_PREFIX:
            limit = f"is outside /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}"
            yield Problem("subnet-size", path, block, limit, "give the block that the subnet really has")
        if isinstance(network.cidr, Cidr) and not network.cidr.holds(block):
            yield Problem(
                "subnet-outside-vpc",
                path,
                block,
                f"is outside the VPC's {network.cidr}",
                "correct it, or leave it out where the VPC has a second block",
            )


# The well-known prefix of RFC 6052, and of NAT gateways:
# https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
NAT64 = Cidr("64:ff9b::/96")


def _ipv6(network: Network) -> Iterable[Problem]:
    block = network.ipv6_cidr
    if isinstance(block, Cidr) and block.network.version != 6:
        yield Problem("ipv6-cidr-not-ipv6", "ipv6_cidr", block, "is not IPv6", "give the VPC's IPv6 block")
    if isinstance(block, Cidr) and block.overlaps(NAT64):
        limit = f"overlaps {NAT64}, by which IPv6 hosts reach IPv4 ones and which no network has"
        yield Problem("nat64-prefix", "ipv6_cidr", block, limit, "give the VPC's own IPv6 block")
    if block is not None and network.ipv6 is False:
        limit = "is given for a network that is said to have no IPv6"
        yield Problem("ipv6-cidr-without-ipv6", "ipv6_cidr", str(block), limit, "leave out it, or ipv6: false")


def _overlaps(network: Network) -> Iterable[Problem]:
    for (earlier, first), (path, block) in combinations(_known(network), 2):
        if block.overlaps(first):
            yield Problem(
                "overlapping-subnets", path, block, f"overlaps {earlier} {first}", "subnets of one VPC are disjoint"
            )
