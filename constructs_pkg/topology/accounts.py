"""Ids of Availability Zones that an account tells for the cells that stand in it.

Source: https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.topology.model import Cell, Topology
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.network import AvailabilityZone, Subnet
from constructs_pkg.values.network_rules import id_outside_region
from constructs_pkg.values.place import AccountId, AvailabilityZoneId, AvailabilityZoneName
from constructs_pkg.values.problem import Problem

_Ids = Mapping[AvailabilityZoneName, AvailabilityZoneId]


def with_zone_ids(topology: Topology) -> tuple[Topology, list[Problem]]:
    """Return `topology` with the ids that its accounts tell, and the problems of what they tell."""
    if not topology.accounts:
        return topology, []
    told = {account: known.availability_zone_ids for account, known in topology.accounts.items()}
    problems = [problem for account, ids in told.items() for problem in _own(account, ids)]
    problems += (
        problem
        for key, cell in topology.cells.items()
        for problem in _contradictions(f"cells.{key}", cell, told.get(cell.account, {}))
    )
    if problems:
        # What is in doubt is filled in nowhere, so that no cell is blamed for it.
        return topology, problems
    cells = {key: _filled(cell, told.get(cell.account, {})) for key, cell in topology.cells.items()}
    return topology.model_copy(update={"cells": cells}), problems


def _own(account: AccountId, ids: _Ids) -> Iterator[Problem]:
    seen: dict[AvailabilityZoneId, AvailabilityZoneName] = {}
    for name, zone_id in ids.items():
        path = f"accounts.{account}.availability_zone_ids.{name}"
        yield from id_outside_region(path, zone_id, name.region)
        first = seen.setdefault(zone_id, name)
        if first != name:
            limit = f"is the id of {first} as well"
            yield Problem("inconsistent-az-id", path, zone_id, limit, "give each zone the id it has in this account")


def _contradictions(path: str, cell: Cell, ids: _Ids) -> Iterator[Problem]:
    for place, name, zone_id in _told(cell):
        told = ids.get(name)
        if told is not None and told != zone_id:
            limit = f"is given for {name}, which is {told} by accounts.{cell.account}"
            yield Problem("inconsistent-az-id", f"{path}.{place}", zone_id, limit, "keep the id that is right")


def _told(cell: Cell) -> Iterator[tuple[str, AvailabilityZoneName, AvailabilityZoneId]]:
    if isinstance(cell.network, MadeNetwork):
        for index, zone in enumerate(cell.network.availability_zones):
            if zone.id is not None:
                yield f"network.availability_zones[{index}].id", zone.name, zone.id
        return
    for index, subnet in enumerate(cell.network.subnets):
        name = subnet.availability_zone
        if subnet.availability_zone_id is not None and isinstance(name, AvailabilityZoneName):
            yield f"network.subnets[{index}].availability_zone_id", name, subnet.availability_zone_id


def _filled(cell: Cell, ids: _Ids) -> Cell:
    network = cell.network
    if not ids:
        return cell
    changed: dict[str, object]
    if isinstance(network, MadeNetwork):
        changed = {"availability_zones": tuple(_zone(zone, ids) for zone in network.availability_zones)}
    else:
        changed = {"subnets": tuple(_subnet(subnet, ids) for subnet in network.subnets)}
    return cell.model_copy(update={"network": network.model_copy(update=changed)})


def _zone(zone: AvailabilityZone, ids: _Ids) -> AvailabilityZone:
    return zone if zone.id is not None else zone.model_copy(update={"id": ids.get(zone.name)})


def _subnet(subnet: Subnet, ids: _Ids) -> Subnet:
    name = subnet.availability_zone
    if subnet.availability_zone_id is not None or not isinstance(name, AvailabilityZoneName):
        return subnet
    return subnet.model_copy(update={"availability_zone_id": ids.get(name)})
