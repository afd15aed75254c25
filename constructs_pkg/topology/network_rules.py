"""What networks on premises and the cells that they reach demand of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from constructs_pkg.topology.hybrid_wish import OnPremises
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.on_premises import inbound_key
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.problem import Problem, Refused

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def check_networks(layout: Layout) -> Iterator[Problem]:
    """Yield the problems of networks on premises."""
    networks = layout.topology.on_premises
    for key, network in sorted(networks.items()):
        path = f"on_premises.{key}"
        yield from _blocks(path, network)
        yield from _reached(path, network, layout.cells)
        yield from _forwards(path, network, layout.cells)
        yield from _zones(path, network)
    yield from _meeting(networks)


def _blocks(path: str, network: OnPremises) -> Iterator[Problem]:
    for place, block in enumerate(network.cidrs):
        first = next((index for index in range(place) if network.cidrs[index].overlaps(block)), None)
        if first is not None:
            limit = f"overlaps cidrs[{first}] {network.cidrs[first]}"
            yield Problem("overlapping-cidr", f"{path}.cidrs[{place}]", block, limit, "name each block once")
    for place, address in enumerate(network.name_servers):
        if not any(block.holds(address) for block in network.cidrs):
            limit = f"is in none of the network's blocks ({', '.join(network.cidrs)})"
            fix = "add its block, or name servers of the network"
            yield Problem("name-server-outside-network", f"{path}.name_servers[{place}]", address, limit, fix)
    for place, known in repeated(network.name_servers):
        limit = f"is also name_servers[{known}]"
        value = network.name_servers[place]
        yield Problem("duplicate-address", f"{path}.name_servers[{place}]", value, limit, "name it once")


def _reached(path: str, network: OnPremises, cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    for place, key in enumerate(network.reaches):
        where = f"{path}.reaches[{place}]"
        if key not in cells:
            yield Problem("unknown-cell", where, key, "is no cell of this topology", suggestion(key, cells))
            continue
        blocks = list(_of_cell(cells[key]))
        for (there, block), own in product(blocks, network.cidrs):
            if own.overlaps(block):
                index = network.cidrs.index(own)
                fix = "a network on premises and the cells that it reaches need disjoint ranges"
                yield Problem("overlapping-cidr", f"{path}.cidrs[{index}]", own, f"overlaps {there} {block}", fix)
        if not blocks:
            limit = f"is not known, so overlap with {path}, which reaches the cell, cannot be told"
            yield Problem("unknown-block", f"{cells[key].path}.network.cidr", "", limit, "give it", "warning")


def _of_cell(placed: PlacedCell) -> Iterator[tuple[str, Cidr]]:
    network = placed.cell.network
    if isinstance(network.cidr, Cidr):
        yield f"{placed.path}.network.cidr", network.cidr
    if not isinstance(network, MadeNetwork):
        for index, subnet in enumerate(network.subnets):
            if subnet.cidr:
                yield f"{placed.path}.network.subnets[{index}].cidr", subnet.cidr


def _forwards(path: str, network: OnPremises, cells: Mapping[Key, PlacedCell]) -> Iterator[Problem]:
    for place, forward in enumerate(network.forwards):
        where = f"{path}.forwards[{place}].to"
        if forward.to not in cells:
            fix = suggestion(forward.to, cells)
            yield Problem("unknown-cell", where, forward.to, "is no cell of this topology", fix)
        elif forward.to not in network.reaches:
            limit = "is a cell that the network does not reach"
            yield Problem("network-not-reached", where, forward.to, limit, f"add {forward.to} to reaches")
        elif inbound_key(cells[forward.to]) is None:
            fix = f"give {cells[forward.to].path}.resolver an inbound endpoint"
            yield Problem("no-inbound-endpoint", where, forward.to, "has no inbound endpoint to be asked", fix)
    for place, first in repeated(forward.domain for forward in network.forwards):
        limit = f"is also forwards[{first}]: which of the two counts is not told"
        value = network.forwards[place].domain
        yield Problem("duplicate-forward", f"{path}.forwards[{place}].domain", value, limit, "name each domain once")
    for place, forward in enumerate(network.forwards):
        if str(forward.domain) in map(str, network.zones):
            limit = "is a domain that the network answers for itself"
            fix = "forward another, or leave it out of zones"
            yield Problem("forwarded-own-zone", f"{path}.forwards[{place}].domain", forward.domain, limit, fix)


def _zones(path: str, network: OnPremises) -> Iterator[Problem]:
    for zone, names in network.zones.items():
        for name in names:
            try:
                name.placed_in(zone)
            except Refused as refused:
                yield refused.at(f"{path}.zones.{zone}.{name}")


def _meeting(networks: Mapping[Key, OnPremises]) -> Iterator[Problem]:
    """Yield the problems of networks that reach one cell, which has one route to each block."""
    ordered = sorted(networks.items())
    for index, (key, network) in enumerate(ordered):
        for other, known in ordered[:index]:
            if not set(network.reaches) & set(known.reaches):
                continue
            for (place, block), (there, first) in product(enumerate(network.cidrs), enumerate(known.cidrs)):
                if block.overlaps(first):
                    limit = f"overlaps on_premises.{other}.cidrs[{there}] {first}, which reaches the same cell"
                    fix = "networks that reach one cell need disjoint ranges"
                    yield Problem("overlapping-cidr", f"on_premises.{key}.cidrs[{place}]", block, limit, fix)
