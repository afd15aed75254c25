"""What the security group of a provider's load balancer lets in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.service import Listener, ServiceSpec


class Traffic(NamedTuple):
    """What one rule of a security group allows: a transport to a port, from or to a block or a prefix list."""

    port: int
    protocol: str
    block: Late | str
    is_prefix_list: bool = False


def inbound(spec: ServiceSpec) -> list[Traffic]:
    """Return what is let in from clients, each once, in the order of ports."""
    return _ordered(
        Traffic(listener.port, transport, *client)
        for listener in spec.listeners
        for transport in listener.protocol.transports
        for client in _clients(spec)
    )


def _clients(spec: ServiceSpec) -> Iterator[tuple[Late | str, bool]]:
    yield from ((block, False) for block in spec.load_balancer.client_cidrs or ())
    yield from ((identifier, True) for identifier in spec.load_balancer.client_prefix_list_ids)


def outbound(spec: ServiceSpec, network: Network) -> list[Traffic]:
    """Return what is let out to the targets and their health checks, each once, in the order of ports."""
    return _ordered(each for listener in spec.listeners for each in _to_targets(listener, spec, network))


def _to_targets(listener: Listener, spec: ServiceSpec, network: Network) -> Iterator[Traffic]:
    probed = listener.health_check.port if listener.health_check else None
    ports = [(listener.forwarded_port, transport) for transport in listener.protocol.transports]
    for port, transport in (*ports, (probed or listener.forwarded_port, "tcp")):
        for block in _target_blocks(listener, spec, network):
            yield Traffic(port, transport, block)


def _target_blocks(listener: Listener, spec: ServiceSpec, network: Network) -> list[Late | str]:
    if spec.load_balancer.target_cidrs is not None:
        return list(spec.load_balancer.target_cidrs)
    addresses = listener.targets.ip_addresses
    literal = [f"{address}/{128 if ':' in address else 32}" for address in addresses if isinstance(address, str)]
    if literal and len(literal) == len(addresses):
        return [*literal]
    return [*literal, *([network.cidr] if network.cidr else [])]


def _ordered(traffic: Iterable[Traffic]) -> list[Traffic]:
    return sorted(set(traffic), key=lambda each: (each.port, each.protocol, str(each.block)))
