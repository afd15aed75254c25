"""Values inside a property, by the names that lead to them."""

from __future__ import annotations

from constructs_pkg.audit.value import ListOf, MapOf, Value


def value_at(value: Value | None, path: tuple[str, ...]) -> Value | None:
    """Return what stands under `path` in `value`, None where nothing does.

    A list is looked into item by item, whether or not the path has a ``*`` for it. What is known only as a
    whole stands for all that is in it.
    """
    if value is None or not path:
        return value
    match value:
        case ListOf(items):
            inner = path[1:] if path[0] == "*" else path
            found = (value_at(item, inner) for item in items)
            return ListOf(tuple(one for one in found if one is not None))
        case MapOf():
            return value_at(value.get(path[0]), path[1:])
        case _:
            return value
