"""Logical ids stay where they are, whatever else is added to a topology or renamed in it."""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_pkg.preview import preview

from .drawing import Wish
from .network_strategies import tiers
from .record_strategies import zone_names
from .strategies import topologies
from .test_laws import planned, some

Change = Callable[[Wish, Random], None]

GRID = {"tiers": 4, "availability_zones": 4}


def _balancers(service: Wish) -> list[Wish]:
    """The settings of each load balancer that a service makes."""
    first = service.setdefault("gateway_load_balancer" if "gateway_load_balancer" in service else "load_balancer", {})
    proxy = [service["database_proxy"]] if "database_proxy" in service else []
    return [first, *service.get("more_load_balancers", {}).values(), *proxy]


def ids(wish: Wish) -> dict[str, dict[str, str]]:
    """The type of every resource by its logical id, stack by stack."""
    templates = preview(planned(wish))
    return {
        stack: {name: resource["Type"] for name, resource in template["Resources"].items()}
        for stack, template in templates.items()
    }


def add_cell(wish: Wish, random: Random) -> None:
    zones = [{"slot": 3, "name": "eu-central-1b"}]
    wish["cells"]["added"] = {
        "account": "999999999999",
        "region": "eu-central-1",
        "network": {"cidr": "10.77.0.0/16", "availability_zones": zones},
        "zones": ["example.com"],
        "hosts": {"added": ["10.200.0.9"]},
    }


def add_service(wish: Wish, random: Random) -> None:
    key = random.choice(sorted(wish["cells"]))
    tier = random.choice(tiers(wish["cells"][key]["network"]))
    load_balancer = {"tier": tier, "target_cidrs": ["10.0.0.0/8"]}
    added = {"cell": key, "listeners": [{"port": 8443}], "load_balancer": load_balancer}
    wish["services"] = {"added": added, **wish.get("services", {})}


def add_link(wish: Wish, random: Random) -> None:
    key = random.choice(sorted(wish["cells"]))
    added: Wish = {
        "cell": key,
        "service_name": {"stack_parameter": "AddedServiceName"},
        "tier": random.choice(tiers(wish["cells"][key]["network"])),
        "security_group_ids": ["sg-0123456789abcdef0"],
        "names": [f"added.{zone}" for zone in zone_names(wish["cells"][key])[:1]],
    }
    wish["links"] = {"added": added, **wish.get("links", {})}


def add_host(wish: Wish, random: Random) -> None:
    for cell in wish["cells"].values():
        for zone in zone_names(cell):
            cell["hosts"] = {f"added.{zone}": ["10.200.0.9"], **cell.get("hosts", {})}


def add_availability_zone(wish: Wish, random: Random) -> None:
    for cell in made_cells(wish):
        network = cell["network"]
        taken = {zone["slot"] for zone in network["availability_zones"]}
        free = set(range(network.get("address_grid", GRID)["availability_zones"])) - taken
        if "nat_gateways" in network:
            # They stand in the zones of the lowest slots.
            free = {slot for slot in free if slot > max(taken)}
        if free:
            known = [zone["id"] for zone in network["availability_zones"] if "id" in zone]
            named = {"id": f"{known[0].rpartition('-')[0]}-az5"} if known else {}
            added = {"slot": random.choice(sorted(free)), "name": f"{cell['region']}z", **named}
            network["availability_zones"].insert(0, added)


def add_tier(wish: Wish, random: Random) -> None:
    for cell in made_cells(wish):
        network = cell["network"]
        present = network.setdefault("tiers", [{"slot": 0, "name": "isolated"}])
        free = set(range(network.get("address_grid", GRID)["tiers"])) - {tier["slot"] for tier in present}
        if free:
            present.insert(0, {"slot": random.choice(sorted(free)), "name": "added"})


def rename(wish: Wish) -> None:
    for key, cell in wish["cells"].items():
        cell["display_name"] = "Another name"
        for tier in cell["network"].get("tiers", []):
            tier["name"] = f"Renamed {tier['name']}"
        renamed = "vpc_id" not in cell["network"] and "tiers" in cell["network"]
        links = [link for link in wish.get("links", {}).values() if link.get("cell") == key]
        services = [service for service in wish.get("services", {}).values() if service["cell"] == key]
        named = [(cell, "interface_endpoint_tier"), *((link, "tier") for link in links)]
        named += [(shared["gateway"], "tier") for shared in resources(wish) if shared["cell"] == key]
        named += [(way, "tier") for way in wish.get("http_vpc_links", {}).values() if way["cell"] == key]
        named += [(one, "tier") for one in wish.get("connected_clusters", {}).values() if one["cell"] == key]
        named += [(route, "tier") for link in links for route in link.get("routes", {}).values()]
        named += [(each, "tier") for each in cell.get("interface_endpoints", []) if isinstance(each, dict)]
        directions = ("inbound", "inbound_delegation", "outbound")
        named += [(cell.get("resolver", {}).get(direction, {}), "tier") for direction in directions]
        named += [(balancer, "tier") for service in services for balancer in _balancers(service)]
        for part, field in named if renamed else ():
            if field in part:
                part[field] = f"Renamed {part[field]}"


def resources(wish: Wish) -> list[Wish]:
    return list(wish.get("resource_configurations", {}).values())


def made_cells(wish: Wish) -> list[Wish]:
    return [cell for cell in wish["cells"].values() if "vpc_id" not in cell["network"]]


def indifferent(wish: Wish) -> Wish:
    """The topology without what a further zone or tier of a cell would put in doubt: where it stands, and with whom."""
    kept = copy.deepcopy(wish)
    services, links = kept.pop("services", {}), kept.pop("links", {})
    shared = kept.pop("resource_configurations", {})
    kept["resource_configurations"] = {key: one for key, one in shared.items() if "tier" in one["gateway"]}
    kept["services"] = {
        key: service
        for key, service in services.items()
        if service.keys() & {"load_balancer_arns", "gateway_load_balancer_arns"}
        or all("tier" in balancer for balancer in _balancers(service))
    }
    kept["links"] = {
        key: link for key, link in links.items() if "tier" in link and not link.keys() & {"service", "handoff"}
    }
    rest, http = kept.pop("rest_vpc_links", {}), kept.pop("http_vpc_links", {})
    clusters = kept.pop("connected_clusters", {})
    kept["connected_clusters"] = {key: one for key, one in clusters.items() if "tier" in one}
    kept["rest_vpc_links"] = {key: one for key, one in rest.items() if one["service"] in kept["services"]}
    kept["http_vpc_links"] = {key: one for key, one in http.items() if "tier" in one}
    metric = {"namespace": "Orders", "name": "Depth", "statistic": "Sum", "above": 1}
    for key, signal in kept.get("health_signals", {}).items():
        if signal.keys() & {"service_healthy_hosts", "endpoint"}:
            kept["health_signals"][key] = {"cell": signal["cell"], "metric": metric}
    for service in kept["services"].values():
        # It tells the zones' ids where all of them are known.
        service.pop("publish_handoff_to", None)
    for front in kept.get("distributions", {}).values():
        inside = front["origins"]["inside"]
        if inside.get("service") not in kept["services"]:
            inside.pop("service", None)
    for cell in kept["cells"].values():
        # There may be nothing left to show.
        cell.pop("dashboard", None)
    return kept


def as_drawn(wish: Wish) -> Wish:
    return wish


@pytest.mark.parametrize(
    ("base", "change"),
    [
        (as_drawn, add_cell),
        (as_drawn, add_service),
        (as_drawn, add_link),
        (as_drawn, add_host),
        (indifferent, add_availability_zone),
        (indifferent, add_tier),
    ],
    ids=["cell", "service", "link", "host", "availability zone", "tier"],
)
@some
@given(wish=topologies(), random=st.randoms(use_true_random=False))
def test_what_is_added_keeps_every_logical_id(
    base: Callable[[Wish], Wish], change: Change, wish: Wish, random: Any
) -> None:
    """Every resource there was is there afterwards, of its type and in its stack."""
    before = base(wish)
    grown = copy.deepcopy(before)
    change(grown, random)
    after = ids(grown)
    assert [] == [
        (stack, name)
        for stack, held in ids(before).items()
        for name, kind in held.items()
        if after.get(stack, {}).get(name) != kind
    ]


@some
@given(topologies())
def test_names_for_people_are_in_no_logical_id(wish: Wish) -> None:
    """Other display names and names of tiers leave each stack with exactly its logical ids."""
    renamed = copy.deepcopy(wish)
    rename(renamed)
    assert ids(wish) == ids(renamed)
