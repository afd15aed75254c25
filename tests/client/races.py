"""A race in a world made by hand: when names are answered, and what becomes of each address."""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import count

from constructs_pkg.client.addresses import Address, Candidate, Ranges, Reach
from constructs_pkg.client.answers import FAMILIES, Answer, Found, Question
from constructs_pkg.client.bounds import Bounds
from constructs_pkg.client.preference import Order
from constructs_pkg.client.race import Race

NEVER = float("inf")
QUESTIONS: Mapping[tuple[str, str], Question] = {
    (role.value, family): Question(f"{role.value}.example", family, role) for role in Reach for family in FAMILIES
}


@dataclass(frozen=True)
class Fate:
    """What becomes of an address: it serves, or fails, so many seconds after it began."""

    serves: bool
    after: float


@dataclass
class Run:
    """A race that has ended.

    Attributes:
        begun: The addresses and when each began.
        failed: When addresses failed.
        asked: When questions were asked.
        ended: When it was over.
    """

    race: Race
    begun: dict[Address, float] = field(default_factory=dict)
    failed: dict[Address, float] = field(default_factory=dict)
    asked: dict[Question, float] = field(default_factory=dict)
    ended: float = 0.0

    def order(self) -> list[str]:
        return [str(each) for each in self.begun]


def run(
    answers: Mapping[tuple[str, str], tuple[float, Answer]],
    fates: Mapping[str, Fate],
    order: Order = Order.PRIVATE_FIRST,
    bounds: Bounds | None = None,
    ranges: Ranges | None = None,
    missed: frozenset[Address] = frozenset(),
) -> Run:
    """Run a race from the time 0; an address without a fate never answers."""
    questions = {key: QUESTIONS[key] for key in answers}
    times = {questions[key]: answers[key] for key in answers}
    race = Race(frozenset(times), order, bounds or Bounds(), ranges or Ranges(), 0.0, missed)
    made, now, order_of = Run(race), 0.0, count()
    happening: list[tuple[float, int, Callable[[float], None]]] = []

    def at(moment: float, what: Callable[[float], None]) -> None:
        if moment < NEVER:
            heapq.heappush(happening, (moment, next(order_of), what))

    def begin(candidate: Candidate) -> None:
        address = candidate.address
        assert address not in made.begun, f"{address} began twice"
        made.begun[address] = now
        fate = fates.get(str(address), Fate(False, NEVER))
        at(now + fate.after, lambda then: race.served(address) if fate.serves else fail(address, then))

    def fail(address: Address, then: float) -> None:
        made.failed[address] = then
        race.failed(address)

    def answered(question: Question) -> Callable[[float], None]:
        return lambda then: race.answered(question, times[question][1], then)

    while not race.over(now):
        for question in race.asks(now):
            assert question not in made.asked, f"{question} was asked twice"
            made.asked[question] = now
            at(now + times[question][0], answered(question))
        while (candidate := race.next(now)) is not None:
            begin(candidate)
        wakes = race.wakes_at(now)
        assert wakes > now, "the race neither ends nor waits"
        now = min(wakes, happening[0][0]) if happening else wakes
        while happening and happening[0][0] <= now and race.winner is None:
            heapq.heappop(happening)[2](now)
    made.ended = now
    return made


def found(*addresses: str, ttl: float = 60) -> Found:
    return Found(tuple(map(ip_address, addresses)), ttl)
