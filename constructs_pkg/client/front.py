"""What the blocking and the asyncio client share: their arguments, what they remember, and how a connection goes on."""

from __future__ import annotations

import logging
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from constructs_pkg.client.addresses import Address, Candidate, Ranges, Reach
from constructs_pkg.client.answers import FAMILIES, Answer, Answers, Question
from constructs_pkg.client.bounds import Bounds
from constructs_pkg.client.hostname import MalformedName, hostname
from constructs_pkg.client.preference import Order, Preference, Verdict
from constructs_pkg.client.race import Race

ResolverT = TypeVar("ResolverT")
CheckT = TypeVar("CheckT")
ConnectionT = TypeVar("ConnectionT")

_LOGGER = logging.getLogger("constructs_pkg.client")
_DEFAULTS = Bounds()
_HIGHEST_PORT = 65535


class RefusedInput(ValueError):
    """Arguments that a client cannot keep, all of them, one a line."""


class NothingReachable(ConnectionError):
    """No address served, or none is known.

    Attributes:
        failures: What each address that failed failed with.
    """

    def __init__(self, race: Race, port: int, failures: Mapping[Address, Exception]) -> None:
        self.failures = dict(failures)
        name = next(each.name for each in race.questions if each.role is Reach.PUBLIC)
        told = [
            f"{each} {_in_words(failures[each.address]) if each.address in failures else 'did not answer in time'}"
            for each in race.candidates()
        ]
        super().__init__(f"{name} port {port}: {'; '.join((*told, *race.unknown()))}")


def _in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


@dataclass(frozen=True)
class Answered:
    """A question was answered."""

    question: Question
    answer: Answer


@dataclass(frozen=True)
class Ended(Generic[ConnectionT]):
    """An attempt ended with a connection or with an error."""

    candidate: Candidate
    connection: ConnectionT | None = None
    error: Exception | None = None


@dataclass
class Going(Generic[ConnectionT]):
    """A connection under way.

    Attributes:
        answers: What was asked and when it was answered.
        failures: What addresses failed with.
        connection: What won.
    """

    race: Race
    answers: dict[Question, tuple[Answer, float]] = field(default_factory=dict)
    failures: dict[Address, Exception] = field(default_factory=dict)
    connection: ConnectionT | None = None

    def take(self, event: Answered | Ended[ConnectionT], now: float) -> None:
        """Take what happened."""
        if isinstance(event, Answered):
            self.race.answered(event.question, event.answer, now)
            self.answers[event.question] = (event.answer, now)
        elif event.connection is not None:
            self.race.served(event.candidate.address)
            self.connection = event.connection
        else:
            self.race.failed(event.candidate.address)
            self.failures[event.candidate.address] = event.error or ConnectionError("failed")


class Front(Generic[ResolverT, CheckT, ConnectionT]):
    """Arguments and memory of a client; its time is that of `clock`.

    Args:
        public_name: The name of the service, whose certificate is expected whichever address is used.
        port: The port, the same for all addresses.
        private_name: The name that only those with PrivateLink have an answer for, such as one of `customer_hostname`.
            Without it the answer for the public name brings private and public addresses, or one kind of them.
        connect_within: Seconds until public addresses are tried beside private ones that have not served.
        retry_private_after: Seconds from falling back until private addresses are tried first again; `math.inf` leaves
            that to `probe`.
        lifetime: Seconds until a connection is given up.
        ssl_context: For TLS: it must verify certificates and names. The handshake has to end before an address counts
            as reached.
        check: Is given each new connection and has to return before the address counts as reached, so that a peer that
            accepts and stays silent does not; it refuses a peer by raising any exception.
        resolver: What asks the DNS. By default one with the system's configuration, read anew for each connection.
        ranges: What is private, by default RFC 1918, RFC 6598 and RFC 4193.
        clock: Returns the time in seconds; by default it is that of the machine, which never goes back.

    Raises:
        RefusedInput: if arguments cannot be kept, with all of them.
    """

    def __init__(
        self,
        public_name: str,
        port: int,
        *,
        private_name: str | None = None,
        connect_within: float = _DEFAULTS.connect_within,
        retry_private_after: float = _DEFAULTS.retry_private_after,
        lifetime: float = _DEFAULTS.lifetime,
        ssl_context: ssl.SSLContext | None = None,
        check: CheckT | None = None,
        resolver: ResolverT | None = None,
        ranges: Ranges | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bounds = Bounds(connect_within, retry_private_after, lifetime)
        problems = [*self._bounds.problems()]
        names: dict[Reach, str] = {}
        for role, name in ((Reach.PUBLIC, public_name), (Reach.PRIVATE, private_name)):
            try:
                if name is not None:
                    names[role] = hostname(name, f"malformed-{role.value}-name")
            except MalformedName as error:
                problems.append(str(error))
        if not 0 < port <= _HIGHEST_PORT:
            problems.append(f"bad-port: {port} is no port; give one from 1 to {_HIGHEST_PORT}")
        if len(set(names.values())) < len(names):
            problems.append(
                f"same-name: {public_name} is both names; leave out private_name where one answer has all addresses"
            )
        if ssl_context is not None and not (
            ssl_context.check_hostname and ssl_context.verify_mode is ssl.CERT_REQUIRED
        ):
            problems.append(
                "unverified-peer: the ssl_context does not verify who answers, and addresses come from the DNS; "
                "give one as ssl.create_default_context makes it"
            )
        if problems:
            raise RefusedInput("\n".join(problems))
        self._server_name, self._port = names[Reach.PUBLIC], port
        self._questions = frozenset(Question(name, family, role) for role, name in names.items() for family in FAMILIES)
        self._ssl_context, self._check, self._resolver = ssl_context, check, resolver
        self._ranges, self._clock = ranges or Ranges(), clock
        self._preference, self._answers, self._lock = Preference(retry_private_after), Answers(), threading.Lock()

    @property
    def fallen_back(self) -> bool:
        """Whether public addresses are tried first, because private ones did not serve."""
        with self._lock:
            return self._preference.fallen_back

    def _begin(self, order: Order | None = None) -> Going[ConnectionT]:
        """Return a connection that begins; an order that is given is no trial."""
        with self._lock:
            now = self._clock()
            race = Race(
                self._questions,
                order or self._preference.begin(now),
                self._bounds,
                self._ranges,
                now,
                self._preference.missed(now),
            )
            known = self._answers.still_good(now)
        for question, answer in known.items():
            race.answered(question, answer, now)
        return Going(race)

    def _keep(self, going: Going[ConnectionT]) -> None:
        """Remember answers, each from when it came."""
        with self._lock:
            for question, (answer, known_at) in going.answers.items():
                self._answers.keep(question, answer, known_at)

    def _learn(self, going: Going[ConnectionT]) -> None:
        """Remember what a connection that ended taught, and tell the log when the preference changes."""
        race, verdict = going.race, going.race.verdict()
        self._keep(going)
        with self._lock:
            now, before = self._clock(), self._preference.fallen_back
            self._preference.miss(race.did_not_serve(), now)
            if race.winner is not None:
                self._preference.hit(race.winner.address)
            self._preference.end(verdict, now)
            after = self._preference.fallen_back
            if race.winner is None or verdict is Verdict.FAILED:
                self._answers.forget()
        if after and not before:
            _LOGGER.warning("%s: private addresses do not serve, falling back to public ones", self._server_name)
        elif before and not after:
            _LOGGER.info("%s: public addresses are not preferred any more", self._server_name)

    def _won(self, going: Going[ConnectionT]) -> ConnectionT:
        if going.connection is None:
            raise NothingReachable(going.race, self._port, going.failures)
        return going.connection

    def _listed(self, going: Going[ConnectionT]) -> tuple[Candidate, ...]:
        self._keep(going)
        if not (found := going.race.candidates()):
            raise NothingReachable(going.race, self._port, {})
        return found

    def _order(self) -> Order:
        return Order.PUBLIC_FIRST if self.fallen_back else Order.PRIVATE_FIRST
