"""What the mechanisms of links put into zones of their cells, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.topology.customers import check_customers
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.mechanism import CidrRouting
from constructs_pkg.topology.names import PlacedRecord, place
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName, RecordName
from constructs_pkg.values.fallback import DEFAULT_TTL
from constructs_pkg.values.private_use import is_private_use
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import Record, RecordType

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout
    from constructs_pkg.topology.links import PlacedLink
    from constructs_pkg.topology.model import Topology


def mixed_records(topology: Topology, cells: Mapping[Key, PlacedCell]) -> Iterator[tuple[Key, PlacedRecord]]:
    """Yield the records of public names that answer with the endpoint's addresses and the public ones together."""
    for key, wish in sorted(topology.links.items()):
        cell = cells.get(wish.cell) if wish.cell is not None else None
        if wish.mechanism is None or wish.mechanism.cidr is None or cell is None:
            continue
        try:
            found = _mixed(wish.mechanism.cidr, cell, f"links.{key}.mechanism.cidr")
        except Refused:
            continue
        yield from ((cell.key, record) for record in found)


def check_mechanisms(layout: Layout) -> Iterator[Problem]:
    """Yield the problems of the links' mechanisms."""
    yield from check_customers(layout.topology)
    for key, wish in sorted(layout.topology.links.items()):
        if wish.mechanism is not None and wish.mechanism.cidr is not None and wish.cell is None:
            limit = "are given, and the addresses of one endpoint are none of another"
            yield Problem("cidr-of-several-cells", f"links.{key}.cells", ", ".join(wish.cells), limit, "give cell")
    for placed in layout.links.values():
        mechanism = placed.link.mechanism
        if mechanism is None:
            continue
        path = f"{placed.path}.mechanism"
        if mechanism.split_horizon is not None:
            if mechanism.split_horizon.fallback is None:
                limit = "has no way back to the public endpoint: a private zone leads nobody on to the public one"
                value, fix = mechanism.split_horizon.public_name, "give fallback, with the public addresses"
                yield Problem("no-fallback", f"{path}.split_horizon", value, limit, fix, "warning")
            for name in placed.names:
                if name.path == f"{path}.split_horizon":
                    yield from _wide_zone(name.zone.name, DnsName(name.name), f"{path}.split_horizon.public_name")
        if mechanism.cidr is not None:
            yield from _cidr(mechanism.cidr, placed, f"{path}.cidr")


def _mixed(wish: CidrRouting, cell: PlacedCell, path: str) -> list[PlacedRecord]:
    zone, full = place(RecordName(f"{wish.public_name}."), wish.zone, cell.cell.zones)
    by_type: dict[str, list[IpAddress]] = {}
    for address in (*wish.endpoint_addresses, *wish.public_addresses):
        by_type.setdefault(address.record_type, []).append(address)
    return [
        PlacedRecord(
            zone, Record(name=RecordName(full), type=RecordType(kind), values=tuple(values), ttl=DEFAULT_TTL), path
        )
        for kind, values in sorted(by_type.items())
    ]


def _cidr(wish: CidrRouting, placed: PlacedLink, path: str) -> Iterator[Problem]:
    try:
        for record in _mixed(wish, placed.cell, path)[:1]:
            yield from _wide_zone(record.zone.name, wish.public_name, f"{path}.public_name")
    except Refused as refused:
        yield refused.at(f"{path}.{'zone' if refused.rule == 'unknown-zone' else 'public_name'}")
    blocks = [subnet.cidr for subnet in placed.subnets]
    for place_of, address in enumerate(wish.endpoint_addresses):
        known = all(blocks) and bool(blocks) and address.record_type == "A"
        if known and not any(block.holds(address) for block in blocks if block is not None):
            where = ", ".join(str(block) for block in blocks)
            limit = f"is in none of the subnets that the endpoint stands in ({where})"
            fix = "give the addresses of its network interfaces"
            yield Problem("address-not-of-endpoint", f"{path}.endpoint_addresses[{place_of}]", address, limit, fix)
    yield from _public(wish.public_addresses, f"{path}.public_addresses")


def _public(addresses: Iterable[IpAddress], path: str) -> Iterator[Problem]:
    for place_of, address in enumerate(addresses):
        if is_private_use(address):
            limit = "is no public address: whoever loses the endpoint does not reach it"
            yield Problem("fallback-not-public", f"{path}[{place_of}]", address, limit, "give a public address")


def _wide_zone(zone: str, name: DnsName, path: str) -> Iterator[Problem]:
    """Warn of a private zone that hides more public names than the one that is to be answered otherwise."""
    if zone != name:
        limit = f"goes into private zone {zone}, which hides every other public name below it from the VPC as well"
        yield Problem("zone-wider-than-name", path, name, limit, f"give the cell a zone {name}", "warning")
