"""The sockets of a vantage: one for UDP and one for TCP, on the same loopback port."""

from __future__ import annotations

import errno
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from ipaddress import ip_address

from constructs_pkg.audit.wire.loopback import NotLoopback, Place

# Of a free TCP port, that its UDP port is free is likely and not sure.
_TRIES = 20

_HINTS = {
    errno.EADDRINUSE: "something else listens there; choose another --port or --address",
    errno.EACCES: "ports below 1024 are for root; choose another --port",
    errno.EADDRNOTAVAIL: "the machine has no such address; leave out --port, or add it to the loopback",
}


@dataclass(frozen=True)
class Sockets:
    """Two bound sockets and where they are."""

    place: Place
    udp: socket.socket
    tcp: socket.socket

    def close(self) -> None:
        """Close both."""
        self.udp.close()
        self.tcp.close()


def bound(place: Place) -> Sockets:
    """Return sockets that listen at a place, which must be of the loopback.

    Raises:
        NotLoopback: if nobody can listen there.
    """
    if not place.address.is_loopback:
        raise NotLoopback(f"{place.address} is not of this machine alone")
    for left in reversed(range(_TRIES)):
        try:
            return _bound(place)
        except OSError as error:
            if place.port != 0 or error.errno != errno.EADDRINUSE or not left:
                raise NotLoopback(f"{place}: {_HINTS.get(error.errno or 0, error.strerror)}") from error
    raise AssertionError("the last try returns or raises")


def _bound(place: Place) -> Sockets:
    family = socket.AF_INET6 if place.address.version == 6 else socket.AF_INET
    with ExitStack() as opened:
        tcp = opened.enter_context(socket.socket(family, socket.SOCK_STREAM))
        udp = opened.enter_context(socket.socket(family, socket.SOCK_DGRAM))
        # A server that was just stopped may be started again; two at one place stay impossible.
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tcp.bind((str(place.address), place.port))
        address, port = tcp.getsockname()[:2]
        udp.bind((address, port))
        tcp.listen()
        for one in (tcp, udp):
            one.setblocking(False)
        opened.pop_all()
    return Sockets(Place(ip_address(address), port), udp, tcp)
