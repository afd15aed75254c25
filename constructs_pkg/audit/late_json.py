"""JSON text whose parts are known only at deployment, parsed with these parts in their places."""

from __future__ import annotations

import re

from constructs_pkg.audit.json_text import parse_json
from constructs_pkg.audit.parsed import NotParsed
from constructs_pkg.audit.value import Computed, ListOf, Literal, MapOf, Value, in_words, scalar_text, unresolved_in

# Characters for private use, which no template has: https://www.unicode.org/charts/PDF/UE000.pdf.
_PLACE = re.compile("\ue000([0-9]+)\ue001")
_MARKS = re.compile("[\ue000\ue001]")


def parse_late_json(text: Value) -> Value:
    """Return the document that `text` is, late parts of its texts in their places.

    Raises:
        NotParsed: if it is no JSON, or not known enough to be told for JSON.
    """
    failed = unresolved_in(text)
    if failed is not None:
        raise NotParsed(f"unresolved: {failed.reason}")
    late: list[Value] = []
    if isinstance(text, Literal):
        written = scalar_text(text.value)
    elif isinstance(text, Computed) and text.function == "Fn::Join" and isinstance(text.arguments[1], ListOf):
        parts = [_written(item, late) for item in text.arguments[1].items]
        delimiter = text.arguments[0]
        written = (scalar_text(delimiter.value) if isinstance(delimiter, Literal) else "").join(parts)
    else:
        raise NotParsed(in_words(text))
    try:
        return _valued(parse_json(written).content, late)
    except RecursionError:
        raise NotParsed("nested too deeply") from None


def _written(item: Value, late: list[Value]) -> str:
    if isinstance(item, Literal):
        return _MARKS.sub("", scalar_text(item.value))
    late.append(item)
    return f"\ue000{len(late) - 1}\ue001"


def _valued(content: object, late: list[Value]) -> Value:
    if isinstance(content, dict):
        return MapOf(tuple((key, _valued(value, late)) for key, value in content.items()))
    if isinstance(content, list):
        return ListOf(tuple(_valued(item, late) for item in content))
    if not isinstance(content, str):
        return Literal(content if isinstance(content, bool | int | float) else None)
    whole = _PLACE.fullmatch(content)
    if whole is not None:
        return late[int(whole[1])]
    pieces = _PLACE.split(content)
    if len(pieces) == 1:
        return Literal(content)
    items = [late[int(piece)] if place % 2 else Literal(piece) for place, piece in enumerate(pieces)]
    return Computed("Fn::Join", (Literal(""), ListOf(tuple(items))))
