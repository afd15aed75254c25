"""The words of the findings: a rule, what it found, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.value import Resource

if TYPE_CHECKING:
    from constructs_pkg.audit.findings.evidence import Evidence


class Severity(Enum):
    """How bad a finding is, by the words of SARIF.

    ERROR: AWS refuses it, or what it is for cannot work. WARNING: it deploys, and probably does something
    else than was meant. NOTE: worth knowing.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Place:
    """Where something stands: a stack, a resource in it, or one entry of that resource's list."""

    stack: str
    logical_id: str | None = None
    entry: int | None = None

    def __str__(self) -> str:
        inside = f"/{self.logical_id}" if self.logical_id is not None else ""
        return f"{self.stack}{inside}" + (f"[{self.entry}]" if self.entry is not None else "")


def place_of(thing: Resource | RecordFact) -> Place:
    """Return where a resource or a record stands."""
    if isinstance(thing, RecordFact):
        return Place(thing.source.stack, thing.source.logical_id, thing.entry)
    return Place(thing.stack, thing.logical_id)


@dataclass(frozen=True)
class Found:
    """What a rule sees at one place, as one sentence with the actual values."""

    place: Place
    wrong: str


@dataclass(frozen=True)
class Rule:
    """One question over a whole assembly.

    Attributes:
        id: Stable, kebab-case.
        meaning: One sentence that is true of everything it finds.
        fix: What to do about it, as one sentence.
        source: The AWS page or RFC that says so.
        find: Returns what it finds in any order.
    """

    id: str
    severity: Severity
    meaning: str
    fix: str
    source: str
    find: Callable[[Evidence], Iterable[Found]]


@dataclass(frozen=True)
class Finding:
    """What one rule found at one place."""

    rule: Rule
    found: Found

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.found.place
