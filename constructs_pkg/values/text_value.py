"""Plain text as the value of a TXT or SPF record: quoted, escaped, and cut into character strings.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#TXTFormat
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs_pkg.values.problem import InvalidInput, Problem

# RFC 1035 section 3.3: a character string is at most 255 octets. Who reads an SPF or DKIM record joins them again
# (RFC 7208 section 3.3).
LONGEST_STRING = 255

TEXT_TYPES = ("TXT", "SPF")

_PLAIN = frozenset(range(0x20, 0x7F)) - {ord('"')}


def text_value(text: str) -> str:
    """Return the value of a TXT or SPF record that says `text`, of any length and with any characters.

    Quotes and what is not printable ASCII become a backslash and three octal digits, in UTF-8 each octet for itself.
    A string is cut so that it has at most 255 characters as it is written too, which is what linters count.
    """
    strings = [""]
    for octet in text.encode():
        written = _escaped(octet)
        if len(strings[-1]) + len(written) > LONGEST_STRING:
            strings.append("")
        strings[-1] += written
    return " ".join(f'"{string}"' for string in strings)


def with_text(given: Any) -> Any:
    """Return a record's fields with its plain `text`, one or several, among its values.

    Raises:
        InvalidInput: ``text-of-type`` for a record that has no text, ``text-and-values`` beside values.
    """
    if not isinstance(given, Mapping) or "text" not in given:
        return given
    fields = {key: value for key, value in given.items() if key != "text"}
    text = given["text"]
    texts = [text] if isinstance(text, str) else list(text) if isinstance(text, list | tuple) else [text]
    found = [
        Problem("text-not-text", f"text[{place}]", repr(each), "is not text", "put it in quotes")
        for place, each in enumerate(texts)
        if not isinstance(each, str)
    ]
    if str(given.get("type")) not in TEXT_TYPES:
        limit = f"is given for a record of type {given.get('type')}"
        found.append(Problem("text-of-type", "text", "", limit, f"give values; text is of {' and '.join(TEXT_TYPES)}"))
    if given.get("values"):
        limit, fix = "is given beside values", "leave one of them out: values are in their zone-file form"
        found.append(Problem("text-and-values", "text", "", limit, fix))
    if found:
        raise InvalidInput(found)
    return {**fields, "values": [text_value(each) for each in texts]}


def schema_with_text(schema: dict[str, Any]) -> None:
    """Describe plain text in the schema of a record."""
    schema["properties"]["text"] = {
        "description": "Plain text of a TXT or SPF record instead of `values`, one or several: quoted, escaped and cut "
        "into strings of at most 255 octets. Default: none.",
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    }


def _escaped(octet: int) -> str:
    if octet == ord("\\"):
        return "\\\\"
    return chr(octet) if octet in _PLAIN else f"\\{octet:03o}"
