"""What is wrong with an input: one `Problem` each, all of them in one `InvalidInput`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One rule that one value breaks.

    Attributes:
        rule: Stable kebab-case id, such as ``overlapping-cidr``.
        path: Where the value stands, such as ``cells.eu.cidr``; empty for the input as a whole.
        value: The value as it was given.
        limit: What AWS or this library allows, in words that follow the value.
        fix: What to do about it.
        severity: ``error`` refuses the input; ``warning`` is reported and let through.
    """

    rule: str
    path: str
    value: str
    limit: str
    fix: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the one-line message shown to people."""
        place = " ".join(part for part in (self.path, self.value) if part)
        return f"{self.rule}: {place} {self.limit}; {self.fix}"

    @property
    def line(self) -> str:
        """The message as it is told among others: a warning says that it is one."""
        return str(self) if self.severity == "error" else f"{self.severity}: {self}"

    def under(self, prefix: str) -> Problem:
        """Return this problem with its path placed below `prefix`."""
        if not prefix:
            return self
        joint = "" if not self.path or self.path.startswith("[") else "."
        return replace(self, path=f"{prefix}{joint}{self.path}")


class InvalidInput(ValueError):
    """Every problem of one input, raised before anything is made of it.

    Its text has a line for each problem: first the errors, then the warnings, which begin with ``warning:`` and alone
    would have been let through.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of its text."""
        return tuple(problem.line for problem in sorted(self.problems, key=lambda one: one.severity != "error"))

    @property
    def verdict(self) -> str:
        """How the input is judged, in words that follow its name: with numbers where some lines are warnings."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        warnings = len(self.problems) - errors
        if not warnings:
            return "is refused"
        return f"is refused for {_counted(errors, 'error')}, beside {_counted(warnings, 'warning')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


class Refused(ValueError):
    """A single value that breaks a rule, raised by the type that refuses it.

    The parser that knows where the value stands turns it into a `Problem`.
    """

    def __init__(self, rule: str, value: object, limit: str, fix: str) -> None:
        self.rule, self.value, self.limit, self.fix = rule, str(value), limit, fix
        super().__init__(f"{rule}: {value} {limit}; {fix}")

    def at(self, path: str) -> Problem:
        """Return the problem this refusal is at `path`."""
        return Problem(self.rule, path, self.value, self.limit, self.fix)


def refuse_errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Raise `InvalidInput` if any problem is an error; otherwise return the warnings.

    Raises:
        InvalidInput: with the errors and the warnings together.
    """
    found = tuple(problems)
    if any(problem.severity == "error" for problem in found):
        raise InvalidInput(found)
    return tuple(sorted(set(found)))
