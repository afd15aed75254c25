"""One connection: which address is tried when, and what the outcome teaches. Time is given, never read.

The addresses of one kind are begun one a little after the other, and all go on, as in RFC 8305 section 5. The other
kind begins where the first has nothing left to try, or after `connect_within`; what is under way goes on beside it, and
the first address to serve wins.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field

from constructs_pkg.client.addresses import Address, Candidate, Ranges, Reach
from constructs_pkg.client.answers import Absent, Answer, Found, Question, Unanswered
from constructs_pkg.client.bounds import LEAST_ATTEMPT_DELAY, Bounds
from constructs_pkg.client.preference import Order, Verdict

_KINDS: dict[Order, tuple[Reach, ...]] = {
    Order.PRIVATE_FIRST: (Reach.PRIVATE, Reach.PUBLIC),
    Order.PUBLIC_FIRST: (Reach.PUBLIC, Reach.PRIVATE),
    Order.PRIVATE_ONLY: (Reach.PRIVATE,),
}


@dataclass
class _Trial:
    """An address, from the moment that it is known."""

    candidate: Candidate
    question: Question
    known_at: float
    begun_at: float | None = None
    failed: bool = False


@dataclass
class Race:
    """Decides on one connection: tell it what happened, and ask it what to do.

    Attributes:
        questions: What may be asked; answers may come in any order.
        order: What is tried first.
        bounds: The bounds.
        ranges: What is private.
        began_at: When it began.
        missed: Addresses that are tried last among their kind.
        winner: The address that served.
    """

    questions: frozenset[Question]
    order: Order
    bounds: Bounds
    ranges: Ranges
    began_at: float
    missed: Collection[Address] = ()
    winner: Candidate | None = None
    _asked: set[Question] = field(default_factory=set)
    _answers: dict[Question, tuple[Answer, float]] = field(default_factory=dict)
    _trials: dict[Address, _Trial] = field(default_factory=dict)
    _switched: bool = False
    _next_at: float = -math.inf
    _last_version: int = 0

    @property
    def switches_at(self) -> float:
        """When the other kind of addresses is tried at the latest."""
        return self.began_at + self.bounds.connect_within

    @property
    def ends_at(self) -> float:
        """When it is given up."""
        return self.switches_at if self.order is Order.PRIVATE_ONLY else self.began_at + self.bounds.lifetime

    def asks(self, now: float, all_names: bool = False) -> tuple[Question, ...]:
        """Return what to ask now and was not asked before: both names at once.

        While public addresses go first, the private name is asked only when they have not served: where its name
        servers are silent, questions that nobody waits for would pile up.

        Args:
            now: The time.
            all_names: Whether to ask both names all the same.
        """
        self._switch(now)
        if self.order is Order.PUBLIC_FIRST and not self._switched and not all_names:
            wanted = {each for each in self.questions if each.role is Reach.PUBLIC}
        else:
            wanted = set(self.questions)
        new = wanted - self._asked - self._answers.keys()
        self._asked |= new
        return tuple(new)

    def answered(self, question: Question, answer: Answer, now: float) -> None:
        """Take the answer to a question."""
        self._answers[question] = (answer, now)
        if isinstance(answer, Absent) and answer.whole_name:
            self._answers.setdefault(question.sibling, (answer, now))
        if isinstance(answer, Found):
            for address in answer.addresses:
                self._add(address, question, now)

    def failed(self, address: Address) -> None:
        """Take it that an address does not serve; the next one begins without delay."""
        self._trials[address].failed = True
        self._next_at = -math.inf

    def served(self, address: Address) -> None:
        """Take it that an address serves: the race is over."""
        self.winner = self._trials[address].candidate

    def next(self, now: float) -> Candidate | None:
        """Return the address to try now, which then is under way, or None."""
        if self.winner is not None or now >= self.ends_at:
            return None
        self._switch(now)
        trial = self._choice(now)
        if trial is None or (now < self._next_at and not self._is_first_of_other_kind(trial)):
            return None
        trial.begun_at = now
        self._last_version = trial.candidate.address.version
        self._next_at = now + self._delay(trial.candidate.reach, now)
        return trial.candidate

    def wakes_at(self, now: float) -> float:
        """Return when to ask again if nothing happens before."""
        moments = {self.ends_at, self.switches_at, self._next_at}
        moments |= {known + self.bounds.resolution_delay for _, known in self._answers.values()}
        return min((each for each in moments if each > now), default=now)

    def over(self, now: float) -> bool:
        """Tell whether there is a winner, or nothing left to wait for."""
        if self.winner is not None or now >= self.ends_at:
            return True
        left = any(not each.failed for kind in _KINDS[self.order] for each in self._of(kind))
        return not left and self.questions <= self._answers.keys()

    def listed(self, now: float) -> bool:
        """Tell whether the addresses are known: all, or some when the bound is over."""
        late = now >= self.switches_at and bool(self._trials)
        return late or now >= self.ends_at or self.questions <= self._answers.keys()

    def candidates(self) -> tuple[Candidate, ...]:
        """Return all addresses that are known, in the order that they would be begun in if none served."""
        known = {each: list(self._of(each)) for each in _KINDS[self.order]}
        ordered: list[_Trial] = []
        for trials in known.values():
            version = 0
            while trials:
                trials.remove(chosen := self._best(trials, version))
                version = chosen.candidate.address.version
                ordered.append(chosen)
        return tuple(each.candidate for each in ordered)

    def verdict(self) -> Verdict:
        """Return what the race taught about the private addresses."""
        if self.winner is not None and self.winner.reach is Reach.PRIVATE:
            return Verdict.REACHED
        named = {each for each in self.questions if each.role is Reach.PRIVATE}
        if not self._of(Reach.PRIVATE):
            if all(self._is_known(each) for each in named or self.questions):
                return Verdict.ABSENT
            if not named:
                return Verdict.NOTHING
        if self.order is Order.PRIVATE_ONLY or (self.winner is not None and self.order is Order.PRIVATE_FIRST):
            return Verdict.FAILED
        return Verdict.NOTHING

    def did_not_serve(self) -> frozenset[Address]:
        """Return the addresses that failed, and those that began before the winner and had not served when it did."""
        winning = self._trials[self.winner.address].begun_at if self.winner is not None else None
        return frozenset(
            address
            for address, each in self._trials.items()
            if each.failed or (winning is not None and each.begun_at is not None and each.begun_at < winning)
        )

    def unknown(self) -> tuple[str, ...]:
        """Return in words which questions brought no addresses, and why."""
        words = []
        for question in sorted(self.questions, key=lambda each: (each.role.value, each.family)):
            answer, _ = self._answers.get(question, (Unanswered("was not answered in time"), 0.0))
            if isinstance(answer, Absent):
                words.append(
                    f"{question.name} " + (f"has no {question.family} records", "does not exist")[answer.whole_name]
                )
            elif isinstance(answer, Unanswered):
                words.append(f"{question.name} {question.family} {answer.reason}")
        return tuple(dict.fromkeys(words))

    def _switch(self, now: float) -> None:
        if not self._switched and (now >= self.switches_at or self._exhausted(_KINDS[self.order][0], now)):
            self._switched = True

    def _add(self, address: Address, question: Question, now: float) -> None:
        reach = self.ranges.reach_of(address, of_private_name=question.role is Reach.PRIVATE)
        if reach is None:
            return
        trial = self._trials.setdefault(address, _Trial(Candidate(address, reach), question, now))
        if reach is Reach.PRIVATE:
            trial.candidate = Candidate(address, reach)

    def _of(self, kind: Reach) -> tuple[_Trial, ...]:
        return tuple(each for each in self._trials.values() if each.candidate.reach is kind)

    def _is_known(self, question: Question) -> bool:
        return question in self._answers and not isinstance(self._answers[question][0], Unanswered)

    def _exhausted(self, kind: Reach, now: float) -> bool:
        """Tell whether nothing of a kind is to be tried, under way or soon to be known."""
        # The public name too may have private addresses: those of the CIDR mechanism, or of a split horizon.
        bringing = (each for each in self.questions if kind is Reach.PRIVATE or each.role is kind)
        return all(each.failed for each in self._of(kind)) and not any(
            self._worth_waiting(each, now) for each in bringing
        )

    def _worth_waiting(self, question: Question, now: float) -> bool:
        if question in self._answers:
            return False
        answer, known_at = self._answers.get(question.sibling, (None, 0.0))
        return not isinstance(answer, Found) or now < known_at + self.bounds.resolution_delay

    def _choice(self, now: float) -> _Trial | None:
        first, *others = _KINDS[self.order]
        for kind in (*others, first) if self._switched else (first,):
            ready = [each for each in self._of(kind) if each.begun_at is None and self._is_ready(each, now)]
            if ready:
                return self._best(ready, self._last_version)
        return None

    def _is_ready(self, trial: _Trial, now: float) -> bool:
        """Tell whether an address need not wait for the IPv6 addresses of its name: RFC 8305 section 3."""
        known = trial.question.family == "AAAA" or trial.question.sibling in self._answers
        return known or now >= trial.known_at + self.bounds.resolution_delay

    def _is_first_of_other_kind(self, trial: _Trial) -> bool:
        kind = trial.candidate.reach
        return kind is not _KINDS[self.order][0] and all(each.begun_at is None for each in self._of(kind))

    def _best(self, trials: Collection[_Trial], version: int) -> _Trial:
        """Return the next one: families by turns, IPv6 first (RFC 8305 section 4), else as they were answered."""

        def rank(trial: _Trial) -> tuple[bool, bool, int]:
            address = trial.candidate.address
            return address in self.missed, address.version == version, -address.version

        return min(trials, key=rank)

    def _delay(self, kind: Reach, now: float) -> float:
        """Return for how long an attempt goes alone: all of the first kind are to begin before the other kind does."""
        if kind is not _KINDS[self.order][0]:
            return self.bounds.attempt_delay
        left = sum(each.begun_at is None for each in self._of(kind))
        return max(LEAST_ATTEMPT_DELAY, min(self.bounds.attempt_delay, (self.switches_at - now) / (left + 1)))
