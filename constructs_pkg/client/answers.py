"""Questions to the DNS, what they were answered with, and for how long an answer is good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from constructs_pkg.client.addresses import Address, Reach

Family: TypeAlias = Literal["AAAA", "A"]
FAMILIES: tuple[Family, ...] = ("AAAA", "A")


@dataclass(frozen=True)
class Question:
    """What to ask.

    Attributes:
        name: The name.
        family: The type of records.
        role: Whether it is the private or the public name.
    """

    name: str
    family: Family
    role: Reach

    @property
    def sibling(self) -> Question:
        """The question for the other family of addresses."""
        return Question(self.name, "A" if self.family == "AAAA" else "AAAA", self.role)


@dataclass(frozen=True)
class Found:
    """Addresses in the order they were answered, and the seconds they are good for."""

    addresses: tuple[Address, ...]
    ttl: float


@dataclass(frozen=True)
class Absent:
    """There is nothing.

    Attributes:
        ttl: The seconds that this is good for: RFC 2308 section 5. 0 where the answer does not say.
        whole_name: Whether the name does not exist for any type (RFC 8020 section 2).
    """

    ttl: float
    whole_name: bool = False


@dataclass(frozen=True)
class Unanswered:
    """The DNS failed, so that nothing is known."""

    reason: str


Answer: TypeAlias = Found | Absent | Unanswered


@dataclass
class Answers:
    """Answers that are still good: none is kept for longer than its TTL, and none that the DNS failed to give."""

    _kept: dict[Question, tuple[Answer, float]] = field(default_factory=dict)

    def keep(self, question: Question, answer: Answer, now: float) -> None:
        """Keep an answer for as long as it is good."""
        if not isinstance(answer, Unanswered):
            self._kept[question] = (answer, now + answer.ttl)

    def still_good(self, now: float) -> dict[Question, Answer]:
        """Return what need not be asked again; a TTL of 0 is over at once."""
        self._kept = {question: (answer, end) for question, (answer, end) in self._kept.items() if now < end}
        return {question: answer for question, (answer, _) in self._kept.items()}

    def forget(self) -> None:
        """Forget all, because addresses that were answered do not serve."""
        self._kept.clear()
