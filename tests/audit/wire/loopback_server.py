"""A server on a free loopback port in a thread of its own, for as long as a test asks it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from constructs_pkg.audit.wire.loopback import Place
from constructs_pkg.audit.wire.server import Responding, Server
from constructs_pkg.audit.wire.sockets import bound


@contextmanager
def answering(
    responding: Responding, complaining: Callable[[str], None], address: str = "127.0.0.1", port: int = 0
) -> Iterator[int]:
    """Give the port of a server, which is stopped in the end."""
    sockets = bound(Place(ip_address(address), port))
    loop = asyncio.new_event_loop()
    started, stop = threading.Event(), asyncio.Event()

    async def serve() -> None:
        server = Server(sockets, responding, complaining)
        await server.start()
        started.set()
        await stop.wait()
        await server.stop()

    def live() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=live)
    thread.start()
    started.wait()
    try:
        yield sockets.place.port
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
