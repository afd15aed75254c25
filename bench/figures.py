"""What the samples say: medians, ratios, and how time grows with the number of cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log
from statistics import median

from bench.programs import LIBRARY, PROGRAMS, Sample


@dataclass
class Figures:
    """Everything that was measured.

    Attributes:
        sizes: The numbers of cells, ascending.
        samples: The rounds of each program and size, with the CDK's own validation or without.
        calls: What one more cell adds for each Python program: calls by kind, and callbacks.
        pure: The rounds of the steps that need no CDK, at the largest size, in seconds.
    """

    sizes: list[int]
    samples: dict[tuple[bool, str, int], list[Sample]] = field(default_factory=dict)
    calls: dict[str, dict[str, int]] = field(default_factory=dict)
    pure: dict[str, list[float]] = field(default_factory=dict)

    @property
    def largest(self) -> int:
        """The largest number of cells."""
        return self.sizes[-1]

    def wall(self, validation: bool, program: str, cells: int) -> float:
        """Return the median time of a run in seconds."""
        return self._median(validation, program, cells, lambda sample: sample.wall)

    def cpu(self, validation: bool, program: str, cells: int) -> float:
        """Return the median processor time of a run in seconds."""
        return self._median(validation, program, cells, lambda sample: sample.cpu)

    def peak(self, program: str, cells: int) -> float:
        """Return the median peak of memory in bytes, without validation."""
        return self._median(False, program, cells, lambda sample: sample.peak)

    def ratios(self, validation: bool, other: str, cells: int) -> list[float]:
        """Return the library's time by that of `other`, round by round: their spread is the doubt about the medians."""
        rounds = zip(self.samples[validation, LIBRARY, cells], self.samples[validation, other, cells], strict=True)
        return [ours.wall / theirs.wall for ours, theirs in rounds]

    def milliseconds_a_cell(self, validation: bool, program: str) -> float | None:
        """Return what a cell adds between the smallest and the largest size; None for one size."""
        first, last = self.sizes[0], self.largest
        if first == last:
            return None
        grown = self.wall(validation, program, last) - self.wall(validation, program, first)
        return 1000 * grown / (last - first)

    def exponent(self, validation: bool, program: str) -> float | None:
        """Return the power of the number of cells by which time grows, beyond what the smallest size takes.

        1 is linear. It needs three sizes, and is taken between the two largest.
        """
        if len(self.sizes) < 3:
            return None
        first, middle, last = self.sizes[0], self.sizes[-2], self.largest
        start = self.wall(validation, program, first)
        grown = [self.wall(validation, program, cells) - start for cells in (middle, last)]
        return log(grown[1] / grown[0]) / log((last - first) / (middle - first)) if min(grown) > 0 else None

    def seconds(self, step: str) -> float:
        """Return the median time of a step that needs no CDK."""
        return median(self.pure[step])

    def _median(self, validation: bool, program: str, cells: int, of: Callable[[Sample], float]) -> float:
        return median(of(sample) for sample in self.samples[validation, program, cells])

    def as_json(self) -> dict[str, object]:
        """Return every number, for machines."""
        return {
            "sizes": self.sizes,
            "samples": [
                {"validation": validation, "program": program, "cells": cells, **vars(sample)}
                for (validation, program, cells), rounds in self.samples.items()
                for sample in rounds
            ],
            "growth": [
                {
                    "validation": validation,
                    "program": program,
                    "milliseconds_a_cell": self.milliseconds_a_cell(validation, program),
                    "exponent": self.exponent(validation, program),
                }
                for validation in sorted({validation for validation, _, _ in self.samples})
                for program in PROGRAMS
            ],
            "calls_a_cell": self.calls,
            "without_the_cdk": self.pure,
        }
