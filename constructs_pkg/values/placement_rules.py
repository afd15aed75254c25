"""Which subnets of a network a load balancer or an endpoint may stand in."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.place import AvailabilityZoneId
from constructs_pkg.values.problem import Problem

# One subnet an Availability Zone: Subnets in
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html and
# https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html


def check_placement(
    network: Network,
    tier: str | None,
    availability_zones: tuple[str, ...] | None,
    *,
    path: str = "",
    tier_key: str = "tier",
    offered_zone_ids: tuple[AvailabilityZoneId, ...] | None = None,
) -> list[Problem]:
    """Return the problems of standing in `tier` and `availability_zones` of `network`; None means all.

    Args:
        network: The network, itself at ``network``.
        tier: The name of a tier.
        availability_zones: Names or ids of Availability Zones.
        path: Where the choice stands.
        tier_key: The key that chooses the tier.
        offered_zone_ids: Ids of the Availability Zones to which the choice is narrowed; None for no narrowing.
    """
    if not network.subnets:
        return [Problem("no-subnets", "network.subnets", "", "is empty", "name at least one subnet to stand in")]
    tiers = list(dict.fromkeys(subnet.tier for subnet in network.subnets))
    if tier is not None and tier not in tiers:
        fix = f"name one of: {', '.join(tiers)}"
        return [Problem("no-such-tier", tier_key, tier, "is no tier of the network", fix).under(path)]
    chosen = network.choose(tier, availability_zones, offered_zone_ids)
    return [
        *(problem.under(path) for problem in _zones(network.choose(tier, None), availability_zones)),
        *(problem.under(path) for problem in _one_tier(chosen, tier_key)),
    ]


def _zones(subnets: tuple[Subnet, ...], asked: tuple[str, ...] | None) -> Iterable[Problem]:
    if asked is None:
        return
    if not asked:
        yield Problem(
            "no-availability-zones", "availability_zones", "", "is empty", "name some, or leave the key out for all"
        )
    names = list(dict.fromkeys(subnet.availability_zone for subnet in subnets))
    known = {*map(str, names), *(subnet.availability_zone_id for subnet in subnets)}
    unknown = any(isinstance(name, Late) for name in names)
    for place, zone in enumerate(asked):
        if zone not in known and unknown:
            limit = "is no zone that is known to have a subnet: those of some are known only at deployment"
            fix = "name the zones of all subnets, or leave availability_zones out for all of them"
            yield Problem("availability-zones-unknown", f"availability_zones[{place}]", zone, limit, fix)
        elif zone not in known:
            yield Problem(
                "no-such-availability-zone",
                f"availability_zones[{place}]",
                zone,
                "has no subnet to stand in",
                f"name one of: {', '.join(map(str, names))}",
            )
    for place, first in repeated(asked):
        yield Problem(
            "duplicate-availability-zone",
            f"availability_zones[{place}]",
            asked[place],
            f"is the same as availability_zones[{first}]",
            "name it once",
        )


def _one_tier(subnets: tuple[Subnet, ...], tier_key: str) -> Iterable[Problem]:
    tiers = list(dict.fromkeys(subnet.tier for subnet in subnets))
    if len(tiers) > 1:
        yield Problem(
            "several-tiers", tier_key, "", f"is not given and the subnets span {', '.join(tiers)}", "name one"
        )
        return
    for place, first in repeated(subnet.availability_zone for subnet in subnets):
        yield Problem(
            "two-subnets-in-one-az",
            tier_key,
            tiers[0],
            f"has subnets {subnets[first].id} and {subnets[place].id} in {subnets[place].availability_zone}",
            "leave one subnet for each Availability Zone",
        )
