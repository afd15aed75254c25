"""Which resources an expression names, whatever functions stand around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")


def mentioned_in(node: object) -> Iterator[tuple[str, str | None]]:
    """Yield the logical ids that an expression names, with the attribute where it takes one."""
    for one in _objects(node):
        yield from _named(one)


def _named(node: Mapping[object, object]) -> Iterator[tuple[str, str | None]]:
    name, attribute, text = node.get("Ref"), node.get("Fn::GetAtt"), node.get("Fn::Sub")
    if isinstance(name, str):
        yield name, None
    if isinstance(attribute, str):
        yield _parted(attribute)
    if isinstance(attribute, list) and len(attribute) == 2 and all(isinstance(part, str) for part in attribute):
        yield attribute[0], attribute[1]
    if isinstance(text, list) and text:
        text = text[0]
    for found in _VARIABLE.findall(text) if isinstance(text, str) else ():
        yield _parted(found)


def _parted(text: str) -> tuple[str, str | None]:
    logical_id, _, attribute = text.partition(".")
    return logical_id, attribute or None


def reaches_out(node: object) -> bool:
    """Tell whether an expression takes anything from another stack."""
    return any("Fn::ImportValue" in one or "Fn::GetStackOutput" in one for one in _objects(node))


def imported_names(node: object) -> Iterator[object]:
    """Yield the argument of every ``Fn::ImportValue`` in an expression."""
    return (one["Fn::ImportValue"] for one in _objects(node) if "Fn::ImportValue" in one)


def _objects(node: object) -> Iterator[Mapping[object, object]]:
    """Yield every object of an expression; a list of what waits, since it may nest deeper than Python calls."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            waiting += one.values()
            yield one
