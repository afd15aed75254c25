"""Sends responses over UDP and TCP, for as long as it is wanted."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from typing import TypeAlias, cast

from dns.rcode import Rcode

from constructs_pkg.audit.wire.message import bare
from constructs_pkg.audit.wire.sockets import Sockets

# Bounds of this room: a client that sends nothing more is let go after so many seconds (RFC 7766 section 6.2.3),
# and so many connections are held at one place.
IDLE_SECONDS = 10.0
MOST_CONNECTIONS = 100

_LENGTH = struct.Struct("!H")

Responding: TypeAlias = Callable[[bytes, bool], bytes | None]


class Server:
    """Answers at one place.

    Args:
        sockets: The sockets to answer on; the server closes them.
        responding: The response to a message, and whether it came over TCP; None where there is none.
        complaining: Takes a sentence on a message that could not be answered for a fault of this program.
    """

    def __init__(self, sockets: Sockets, responding: Responding, complaining: Callable[[str], None]) -> None:
        self._sockets = sockets
        self._responding = responding
        self._complaining = complaining
        self._connections: set[asyncio.Task[None]] = set()
        self._datagrams: asyncio.DatagramTransport | None = None
        self._listener: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to answer."""
        loop = asyncio.get_running_loop()
        self._datagrams, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(self), sock=self._sockets.udp)
        self._listener = await asyncio.start_server(self._connected, sock=self._sockets.tcp)

    async def stop(self) -> None:
        """Stop answering, and let go of all clients."""
        if self._datagrams is not None:
            self._datagrams.close()
        if self._listener is not None:
            self._listener.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        self._sockets.close()

    def response(self, wire: bytes, stream: bool) -> bytes | None:
        """Return the response to a message; a fault of this program is a SERVFAIL, and the server goes on."""
        try:
            return self._responding(wire, stream)
        except Exception as error:
            self._complaining(f"{self._sockets.place}: {wire[:512].hex()} was not answered: {error!r}")
            return bare(wire, Rcode.SERVFAIL)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._connections) >= MOST_CONNECTIONS:
            writer.close()
            return
        self._connections.add(task)
        try:
            await self._conversation(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, OSError, TimeoutError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _conversation(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one message after the other, each behind its length (RFC 1035 section 4.2.2)."""
        while True:
            async with asyncio.timeout(IDLE_SECONDS):
                (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
                wire = await reader.readexactly(length)
            response = self.response(wire, True)
            if response is not None:
                writer.write(_LENGTH.pack(len(response)) + response)
                async with asyncio.timeout(IDLE_SECONDS):
                    await writer.drain()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: Server) -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        response = self._server.response(data, False)
        if response is not None and self._transport is not None:
            self._transport.sendto(response, addr)
