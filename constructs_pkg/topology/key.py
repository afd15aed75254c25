"""How a topology names its parts, and the short forms its file takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.problem import Refused
from constructs_pkg.values.text import Text


class Key(Text):
    """The stable key of a cell, service or link: stack names and logical ids come from it."""

    __slots__ = ()
    description = "A stable key: lower case letters, digits and inner hyphens, at most 31 characters."
    pattern = r"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the key as given."""
        if not re.fullmatch(cls.pattern, value):
            raise Refused(
                "malformed-key",
                value,
                "is not a key",
                "use at most 31 lower case letters, digits and inner hyphens, a letter first; display names are free",
            )
        return value


class TopologyName(Text):
    """The name of a topology, which begins every stack name.

    With the longest key and suffix it leaves a stack name within CloudFormation's 128 characters
    (https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html).
    """

    __slots__ = ()
    description = "Letters, digits and hyphens, a letter first, at most 40 characters."
    pattern = r"^[A-Za-z][A-Za-z0-9-]{0,39}$"

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name as given."""
        if not re.fullmatch(cls.pattern, value):
            raise Refused(
                "malformed-topology-name",
                value,
                "cannot begin a stack name",
                "use at most 40 letters, digits and hyphens, a letter first",
            )
        return value


@dataclass(frozen=True)
class ShortForm:
    """Lets plain text, or a number, stand for a mapping of one key, as in ``zones: [example.com]``.

    Attributes:
        key: The key that the text is the value of.
        kind: What stands for the mapping. Default: text.
    """

    key: str
    kind: type[str] | type[int] = str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Expand text before the mapping is parsed."""
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe both forms."""
        short = "integer" if self.kind is int else "string"
        return {
            "anyOf": [{"type": short, "description": f"Short for a mapping with this {self.key}."}, handler(schema)]
        }

    def _expand(self, given: object) -> object:
        return {self.key: given} if isinstance(given, self.kind) else given


def without_empty(given: Any, *keys: str) -> Any:
    """Return the mapping `given` without those `keys` that stand there with nothing after them, as YAML allows."""
    if not isinstance(given, Mapping):
        return given
    return {key: value for key, value in given.items() if value is not None or key not in keys}


def suggestion(given: str, known: Iterable[str]) -> str:
    """Return what to do about `given`, which is none of `known`."""
    names = sorted(known)
    close = difflib.get_close_matches(given, names, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"name one of: {', '.join(names)}" if names else "there is none yet: add it first"
