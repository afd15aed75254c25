"""Both clients behind one face, so that each test is held to both."""

import asyncio
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from constructs_pkg.client import AsyncPrivateFirst, Candidate, PrivateFirst

from .names import PRIVATE_NAME, PUBLIC_NAME, Names
from .peers import HELLO, RANGES

LINE = 64


@dataclass(frozen=True)
class Reached:
    """Who answered, and the seconds until the connection was there."""

    by: str
    after: float


def hello(connection: socket.socket) -> str:
    """Return what the peer answers to a hello.

    Raises:
        ConnectionError: if it closes instead.
    """
    connection.sendall(HELLO)
    answer = connection.recv(LINE)
    if not answer:
        raise ConnectionError("closed without a word")
    return answer.decode().strip()


async def async_hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> str:
    """Do the same over streams."""
    writer.write(HELLO)
    await writer.drain()
    answer = await reader.read(LINE)
    if not answer:
        raise ConnectionError("closed without a word")
    return answer.decode().strip()


class Blocking:
    """The blocking client."""

    def __init__(self, names: Names, port: int, *, checked: bool = False, **arguments: Any) -> None:
        self.client = PrivateFirst(
            PUBLIC_NAME, port, resolver=names.resolver(), check=hello if checked else None, **_given(arguments)
        )

    def connect(self) -> Reached:
        began = time.monotonic()
        with self.client.connect() as connection:
            after = time.monotonic() - began
            connection.settimeout(10)
            return Reached(hello(connection), after)

    def only_connect(self) -> float:
        """Return the seconds until the connection was there."""
        began = time.monotonic()
        with self.client.connect():
            return time.monotonic() - began

    def probe(self) -> bool:
        return self.client.probe()

    def addresses(self) -> tuple[Candidate, ...]:
        return self.client.addresses()


class Asyncio:
    """The asyncio client, in an event loop for each call."""

    def __init__(self, names: Names, port: int, *, checked: bool = False, **arguments: Any) -> None:
        self.client = AsyncPrivateFirst(
            PUBLIC_NAME,
            port,
            resolver=names.async_resolver(),
            check=async_hello if checked else None,
            **_given(arguments),
        )

    def connect(self) -> Reached:
        return asyncio.run(self._connect(async_hello))

    def only_connect(self) -> float:
        """Return the seconds until the connection was there."""
        return asyncio.run(self._connect(None)).after

    def probe(self) -> bool:
        return asyncio.run(self.client.probe())

    def addresses(self) -> tuple[Candidate, ...]:
        return asyncio.run(self.client.addresses())

    async def _connect(self, greet: Callable[..., Any] | None) -> Reached:
        began = time.monotonic()
        reader, writer = await self.client.connect()
        after = time.monotonic() - began
        try:
            async with asyncio.timeout(10):
                return Reached(await greet(reader, writer) if greet is not None else "", after)
        finally:
            writer.close()
            await writer.wait_closed()


Client = Blocking | Asyncio


def _given(arguments: dict[str, Any]) -> dict[str, Any]:
    return {"private_name": PRIVATE_NAME, "ranges": RANGES, **arguments}
