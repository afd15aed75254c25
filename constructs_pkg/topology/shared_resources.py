"""Hosts shared without a load balancer, in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.model import SharedResource
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.topology.service_rules import check_parameters_of_handoffs
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_configuration import ResourceConfigurationSpec
from constructs_pkg.values.resource_configuration_rules import check_resource_configuration


@dataclass(frozen=True)
class PlacedResource:
    """A shared host under its key, in its cell.

    Attributes:
        key: Its key.
        wish: The wish.
        cell: The cell it is in.
        network: That cell's network.
    """

    key: Key
    wish: SharedResource
    cell: PlacedCell
    network: Network

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"resource_configurations.{self.key}"

    @property
    def subnets(self) -> tuple[Subnet, ...]:
        """Where its gateway stands."""
        return self.network.choose(self.wish.gateway.tier, self.wish.gateway.availability_zones)

    @property
    def spec(self) -> ResourceConfigurationSpec:
        """The host as its construct takes it."""
        fields = {name: getattr(self.wish, name) for name in ResourceConfigurationSpec.model_fields}
        return ResourceConfigurationSpec(**{**fields, "network": self.network})


def place_resources(
    resources: Mapping[Key, SharedResource], cells: Mapping[Key, PlacedCell]
) -> dict[Key, PlacedResource]:
    """Return those `resources` whose cells are known, with known networks, in the order of their keys."""
    return {
        key: PlacedResource(key, wish, cells[wish.cell], network)
        for key, wish in sorted(resources.items())
        if wish.cell in cells and (network := cells[wish.cell].network) is not None
    }


def check_resources(placed: Iterable[PlacedResource]) -> Iterator[Problem]:
    """Yield the problems of shared hosts."""
    for each in placed:
        home = each.cell.cell
        found = check_resource_configuration(each.spec, home.region, home.account)
        # The network is the cell's, which is judged there.
        yield from (problem.under(each.path) for problem in found if not problem.path.startswith("network."))


def check_parameters(services: Iterable[PlacedService], resources: Iterable[PlacedResource]) -> Iterator[Problem]:
    """Yield a problem for each host published to a parameter that something else of its place is published to."""
    known, hosts = tuple(services), tuple(resources)
    yield from check_parameters_of_handoffs(
        known, ((each.cell, f"{each.path}.publish_to", each.wish.publish_to) for each in hosts)
    )
    taken = {
        (one.cell.cell.account, one.cell.cell.region, str(one.service.publish_to)): f"{one.path}.publish_to"
        for one in known
        if one.service.publish_to is not None
    }
    for each in hosts:
        if each.wish.publish_to is None:
            continue
        home, path = each.cell.cell, f"{each.path}.publish_to"
        first = taken.setdefault((home.account, home.region, str(each.wish.publish_to)), path)
        if first != path:
            limit = f"is taken in this account and Region by {first}"
            yield Problem("duplicate-parameter", path, each.wish.publish_to, limit, "choose another")
