"""Where each vantage listens: a port of one address each, or one port of an address each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

# No service of the machine is usually here; that of DNS is 53, for which one has to be root.
FIRST_PORT = 5300
FIRST_ADDRESS = "127.0.0.1"
# Not the first address, where a resolver of the machine's own may listen on port 53.
FIRST_OF_MANY = "127.0.0.2"
LAST_PORT = 65_535


class NotLoopback(Exception):
    """A place that no vantage can listen at; the message is one line that says why."""


@dataclass(frozen=True)
class Place:
    """An address of this machine alone, and a port; port 0 is any that is free."""

    address: IPv4Address | IPv6Address
    port: int

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if self.address.version == 6 else f"{self.address}:{self.port}"


def places_for(origins: Sequence[str], address: str | None, port: int | None) -> tuple[Place, ...]:
    """Return the place of each vantage.

    Without `port` they share an address, with ports from 5300 on: that works wherever there is a loopback.
    With `port` each has an address of its own, as resolv.conf needs it, where port 53 is all that can be said:
    all of 127.0.0.0/8 is there on Linux; on macOS ``ifconfig lo0 alias`` adds addresses.

    Args:
        origins: The vantages.
        address: The address of the first; by default 127.0.0.1, with `port` 127.0.0.2.
        port: The port of all.

    Raises:
        NotLoopback: if an address is not of the loopback, or there are too few.
    """
    text = address or (FIRST_ADDRESS if port is None else FIRST_OF_MANY)
    first = _loopback(text)
    if port is None:
        if FIRST_PORT + len(origins) > LAST_PORT:
            raise NotLoopback(f"there are no ports for {len(origins)} vantages; name fewer with --from")
        return tuple(Place(first, FIRST_PORT + number) for number in range(len(origins)))
    places = []
    for number, origin in enumerate(origins):
        try:
            one = first + number
        except ValueError:
            one = None
        if one is None or not one.is_loopback:
            raise NotLoopback(f"--address {text}: leaves no loopback address for {origin}; leave out --port")
        places.append(Place(one, port))
    return tuple(places)


def _loopback(text: str) -> IPv4Address | IPv6Address:
    try:
        address = ip_address(text)
    except ValueError:
        raise NotLoopback(f"--address {text}: is no address; give one of 127.0.0.0/8, or ::1") from None
    if not address.is_loopback or (isinstance(address, IPv6Address) and address.scope_id):
        raise NotLoopback(f"--address {text}: is not of this machine alone; give one of 127.0.0.0/8, or ::1")
    return address
