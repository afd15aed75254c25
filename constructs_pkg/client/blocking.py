"""The client for programs that block: each question and each attempt has a thread while a connection is made."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TypeAlias

import dns.resolver

from constructs_pkg.client.addresses import Candidate
from constructs_pkg.client.answers import Question
from constructs_pkg.client.front import Answered, Ended, Front, Going
from constructs_pkg.client.lookup import ask
from constructs_pkg.client.preference import Order

# A timeout of 0 would mean a socket that does not block at all.
_LEAST_TIMEOUT = 0.001

Check: TypeAlias = Callable[[socket.socket], object]


class PrivateFirst(Front[dns.resolver.Resolver, Check, socket.socket]):
    """Connects to a service over PrivateLink where there is any, and over the internet where there is none or it fails.

    Safe to use from several threads. Its arguments are described at `Front`; `check` takes the connected socket.
    """

    def connect(self) -> socket.socket:
        """Return a connected, blocking socket, after the TLS handshake if there is an `ssl_context`.

        Raises:
            NothingReachable: if no address serves within `lifetime`.
        """
        going = self._begin()
        _Run(self, going).connect()
        self._learn(going)
        return self._won(going)

    def probe(self) -> bool:
        """Look whether private addresses serve, within `connect_within`, and prefer them from then on, or public ones.

        For programs that look in the background instead of with a connection of theirs.
        """
        going = self._begin(Order.PRIVATE_ONLY)
        _Run(self, going).connect()
        self._learn(going)
        if going.connection is not None:
            going.connection.close()
        return going.connection is not None

    def addresses(self) -> tuple[Candidate, ...]:
        """Return the addresses in the order that a connection would try them now.

        What is not known after `connect_within` is left out, if anything is known.

        Raises:
            NothingReachable: if there is none.
        """
        going = self._begin(self._order())
        _Run(self, going).ask()
        return self._listed(going)


class _Run:
    """One connection, driven from the thread that wants it; nothing is left open of it but what won."""

    def __init__(self, client: PrivateFirst, going: Going[socket.socket]) -> None:
        self._client = client
        self._going = going
        self._events: SimpleQueue[Answered | Ended[socket.socket]] = SimpleQueue()
        self._attempts: list[_Attempt] = []

    def connect(self) -> None:
        race, won = self._going.race, None
        try:
            while not race.over(now := self._client._clock()):
                self._ask_each(race.asks(now))
                while (candidate := race.next(now)) is not None:
                    self._attempts.append(attempt := _Attempt(self._client, candidate, self._left(), self._events.put))
                    self._start(attempt.run)
                self._wait(now)
            won = self._going.connection
        finally:
            for attempt in self._attempts:
                attempt.abandon_unless(won)

    def ask(self) -> None:
        race = self._going.race
        while not race.listed(now := self._client._clock()):
            self._ask_each(race.asks(now, all_names=True))
            self._wait(now)

    def _ask_each(self, questions: Iterable[Question]) -> None:
        for question in questions:
            self._start(self._ask, question)

    def _ask(self, question: Question) -> None:
        answer = ask(lambda: self._client._resolver or dns.resolver.Resolver(), question, self._left())
        self._events.put(Answered(question, answer))

    def _start(self, task: Callable[..., None], *arguments: object) -> None:
        threading.Thread(target=task, args=arguments, name="private-first", daemon=True).start()

    def _wait(self, now: float) -> None:
        try:
            event = self._events.get(timeout=max(0.0, self._going.race.wakes_at(now) - now))
        except Empty:
            return
        self._going.take(event, self._client._clock())

    def _left(self) -> float:
        return max(_LEAST_TIMEOUT, self._going.race.ends_at - self._client._clock())


class _Attempt:
    """One address: its thread alone opens and closes the socket, others only cut it short."""

    def __init__(
        self,
        client: PrivateFirst,
        candidate: Candidate,
        seconds: float,
        telling: Callable[[Ended[socket.socket]], None],
    ) -> None:
        self._client = client
        self._candidate = candidate
        self._ends_at = time.monotonic() + seconds
        self._telling = telling
        family = socket.AF_INET6 if candidate.address.version == 6 else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._lock = threading.Lock()
        self._abandoned = False
        self._done = False

    def run(self) -> None:
        try:
            self._establish()
        except Exception as error:
            self._socket.close()
            self._telling(Ended(self._candidate, error=error))
            return
        with self._lock:
            self._done = True
            if self._abandoned:
                self._socket.close()
                return
        self._telling(Ended(self._candidate, self._socket))

    def abandon_unless(self, winner: socket.socket | None) -> None:
        """End the attempt, wherever it is, if it is not what won."""
        with self._lock:
            if self._socket is winner:
                return
            self._abandoned = True
            if self._done:
                self._socket.close()
                return
            # It wakes the thread that waits for the peer, and that thread closes the socket. TLS says no farewell.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _establish(self) -> None:
        self._go_on()
        self._socket.connect((str(self._candidate.address), self._client._port))
        if self._client._ssl_context is not None:
            self._secure(self._client._ssl_context)
        if self._client._check is not None:
            self._go_on()
            self._client._check(self._socket)
        self._socket.settimeout(socket.getdefaulttimeout())

    def _secure(self, context: ssl.SSLContext) -> None:
        name = self._client._server_name
        secured = context.wrap_socket(self._socket, server_hostname=name, do_handshake_on_connect=False)
        with self._lock:
            self._socket = secured
        self._go_on()
        secured.do_handshake()

    def _go_on(self) -> None:
        """Give the next step the time that is left.

        Raises:
            TimeoutError: if there is none left, or no need any more.
        """
        left = self._ends_at - time.monotonic()
        if self._abandoned or left <= 0:
            raise TimeoutError("given up")
        self._socket.settimeout(left)
