"""What zones on several VPCs must keep to beyond their single values."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.cell import CellSpec, CellZone
from constructs_pkg.values.common_rules import other_partition, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import RoleArn
from constructs_pkg.values.zone_sharing import Associate, ZoneAuthority

# VPCs of a private hosted zone, by default: #limits-api-entities-hosted-zones in
# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
MOST_VPCS_OF_A_ZONE = 300


def check_zone_sharing(spec: CellSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of sharing the zones of `spec`, a cell in `region` of `account`; empty means good."""
    own_vpc = spec.network.vpc_id if isinstance(spec.network, Network) else None
    return [
        problem.under(f"zones[{place}]")
        for place, zone in enumerate(spec.zones)
        for problem in (
            *_associate(zone, region, account),
            *_also_seen_by(zone, own_vpc, region, account),
            *_authority(zone, region),
        )
    ]


def check_association(asked: Associate, region: Region, account: object) -> Iterator[Problem]:
    """Yield the problems of associating a VPC in `region` of `account` as `asked`."""
    role = asked.authorised_by
    if asked.external_id is not None and role is None:
        limit, fix = "is given without a role that asks for it", "name the role as authorised_by, or leave it out"
        yield Problem("external-id-without-role", "external_id", asked.external_id, limit, fix)
    if isinstance(role, RoleArn):
        _, partition, _, _, owner, _ = role.split(":", 5)
        yield from other_partition("authorised_by", role, partition, region)
        if owner == account:
            limit, fix = "is in the VPC's own account, where nothing is authorised", "write associate: true"
            yield Problem("authority-in-own-account", "authorised_by", role, limit, fix)


def check_authority(authority: ZoneAuthority, region: Region) -> Iterator[Problem]:
    """Yield the problems of `authority` over a zone of a cell in `region`."""
    for place, principal in enumerate(authority.principals):
        path = f"principals[{place}]"
        if principal == EVERYONE:
            limit, fix = "would let every AWS account see the zone's names", "name accounts or roles"
            yield Problem("zone-open-to-everybody", path, principal, limit, fix)
        elif isinstance(principal, Principal):
            yield from other_partition(path, principal, principal.partition, region)
    for place, first in repeated(authority.principals):
        limit = f"is also principals[{first}]"
        yield Problem(
            "duplicate-principal", f"principals[{place}]", str(authority.principals[place]), limit, "drop one"
        )


def _associate(zone: CellZone, region: Region, account: object) -> Iterator[Problem]:
    if zone.associate is None:
        return
    if zone.id is None:
        limit = "is asked for a zone made here, which is on this VPC already"
        yield Problem("associated-zone-made", "associate", "", limit, "leave it out, or give the existing zone's id")
    for problem in check_association(zone.associate, region, account):
        yield problem.under("associate")
    if zone.authority is not None and zone.associate.authorised_by is not None:
        limit = "is asked for a zone of another account, which alone authorises"
        yield Problem("authority-over-foreign-zone", "authority", "", limit, "let the zone's own cell make the role")


def _also_seen_by(zone: CellZone, own_vpc: Late | str | None, region: Region, account: object) -> Iterator[Problem]:
    seen = zone.also_seen_by
    if seen and zone.id is not None:
        limit = "is told of an existing zone, whose VPCs whoever made it tells"
        fix = "let the cell of each VPC bring the zone with associate"
        yield Problem("brought-zone-shared", "also_seen_by", "", limit, fix)
    # The cell's own VPC is the first.
    for place, first in repeated([own_vpc or "", *(each.vpc_id for each in seen)]):
        limit = f"is also also_seen_by[{first - 1}]" if first else "is the cell's own VPC, which sees the zone already"
        vpc = seen[place - 1].vpc_id
        yield Problem("duplicate-zone-vpc", f"also_seen_by[{place - 1}].vpc_id", vpc, limit, "name each VPC once")
    for place, each in enumerate(seen):
        path = f"also_seen_by[{place}]"
        if isinstance(account, AccountId) and each.account not in (None, account):
            limit = f"is not {account}, the zone's account, and CloudFormation associates VPCs of that alone"
            fix = (
                "give the zone an authority, and let the VPC's cell bring it with associate: {authorised_by: its role}"
            )
            yield Problem("zone-vpc-in-other-account", f"{path}.account", str(each.account), limit, fix)
        yield from other_partition(f"{path}.region", each.region, each.region.partition, region)
    if len(seen) >= MOST_VPCS_OF_A_ZONE:
        limit = f"and the cell's own are over {MOST_VPCS_OF_A_ZONE} VPCs, a quota of each zone"
        fix = "have it raised, or share the zone by a Route 53 Profile"
        yield Problem("many-zone-vpcs", "also_seen_by", str(len(seen)), limit, fix, "warning")


def _authority(zone: CellZone, region: Region) -> Iterator[Problem]:
    if zone.authority is not None:
        yield from (problem.under("authority") for problem in check_authority(zone.authority, region))
