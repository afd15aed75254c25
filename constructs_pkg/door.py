"""`Door`: takes the arguments of a construct and refuses them together, at the places they came by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, ParamSpec, TypeVar, cast

from pydantic import BaseModel

from constructs_pkg.values.problem import InvalidInput, Problem, Refused, refuse_errors
from constructs_pkg.values.spec import parse

_Given = ParamSpec("_Given")
_Model = TypeVar("_Model", bound=BaseModel)
_Value = TypeVar("_Value")


class Door:
    """Takes the arguments of one construct one after the other, and refuses them together.

    Problems are told at the keyword arguments that the values came by.
    """

    def __init__(self, **keywords: str) -> None:
        """Open a door.

        Args:
            **keywords: The keyword argument of each field of the spec that is called otherwise; empty where
                the fields below it are arguments themselves.
        """
        self._keywords = keywords
        self._problems: list[Problem] = []
        self._refused: list[str] = []

    def take(self, path: str, make: Callable[_Given, _Value], *given: _Given.args, **options: _Given.kwargs) -> _Value:
        """Return what `make` makes of the argument at `path`; why it refuses it is kept for `parse`."""
        try:
            return make(*given, **options)
        except Refused as refused:
            self.keep([refused.at(path)])
        except InvalidInput as invalid:
            self.keep(problem.under(path) for problem in invalid.problems)
        self._refused.append(path)
        # Nobody sees it: `parse` raises.
        return cast("_Value", None)

    def take_each(self, path: str, make: Callable[[Any], _Value], given: Iterable[Any]) -> list[_Value]:
        """Return what `make` makes of each item of the argument at `path`."""
        if isinstance(given, str):
            # Its characters would be taken for items.
            self.take(path, _refuse_text, given)
            return []
        if isinstance(given, Mapping) or not isinstance(given, Iterable):
            self.take(path, _refuse_other, given)
            return []
        return [self.take(f"{path}[{place}]", make, item) for place, item in enumerate(given)]

    def keep(self, problems: Iterable[Problem]) -> None:
        """Keep `problems` for `parse`."""
        self._problems.extend(problems)

    def parse(self, model: type[_Model], fields: Mapping[str, Any]) -> _Model:
        """Return the arguments as a `model`; those that are None take their documented defaults.

        Raises:
            InvalidInput: with every problem of the arguments taken before and of `fields`.
        """
        try:
            parsed = parse(model, plain_fields(**fields))
        except InvalidInput as invalid:
            found = [self._at_keyword(problem) for problem in invalid.problems]
            self.keep(problem for problem in found if not any(_is_below(problem.path, path) for path in self._refused))
        else:
            if not self._problems:
                return parsed
        raise InvalidInput(self._problems) from None

    def refuse(self, problems: Iterable[Problem] = ()) -> tuple[Problem, ...]:
        """Return the warnings among `problems`.

        Raises:
            InvalidInput: with all of them, if one is an error, or if an argument was refused when it was taken.
        """
        return refuse_errors([*self._problems, *(self._at_keyword(problem) for problem in problems)])

    def _at_keyword(self, problem: Problem) -> Problem:
        return replace(
            problem,
            path=_FIRST_FIELD.sub(self._keyword, problem.path),
            limit=_FIELD_IN_TEXT.sub(self._keyword, problem.limit),
            fix=_FIELD_IN_TEXT.sub(self._keyword, problem.fix),
        )

    def _keyword(self, found: re.Match[str]) -> str:
        field, dot = found.groups()
        keyword = self._keywords.get(field, field)
        return f"{keyword}{dot}" if keyword else ""


_FIRST_FIELD = re.compile(r"\A(\w+)(\.?)")
# Any other word, without an underscore and not before a dot, could be one of the sentence.
_FIELD_IN_TEXT = re.compile(r"\b(\w+_\w+|\w+(?=\.\w))(\.?)")


def _refuse_text(text: str) -> None:
    raise Refused("text-where-list", text, "is one text where several are taken", "put it into a list")


def _refuse_other(given: object) -> None:
    raise Refused("wrong-type", type(given).__name__, "is no list", "put it into one")


def _is_below(path: str, parent: str) -> bool:
    return path == parent or path.startswith((f"{parent}.", f"{parent}["))


def mapping_of(given: object) -> dict[str, Any]:
    """Return the fields that stand for a value.

    Raises:
        Refused: if `given` are no fields.
    """
    if not isinstance(given, Mapping):
        raise Refused("wrong-type", type(given).__name__, "is no mapping", "give the value's fields")
    return dict(given)


def plain_fields(**given: object) -> dict[str, Any]:
    """Return the keyword arguments that were given, so that the others take their documented defaults."""
    return {name: value for name, value in given.items() if value is not None}
