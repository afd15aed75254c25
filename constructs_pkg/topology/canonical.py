"""One order for every list, so that the order of declarations changes nothing."""

from __future__ import annotations

import re
from typing import Any, TypeVar

from constructs_pkg.values.keyed import Frozen
from constructs_pkg.values.spec import Spec

_Given = TypeVar("_Given", bound=Spec)

_NUMBER = re.compile(r"\d+")


def canonical(spec: _Given, *, but: str = "") -> _Given:
    """Return `spec` with every list in it sorted whose order means nothing; field `but` stays as it is."""
    changed = {
        name: value
        for name, given in spec
        if name != but
        and (value := _each_canonical(given) if name in spec.ordered else _canonical_value(given)) is not given
    }
    return spec.model_copy(update=changed) if changed else spec


def _each_canonical(given: Any) -> Any:
    items = tuple(_canonical_value(item) for item in given)
    return given if items == given else items


def _canonical_value(given: Any) -> Any:
    if isinstance(given, Spec):
        return canonical(given)
    if isinstance(given, Frozen):
        inner = Frozen({key: _canonical_value(value) for key, value in given.items()})
        return given if given == inner else inner
    if isinstance(given, tuple):
        items = tuple(sorted((_canonical_value(item) for item in given), key=_sort_key)) if given else given
        return given if items == given else items
    return given


def _sort_key(item: object) -> tuple[str, str]:
    """Sort numbers in the text of `item` by their value: port 443 before port 5432."""
    text = repr(item)
    return _NUMBER.sub(lambda number: number[0].zfill(20), text), text
