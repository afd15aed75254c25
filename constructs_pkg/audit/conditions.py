"""Conditions of a template, as far as its parameters and pseudo parameters decide them before deployment.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.value import Literal, Unresolved, Value, malformed, scalar_text, unresolved_in

if TYPE_CHECKING:
    from constructs_pkg.audit.evaluation import Evaluation

# Whether a condition holds, or why that is not known.
Truth: TypeAlias = bool | Unresolved


def condition_holds(run: Evaluation, name: object, stack: StackFact) -> Truth:
    """Return whether the condition called `name` holds."""
    conditions = stack.section("Conditions")
    if not isinstance(name, str) or name not in conditions:
        return Unresolved(f"condition {shortened(str(name))}: stack {stack.id} has no condition of that name")
    found = run.inside((stack.id, f"condition {name}"), lambda: _truth(run, conditions[name], stack))
    return found if found is not None else Unresolved(f"condition {name} of stack {stack.id} depends on itself")


def if_(run: Evaluation, argument: object, stack: StackFact) -> Value:
    """Follow ``Fn::If`` to the value that its condition chooses."""
    if not (isinstance(argument, list) and len(argument) == 3):
        return malformed("Fn::If", "a condition and two values")
    truth = condition_holds(run, argument[0], stack)
    if isinstance(truth, bool):
        return run.value(argument[1 if truth else 2], stack)
    one, other = run.value(argument[1], stack), run.value(argument[2], stack)
    return one if one == other else Unresolved(f"Fn::If: {truth.reason}")


def _truth(run: Evaluation, node: object, stack: StackFact) -> Truth:
    return run.deeper(lambda: _followed(run, node, stack))


def _followed(run: Evaluation, node: object, stack: StackFact) -> Truth:
    name, argument = next(iter(node.items())) if isinstance(node, Mapping) and len(node) == 1 else ("", None)
    if name == "Condition":
        return condition_holds(run, argument, stack)
    if name not in ("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not") or not isinstance(argument, list):
        return malformed("a condition", "Fn::Equals, Fn::And, Fn::Or or Fn::Not with a list")
    if name == "Fn::Equals":
        return _equal(run, argument, stack)
    found = [_truth(run, one, stack) for one in argument]
    if name == "Fn::Not":
        return malformed(name, "one condition") if len(found) != 1 else _inverted(found[0])
    decisive = name == "Fn::Or"
    if decisive in found:
        return decisive
    return next((one for one in found if isinstance(one, Unresolved)), not decisive)


def _inverted(truth: Truth) -> Truth:
    return truth if isinstance(truth, Unresolved) else not truth


def _equal(run: Evaluation, argument: list[object], stack: StackFact) -> Truth:
    """Compare two values, case and all; what is known at deployment only equals itself."""
    if len(argument) != 2:
        return malformed("Fn::Equals", "two values")
    one, other = (run.value(each, stack) for each in argument)
    failed = unresolved_in(one) or unresolved_in(other)
    if failed is not None:
        return failed
    if isinstance(one, Literal) and isinstance(other, Literal):
        return scalar_text(one.value) == scalar_text(other.value)
    return True if one == other else Unresolved("a condition compares what is known at deployment only")
