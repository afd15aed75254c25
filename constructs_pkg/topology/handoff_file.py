"""A provider's handoff in a link: the path of its document in a file, the document itself in Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.handoff import Handoff
from constructs_pkg.values.problem import Refused


class _Read:
    """Refuses a path where a document was to be read already, and describes both for editors."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        path = {"type": "string", "minLength": 1, "description": "The path of the provider's document."}
        return {"anyOf": [path, handler(schema)]}


def _read(given: Any) -> Any:
    if isinstance(given, str):
        limit = "is a path, and only a topology that is loaded from a file has a folder to read it from"
        raise Refused("handoff-not-read", given, limit, "load the topology with topology.load, or give the document")
    return given


HandoffFile = Annotated[Handoff, _Read()]


def with_name_of_handoff(given: Any) -> Any:
    """Return the fields of a link with the service's name and Region from its handoff.

    Raises:
        Refused: ``service-name-beside-handoff`` where the link names another service.
    """
    if not isinstance(given, Mapping):
        return given
    handoff = given.get("handoff")
    fields = dict(handoff) if isinstance(handoff, Handoff | Mapping) else {}
    name, region = fields.get("service_name"), fields.get("region")
    if given.get("service_name", name) != name and name is not None:
        limit = "is given beside a handoff that names another service"
        raise Refused("service-name-beside-handoff", given["service_name"], limit, "leave it out")
    told = {key: value for key, value in (("service_name", name), ("service_region", region)) if value is not None}
    if isinstance(handoff, str) and "service_name" not in given:
        # What is wrong is the handoff, which is told by itself.
        told = {"service_name": {"stack_parameter": "ServiceName"}}
    return {**told, **given}


def name_or_handoff(schema: dict[str, Any]) -> None:
    """Have the schema of a link ask for a service name, a handoff or a resource configuration."""
    keys = ("service_name", "handoff", "resource_configuration_arn")
    schema["anyOf"] = [{"required": [key]} for key in keys]
