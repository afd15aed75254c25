"""`Text`: a string that has been parsed and cannot be illegal."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.late import holds_token, is_number_token
from constructs_pkg.values.problem import Refused


class Text(str):
    """Base of the string values: making one checks it.

    A subclass gives `normal`, which returns the normal form or raises `Refused`. Being a `str`, the
    value goes as it is into templates, messages and files.
    """

    __slots__ = ()

    description: ClassVar[str] = ""
    pattern: ClassVar[str] = ""

    def __new__(cls, value: str) -> Self:
        """Parse `value`.

        Raises:
            Refused: if it is no text, or breaks a rule of this type.
        """
        if type(value) is cls:
            return value
        if is_number_token(value):
            fix = f"give {cls.__name__} as literal text"
            raise Refused("token-where-literal", "", "is a number known only at deployment", fix)
        if not isinstance(value, str):
            raise Refused("not-text", repr(value), "is not text", f"write {cls.__name__} in quotes")
        if holds_token(value):
            raise Refused(
                "token-where-literal", value, "is known only at deployment", f"give {cls.__name__} as literal text"
            )
        return super().__new__(cls, cls.normal(value))

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the normal form of `value`, or raise `Refused`."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Parse with the type itself."""
        return core_schema.no_info_plain_validator_function(
            cls, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the text for editors."""
        described: dict[str, Any] = {"type": "string"}
        if cls.description:
            described["description"] = cls.description
        if cls.pattern:
            described["pattern"] = cls.pattern
        return described
