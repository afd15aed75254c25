"""Zones and Profiles that no rule refuses, shared or not."""

from typing import Any

from .drawing import ACCOUNTS, Wish, World
from .hybrid_strategies import profile_contents
from .record_strategies import zone_names

ZONES = ("example.com", "internal.example.com", "db.internal.example.com", "corp.test")
FOREIGN = "foreign.test"
STRANGER = "444444444444"


def zones(world: World, region: str, account: str, made: bool) -> list[Any]:
    found = [_zone(world, account, name, made) for name in world.some(ZONES, least=1, most=3)]
    return [*found, _foreign(world)] if world.chance(20) else found


def _zone(world: World, account: str, name: str, made: bool) -> Any:
    if world.chance(15 if made else 50):
        shared = world.maybe(associate=True, authority=lambda: _authority(world))
        return {"name": name, "id": _id(world, world.zone_id()), **shared}
    if world.chance(60):
        return world.one(name, {"name": name})
    return {
        "name": name,
        **world.maybe(
            60,
            also_seen_by=lambda: [_seen_by(world, account) for _ in range(world.number(1, 3))],
            authority=lambda: _authority(world),
        ),
    }


def _id(world: World, literal: str) -> Any:
    given = {"stack_parameter": f"Id{world.serial()}"}
    return world.one(literal, literal, given, {"ssm_parameter": f"/handed-over/{world.serial()}"})


def _foreign(world: World) -> Wish:
    role = f"arn:{world.partition}:iam::{STRANGER}:role/zones/authority-{world.serial()}"
    associate = {"authorised_by": role, **world.maybe(60, external_id="private-cells")}
    return {"name": FOREIGN, "id": _id(world, world.zone_id()), "associate": associate}


def _seen_by(world: World, account: str) -> Wish:
    return {"vpc_id": world.id("vpc"), "region": world.one(*world.regions), **world.maybe(50, account=account)}


def _authority(world: World) -> Wish:
    role = f"arn:{world.partition}:iam::{STRANGER}:role/admin"
    return {
        "principals": world.one([STRANGER], [role], [STRANGER, role]),
        **world.maybe(50, external_id="private-cells", role_name=lambda: f"authority-{world.serial()}"),
    }


def profile_id(world: World) -> Any:
    return _id(world, f"rp-{world.serial():016x}")


def profiles(world: World, cells: Wish) -> Wish:
    """Profiles of the cells that have zones of their own."""
    found = {}
    for key, cell in cells.items():
        if zone_names(cell) and world.chance(40):
            names = world.some(zone_names(cell), least=1)
            held = profile_contents(world, cell)
            found[f"profile-{key}"] = {"cell": key, "zones": names, **held, **_shared(world, cell["account"])}
    for cell in cells.values():
        usable = [name for name, one in found.items() if _may_use(cell, one, cells)]
        if usable and world.chance(40):
            cell |= {"profile": {"stack_parameter": f"Id{world.serial()}"}, "profile_of": world.one(*usable)}
    return {"profiles": found} if found else {}


def _may_use(cell: Wish, profile: Wish, cells: Wish) -> bool:
    owner = cells[profile["cell"]]
    return owner["region"] == cell["region"] and cell["account"] in (owner["account"], *profile.get("share_with", []))


def _shared(world: World, account: str) -> Wish:
    if world.chance():
        return {}
    accounts = world.some([each for each in (*ACCOUNTS, STRANGER) if each != account], least=1)
    organization = f"arn:{world.partition}:organizations::{STRANGER}:organization/o-0123456789"
    return {
        "share_with": [*accounts, *([organization] if world.chance() else [])],
        **world.maybe(60, outside_organization=True),
    }
