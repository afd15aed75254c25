"""Runs servers until they are to stop: by a signal, a line of text, or after some time."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from constructs_pkg.audit.wire.server import Server
from constructs_pkg.audit.wire.serving import Serving
from constructs_pkg.audit.wire.sockets import Sockets
from constructs_pkg.audit.wire.watching import look_of

# How often the assembly's files are looked at.
LOOK_SECONDS = 1.0

_READ_AT_ONCE = 4096


async def run(
    serving: Serving,
    listening: Sequence[tuple[str, Sockets]],
    folder: Path,
    seconds: float | None,
    started: Callable[[], None],
    complaining: Callable[[str], None],
    lines: int = 0,
) -> None:
    """Answer until SIGINT, SIGTERM, ``quit`` or the time is over; read the assembly again on SIGHUP and change.

    Args:
        serving: What answers.
        listening: The vantages and where each listens; the sockets are closed at the end.
        folder: The assembly's folder.
        seconds: How long at most; None for no end.
        started: Called once every vantage is answered.
        complaining: Takes sentences on faults of this program.
        lines: The file descriptor that lines of text come from, by default standard input.
    """
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    loop.add_signal_handler(signal.SIGHUP, serving.reread)
    servers = [Server(sockets, partial(serving.respond, origin), complaining) for origin, sockets in listening]
    watching = loop.create_task(_watch(serving, folder))
    try:
        for server in servers:
            await server.start()
        started()
        _take_lines(loop, serving, stopped, lines)
        await asyncio.wait_for(stopped.wait(), seconds)
    except TimeoutError:
        pass
    finally:
        watching.cancel()
        for server in servers:
            await server.stop()
        await asyncio.gather(watching, return_exceptions=True)


async def _watch(serving: Serving, folder: Path) -> None:
    """Read the assembly again once its files have changed and then stayed the same from one look to the next."""
    known = seen = look_of(folder)
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        look = look_of(folder)
        if look != known and look == seen:
            serving.reread()
            known = look
        seen = look


def _take_lines(loop: asyncio.AbstractEventLoop, serving: Serving, stopped: asyncio.Event, descriptor: int) -> None:
    def obey(line: str) -> None:
        if not serving.obey(line):
            stopped.set()

    def give(line: str) -> None:
        loop.call_soon_threadsafe(obey, line)

    # In the background of a terminal a read then fails, and does not stop the program.
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)
    threading.Thread(target=_read, args=(descriptor, give), daemon=True).start()


def _read(descriptor: int, give: Callable[[str], None]) -> None:
    """Give each line until there are no more; what is left when the loop has ended is nobody's."""
    rest = b""
    try:
        while read := os.read(descriptor, _READ_AT_ONCE):
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                give(line.decode(errors="replace"))
    except (OSError, RuntimeError):
        return
