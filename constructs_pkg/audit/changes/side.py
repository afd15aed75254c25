"""One of the two assemblies: its resources with their properties evaluated, and who uses whom."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.changes.mentions import mentioned_in, reaches_out
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.folder import resources_of
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import (
    Computed,
    ListOf,
    Literal,
    MapOf,
    Resource,
    Value,
    leaves,
    scalar_text,
    unresolved_in,
)

# What the CDK adds to count its users' constructs; it makes nothing.
_NOTHING = "AWS::CDK::Metadata"

# Sections that decide what an expression comes to which this room cannot follow, such as Fn::If.
_DECIDING = ("Conditions", "Mappings", "Parameters")


@dataclass(frozen=True)
class Property:
    """A property as its template gives it.

    Attributes:
        value: Scalars as text, since CloudFormation takes ``443`` and ``"443"`` for one, and ids in one form.
        untold: The expression where some of it cannot be followed, else empty: it is compared as it stands.
        uses: What resources give to it.
    """

    value: Value
    untold: str
    uses: tuple[Resource, ...]


class Side:
    """An assembly while it is compared.

    Attributes:
        stacks: Its stacks, under ids that both sides share.
        protected: The ids of the stacks with termination protection.
        entries: Its resources as they stand in the templates.

    What both sides have alike is evaluated once.
    """

    def __init__(
        self, stacks: tuple[StackFact, ...], protected: frozenset[str] = frozenset(), other: Side | None = None
    ) -> None:
        self.stacks = stacks
        self.protected = protected
        self._other = other
        self._reading = Reading(stacks)
        self._stack_by_id = {stack.id: stack for stack in stacks}
        self.entries: dict[Resource, Mapping[str, object]] = {
            Resource(stack.id, logical_id): entry
            for stack in stacks
            for logical_id, entry in resources_of(stack.template)
            if entry["Type"] != _NOTHING
        }
        self._properties: dict[Resource, Mapping[str, Property]] = {}
        self._decided_alike: dict[str, bool] = {}

    @cached_property
    def facts(self) -> Facts:
        """What the assembly says of networks and names."""
        return read(self.stacks)

    @cached_property
    def exports(self) -> Mapping[tuple[str | None, str | None, str], tuple[tuple[StackFact, str], ...]]:
        """The outputs exported in each account and Region, by the name of the export."""
        return self._reading.evaluator.exports

    def stack(self, identifier: str) -> StackFact | None:
        """Return a stack by its id, or None."""
        return self._stack_by_id.get(identifier)

    def type_of(self, resource: Resource) -> str:
        """Return the type of a resource of this side."""
        return str(self.entries[resource]["Type"])

    def properties(self, resource: Resource) -> Mapping[str, Property]:
        """Return the properties of a resource of this side by name, evaluated; those of no value are left out."""
        if resource not in self._properties:
            raw = self.entries[resource].get("Properties", {})
            other = self._other
            if other is not None and self._is_in(other, resource, raw):
                self._properties[resource] = other.properties(resource)
            else:
                self._properties[resource] = self._evaluated_properties(raw, self._stack_by_id[resource.stack])
        return self._properties[resource]

    def deciding(self, stack: str) -> tuple[Mapping[str, object], ...]:
        """Return the sections of a stack that decide what its conditions come to."""
        return tuple(self._stack_by_id[stack].section(name) for name in _DECIDING)

    def _is_in(self, other: Side, resource: Resource, raw: object) -> bool:
        """Tell whether the other side has the same properties, and they come to the same there."""
        entry = other.entries.get(resource)
        if entry is None or entry.get("Properties", {}) != raw or reaches_out(raw):
            return False
        if resource.stack not in self._decided_alike:
            stacks = (self._stack_by_id[resource.stack], other._stack_by_id[resource.stack])
            self._decided_alike[resource.stack] = _decided_by(stacks[0]) == _decided_by(stacks[1])
        return self._decided_alike[resource.stack]

    def _evaluated_properties(self, raw: object, stack: StackFact) -> Mapping[str, Property]:
        pairs = ((name, self.evaluated(node, stack)) for name, node in raw.items()) if isinstance(raw, dict) else ()
        return {name: one for name, one in pairs if one.value != Literal(None)}

    def value(self, resource: Resource, name: str) -> Value | None:
        """Return the value of one property, or None where it is absent."""
        found = self.properties(resource).get(name)
        return found.value if found is not None else None

    def evaluated(self, node: object, stack: StackFact) -> Property:
        """Return what an expression of a template of this side comes to."""
        if isinstance(node, bool | int | float) or (isinstance(node, str) and "{{" not in node):
            return Property(Literal(scalar_text(node)), "", ())
        value = self._reading.evaluator.value(node, stack)
        if unresolved_in(value) is None:
            settled = self._settled(value)
            return Property(settled, "", tuple(leaf for leaf in leaves(settled) if isinstance(leaf, Resource)))
        deciding = [stack.section(name) for name in _DECIDING]
        uses = (Resource(stack.id, logical_id, attribute) for logical_id, attribute in mentioned_in(node))
        found = tuple(one for one in uses if Resource(one.stack, one.logical_id) in self.entries)
        return Property(value, _text(node, *deciding), found)

    @cached_property
    def users(self) -> Mapping[Resource, tuple[tuple[Resource, str], ...]]:
        """Which resources use each resource, and in which property."""
        found: dict[Resource, dict[tuple[Resource, str], None]] = {}
        for user, name, used in self._uses():
            found.setdefault(Resource(used.stack, used.logical_id), {})[user, name] = None
        return {used: tuple(users) for used, users in found.items()}

    def _uses(self) -> Iterator[tuple[Resource, str, Resource]]:
        for user in self.entries:
            for name, found in self.properties(user).items():
                for used in found.uses:
                    yield user, name, used

    def _settled(self, value: Value) -> Value:
        match value:
            case Literal(scalar) if scalar is not None:
                return Literal(scalar_text(scalar))
            case ListOf(items):
                return ListOf(tuple(map(self._settled, items)))
            case MapOf(pairs):
                return MapOf(tuple(sorted((key, self._settled(item)) for key, item in pairs)))
            case Computed(function, arguments):
                return Computed(function, tuple(map(self._settled, arguments)))
            case Resource():
                return self._reading.identity(value)
            case _:
                return value


def _decided_by(stack: StackFact) -> tuple[object, ...]:
    """Return all of a stack that its expressions depend on, but for other stacks."""
    sections = (stack.section(name) for name in _DECIDING)
    return stack.name, stack.account, stack.region, dict(stack.parameters), set(stack.section("Resources")), *sections


def _text(*nodes: object) -> str:
    """Return expressions as text that is equal where they are; text of its own where they are nested too deep."""
    try:
        return json.dumps(nodes, sort_keys=True)
    except RecursionError:
        return f"nested too deep: {id(nodes[0])}"
