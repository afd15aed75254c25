"""`Spec`: the base of typed inputs, and `parse`, which reports every problem of one input at once."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Discriminator, ValidationError
from pydantic_core import ErrorDetails

from constructs_pkg.values.late import is_number_token
from constructs_pkg.values.problem import InvalidInput, Problem, Refused

_Model = TypeVar("_Model", bound=BaseModel)

_LONGEST_VALUE_SHOWN = 80


class Spec(BaseModel):
    """A frozen input whose unknown keys are refused."""

    ordered: ClassVar[frozenset[str]] = frozenset()
    """The fields whose lists mean something by their order; that of all others means nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def one_of(choose: Callable[[Any], str]) -> Discriminator:
    """Return a discriminator for a union whose members are tagged ``<name>``, as `choose` names them."""
    return Discriminator(lambda given: f"<{choose(given)}>")


def parse(model: type[_Model], given: Mapping[str, Any], path: str = "") -> _Model:
    """Return `given` as a `model`.

    Args:
        model: The type to make.
        given: Its fields.
        path: Where the input stands, put before each problem's path.

    Raises:
        InvalidInput: with every problem, each at its own path.
    """
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise InvalidInput(problem.under(path) for problem in _problems(model, given, error)) from None


def _problems(model: type[BaseModel], given: object, error: ValidationError) -> Iterator[Problem]:
    details = [detail for detail in error.errors(include_url=False) if not _is_not_late(detail)]
    places = {detail["loc"] for detail in details}
    for detail in details:
        if detail["type"] == "too_short" and any(_is_in_item(place, detail["loc"]) for place in places):
            # Pydantic counts what is left after it has refused an item.
            continue
        path = _path_text(detail["loc"], given)
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, Refused):
            yield cause.at(path)
        elif isinstance(cause, InvalidInput):
            yield from (problem.under(path) for problem in cause.problems)
        elif detail["type"] == "extra_forbidden":
            yield _unknown_key(model, path, detail)
        elif detail["type"] == "missing":
            yield Problem("missing-key", path, "", "is missing", "add it")
        elif is_number_token(detail["input"]):
            fix = "give the number as a literal"
            yield Problem("token-where-literal", path, "", "is a number known only at deployment", fix)
        else:
            yield Problem("wrong-type", path, _shown(detail["input"]), _limit(detail), _fix(detail))


def _is_not_late(detail: ErrorDetails) -> bool:
    return "not a deployment-time value" in detail["msg"]


def _is_in_item(place: tuple[int | str, ...], parent: tuple[int | str, ...]) -> bool:
    """Tell whether `place` is an item of the list at `parent` or lies in one; a key of a mapping is no item."""
    below = place[len(parent) :]
    return place[: len(parent)] == parent and bool(below) and isinstance(below[0], int)


def _unknown_key(model: type[BaseModel], path: str, detail: ErrorDetails) -> Problem:
    *parents, key = detail["loc"]
    known = _fields_at(model, parents)
    if key in known:
        limit, fix = "belongs to another form of this value", "leave out it, or what makes the value another form"
        return Problem("unknown-key", path, "", limit, fix)
    close = difflib.get_close_matches(str(key), known, n=1)
    fix = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(sorted(known))}"
    return Problem("unknown-key", path, "", "is not a known key", fix)


def _fields_at(model: type[BaseModel], location: list[int | str]) -> list[str]:
    """Return the keys known where `location` leads from `model`."""
    current: set[type[BaseModel]] = {model}
    steps = iter(location)
    for step in steps:
        fields = [each.model_fields[step] for each in current if isinstance(step, str) and step in each.model_fields]
        if fields:
            current = {found for field in fields for found in _models_in(field.annotation)}
            if any(get_origin(field.annotation) is dict for field in fields):
                # The next step is a key that people chose, even where it is called as a field is.
                next(steps, None)
    return [name for each in current for name in each.model_fields]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _path_text(location: tuple[int | str, ...], given: object) -> str:
    """Return `location` as people write a path.

    Pydantic puts the member of a union that it tried into the location. It is no part of the user's path, and
    so no key of what was given; only the last step may be a key that is missing.
    """
    text, current = "", given
    for position, step in enumerate(location):
        if isinstance(step, int):
            text += f"[{step}]"
            current = current[step] if isinstance(current, Sequence) else None
        elif _has(current, step) or (position == len(location) - 1 and not step.startswith(_UNION_MEMBERS)):
            text += f".{step}" if text else step
            current = current.get(step) if isinstance(current, Mapping) else getattr(current, step, None)
    return text


def _has(given: object, key: str) -> bool:
    return key in given if isinstance(given, Mapping) else hasattr(given, key)


_UNION_MEMBERS = ("function-", "<", "[key]")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE_SHOWN else f"{text[:_LONGEST_VALUE_SHOWN]}..."


def _fix(detail: ErrorDetails) -> str:
    # YAML reads no, on and 1e3 as something else than text.
    unquoted = detail["type"] == "string_type" and isinstance(detail["input"], bool | int | float | date)
    return "put it in quotes" if unquoted else "see the field's documentation"


def _limit(detail: ErrorDetails) -> str:
    message = detail["msg"].removeprefix("Value error, ")
    return f"is refused: {message[0].lower()}{message[1:]}" if message else "is refused"
