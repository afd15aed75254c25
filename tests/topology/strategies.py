"""Whole topologies, as files hold them, that no rule refuses."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from .drawing import ACCOUNTS, REGIONS, Wish, World
from .link_strategies import link
from .network_strategies import existing_network, made_network, policy, tiers
from .observability_strategies import observe
from .record_strategies import hosts, records
from .service_strategies import service

ZONES = ("example.com", "internal.example.com", "db.internal.example.com", "corp.test")
KEYS = ("eu", "us-1", "a", "provider", "network")
TAGS = {"owner": "platform", "cost centre": "1/2", "stage": "-"}


def topologies() -> st.SearchStrategy[Wish]:
    """Return the strategy of all of them."""
    return st.randoms(use_true_random=False).map(topology)


def topology(random: Random) -> Wish:
    """A topology as its file holds it."""
    world = World(random)
    world.partition = world.one("aws", "aws", "aws", *REGIONS)
    keys = world.some(KEYS, least=world.one(2, 1), most=3)
    apart = world.chance(50)
    home = world.one(*world.regions)
    cells = {key: _cell(world, home, index if apart else 0) for index, key in enumerate(keys)}
    if apart:
        for key in world.some(keys, least=1):
            cells[key]["routed_to"] = world.some([other for other in keys if other != key], least=len(keys) - 1)
    services = {f"service-{index}": _service(world, cells) for index in range(world.one(1, 2, 2, 0))}
    links = {f"link-{index}": _link(world, cells, services) for index in range(world.one(2, 3, 1, 0))}
    observe(world, cells, services, links)
    return {
        "name": world.one("net", "Cells-1"),
        "cells": cells,
        **({"services": services} if services else {}),
        **({"links": links} if links else {}),
        **world.maybe(tags=lambda: _tags(world)),
    }


def _cell(world: World, home: str, base: int) -> Wish:
    region, account = world.one(home, home, *world.regions), world.one(*ACCOUNTS)
    made = world.chance(70)
    network = (made_network if made else existing_network)(world, region, account, base)
    cell: Wish = {
        "account": account,
        "region": region,
        "network": network,
        **world.maybe(display_name="Cell one", termination_protection=False, tags=lambda: _tags(world)),
        **world.maybe(80, zones=lambda: _zones(world, made)),
    }
    if cell.get("zones"):
        cell |= world.maybe(60, hosts=lambda: hosts(world, cell))
        cell |= world.maybe(75, records=lambda: records(world, cell))
    if "cidr" in network and world.chance():
        start = f"com.amazonaws.{cell['region']}." if world.partition == "aws-cn" else ""
        services = [f"{start}{service}" for service in world.some(["ssm", "ecr.api", "logs"], least=1)]
        cell["interface_endpoints"] = [_interface_endpoint(world, service) for service in services]
        if len(tiers(network)) > 1 or world.chance(50):
            cell["interface_endpoint_tier"] = world.one(*tiers(network))
    return cell


def _tags(world: World) -> Wish:
    return {key: TAGS[key] for key in world.some(list(TAGS), least=1)}


def _zones(world: World, made: bool) -> list[Any]:
    return [
        {"name": name, "id": world.zone_id()} if world.chance(10 if made else 50) else world.one(name, {"name": name})
        for name in world.some(ZONES, least=1, most=3)
    ]


def _interface_endpoint(world: World, service: str) -> Any:
    return world.one(service, {"service": service, "policy": policy(world)})


def _service(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    return service(world, key, cells[key])


def _link(world: World, cells: Wish, services: Wish) -> Wish:
    key = world.one(*cells)
    return link(world, key, cells[key], services, cells)
