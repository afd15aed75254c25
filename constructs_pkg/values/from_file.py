"""`FROM_FILE`: a mapping that a topology's file may name the path of."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.problem import Refused


class _FromFile:
    """Refuses a path where a document was to be read already, and describes both for editors."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        path = {"type": "string", "minLength": 1, "description": "The path of the document, a JSON file."}
        return {"anyOf": [path, handler(schema)]}


def _read(given: Any) -> Any:
    if isinstance(given, str):
        limit = "is a path, and only a topology that is loaded from a file has a folder to read it from"
        raise Refused("document-not-read", given, limit, "load the topology with topology.load, or give the document")
    return given


FROM_FILE = _FromFile()
