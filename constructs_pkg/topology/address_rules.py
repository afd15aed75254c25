"""Where addresses that people write down may lie: in a subnet of the cell, and not on what AWS keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import RecordType

# The first four addresses of a subnet and its last
# (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
_FIRST_KEPT = 4


@dataclass(frozen=True)
class WrittenAddress:
    """An address as somebody wrote it down.

    Attributes:
        path: Where.
        address: The address.
        cell: The cell it was written for.
    """

    path: str
    address: IpAddress
    cell: PlacedCell


def cell_addresses(placed: PlacedCell) -> Iterator[WrittenAddress]:
    """Yield the addresses in a cell's hosts and A and AAAA records."""
    for name, addresses in placed.cell.hosts.items():
        for address in addresses:
            yield WrittenAddress(f"{placed.path}.hosts.{name}", address, placed)
    for index, record in enumerate(placed.cell.records):
        if record.type in (RecordType.A, RecordType.AAAA):
            for place, value in enumerate(record.values):
                if literal := _literal(value):
                    yield WrittenAddress(f"{placed.path}.records[{index}].values[{place}]", literal, placed)


def service_addresses(placed: PlacedService) -> Iterator[WrittenAddress]:
    """Yield the addresses among a service's targets."""
    for index, listener in enumerate(placed.service.listeners):
        for place, target in enumerate(listener.targets.ip_addresses):
            if isinstance(target, IpAddress):
                path = f"{placed.path}.listeners[{index}].targets.ip_addresses[{place}]"
                yield WrittenAddress(path, target, placed.cell)


def check_address(written: WrittenAddress) -> Iterator[Problem]:
    """Yield the problem of an address inside its cell's network that nothing there can have."""
    network = written.cell.network
    if network is None:
        return
    around = next(
        (subnet.cidr for subnet in network.subnets if subnet.cidr and subnet.cidr.holds(written.address)), None
    )
    if around and _is_kept(written.address, around):
        limit = f"is kept by AWS in subnet {around}: its first {_FIRST_KEPT} addresses and its last"
        yield Problem("reserved-address", written.path, written.address, limit, "choose an address between them")
    made = written.cell.cell.network
    if not around and isinstance(made, MadeNetwork) and made.cidr.holds(written.address):
        subnets = ", ".join(str(subnet.cidr) for subnet in network.subnets)
        limit = f"is inside the cell's block {made.cidr} but in none of its subnets ({subnets})"
        yield Problem("address-outside-subnets", written.path, written.address, limit, "choose an address of a subnet")


def _is_kept(address: IpAddress, subnet: Cidr) -> bool:
    block = subnet.network
    return int(address.address) - int(block.network_address) < _FIRST_KEPT or address.address == block[-1]


def _literal(value: Late | str) -> IpAddress | None:
    try:
        return None if isinstance(value, Late) else IpAddress(value)
    except Refused:
        return None
