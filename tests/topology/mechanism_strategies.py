"""Mechanisms of links, and what services keep in public zones, that no rule refuses."""

from typing import Any

from .drawing import Wish, World
from .record_strategies import zone_names

PUBLIC = ["203.0.113.12", "2001:db8::12"]
PRIVATE = ["10.24.0.10", "fd00::10"]


def mechanisms(world: World, cells: Wish, links: Wish, signals: Wish) -> None:
    """Give some of the links a mechanism each."""
    for link in links.values():
        if "cell" not in link or "vendor" in link or link.get("endpoint_type", "Interface") != "Interface":
            continue
        zones = zone_names(cells[link["cell"]])
        if zones and world.chance(85):
            kind = world.one("split_horizon", "private_hostname", "cidr", "customer_hostname")
            watching = [key for key, one in signals.items() if one["cell"] == link["cell"]]
            link["mechanism"] = {kind: _mechanism(world, kind, world.one(*zones), watching)}


def _mechanism(world: World, kind: str, zone: str, watching: list[str]) -> Wish:
    key = "public_name" if kind in ("split_horizon", "cidr") else "name"
    found: Wish = {key: f"m{world.serial()}.{zone}", **world.maybe(50, zone=zone)}
    if kind == "cidr":
        # Blocks of subnets tell which IPv4 addresses are an endpoint's.
        return {**found, "endpoint_addresses": ["fd00::10"], "public_addresses": PUBLIC[: world.number(1, 2)]}
    if world.chance(70):
        servers = [f"10.24.{third}.53" for third in range(world.number(1, 2))]
        found["on_premises"] = world.one("record", {"forward_to": servers})
    if kind == "split_horizon" and world.chance(80):
        found["fallback"] = fallback(world, watching)
    return found


def fallback(world: World, watching: list[str]) -> Wish:
    """Public addresses of both types, and who watches the endpoint."""
    checks: list[Wish] = [{"health_check_id": "01234567-89ab-cdef-0123-456789abcdef"}, {}]
    if watching:
        checks += [{"health_signal": world.one(*watching)}] * 6
    return {"values": PUBLIC, **world.maybe(50, ttl=30), **world.one(*checks)}


def public_names(world: World, services: Wish, zones: Wish) -> None:
    """Let some services keep their public names and customers in the public zones."""
    for service in services.values() if "org" in zones else ():
        if world.chance(60):
            routing = world.one("cidr", "cidr", "cidr", "simple")
            service["public_name"] = {
                "zone": "org",
                "name": f"p{world.serial()}.example.org",
                "addresses": PUBLIC[: world.number(1, 2)],
                **({"routing": routing} if routing == "cidr" or world.chance(50) else {}),
                **world.maybe(50, ttl=30),
            }
            customers = {f"c{index}": _customer(world, routing) for index in range(world.number(0, 3))}
            service |= {"customers": customers} if customers else {}


def _customer(world: World, routing: str) -> Wish:
    by_name: Wish = {"endpoint_dns_name": f"vpce-{world.serial()}.vpce.example.net"}
    by_address: Wish = {"endpoint_addresses": PRIVATE[: world.number(1, 2)]}
    named: dict[str, Any] = {"hostname": f"h{world.serial()}.example.org", **world.maybe(50, hostname_zone="org")}
    if routing == "cidr" and world.chance(60):
        blocks = [f"192.{world.number(0, 200)}.{world.serial() % 250}.0/24"]
        return {"blocks": blocks, **by_address, **world.one(named, {})}
    return {**named, **world.one(by_name, by_address)}
