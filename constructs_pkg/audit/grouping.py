"""One row of a matrix for a narrow page: vantages of one answer together, and many alike answers told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from constructs_pkg.audit.names import Cell, Matrix, Row

# The largest group of vantages with one answer is counted, not listed, from one more on.
MOST_LABELS = 3

# A row with more answers than this shows this many of them at most.
MOST_ANSWERS = 8

# Where a row has too many answers, those that are like most are shown by a few.
EXAMPLES = 3


@dataclass(frozen=True)
class Group:
    """Vantages that get one answer.

    Attributes:
        vantages: Their names, or how many they are.
        cell: The answer, or one of them.
        said: What is said instead of the answer where there are several.
    """

    vantages: str
    cell: Cell
    said: str | None = None


def grouped(matrix: Matrix, row: Row) -> Iterator[Group]:
    """Yield each answer of a row once, with the vantages that get it; the largest group comes last.

    Of very many answers the odd ones go before those that are alike, and the rest is counted.
    """
    groups: dict[tuple[str, bool | None], tuple[list[str], Cell]] = {}
    for vantage, cell in zip(matrix.vantages, row.cells, strict=True):
        groups.setdefault((cell.text, cell.odd), ([], cell))[0].append(vantage.name)
    ordered = list(groups.values())
    if len(ordered) > MOST_ANSWERS:
        yield from _folded(ordered)
        return
    largest = max(ordered, key=lambda group: len(group[0]))
    last = []
    if len(largest[0]) > MOST_LABELS:
        ordered.remove(largest)
        together = f"the other {len(largest[0])}" if ordered else f"all {len(largest[0])}"
        last = [Group(together, largest[1])]
    yield from (Group(", ".join(names), cell) for names, cell in ordered)
    yield from last


def _folded(groups: list[tuple[list[str], Cell]]) -> Iterator[Group]:
    odd = [group for group in groups if group[1].odd]
    alike = [group for group in groups if group[1].odd is False]
    apart = [group for group in groups if group[1].odd is None]
    for found, most, said in (
        (odd, MOST_ANSWERS - EXAMPLES, "other answers"),
        (alike, EXAMPLES, "alike, each of its own"),
        (apart, EXAMPLES, "other answers"),
    ):
        yield from (Group(_listed(names), cell) for names, cell in found[:most])
        rest = [name for names, _ in found[most:] for name in names]
        if rest:
            yield Group(f"{len(rest)} more", found[-1][1], said)


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_LABELS
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:MOST_LABELS])} and {more} more"
