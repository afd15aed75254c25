"""What cells demand of each other where zones are seen by several VPCs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.model import Profile
from constructs_pkg.topology.names import PlacedRecord
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cell import CellZone, MadeNetwork
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.zone_profile import check_sharing

Records = Mapping[Key, Iterable[PlacedRecord]]


def check_brought_zones(cells: Mapping[Key, PlacedCell], records: Records) -> Iterator[Problem]:
    """Yield the problems of existing zones that cells bring.

    Several cells may see one zone, each by an association that it asks for, and one of them may put names into it.

    Args:
        cells: All cells.
        records: What each cell puts into its zones.
    """
    seen: dict[object, tuple[PlacedCell, str, CellZone]] = {}
    writers: dict[object, str] = {}
    for placed, path, zone in _brought(cells):
        # What a parameter hands over is nobody's before the deployment.
        zone_id = path if isinstance(zone.id, Late) else zone.id
        owner, first, known = seen.setdefault(zone_id, (placed, path, zone))
        if owner is not placed:
            yield from _of_two_cells(path, zone, first, known)
        if zone.associate is None and isinstance(placed.cell.network, MadeNetwork):
            limit = "is an existing zone, which nothing here associates with the VPC made here"
            fix = "let the zone be made, say associate, or associate the VPC with it before names are needed"
            yield Problem("zone-not-associated", f"{path}.id", str(zone.id), limit, fix, "warning")
        named = [each for each in records[placed.key] if each.zone.name == zone.name]
        if _is_foreign(zone):
            yield from _in_foreign_zone(named, zone)
        elif named and writers.setdefault(zone_id, path) != path and zone.associate is not None:
            limit = f"gets names from {writers[zone_id]} as well, and each would undo what the other does"
            yield Problem("shared-zone", f"{path}.id", str(zone.id), limit, "put all of its names into one cell")


def check_further_vpcs(cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield the problems of VPCs that see zones of cells they are not of, as far as the topology knows them."""
    of_vpc: dict[object, list[PlacedCell]] = {}
    for placed in cells.values():
        of_vpc.setdefault(placed.vpc, []).append(placed)
    claimed: dict[tuple[str, str], str] = {}
    for placed in cells.values():
        for index, zone in enumerate(placed.cell.zones):
            for place, each in enumerate(zone.also_seen_by):
                path = f"{placed.path}.zones[{index}].also_seen_by[{place}]"
                owners = of_vpc.get(each.vpc_id, [])
                yield from _of_its_cells(path, each.vpc_id, each.region, placed, owners)
                taken = (place for owner in owners if owner is not placed for place in _having(owner, zone.name))
                first = next(taken, claimed.setdefault((each.vpc_id, zone.name), path))
                if first != path and not first.startswith(f"{placed.path}.zones[{index}]."):
                    limit = f"sees another zone {zone.name} already, by {first}"
                    fix = "a VPC sees one zone of a name: keep one of them"
                    yield Problem("duplicate-zone", f"{path}.vpc_id", each.vpc_id, limit, fix)


def check_role_names(cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    """Yield a problem for each role over a zone whose name another in the account has."""
    taken: dict[tuple[str, str], str] = {}
    for placed in cells.values():
        for index, zone in enumerate(placed.cell.zones):
            name = zone.authority.role_name if zone.authority else None
            path = f"{placed.path}.zones[{index}].authority.role_name"
            if name is not None and (first := taken.setdefault((placed.cell.account, name.lower()), path)) != path:
                limit = f"is taken in this account by {first}"
                yield Problem("duplicate-role-name", path, name, limit, "choose another")


def check_profiles(cells: Mapping[Key, PlacedCell], profiles: Mapping[Key, Profile]) -> Iterator[Problem]:
    """Yield the problems of Profiles, and of VPCs that would have two.

    A VPC has one Profile: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_AssociateProfile.html
    """
    first_of: dict[object, str] = {}
    for placed in cells.values():
        path = f"{placed.path}.profile"
        if placed.cell.profile is not None and (first := first_of.setdefault(placed.vpc, path)) != path:
            limit = f"is a second Profile of the VPC, which has one by {first}"
            yield Problem("several-profiles", path, str(placed.cell.profile), limit, "name it once")
    for key, profile in profiles.items():
        if profile.cell in cells:
            cell = cells[profile.cell].cell
            own = {zone.name: zone for zone in cell.zones}
            known = [*own, *(zone.name for zone in cell.service_zones(cell.region))]
            for place, name in enumerate(profile.zones):
                path = f"profiles.{key}.zones[{place}]"
                if name not in known:
                    limit = f"is no zone of cells.{profile.cell}"
                    yield Problem("unknown-zone", path, name, limit, suggestion(name, known))
                elif name in own and _is_foreign(own[name]):
                    limit = "is another account's zone, and a Profile takes zones of its own account"
                    fix = "let a cell of the zone's account make the Profile"
                    yield Problem("foreign-zone-in-profile", path, name, limit, fix)
                if name in profile.zones[:place]:
                    yield Problem("duplicate-zone", path, name, "is named before", "name each zone once")
            for problem in check_sharing(profile.share_with, profile.outside_organization, cell.region, cell.account):
                yield problem.under(f"profiles.{key}")


def _brought(cells: Mapping[Key, PlacedCell]) -> Iterator[tuple[PlacedCell, str, CellZone]]:
    for placed in cells.values():
        for index, zone in enumerate(placed.cell.zones):
            if zone.id is not None:
                yield placed, f"{placed.path}.zones[{index}]", zone


def _of_two_cells(path: str, zone: CellZone, first: str, known: CellZone) -> Iterator[Problem]:
    if zone.associate is None and known.associate is None:
        limit = f"is brought by {first}.id already"
        fix = (
            "give each cell a zone of its own, since zones of the same name do not meet; for one zone on both VPCs say "
            "associate"
        )
        yield Problem("shared-zone", f"{path}.id", str(zone.id), limit, fix)
    elif known.name != zone.name:
        limit = f"is {known.name} by {first}, and a zone has one name"
        yield Problem("inconsistent-zone-name", f"{path}.name", zone.name, limit, "give the zone's name in both")


def _in_foreign_zone(named: Iterable[PlacedRecord], zone: CellZone) -> Iterator[Problem]:
    for path in dict.fromkeys(each.path for each in named):
        limit = "is another account's zone, into which CloudFormation writes no records from here"
        yield Problem(
            "record-in-foreign-zone", path, zone.name, limit, "let a cell of the zone's account hold the name"
        )


def _is_foreign(zone: CellZone) -> bool:
    return zone.associate is not None and zone.associate.authorised_by is not None


def _having(placed: PlacedCell, name: str) -> Iterator[str]:
    """Yield what brings a zone called `name` to the VPC of a cell."""
    if any(zone.name == name for zone in placed.cell.zones):
        yield f"{placed.path}.zones"
    for index, endpoint in enumerate(placed.cell.interface_endpoints):
        if name in endpoint.domains(placed.cell.region):
            yield f"{placed.path}.interface_endpoints[{index}].names"


def _of_its_cells(
    path: str, vpc: str, region: str, placed: PlacedCell, owners: Iterable[PlacedCell]
) -> Iterator[Problem]:
    for owner in owners:
        if owner.cell.account != placed.cell.account:
            limit = f"is of account {owner.cell.account} by {owner.path}, and CloudFormation associates own VPCs alone"
            fix = (
                f"give the zone an authority, and let {owner.path} bring it with associate: {{authorised_by: its role}}"
            )
            yield Problem("zone-vpc-in-other-account", f"{path}.vpc_id", vpc, limit, fix)
        if owner.cell.region != region:
            limit = f"is not {owner.cell.region}, where {owner.path} has the VPC"
            yield Problem("zone-vpc-elsewhere", f"{path}.region", region, limit, "give the VPC's Region")
