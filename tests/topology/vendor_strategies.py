"""Vendors, links to them from several cells, and accounts, that no rule refuses."""

from .drawing import ACCOUNTS, REGIONS, Wish, World
from .network_strategies import tiers, zones_of
from .record_strategies import zone_names

INGRESS = [{"from_port": 9092, "cidr": "10.0.0.0/8"}]


def vendor_and_link(world: World, cells: Wish) -> tuple[Wish, Wish] | None:
    """A vendor, and a link to it from cells that have one tier; None where there is none."""
    flat = sorted(key for key, cell in cells.items() if len(tiers(cell["network"])) == 1)
    if not flat:
        return None
    chosen = world.some(flat, least=1)
    asked = sorted({cells[key]["region"] for key in chosen})
    held = world.some(asked, least=1) if world.chance() else asked
    inside = {region: [cells[key] for key in chosen if cells[key]["region"] == region] for region in held}
    zones = {region: _common_zones(found) for region, found in inside.items()}
    offered = {region: _entry(world, region, found, zones[region]) for region, found in inside.items()}
    resolved = world.chance(30)
    for entry in offered.values() if resolved else ():
        entry["private_dns_name"] = f"api{world.serial()}.vendor.test"
    vendor: Wish = {"regions": offered, **world.maybe(60, ingress=INGRESS)}
    link: Wish = {"vendor": "acme", **({"private_dns": True} if resolved else {})}
    link |= {"cell": chosen[0]} if len(chosen) == 1 and world.chance(50) else {"cells": chosen}
    if len(held) < len(asked) or world.chance(50):
        link["skip_missing_regions"] = True
    if "ingress" not in vendor:
        link["ingress"] = INGRESS
    if all(zones.values()):
        world.one(vendor, vendor, link)["names"] = [f"v{world.serial()}"]
    return vendor, link


def _entry(world: World, region: str, cells: list[Wish], zones: list[str]) -> Wish:
    start = "cn.com.amazonaws" if region.startswith("cn-") else "com.amazonaws"
    literal = f"{start}.vpce.{region}.vpce-svc-{world.serial():017x}"
    name = world.one(literal, literal, {"ssm_parameter": f"/vendor/{world.serial()}"}, {})
    standing = [
        str(zone.get("availability_zone_id") or "") for cell in cells for zone in zones_of(cell["network"], None)
    ]
    return {
        "service_name": name,
        **world.maybe(service_region=region),
        **({"zone": world.one(*zones)} if zones else {}),
        **(world.maybe(50, availability_zone_ids=sorted(set(standing))) if all(standing) else {}),
    }


def _common_zones(cells: list[Wish]) -> list[str]:
    return sorted(set.intersection(*(set(zone_names(cell)) for cell in cells)))


def accounts(world: World) -> Wish:
    """Ids of the zones of some accounts, as the cells that stand in them have them."""
    found = {}
    for account in world.some(ACCOUNTS, least=1):
        found[account] = {
            "availability_zone_ids": {
                f"{region}{letter}": zone_id(world, account, f"{region}{letter}")
                for region in REGIONS[world.partition]
                for letter in "abc"
            }
        }
    return found


def zone_id(world: World, account: str, name: str) -> str:
    """The id that the account's zone of that name has, where the topology tells it."""
    region, letter = name[:-1], name[-1]
    return f"{REGIONS[world.partition][region]}-az{(ord(letter) + int(account[0])) % 4 + 1}"
