"""One evaluation of one expression, across the stacks of an assembly, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from constructs_pkg.audit.conditions import Truth, condition_holds
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.intrinsics import FUNCTIONS, literal
from constructs_pkg.audit.value import ListOf, Literal, MapOf, Unresolved, Value, literal_text, unresolved_in

# Bounds of this room, not of AWS: a synthesized expression nests to about ten and takes dozens of steps.
DEEPEST = 60
MOST_STEPS = 20_000

# What one evaluation may take without touching what all of an assembly share, and what they share.
FREE_STEPS = 50
MOST_SHARED_STEPS = 1_000_000

T = TypeVar("T")
Output = tuple[StackFact, str]


class _TooMuchError(Exception):
    """The evaluation has taken all its steps."""


class Evaluator:
    """Evaluates expressions of an assembly's templates.

    Stacks whose account or Region is chosen at deployment count as one environment, as in the CDK.
    """

    def __init__(self, stacks: Iterable[StackFact]) -> None:
        self.stacks = tuple(stacks)
        self._shared_steps = MOST_SHARED_STEPS
        self.settled_outputs: dict[tuple[str, str], Value] = {}

    def value(self, node: object, stack: StackFact) -> Value:
        """Return what `node` of the template of `stack` comes to.

        It never raises: what is malformed, cyclic, or larger than the bounds above is `Unresolved`.
        """
        return self._bounded(lambda run: run.value(node, stack))

    def condition(self, name: object, stack: StackFact) -> Truth:
        """Return whether a condition of the template of `stack` holds, or why that is not known."""
        return self._bounded(lambda run: condition_holds(run, name, stack))

    def _bounded(self, evaluate: Callable[[Evaluation], T], imports: bool = True) -> T | Unresolved:
        run = Evaluation(self, imports, min(MOST_STEPS, FREE_STEPS + self._shared_steps))
        try:
            return evaluate(run)
        except _TooMuchError:
            if run.allowed < MOST_STEPS:
                return Unresolved(f"the expressions of the assembly take more than {MOST_SHARED_STEPS} steps together")
            return Unresolved(f"an expression that takes more than {MOST_STEPS} steps")
        finally:
            self._shared_steps -= min(self._shared_steps, max(0, run.steps_taken - FREE_STEPS))

    @cached_property
    def exports(self) -> Mapping[tuple[str | None, str | None, str], tuple[Output, ...]]:
        """The outputs exported in each account and Region, by the name of the export."""
        found: dict[tuple[str | None, str | None, str], list[Output]] = {}
        for stack in self.stacks:
            for key, output in stack.section("Outputs").items():
                export = output.get("Export") if isinstance(output, Mapping) else None
                if isinstance(export, Mapping):
                    # An export's name may depend on no resource, nor here on an import.
                    name = literal_text(self._export_name(export, stack))
                    if name is not None:
                        place = (stack.account, stack.region, name)
                        found.setdefault(place, []).append((stack, key))
        return {place: tuple(outputs) for place, outputs in found.items()}

    def _export_name(self, export: Mapping[str, object], stack: StackFact) -> Value:
        return self._bounded(lambda run: run.value(export.get("Name"), stack), imports=False)

    @cached_property
    def stacks_named(self) -> Mapping[tuple[str, str | None, str | None], tuple[StackFact, ...]]:
        """The stacks of each name, account and Region."""
        found: dict[tuple[str, str | None, str | None], list[StackFact]] = {}
        for stack in self.stacks:
            found.setdefault((stack.name, stack.account, stack.region), []).append(stack)
        return {place: tuple(stacks) for place, stacks in found.items()}


class Evaluation:
    """The state of one evaluation: depth, steps left and the outputs it is inside of."""

    def __init__(self, evaluator: Evaluator, imports: bool, allowed: int) -> None:
        self._evaluator = evaluator
        self._imports = imports
        self._depth = 0
        self.allowed = allowed
        self.steps_taken = 0
        self._inside: list[tuple[str, str]] = []

    def spend(self, steps: int) -> None:
        """Count work done against the bound on one evaluation."""
        self.steps_taken += steps
        if self.steps_taken > self.allowed:
            raise _TooMuchError

    def value(self, node: object, stack: StackFact) -> Value:
        """Return what `node` comes to; called again by the functions for their arguments."""
        # As `deeper`, without the calls: an expression may nest as deep as Python's own calls allow.
        self.spend(1)
        if self._depth >= DEEPEST:
            return Unresolved(f"an expression nested deeper than {DEEPEST}")
        self._depth += 1
        try:
            return self._value(node, stack)
        finally:
            self._depth -= 1

    def deeper(self, evaluate: Callable[[], T]) -> T | Unresolved:
        """Return what `evaluate` gives one level further down, unless that is too deep."""
        self.spend(1)
        if self._depth >= DEEPEST:
            return Unresolved(f"an expression nested deeper than {DEEPEST}")
        self._depth += 1
        try:
            return evaluate()
        finally:
            self._depth -= 1

    def inside(self, what: tuple[str, str], evaluate: Callable[[], T]) -> T | None:
        """Return what `evaluate` gives, or None where the evaluation is inside of `what` already."""
        if what in self._inside:
            return None
        self._inside.append(what)
        try:
            return evaluate()
        finally:
            self._inside.pop()

    def _value(self, node: object, stack: StackFact) -> Value:
        if isinstance(node, str):
            return literal(node, stack)
        if node is None or isinstance(node, int | float):
            return Literal(node)
        if isinstance(node, list):
            items = (self.value(item, stack) for item in node)
            return ListOf(tuple(item for item in items if item != Literal(None)))
        if not isinstance(node, Mapping):
            return Unresolved(f"a value of type {type(node).__name__}")
        if len(node) == 1:
            ((name, argument),) = node.items()
            if name in FUNCTIONS:
                return FUNCTIONS[name](self, argument, stack)
            if name.startswith("Fn::"):
                return Unresolved(f"{name} is not followed")
        pairs = ((key, self.value(item, stack)) for key, item in node.items())
        return MapOf(tuple(pair for pair in pairs if pair[1] != Literal(None)))

    def exports(self, stack: StackFact, name: str) -> tuple[Output, ...]:
        """Return the outputs exported as `name` where `stack` stands."""
        if not self._imports:
            return ()
        return self._evaluator.exports.get((stack.account, stack.region, name), ())

    def stack_named(self, name: str, account: str | None, region: str | None) -> StackFact | None:
        """Return the one stack of that name, account and Region, or None."""
        found = self._evaluator.stacks_named.get((name, account, region), ())
        return found[0] if len(found) == 1 else None

    def output(self, stack: StackFact, key: str) -> Value:
        """Return the value of an output of another stack."""
        settled = self._evaluator.settled_outputs
        if (stack.id, key) in settled:
            return settled[stack.id, key]
        declared = stack.section("Outputs").get(key)
        if not isinstance(declared, Mapping) or "Value" not in declared:
            return Unresolved(f"output {key} of stack {stack.id} has no value")
        value = declared["Value"]
        found = self.inside((stack.id, f"output {key}"), lambda: self.value(value, stack))
        if found is None:
            return Unresolved(f"output {key} of stack {stack.id} depends on itself")
        # What is resolved comes to the same wherever it is asked for: neither depth nor a circle has cut it short.
        if unresolved_in(found) is None:
            settled[stack.id, key] = found
        return found
