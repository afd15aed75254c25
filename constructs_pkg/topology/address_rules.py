"""Where addresses that people write down may lie: in a subnet of the cell, and not on what AWS keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.topology.model import Service
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.cidr import FIRST_KEPT_BY_AWS, Cidr, IpAddress, is_kept_by_aws, resolver_address
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem, Refused
from constructs_pkg.values.record import RecordType
from constructs_pkg.values.service import Targets


@dataclass(frozen=True)
class WrittenAddress:
    """An address as somebody wrote it down.

    Attributes:
        path: Where.
        address: The address.
        cell: The cell it was written for.
        is_name: Whether a name answers with it, as one may with the address of the VPC's resolver.
    """

    path: str
    address: IpAddress
    cell: PlacedCell
    is_name: bool


def cell_addresses(placed: PlacedCell) -> Iterator[WrittenAddress]:
    """Yield the addresses in a cell's hosts and A and AAAA records."""
    for name, addresses in placed.cell.hosts.items():
        for address in addresses:
            yield WrittenAddress(f"{placed.path}.hosts.{name}", address, placed, is_name=True)
    for index, record in enumerate(placed.cell.records):
        if record.type in (RecordType.A, RecordType.AAAA):
            for place, value in enumerate(record.values):
                if literal := _literal(value):
                    yield WrittenAddress(
                        f"{placed.path}.records[{index}].values[{place}]", literal, placed, is_name=True
                    )


def service_addresses(placed: PlacedService) -> Iterator[WrittenAddress]:
    """Yield the addresses among a service's targets."""
    for above, targets in _targets(placed.service):
        for place, target in enumerate(targets.ip_addresses):
            if isinstance(target, IpAddress):
                path = f"{placed.path}.{above}.ip_addresses[{place}]"
                yield WrittenAddress(path, target, placed.cell, is_name=False)


def _targets(service: Service) -> Iterator[tuple[str, Targets]]:
    for index, listener in enumerate(service.listeners):
        yield f"listeners[{index}].targets", listener.targets
    for key, further in service.more_load_balancers.items():
        for index, listener in enumerate(further.listeners):
            yield f"more_load_balancers.{key}.listeners[{index}].targets", listener.targets
    if service.gateway_load_balancer is not None:
        yield "gateway_load_balancer.targets", service.gateway_load_balancer.targets


def check_address(written: WrittenAddress) -> Iterator[Problem]:
    """Yield the problem of an address inside its cell's network that nothing there can have."""
    network = written.cell.network
    if network is None or (written.is_name and _is_resolver(written.address, network.cidr)):
        return
    around = next(
        (subnet.cidr for subnet in network.subnets if subnet.cidr and subnet.cidr.holds(written.address)), None
    )
    if around and is_kept_by_aws(written.address, around):
        limit = f"is kept by AWS in subnet {around}: its first {FIRST_KEPT_BY_AWS} addresses and its last"
        yield Problem("reserved-address", written.path, written.address, limit, "choose an address between them")
    made = written.cell.cell.network
    if not around and isinstance(made, MadeNetwork) and made.cidr.holds(written.address):
        subnets = ", ".join(str(subnet.cidr) for subnet in network.subnets)
        limit = f"is inside the cell's block {made.cidr} but in none of its subnets ({subnets})"
        yield Problem("address-outside-subnets", written.path, written.address, limit, "choose an address of a subnet")


def _is_resolver(address: IpAddress, block: Late | Cidr | None) -> bool:
    return isinstance(block, Cidr) and address == resolver_address(block)


def _literal(value: Late | str) -> IpAddress | None:
    try:
        return None if isinstance(value, Late) else IpAddress(value)
    except Refused:
        return None
