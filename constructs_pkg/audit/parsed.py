"""What parsing a template's text gives, and what keeps it from being parsed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class NotParsed(Exception):
    """The text is not what its format asks for; the message is the reason, in one line."""


@dataclass(frozen=True)
class Parsed:
    """A document, and the keys that one of its objects has more than once.

    CloudFormation takes the last of them, as https://github.com/go-to-k/cdk-real-drift/issues/1074 measured;
    its documentation does not say.

    Attributes:
        repeated: Those keys, without those of the outermost object.
        repeated_sections: Those of the outermost object.
    """

    content: object
    repeated: tuple[str, ...] = ()
    repeated_sections: tuple[str, ...] = ()


def repeated_in(keys: Iterable[str]) -> list[str]:
    """Return the keys that come more than once."""
    seen: set[str] = set()
    return list(dict.fromkeys(key for key in keys if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
