from dataclasses import replace

import pytest

from constructs_pkg.values.problem import InvalidInput, Problem, Refused, refuse_errors

ERROR = Problem("b-rule", "b", "2", "is bad", "mend it")
WARNING = Problem("a-rule", "a", "1", "is odd", "look at it", "warning")


def test_a_problem_reads_as_one_line() -> None:
    """Rule, place, value, limit and fix make one sentence."""
    problem = Problem(
        "overlapping-cidr",
        "cells.eu.cidr",
        "10.0.0.0/16",
        "overlaps cells.us.cidr 10.0.0.0/20",
        "routed cells need disjoint ranges",
    )
    expected = (
        "overlapping-cidr: cells.eu.cidr 10.0.0.0/16 overlaps cells.us.cidr 10.0.0.0/20; "
        "routed cells need disjoint ranges"
    )
    assert expected == str(problem)


@pytest.mark.parametrize(
    ("path", "prefix", "expected"),
    [("a", "", "a"), ("", "x", "x"), ("a", "x", "x.a"), ("[0].a", "x", "x[0].a")],
)
def test_a_problem_is_placed_below_a_path(path: str, prefix: str, expected: str) -> None:
    """Keys are joined by dots, indexes are not."""
    assert expected == Problem("r", path, "", "", "").under(prefix).path


def test_one_error_carries_every_problem() -> None:
    """Problems are told once each, one a line: the errors in order, then the warnings, which say what they are."""
    expected = (
        (WARNING, ERROR),
        "b-rule: b 2 is bad; mend it\nwarning: a-rule: a 1 is odd; look at it",
    )
    error = InvalidInput([ERROR, WARNING, ERROR])
    assert expected == (error.problems, str(error))


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([ERROR], "is refused"),
        ([ERROR, replace(ERROR, path="c")], "is refused"),
        ([ERROR, WARNING], "is refused for 1 error, beside 1 warning"),
        (
            [ERROR, replace(ERROR, path="c"), WARNING, replace(WARNING, path="c"), WARNING],
            "is refused for 2 errors, beside 2 warnings",
        ),
    ],
)
def test_the_verdict_counts_warnings_apart(problems: list[Problem], expected: str) -> None:
    """Whoever mends an input knows how many of the lines keep it from being built."""
    assert expected == InvalidInput(problems).verdict


def test_an_error_refuses_the_input() -> None:
    """One error among the problems is enough, and the warnings are told with it."""
    with pytest.raises(InvalidInput) as caught:
        refuse_errors([WARNING, ERROR])
    expected = (WARNING, ERROR)
    assert expected == caught.value.problems


def test_warnings_are_let_through() -> None:
    """Warnings alone are returned, each once."""
    expected = (WARNING,)
    assert expected == refuse_errors([WARNING, WARNING])


def test_a_refusal_becomes_a_problem_at_its_place() -> None:
    """The type says what is wrong, its caller where."""
    refused = Refused("a-rule", 1, "is odd", "mend it")
    expected = (Problem("a-rule", "a.b", "1", "is odd", "mend it"), "a-rule: 1 is odd; mend it")
    assert expected == (refused.at("a.b"), str(refused))
