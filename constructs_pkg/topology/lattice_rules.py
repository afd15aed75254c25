"""What service networks and services of VPC Lattice must keep to across a topology.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html (a VPC is associated with
one service network) and https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-custom-domain-name.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.mesh_wish import LatticeServiceWish, ServiceNetworkWish
from constructs_pkg.topology.names import PlacedRecord, check_zones
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.topology.zone_sharing_rules import check_brought_zones
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.dns import RecordName
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import AliasTarget, Record, RecordType

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def check_service_networks_of(
    service: LatticeServiceWish, networks: Mapping[Key, ServiceNetworkWish], path: str
) -> Iterator[Problem]:
    """Yield the problems of the networks that a service names."""
    for place, first in repeated(service.service_networks):
        where, key = f"{path}.service_networks[{place}]", service.service_networks[place]
        limit = f"is also service_networks[{first}]"
        yield Problem("duplicate-service-network", where, key, limit, "name it once")
    for place, key in enumerate(service.service_networks):
        found, where = networks.get(key), f"{path}.service_networks[{place}]"
        if found is None:
            limit = "is no service network of this topology"
            yield Problem("unknown-service-network", where, key, limit, suggestion(key, networks))
        elif found.cell != service.cell:
            limit = f"is of cells.{found.cell}, and the service is of cells.{service.cell}"
            fix = "share it, and name it in the service's own cell by its arn"
            yield Problem("service-network-elsewhere", where, key, limit, fix)


def check_cells_joined(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each VPC that joins a second service network."""
    joined: dict[object, str] = {}
    for key, wish in sorted(layout.topology.service_networks.items()):
        home, path = layout.cells.get(wish.cell), f"service_networks.{key}"
        if home is None or not wish.joined:
            continue
        first = joined.setdefault(home.vpc, path)
        if first != path:
            limit = f"is joined by {home.path}, whose VPC joins {first} already, and a VPC joins one"
            yield Problem("second-service-network", f"{path}.joined", "true", limit, "set joined to false in one")


def check_names_in_zones(
    layout: Layout, zone_of: Callable[[LatticeServiceWish, PlacedCell], PrivateZone | None]
) -> Iterator[Problem]:
    """Yield the problems of services' names: among the records of their zones, and in their networks."""
    named: dict[tuple[Key, str], str] = {}
    mine: dict[Key, list[PlacedRecord]] = {}
    for key, wish in sorted(layout.topology.lattice_services.items()):
        home, path = layout.cells.get(wish.cell), f"lattice_services.{key}.custom_domain_name"
        if wish.custom_domain_name is None or home is None:
            continue
        for network in wish.service_networks:
            if (first := named.setdefault((network, wish.custom_domain_name), path)) != path:
                limit = f"is {first}, in the same service network"
                yield Problem("duplicate-service-name", path, wish.custom_domain_name, limit, "choose another name")
        if wish.zone is not None and wish.zone not in {zone.name for zone in home.cell.zones}:
            limit, fix = "is no zone of the cell", suggestion(wish.zone, [zone.name for zone in home.cell.zones])
            yield Problem("unknown-zone", f"lattice_services.{key}.zone", wish.zone, limit, fix)
        zone = zone_of(wish, home)
        if zone is not None and wish.custom_domain_name.within(zone.name):
            mine.setdefault(home.key, []).extend(records_of(wish, zone, path))
    known = {key: layout.records_seen_in(home) for key, home in layout.cells.items()}
    together = {key: (*records, *mine.get(key, ())) for key, records in known.items()}
    said = set(check_brought_zones(layout.cells, known))
    yield from (problem for problem in check_brought_zones(layout.cells, together) if problem not in said)
    for key in mine:
        zones = layout.cells[key].cell.zones
        said = set(check_zones(zones, known[key]))
        yield from (_as_wished(problem) for problem in check_zones(zones, together[key]) if problem not in said)


def _as_wished(problem: Problem) -> Problem:
    """Return `problem` of a record at the key of the wish that led to it."""
    return replace(problem, path=_NAME_FIELD.sub(r"\1", problem.path))


# A name is written as itself, not as record sets of a type.
_NAME_FIELD = re.compile(r"^(lattice_services\.[^.]+\.custom_domain_name)\..+$")


def records_of(wish: LatticeServiceWish, zone: PrivateZone, path: str) -> Iterator[PlacedRecord]:
    """Yield the aliases of a service in `zone`."""
    service = Late("the service")
    for kind in (RecordType.A, RecordType.AAAA):
        alias = AliasTarget(dns_name=service, zone_id=service)
        yield PlacedRecord(zone, Record(name=RecordName(str(wish.custom_domain_name)), type=kind, alias=alias), path)


def check_published(layout: Layout) -> Iterator[Problem]:
    """Yield a problem for each service network published to a parameter that something else is published to."""
    taken: dict[tuple[object, ...], str] = {}
    published = (
        *((one.cell, f"{one.path}.publish_to", one.service.publish_to) for one in layout.services.values()),
        *((one.cell, f"{one.path}.publish_to", one.wish.publish_to) for one in layout.resources.values()),
        *(
            (layout.cells[wish.cell], f"service_networks.{key}.publish_to", wish.publish_to)
            for key, wish in sorted(layout.topology.service_networks.items())
            if wish.cell in layout.cells
        ),
    )
    for cell, path, parameter in published:
        if parameter is None:
            continue
        first = taken.setdefault((cell.cell.account, cell.cell.region, str(parameter)), path)
        if first != path and path.startswith("service_networks."):
            limit = f"is taken in this account and Region by {first}"
            yield Problem("duplicate-parameter", path, str(parameter), limit, "choose another")
