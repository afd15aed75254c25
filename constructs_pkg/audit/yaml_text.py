"""YAML as CloudFormation takes it: version 1.1 with short forms of the intrinsic functions, and no aliases.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html, which excludes
aliases, hash merges, and the binary, omap, pairs, set and timestamp tags.

The document is built from the parser's events, one after the other, so that no text can make the reader
recurse, repeat a part of itself or construct anything but text, numbers, lists and objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

import yaml

from constructs_pkg.audit.parsed import NotParsed, Parsed

# A bound of this room.
DEEPEST_YAML = 100

# The same language, faster, where PyYAML was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_SCALARS = ("null", "bool", "int", "float", "str", "value", "merge")
_COLLECTIONS = (None, "!", f"{_TAG}seq", f"{_TAG}map")


def parse_yaml(text: str) -> Parsed:
    """Return the one document that `text` is, the short forms of functions written out (``!Sub`` as ``Fn::Sub``).

    Numbers keep the text they are written in unless it is the usual one: ``010`` stays ``010``. Dates are text.

    Raises:
        NotParsed: if it is no YAML, or YAML that CloudFormation does not take.
    """
    try:
        return _Builder().build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" on line {mark.line + 1}" if mark else ""
        raise NotParsed(f"no YAML: {error.problem or error.context}{where}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise NotParsed(f"no YAML: {(str(error) or 'it is nested too deeply').splitlines()[0]}") from error


class _Builder:
    """Puts one document together; `_open` holds the lists and objects that events are inside of."""

    def __init__(self) -> None:
        self._resolver = yaml.resolver.Resolver()
        self._open: list[list[Any] | dict[str, Any]] = []
        # The key that waits for its value, for each of them; None in lists, and between two pairs of an object.
        self._keys: list[str | None] = []
        self._content: object = None
        self._repeated: dict[str, None] = {}
        self._repeated_sections: dict[str, None] = {}

    def build(self, events: Iterator[yaml.Event]) -> Parsed:
        documents = 0
        for event in events:
            if isinstance(event, yaml.AliasEvent):
                _refuse(event, f"alias *{event.anchor}, which CloudFormation does not take; write the value out")
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    _refuse(event, "a second document; a template is one")
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
                self._keys.pop()
        return Parsed(self._content, tuple(self._repeated), tuple(self._repeated_sections))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._expects_key():
            self._key(event)
        else:
            self._put(self._value(event))

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1], dict) and self._keys[-1] is None

    def _key(self, event: yaml.ScalarEvent) -> None:
        key = event.value
        if self._tag(event) == f"{_TAG}merge":
            _refuse(event, "merge key <<, which CloudFormation does not take; write the values out")
        if key in self._open[-1]:
            (self._repeated if len(self._open) > 1 else self._repeated_sections)[key] = None
        self._keys[-1] = key

    def _put(self, value: object) -> None:
        if not self._open:
            self._content = value
            return
        within, key = self._open[-1], self._keys[-1]
        if isinstance(within, list):
            within.append(value)
        elif key is not None:
            within[key] = value
            self._keys[-1] = None

    def _start(self, event: yaml.CollectionStartEvent) -> None:
        if self._expects_key():
            _refuse(event, "key that is no text")
        if len(self._open) >= DEEPEST_YAML:
            _refuse(event, f"nesting of more than {DEEPEST_YAML} levels")
        made: list[Any] | dict[str, Any] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self._put(made if event.tag in _COLLECTIONS else {_function(event): made})
        self._open.append(made)
        self._keys.append(None)

    def _tag(self, event: yaml.ScalarEvent) -> str:
        if event.tag == "!":
            return f"{_TAG}str"
        tag: str = event.tag or self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        return tag

    def _value(self, event: yaml.ScalarEvent) -> object:
        tag, text = self._tag(event), event.value
        if not text.isascii():
            # Halves of surrogate pairs, which an escape can write, are no text.
            text.encode()
        kind = tag.removeprefix(_TAG)
        if kind == tag:
            return {_function(event): text}
        if kind not in _SCALARS and not (kind == "timestamp" and event.tag is None):
            _refuse(event, f"tag !!{kind}, which CloudFormation does not take")
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in ("yes", "true", "on")
        return int(text) if kind == "int" and _is_usual(text) else text


def _is_usual(number: str) -> bool:
    return number.lstrip("-").isdecimal() and len(number) < 20 and str(int(number)) == number


def _function(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> str:
    """Return the full name of the function whose short form is the event's tag."""
    tag = event.tag or ""
    if not tag.startswith("!"):
        _refuse(event, f"tag !!{tag.removeprefix(_TAG)}, which CloudFormation does not take")
    name = tag[1:]
    return name if name in ("Ref", "Condition") else f"Fn::{name.removeprefix('Fn::')}"


def _refuse(event: yaml.Event, what: str) -> NoReturn:
    where = f"line {event.start_mark.line + 1} has" if event.start_mark else "it has"
    raise NotParsed(f"{where} {what}")
