"""What the VPC that a cell makes must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constructs_pkg.values.cell import FlowLogs, MadeNetwork
from constructs_pkg.values.cidr import SMALLEST_PREFIX
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.flow_log_fields import check_fields
from constructs_pkg.values.network import AvailabilityZone, Tier, TierKind
from constructs_pkg.values.network_rules import id_outside_region, outside_region
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.retention import check_retention

# This library's own bounds: what AddressGrid promises.
MOST_TIERS = 16
MOST_ZONES = 8

# MaxAggregationInterval in https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
AGGREGATION_SECONDS = (60, 600)


def check_made_network(network: MadeNetwork, region: Region) -> list[Problem]:
    """Return the problems of `network` in `region`, with paths below ``network``."""
    problems = [
        *_grid(network),
        *_zones(network.availability_zones, region),
        *_tiers(network.tiers),
        *_nat(network),
        *_flow_logs(network.flow_logs),
    ]
    return [problem.under("network") for problem in problems]


def _grid(network: MadeNetwork) -> Iterable[Problem]:
    grid = network.address_grid
    counts = {"tiers": (grid.tiers, MOST_TIERS), "availability_zones": (grid.availability_zones, MOST_ZONES)}
    wrong = [
        Problem(
            "grid-size",
            f"address_grid.{key}",
            str(count),
            f"is not a power of two from 1 to {most}",
            f"choose one of {', '.join(str(1 << bits) for bits in range(most.bit_length()))}",
        )
        for key, (count, most) in counts.items()
        if not 1 <= count <= most or count & (count - 1)
    ]
    if wrong:
        return wrong
    return [
        *_slots("tiers", "tier", network.tiers, grid.tiers, MOST_TIERS),
        *_slots("availability_zones", "zone", network.availability_zones, grid.availability_zones, MOST_ZONES),
        *_subnet_size(network),
    ]


def _slots(key: str, word: str, holders: Sequence[Tier | AvailabilityZone], count: int, most: int) -> Iterable[Problem]:
    taken = {holder.slot for holder in holders}
    free = [str(slot) for slot in range(count) if slot not in taken]
    for place, first in repeated(holder.slot for holder in holders):
        fix = f"take a free slot: {', '.join(free)}" if free else f"take slot {count} and enlarge address_grid.{key}"
        yield Problem(
            "duplicate-slot", f"{key}[{place}].slot", str(holders[place].slot), f"is also {key}[{first}].slot", fix
        )
    for place, holder in enumerate(holders):
        if holder.slot >= count:
            yield Problem(
                "grid-exhausted",
                f"{key}[{place}].slot",
                str(holder.slot),
                f"lies outside a grid of {count} {word} slots: {_more(holder.slot - count + 1, word)} missing",
                _larger_grid(key, holder.slot, most, free),
            )


def _more(count: int, word: str) -> str:
    return f"1 more {word} slot is" if count == 1 else f"{count} more {word} slots are"


def _larger_grid(key: str, slot: int, most: int, free: list[str]) -> str:
    ways = [f"take a free slot: {', '.join(free)}"] if free else []
    if slot < most:
        ways.append(
            f"set address_grid.{key} to {1 << slot.bit_length()} before anything is deployed: "
            "a later change replaces every subnet"
        )
    return "; or ".join(ways) or f"spread them over two cells: a grid has at most {most}"


def _subnet_size(network: MadeNetwork) -> Iterable[Problem]:
    grid = network.address_grid
    blocks = grid.tiers * grid.availability_zones
    needed, has = blocks << (32 - SMALLEST_PREFIX), network.cidr.network.num_addresses
    if has < needed:
        yield Problem(
            "subnet-too-small",
            "cidr",
            network.cidr,
            f"has {has} addresses, {needed - has} fewer than the {needed} that {grid.tiers} x "
            f"{grid.availability_zones} subnets of /{SMALLEST_PREFIX} need",
            f"use a /{SMALLEST_PREFIX - (blocks - 1).bit_length()} or a smaller address_grid",
        )


def _zones(zones: tuple[AvailabilityZone, ...], region: Region) -> Iterable[Problem]:
    if not zones:
        yield Problem("no-availability-zones", "availability_zones", "", "is empty", "name at least one")
    for place, zone in enumerate(zones):
        yield from outside_region(f"availability_zones[{place}].name", zone.name, region)
        yield from id_outside_region(f"availability_zones[{place}].id", zone.id, region)
    names, ids = [zone.name for zone in zones], [zone.id or place for place, zone in enumerate(zones)]
    for key, values in (("name", names), ("id", ids)):
        for place, first in repeated(values):
            yield Problem(
                "duplicate-availability-zone",
                f"availability_zones[{place}].{key}",
                str(values[place]),
                f"is also availability_zones[{first}].{key}",
                "name each Availability Zone once",
            )


def _tiers(tiers: tuple[Tier, ...]) -> Iterable[Problem]:
    if not tiers:
        yield Problem("no-tiers", "tiers", "", "is empty", "name at least one tier")
    for place, first in repeated(tier.name for tier in tiers):
        limit = f"is also tiers[{first}].name"
        yield Problem("duplicate-tier", f"tiers[{place}].name", tiers[place].name, limit, "give each tier its own name")


def _nat(network: MadeNetwork) -> Iterable[Problem]:
    count, kinds = network.nat_gateways, {tier.kind for tier in network.tiers}
    path, value = "nat_gateways", str(count)
    if TierKind.EGRESS in kinds and not count:
        yield Problem(
            "egress-without-nat",
            path,
            value,
            "leaves the egress tier no way out for IPv4",
            "ask for at least one NAT gateway, or make the tier isolated",
            "warning" if network.ipv6 else "error",
        )
    if count and TierKind.PUBLIC not in kinds:
        yield Problem("nat-without-public-tier", path, value, "needs a public tier", "add a public tier for them")
    if count and TierKind.EGRESS not in kinds:
        yield Problem(
            "nat-without-egress-tier", path, value, "serves no egress tier", "add an egress tier, or ask for 0"
        )
    if count > len(network.availability_zones):
        limit = f"is more than the {len(network.availability_zones)} Availability Zones"
        yield Problem("more-nat-gateways-than-zones", path, value, limit, "ask for at most one a zone")


def _flow_logs(logs: FlowLogs | None) -> Iterable[Problem]:
    if logs is None:
        return
    found = [*check_retention(logs.retention_days), *check_fields(logs.record, logs.fields)]
    yield from (problem.under("flow_logs") for problem in found)
    if logs.max_aggregation_seconds not in AGGREGATION_SECONDS:
        yield Problem(
            "aggregation-interval",
            "flow_logs.max_aggregation_seconds",
            str(logs.max_aggregation_seconds),
            "is neither 60 nor 600",
            "choose 60 or 600",
        )
