"""Whole topologies, as files hold them, that no rule refuses."""

from random import Random

from hypothesis import strategies as st

from .api_strategies import apis
from .aws_service_strategies import gateway_endpoints, interface_endpoints
from .discovery_strategies import discovery
from .distribution_strategies import distributions
from .drawing import ACCOUNTS, REGIONS, Wish, World
from .global_resolver_strategies import global_resolvers
from .hybrid_strategies import hybrid
from .lattice_strategies import lattice
from .link_strategies import link
from .mechanism_strategies import mechanisms, public_names
from .network_strategies import existing_network, made_network
from .observability_strategies import observe
from .public_zone_strategies import public_zones
from .record_strategies import hosts, records, zone_names
from .resource_link_strategies import resource_links
from .resource_strategies import resource_configuration
from .service_strategies import service
from .sharing_strategies import profile_id, profiles, zones
from .signal_strategies import signals
from .traffic_tree_strategies import traffic_trees
from .vendor_strategies import accounts, vendor_and_link

KEYS = ("eu", "us-1", "a", "provider", "network")
TAGS = {"owner": "platform", "cost centre": "1/2", "stage": "-"}


def topologies() -> st.SearchStrategy[Wish]:
    """Return the strategy of all of them."""
    # A seed alone is drawn: choice by choice, a large topology is more than Hypothesis draws for one example.
    return st.randoms(use_true_random=True).map(topology)


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
    resources = {f"shared-{index}": _resource(world, cells) for index in range(world.one(1, 1, 2, 0))}
    links = {f"link-{index}": _link(world, cells, services) for index in range(world.one(4, 3, 2, 0))}
    offered = vendor_and_link(world, cells) if world.chance(70) else None
    if offered:
        links["vendor"] = offered[1]
    beside = apis(world, cells, services, links)
    meshed = {**discovery(world, cells), **lattice(world, cells)}
    observe(world, cells, services, links)
    links |= resource_links(world, cells, resources)
    fronts = distributions(world, cells, services)
    deciding = signals(world, cells, services, links)
    outside = hybrid(world, cells)
    mechanisms(world, cells, links, deciding.get("health_signals", {}))
    trees = traffic_trees(world, cells, deciding)
    public = public_zones(world, cells, deciding.get("health_signals", {}))
    own = public.pop("public_zones", {})
    public_names(world, services, own)
    public_ones = {**trees.pop("public_zones", {}), **own}
    return {
        "name": world.one("net", "Cells-1"),
        "cells": cells,
        **({"services": services} if services else {}),
        **({"resource_configurations": resources} if resources else {}),
        **beside,
        **fronts,
        **deciding,
        **meshed,
        **({"links": links} if links else {}),
        **({"vendors": {"acme": offered[0]}} if offered else {}),
        **world.maybe(accounts=lambda: accounts(world)),
        **outside,
        **global_resolvers(world, cells),
        **profiles(world, cells),
        **trees,
        **world.maybe(tags=lambda: _tags(world)),
        **public,
        **({"public_zones": public_ones} if public_ones else {}),
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
        **world.maybe(80, zones=lambda: zones(world, region, account, made)),
        **world.maybe(profile=lambda: profile_id(world)),
    }
    if zone_names(cell):
        cell |= world.maybe(60, hosts=lambda: hosts(world, cell))
        cell |= world.maybe(75, records=lambda: records(world, cell))
    if made:
        network |= world.maybe(gateway_endpoints=lambda: gateway_endpoints(world))
    elif all("route_table_id" in subnet for subnet in network["subnets"]):
        cell |= world.maybe(60, gateway_endpoints=lambda: gateway_endpoints(world))
    if "cidr" in network and world.chance(60):
        cell |= interface_endpoints(world, cell)
    return cell


def _tags(world: World) -> Wish:
    return {key: TAGS[key] for key in world.some(list(TAGS), least=1)}


def _service(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    return service(world, key, cells[key])


def _resource(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    return resource_configuration(world, key, cells[key])


def _link(world: World, cells: Wish, services: Wish) -> Wish:
    key = world.one(*cells)
    return link(world, key, cells[key], services, cells)
