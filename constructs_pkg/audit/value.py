"""What a template's expression comes to before deployment: known, known later, or not followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the template; None stands for ``AWS::NoValue``."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose length is known, whatever is known of its items."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object whose keys are known, whatever is known of their values."""

    items: tuple[tuple[str, Value], ...]

    def get(self, key: str) -> Value | None:
        """Return the value under `key`, or None where there is none."""
        return next((value for name, value in self.items if name == key), None)


@dataclass(frozen=True, slots=True)
class Resource:
    """What a resource of the assembly gives: its ``Ref``, or the attribute named."""

    stack: str
    logical_id: str
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """The result of an intrinsic function that waits for values known at deployment.

    ``Fn::Sub`` appears here as the ``Fn::Join`` it amounts to.
    """

    function: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class DeployTime:
    """A value from outside the assembly, chosen at deployment.

    Two of them are the same value where both reason (``SSM parameter /a``) and scope agree; the scope
    is the stack or the account and Region in which the reason holds.
    """

    reason: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A value this room cannot follow, and why. It stands for no guess."""

    reason: str


@dataclass(frozen=True, slots=True)
class PublicAddresses:
    """The addresses that public DNS has for a name of an AWS service: no template and no deployment chooses them.

    Attributes:
        name: The service's name.
        of: What the name of a resource of the assembly hangs on, where they are of one; None elsewhere.
    """

    name: str
    of: Value | None = None


Value: TypeAlias = Literal | ListOf | MapOf | Resource | Computed | DeployTime | Unresolved | PublicAddresses
Leaf: TypeAlias = Literal | Resource | DeployTime | Unresolved | PublicAddresses


def leaves(value: Value) -> Iterator[Leaf]:
    """Yield the values that `value` is made of, from left to right."""
    match value:
        case ListOf(items):
            for item in items:
                yield from leaves(item)
        case MapOf(pairs):
            for _, item in pairs:
                yield from leaves(item)
        case Computed(_, arguments):
            for item in arguments:
                yield from leaves(item)
        case _:
            yield value


def unresolved_in(value: Value) -> Unresolved | None:
    """Return the first part of `value` that could not be followed, or None."""
    return next((leaf for leaf in leaves(value) if isinstance(leaf, Unresolved)), None)


def only_resource(value: Value) -> Resource | None:
    """Return the one resource whose id and attributes `value` is made of, or None."""
    found = {Resource(leaf.stack, leaf.logical_id) for leaf in leaves(value) if isinstance(leaf, Resource)}
    return found.pop() if len(found) == 1 else None


def malformed(function: str, wanted: str) -> Unresolved:
    """Return the value of a function whose arguments are not what it needs."""
    return Unresolved(f"{function} needs {wanted}")


def scalar_text(value: Scalar) -> str:
    """Return a scalar as CloudFormation writes it into text: booleans in lower case, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def literal_text(value: Value | None) -> str | None:
    """Return the text of a literal scalar, or None for every other value."""
    if isinstance(value, Literal) and value.value is not None:
        return scalar_text(value.value)
    return None


def literal_flag(value: Value | None, default: bool) -> bool | None:
    """Return a literal boolean; `default` where nothing is stated, None where it is not known.

    CloudFormation takes ``"true"`` and ``"false"`` for booleans.
    """
    if value is None:
        return default
    return {"true": True, "false": False}.get((literal_text(value) or "").lower())


def in_words(value: Value) -> str:
    """Return `value` for a person: literals as they are, all else by where it comes from."""
    match value:
        case Literal(scalar):
            return scalar_text(scalar)
        case ListOf(items):
            return ", ".join(in_words(item) for item in items)
        case MapOf(pairs):
            return " ".join(f"{key}={in_words(item)}" for key, item in pairs)
        case Resource(stack, logical_id, attribute):
            return f"{stack}/{logical_id}" + (f".{attribute}" if attribute else "")
        case DeployTime(reason, _):
            return f"known at deployment ({reason})"
        case Unresolved(reason):
            return f"unresolved ({reason})"
        case PublicAddresses(name):
            return f"public addresses of {name}"
        case Computed():
            sources = dict.fromkeys(in_words(leaf) for leaf in leaves(value) if not isinstance(leaf, Literal))
            return "made at deployment from " + ", ".join(sources)
