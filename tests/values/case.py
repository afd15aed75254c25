"""A rule shown by an input that it refuses and the nearest one that it accepts."""

from collections.abc import Callable
from dataclasses import dataclass

from constructs_pkg.values.problem import Problem, Severity


@dataclass(frozen=True)
class Case:
    """One rule with two examples.

    Attributes:
        says: The line of the limits, or the sentence, that the rule keeps.
        rule: The rule's id.
        path: Where the refused input is at fault.
        refused: Finds the problems of the refused input.
        accepted: Finds the problems of its valid neighbour.
        severity: Whether the rule refuses or only warns.
    """

    says: str
    rule: str
    path: str
    refused: Callable[[], list[Problem]]
    accepted: Callable[[], list[Problem]]
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return the test's id."""
        return f"{self.rule} {self.path}"


def assert_refused(case: Case) -> None:
    """Assert that the rule is what the refused input breaks, at its place and with its severity."""
    found = [(problem.rule, problem.path, problem.severity) for problem in case.refused()]
    assert (case.rule, case.path, case.severity) in found, found


def assert_accepted(case: Case) -> None:
    """Assert that the neighbour has no error and does not break the rule."""
    problems = case.accepted()
    assert [problem for problem in problems if problem.severity == "error" or problem.rule == case.rule] == []
