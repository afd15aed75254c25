"""One evaluation of one expression, across the stacks of an assembly, within bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.intrinsics import FUNCTIONS, literal
from constructs_pkg.audit.value import ListOf, Literal, MapOf, Unresolved, Value, literal_text

# Bounds of this room, not of AWS: a synthesized expression nests to about ten and takes dozens of steps.
DEEPEST = 100
MOST_STEPS = 20_000

Output = tuple[StackFact, str]


class _TooMuchError(Exception):
    """The evaluation has taken all its steps."""


class Evaluator:
    """Evaluates expressions of an assembly's templates.

    Stacks whose account or Region is chosen at deployment count as one environment, as in the CDK.
    """

    def __init__(self, stacks: Iterable[StackFact]) -> None:
        self.stacks = tuple(stacks)

    def value(self, node: object, stack: StackFact) -> Value:
        """Return what `node` of the template of `stack` comes to.

        It never raises: what is malformed, cyclic, or larger than the bounds above is `Unresolved`.
        """
        return self._bounded(node, stack, imports=True)

    def _bounded(self, node: object, stack: StackFact, imports: bool) -> Value:
        try:
            return Evaluation(self, imports).value(node, stack)
        except _TooMuchError:
            return Unresolved(f"an expression that takes more than {MOST_STEPS} steps")

    @cached_property
    def exports(self) -> Mapping[tuple[str | None, str | None, str], tuple[Output, ...]]:
        """The outputs exported in each account and Region, by the name of the export."""
        found: dict[tuple[str | None, str | None, str], tuple[Output, ...]] = {}
        for stack in self.stacks:
            for key, output in stack.section("Outputs").items():
                export = output.get("Export") if isinstance(output, Mapping) else None
                if isinstance(export, Mapping):
                    # An export's name may depend on no resource, nor here on an import.
                    name = literal_text(self._bounded(export.get("Name"), stack, imports=False))
                    if name is not None:
                        place = (stack.account, stack.region, name)
                        found[place] = (*found.get(place, ()), (stack, key))
        return found


class Evaluation:
    """The state of one evaluation: depth, steps left and the outputs it is inside of."""

    def __init__(self, evaluator: Evaluator, imports: bool) -> None:
        self._evaluator = evaluator
        self._imports = imports
        self._depth = 0
        self._steps = MOST_STEPS
        self._inside: list[tuple[str, str]] = []

    def spend(self, steps: int) -> None:
        """Count work done against the bound on one evaluation."""
        self._steps -= steps
        if self._steps < 0:
            raise _TooMuchError

    def value(self, node: object, stack: StackFact) -> Value:
        """Return what `node` comes to; called again by the functions for their arguments."""
        self.spend(1)
        if self._depth >= DEEPEST:
            return Unresolved(f"an expression nested deeper than {DEEPEST}")
        self._depth += 1
        try:
            return self._value(node, stack)
        finally:
            self._depth -= 1

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
        place = (name, account, region)
        found = [one for one in self._evaluator.stacks if (one.name, one.account, one.region) == place]
        return found[0] if len(found) == 1 else None

    def output(self, stack: StackFact, key: str) -> Value:
        """Return the value of an output of another stack."""
        if (stack.id, key) in self._inside:
            return Unresolved(f"output {key} of stack {stack.id} depends on itself")
        declared = stack.section("Outputs").get(key)
        if not isinstance(declared, Mapping) or "Value" not in declared:
            return Unresolved(f"output {key} of stack {stack.id} has no value")
        self._inside.append((stack.id, key))
        try:
            return self.value(declared["Value"], stack)
        finally:
            self._inside.pop()
