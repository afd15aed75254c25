"""`Beside`: what a construct of the same stack gives, by its key in the topology."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.late import Late
from constructs_pkg.values.spec import Spec

Kind = Literal["namespace", "service_network"]


@dataclass(frozen=True)
class Beside(Late):
    """What something else of the same stack gives; it is made before what refers to it.

    Attributes:
        kind: What it is.
        key: Its key in the topology.
        part: The key of the part of it that is meant; empty for the whole.
    """

    kind: Kind = "namespace"
    key: str = ""
    part: str = ""

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return what it is, for messages."""
        return f"{' '.join(text for text in (self.key, self.part) if text)} of this topology"


def beside(kind: Kind, key: str, part: str = "") -> Beside:
    """Return what the thing `key` of that kind gives, or its part."""
    return Beside({"Ref": f"{kind} {key} {part}"}, kind, key, part)


_Given = TypeVar("_Given", bound=Spec)
Give = Callable[[Beside], Mapping[str, Any] | str]


def given_beside(spec: _Given, give: Give) -> _Given:
    """Return `spec` in which everything beside has the expression that `give` has for it."""
    changed = {name: value for name, held in spec if (value := _given(held, give)) is not held}
    return spec.model_copy(update=changed) if changed else spec


def _given(held: Any, give: Give) -> Any:
    if isinstance(held, Beside):
        return replace(held, expression=give(held))
    if isinstance(held, Spec):
        return given_beside(held, give)
    if isinstance(held, Frozen):
        values = {key: _given(value, give) for key, value in held.items()}
        return held if all(values[key] is held[key] for key in held) else Frozen(values)
    if isinstance(held, tuple):
        items = tuple(_given(item, give) for item in held)
        return held if all(one is other for one, other in zip(items, held, strict=True)) else items
    return held
