"""The client for event loops: each question and each attempt is a task while a connection is made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TypeAlias

import dns.asyncresolver

from constructs_pkg.client.addresses import Candidate
from constructs_pkg.client.answers import Question
from constructs_pkg.client.front import Answered, Ended, Front, Going
from constructs_pkg.client.lookup import ask_async
from constructs_pkg.client.preference import Order

Streams: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
AsyncCheck: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[object]]


class AsyncPrivateFirst(Front[dns.asyncresolver.Resolver, AsyncCheck, Streams]):
    """Connects to a service over PrivateLink where there is any, and over the internet where there is none or it fails.

    Its arguments are described at `Front`; `check` is awaited with the streams.
    """

    async def connect(self) -> Streams:
        """Return the streams of a connection, after the TLS handshake if there is an `ssl_context`.

        Raises:
            NothingReachable: if no address serves within `lifetime`.
        """
        going = self._begin()
        await _Run(self, going).connect()
        self._learn(going)
        return self._won(going)

    async def probe(self) -> bool:
        """Look whether private addresses serve, within `connect_within`, and prefer them from then on, or public ones.

        For programs that look in the background instead of with a connection of theirs.
        """
        going = self._begin(Order.PRIVATE_ONLY)
        await _Run(self, going).connect()
        self._learn(going)
        if going.connection is not None:
            going.connection[1].close()
        return going.connection is not None

    async def addresses(self) -> tuple[Candidate, ...]:
        """Return the addresses in the order that a connection would try them now.

        What is not known after `connect_within` is left out, if anything is known.

        Raises:
            NothingReachable: if there is none.
        """
        going = self._begin(self._order())
        await _Run(self, going).ask()
        return self._listed(going)


class _Run:
    """One connection, driven by the task that wants it; nothing is left open of it but what won."""

    def __init__(self, client: AsyncPrivateFirst, going: Going[Streams]) -> None:
        self._client = client
        self._going = going
        self._events: asyncio.Queue[Answered | Ended[Streams]] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._opened: list[Streams] = []

    async def connect(self) -> None:
        race, won = self._going.race, None
        try:
            while not race.over(now := self._client._clock()):
                self._ask_each(race.asks(now))
                while (candidate := race.next(now)) is not None:
                    self._start(self._attempt(candidate))
                await self._wait(now)
            await self._end()
            won = self._going.connection
        finally:
            self._end_at_once(won)

    async def ask(self) -> None:
        race = self._going.race
        try:
            while not race.listed(now := self._client._clock()):
                self._ask_each(race.asks(now, all_names=True))
                await self._wait(now)
            await self._end()
        finally:
            self._end_at_once(None)

    def _ask_each(self, questions: Iterable[Question]) -> None:
        for question in questions:
            self._start(self._ask(question))

    def _start(self, task: Coroutine[object, object, None]) -> None:
        self._tasks.append(asyncio.create_task(task))

    async def _wait(self, now: float) -> None:
        try:
            event = await asyncio.wait_for(self._events.get(), max(0.0, self._going.race.wakes_at(now) - now))
        except TimeoutError:
            return
        self._going.take(event, self._client._clock())

    async def _ask(self, question: Question) -> None:
        left = self._going.race.ends_at - self._client._clock()
        answer = await ask_async(lambda: self._client._resolver or dns.asyncresolver.Resolver(), question, left)
        self._events.put_nowait(Answered(question, answer))

    async def _attempt(self, candidate: Candidate) -> None:
        client = self._client
        name = client._server_name if client._ssl_context is not None else None
        try:
            streams = await asyncio.open_connection(
                str(candidate.address), client._port, ssl=client._ssl_context, server_hostname=name
            )
            self._opened.append(streams)
            if client._check is not None:
                await client._check(*streams)
        except Exception as error:
            self._events.put_nowait(Ended(candidate, error=error))
        else:
            self._events.put_nowait(Ended(candidate, streams))

    async def _end(self) -> None:
        """Cancel what is under way, and wait until it has let go of its sockets."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _end_at_once(self, won: Streams | None) -> None:
        for task in self._tasks:
            task.cancel()
        for streams in self._opened:
            if streams is not won:
                streams[1].transport.abort()
