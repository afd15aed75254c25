"""Cells and services of a topology with what their place adds: stack names, networks and ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.model import Cell, Principals, Service, Topology
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.cell import MadeNetwork, PrivateZone
from constructs_pkg.values.cell_rules import check_cell
from constructs_pkg.values.export import (
    check_exports,
    ipv6_export,
    log_key_export,
    subnet_export,
    vpc_export,
    zone_export,
)
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late, import_value
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.place import AccountId
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.zone_sharing_rules import check_zone_sharing

# What the rules of one part can count only within that part; this room counts it over the whole topology.
COUNTED_OVER_ALL = ("too-few-addresses", "many-interface-endpoints")


@dataclass(frozen=True)
class PlacedCell:
    """A cell under its key.

    Attributes:
        key: Its key.
        cell: The wish.
        network_stack: The name of its network stack.
        network: Its network as its links stack refers to it; None while rules refuse the network wished for.
        problems: What the rules say about it, by paths within the topology.
    """

    key: Key
    cell: Cell
    network_stack: str
    network: Network | None
    problems: tuple[Problem, ...]

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"cells.{self.key}"

    @property
    def vpc(self) -> Late | str:
        """What tells its VPC from the others of the topology."""
        made = isinstance(self.cell.network, MadeNetwork)
        return self.network_stack if made else self.cell.network.vpc_id  # type: ignore[union-attr]

    @property
    def zones(self) -> tuple[PrivateZone, ...]:
        """Its zones, each with an id as its links stack refers to it."""
        return tuple(self.identified(zone) for zone in sorted(self.cell.zones, key=lambda zone: zone.name))

    @property
    def service_zones(self) -> tuple[PrivateZone, ...]:
        """The zones made for the names of AWS services, each with an id as its links stack refers to it."""
        return tuple(self.identified(zone) for zone in self.cell.service_zones(self.cell.region))

    def identified(self, zone: PrivateZone) -> PrivateZone:
        """Return `zone` with an id as its links stack refers to it."""
        if zone.id is not None and not isinstance(zone.id, HandedOver):
            return PrivateZone(name=zone.name, id=zone.id)
        return PrivateZone(name=zone.name, id=import_value(zone_export(self.network_stack, zone.name)))


@dataclass(frozen=True)
class PlacedService:
    """A service under its key, in its cell.

    Attributes:
        key: Its key.
        service: The wish.
        cell: The cell that offers it; its network is known.
        consumers: The accounts of the cells that link to it, in order.
    """

    key: Key
    service: Service
    cell: PlacedCell
    consumers: tuple[AccountId, ...]

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"services.{self.key}"

    @property
    def subnets(self) -> tuple[Subnet, ...]:
        """Where the load balancers made here stand, once for each; none if they are brought."""
        network, service = self.cell.network, self.service
        if service.is_brought or network is None:
            return ()
        made = [service.gateway_load_balancer or service.load_balancer, *service.more_load_balancers.values()]
        return tuple(subnet for wish in made for subnet in network.choose(wish.tier, wish.availability_zones))

    @property
    def principals(self) -> tuple[Principal, ...]:
        """Who may connect."""
        asked: Principals = self.service.allowed_principals
        return tuple(map(Principal, self.consumers)) if isinstance(asked, str) else asked

    @property
    def spec(self) -> ServiceSpec:
        """The service as its construct takes it."""
        fields = {name: getattr(self.service, name) for name in ServiceSpec.model_fields}
        fields["allowed_principals"] = self.principals
        return ServiceSpec(**{**fields, "network": None if self.service.is_brought else self.cell.network})


def place_cells(topology: Topology) -> dict[Key, PlacedCell]:
    """Return the cells of `topology` in the order of their keys."""
    return {key: _place_cell(topology, key) for key in sorted(topology.cells)}


def place_services(topology: Topology, cells: Mapping[Key, PlacedCell]) -> dict[Key, PlacedService]:
    """Return the services of `topology` whose cells are known, with known networks, in the order of their keys."""
    consumers: dict[Key, set[AccountId]] = {}
    for link in topology.links.values():
        for _, cell in link.paths_of_cells:
            if cell in cells and link.service is not None:
                consumers.setdefault(link.service, set()).add(cells[cell].cell.account)
    return {
        key: PlacedService(key, service, cells[service.cell], tuple(sorted(consumers.get(key, ()))))
        for key, service in sorted(topology.services.items())
        if service.cell in cells and cells[service.cell].network is not None
    }


def errors_at(problems: Iterable[Problem], path: str) -> bool:
    """Tell whether `problems` refuse something at `path` or below it."""
    return any(problem.severity == "error" and f"{problem.path}.".startswith(f"{path}.") for problem in problems)


def _place_cell(topology: Topology, key: Key) -> PlacedCell:
    cell = topology.cells[key]
    stack = f"{topology.name}-{key}-network"
    found = [problem for problem in check_cell(cell, cell.region) if problem.rule not in COUNTED_OVER_ALL]
    found += check_exports(stack, (*cell.zones, *cell.service_zones(cell.region)))
    found += check_zone_sharing(cell, cell.region, cell.account)
    network = None if errors_at(found, "network") else _network(cell, stack)
    return PlacedCell(key, cell, stack, network, tuple(problem.under(f"cells.{key}") for problem in found))


def _network(cell: Cell, stack: str) -> Network:
    wish = canonical(cell.network)
    if isinstance(wish, Network):
        return wish
    return Network(
        vpc_id=import_value(vpc_export(stack)),
        cidr=wish.cidr,
        ipv6=wish.ipv6,
        ipv6_cidr=import_value(ipv6_export(stack)) if wish.ipv6 else None,
        subnets=tuple(
            Subnet(
                id=import_value(subnet_export(stack, planned.tier.slot, planned.availability_zone.slot)),
                availability_zone=planned.availability_zone.name,
                availability_zone_id=planned.availability_zone.id,
                tier=planned.tier.name,
                cidr=planned.cidr,
            )
            for planned in plan_subnets(wish)
        ),
        log_key_arn=import_value(log_key_export(stack)) if wish.keeps_logs else None,
    )
