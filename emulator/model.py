"""The EC2 Query protocol, both ways, from botocore's model: requests to dictionaries and results to XML.

Source: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

import botocore.session
from botocore.model import ListShape, OperationModel, ServiceModel, Shape, StructureShape
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

Query = Mapping[str, Sequence[str]]


@cache
def service() -> ServiceModel:
    """Return botocore's model of EC2."""
    return botocore.session.Session().get_service_model("ec2")


def operation(action: str) -> OperationModel:
    """Return the model of one action; an action that AWS does not have is an error."""
    return service().operation_model(action)


def request_of(action: str, query: Query) -> dict[str, Any]:
    """Return what a client asked for, in the words of the API reference."""
    shape = operation(action).input_shape
    return _read(shape, "", query) if shape is not None else {}


def result_xml(action: str, result: Mapping[str, Any]) -> str:
    """Return the elements of a result, in the model's order."""
    shape = operation(action).output_shape
    assert shape is None or isinstance(shape, StructureShape)
    return _members(shape, result) if shape is not None else "<return>true</return>"


def query_of(action: str, request: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the query by which a client asks for `request`."""
    sent = create_serializer("ec2").serialize_to_request(dict(request), operation(action))
    return {name: [str(value)] for name, value in sent["body"].items()}


def result_of(action: str, status: int, body: bytes) -> dict[str, Any]:
    """Return a response as a client reads it; an error has the key ``Error``."""
    response = {"status_code": status, "headers": {}, "body": body}
    parsed: dict[str, Any] = create_parser("ec2").parse(response, operation(action).output_shape)
    return parsed


def _read(shape: Shape, prefix: str, query: Query) -> Any:
    if isinstance(shape, StructureShape):
        found = {}
        for name, member in shape.members.items():
            place = f"{prefix}.{_query_name(name, member)}" if prefix else _query_name(name, member)
            if _given(place, query):
                found[name] = _read(member, place, query)
        return found
    if isinstance(shape, ListShape):
        items: list[Any] = []
        while _given(place := f"{prefix}.{len(items) + 1}", query):
            items.append(_read(shape.member, place, query))
        return items
    text = query[prefix][0]
    if shape.type_name == "boolean":
        return text.lower() == "true"
    return int(text) if shape.type_name in ("integer", "long") else text


def _given(place: str, query: Query) -> bool:
    return any(key == place or key.startswith(f"{place}.") for key in query)


def _query_name(name: str, shape: Shape) -> str:
    written: str = shape.serialization.get("queryName") or shape.serialization.get("name") or name
    return written[:1].upper() + written[1:]


def _members(shape: StructureShape, value: Mapping[str, Any]) -> str:
    return "".join(
        _element(member.serialization.get("name", name), member, value[name])
        for name, member in shape.members.items()
        if value.get(name) is not None
    )


def _element(tag: str, shape: Shape, value: Any) -> str:
    if isinstance(shape, StructureShape):
        inner = _members(shape, value)
    elif isinstance(shape, ListShape):
        item = shape.member.serialization.get("name", "item")
        inner = "".join(_element(item, shape.member, one) for one in value)
    elif shape.type_name == "boolean":
        inner = "true" if value else "false"
    else:
        inner = escape(str(value))
    return f"<{tag}>{inner}</{tag}>"
