"""What synthesis is to keep to, and whether it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.calls import CALLBACKS, calls
from bench.figures import Figures
from bench.programs import JAVASCRIPT, LIBRARY, PYTHON

CELLS = 200
MOST_CALLS = 6
MOST_CALLBACKS = 0
MOST_OF_JAVASCRIPT = 1.25
MOST_OF_PYTHON = 0.55
SLOWEST_PREVIEW = 1.0


@dataclass(frozen=True)
class Verdict:
    """A target and what was measured.

    Attributes:
        target: What is wanted.
        measured: What it is; None if no such size was measured.
        most: The most it may be.
        unit: Stands behind both numbers.
        rounds: What the single rounds measured, where they may differ.
    """

    target: str
    measured: float | None
    most: float
    unit: str = ""
    rounds: tuple[float, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether it is kept to; None if that was not measured."""
        return None if self.measured is None else self.measured <= self.most


def judge(figures: Figures) -> Iterator[Verdict]:
    """Yield a verdict for each target; times are those without the CDK's own validation."""
    crossings = figures.calls[LIBRARY]
    yield Verdict("calls into the CDK a cell, with its service and endpoint", calls(crossings), MOST_CALLS)
    yield Verdict("callbacks from the CDK a cell", crossings[CALLBACKS], MOST_CALLBACKS)
    for program, most in ((JAVASCRIPT, MOST_OF_JAVASCRIPT), (PYTHON, MOST_OF_PYTHON)):
        yield _time(figures, program, most)
    measured = figures.largest == CELLS
    yield Verdict(
        f"preview of {CELLS} cells without the CDK",
        figures.seconds("preview") if measured else None,
        SLOWEST_PREVIEW,
        " s",
        tuple(figures.pure["preview"]) if measured else (),
    )


def _time(figures: Figures, program: str, most: float) -> Verdict:
    target = f"time at {CELLS} cells, by that of {program}"
    if CELLS not in figures.sizes:
        return Verdict(target, None, most, "x")
    ratio = figures.wall(False, LIBRARY, CELLS) / figures.wall(False, program, CELLS)
    return Verdict(target, ratio, most, "x", tuple(figures.ratios(False, program, CELLS)))
