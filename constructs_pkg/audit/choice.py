"""What a routing policy chooses among the records of one name and type, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constructs_pkg.audit.facts import Facts, RecordFact
from constructs_pkg.audit.value import in_words
from constructs_pkg.audit.world import World


@dataclass(frozen=True)
class Choice:
    """The records that answer, and one sentence that says why.

    Attributes:
        pick: How many of the records an answer has where chance decides; None where it has all of them.
        draw: Where in the chosen record's share the draw fell, as a draw of its own for what the record leads to;
            None where nothing was drawn.
    """

    records: tuple[RecordFact, ...]
    sentence: str
    pick: int | None = None
    draw: float | None = None


@dataclass(frozen=True)
class Asking:
    """Who asks which kind of zone, as far as a routing policy looks at it.

    Attributes:
        private: Whether the zone is private: then the Region of the VPC counts, and no client.
        region: The Region of the VPC that asks a private zone.
        ill: Why a record is unhealthy, or None.
    """

    facts: Facts
    world: World
    private: bool
    region: str | None
    ill: Callable[[RecordFact], str | None]

    def healthy(self, records: Sequence[RecordFact]) -> tuple[RecordFact, ...]:
        """Return the healthy ones, or all of them where none is healthy.

        Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html.
        """
        return tuple(one for one in records if self.ill(one) is None) or tuple(records)

    def ills(self, records: Sequence[RecordFact]) -> str:
        """Return the clause on the unhealthy records that a sentence on a choice ends with."""
        reasons = [(one, self.ill(one)) for one in records]
        clauses = [f"{identifier(one)} is unhealthy ({reason})" for one, reason in reasons if reason is not None]
        if not clauses:
            return ""
        all_ill = "; none is healthy, so that all count as healthy" if len(clauses) == len(records) else ""
        return f"; {'; '.join(clauses)}{all_ill}"


def identifier(record: RecordFact) -> str:
    """Return a record's set identifier in words, or its name where it has none."""
    return in_words(record.set_identifier) if record.set_identifier is not None else record.name
