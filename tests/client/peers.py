"""Real peers on loopback addresses, which stand for private and public ones, and how they fail."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from constructs_pkg.client import Ranges, networks

PRIVATE = ("127.0.0.21", "127.0.0.22")
PUBLIC = ("127.0.0.31", "127.0.0.32")
PRIVATE_V6 = "::1"
RANGES = Ranges(private=networks("127.0.0.20/30", "::1/128"), unusable=())
# The plugin that keeps tests off the network lets 127.0.0.1 and ::1 through unless it is told of more.
ON_LOOPBACK = pytest.mark.allow_hosts(["127.0.0.1", "::1", *PRIVATE, *PUBLIC])

HELLO = b"hello\n"
# A connection that is reset instead of closed: SO_LINGER of 0 seconds, socket(7).
_RESET = struct.pack("ii", 1, 0)
_MOST_WAITING = 8


class Peer:
    """One address and port; it answers a hello with its address until it is made to fail."""

    def __init__(self, address: str, port: int = 0, context: ssl.SSLContext | None = None) -> None:
        self.address = address
        self._context = context
        self._delay = 0.0
        self._held: list[socket.socket] = []
        self._socket = self._bound(port)
        self.port: int = self._socket.getsockname()[1]

    def answers(self, after: float = 0.0) -> "Peer":
        """Accept, and answer, as soon as that or after some seconds."""
        self._delay = after
        return self._accepting(self._answer)

    def resets(self) -> "Peer":
        """Accept, and reset at once."""
        return self._accepting(self._reset)

    def refuses(self) -> "Peer":
        """Be bound and not listen: the kernel answers a SYN with RST."""
        self._renew()
        return self

    def is_half_open(self) -> "Peer":
        """Listen and never accept: the kernel shakes hands, and nobody ever says a word."""
        self._renew().listen(_MOST_WAITING)
        return self

    def is_silent(self) -> "Peer":
        """Drop every SYN, as a network that is cut does.

        The queue of connections that wait to be accepted is full: Linux then drops SYNs, and the client sends them
        again after 1, 3, 7 ... seconds.
        """
        self._renew().listen(0)
        while True:
            filling = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self._held.append(filling)
            filling.settimeout(0.05)
            if filling.connect_ex((self.address, self.port)) != 0:
                return self
            assert len(self._held) < _MOST_WAITING

    def is_silent_for(self, seconds: float) -> "Peer":
        """Drop every SYN for a while, so that one that is sent again comes through."""
        self.is_silent()

        def go_on() -> None:
            time.sleep(seconds)
            self._accept(self._socket, self._answer)

        threading.Thread(target=go_on, daemon=True).start()
        return self

    def close(self) -> None:
        with suppress(OSError):
            # What waits in accept() is woken.
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for each in self._held:
            each.close()
        self._held.clear()

    def _bound(self, port: int) -> socket.socket:
        made = socket.socket(socket.AF_INET6 if ":" in self.address else socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((self.address, port))
        return made

    def _renew(self) -> socket.socket:
        self.close()
        self._socket = self._bound(self.port)
        return self._socket

    def _accepting(self, serve: Callable[[socket.socket], None]) -> "Peer":
        listening = self._renew()
        listening.listen(_MOST_WAITING)
        threading.Thread(target=self._accept, args=(listening, serve), daemon=True).start()
        return self

    def _accept(self, listening: socket.socket, serve: Callable[[socket.socket], None]) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=self._serve, args=(connection, serve), daemon=True).start()

    def _serve(self, connection: socket.socket, serve: Callable[[socket.socket], None]) -> None:
        with connection, suppress(OSError):
            serve(connection)

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        time.sleep(self._delay)
        if self._context is None:
            self._converse(connection)
            return
        with self._context.wrap_socket(connection, server_side=True) as secured:
            self._converse(secured)

    def _converse(self, connection: socket.socket) -> None:
        while connection.recv(len(HELLO)):
            connection.sendall(f"{self.address}\n".encode())

    def _reset(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)


@contextmanager
def peers(*addresses: str, context: ssl.SSLContext | None = None) -> Iterator[dict[str, Peer]]:
    """Give a peer at each address, all of them at one port, and all answering."""
    made: dict[str, Peer] = {}
    try:
        for address in addresses:
            port = next(iter(made.values())).port if made else 0
            made[address] = Peer(address, port, context).answers()
        yield made
    finally:
        for peer in made.values():
            peer.close()
