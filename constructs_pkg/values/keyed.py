"""`Keyed`: values under keys that never change, from which logical ids come."""

from __future__ import annotations

from typing import Annotated, Any, NoReturn, TypeVar

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import core_schema

_Value = TypeVar("_Value")

StableKey = Annotated[str, Field(pattern=r"^[a-z]([a-z0-9-]{0,29}[a-z0-9])?$")]
"""Lower case letters, digits and inner hyphens, a letter first, at most 31."""


class Frozen(dict[str, Any]):
    """A mapping in the order of its keys that cannot be changed, and so has a hash."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(sorted(given.items()))

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the hash of its items."""
        return hash(tuple(self.items()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Be written into schemas, as a default, like any other mapping."""
        return core_schema.dict_schema()

    def __reduce__(self) -> tuple[type[Frozen], tuple[dict[str, Any]]]:
        """Be copied as a whole, item by item being refused."""
        return Frozen, (dict(self),)

    def _refuse(self, *given: object, **named: object) -> NoReturn:
        raise TypeError("it cannot be changed: make another")

    __setitem__ = __delitem__ = clear = pop = popitem = setdefault = update = __ior__ = _refuse


NONE_YET = Frozen({})

Keyed = Annotated[dict[StableKey, _Value], AfterValidator(Frozen)]
