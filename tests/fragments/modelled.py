"""Fakes of AWS clients whose requests and answers are held against botocore's models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.model import ListShape, ServiceModel, Shape, StringShape, StructureShape
from botocore.validate import validate_parameters


@cache
def _service(name: str) -> ServiceModel:
    return botocore.session.Session().get_service_model(name)


@cache
def _operations(service: str) -> dict[str, str]:
    return {xform_name(operation): operation for operation in _service(service).operation_names}


def _choices(asked: Any, shape: Shape) -> None:
    """Fail where a choice is none of the model's, which botocore leaves to the service."""
    if isinstance(shape, StructureShape):
        for name, value in asked.items():
            _choices(value, shape.members[name])
    elif isinstance(shape, ListShape):
        for value in asked:
            _choices(value, shape.member)
    elif isinstance(shape, StringShape) and shape.enum:
        assert asked in shape.enum, f"{asked} is none of {shape.enum}"


class Modelled:
    """A client of the test's own: each action is a method ``do_<action>`` that gets the request and gives the answer.

    Attributes:
        calls: The actions that were called, in order.
    """

    service: str

    def __init__(self) -> None:
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        """Return what does the action `name`, with request and answer in the service's model."""
        operations = _operations(self.service)
        if name not in operations:
            raise AttributeError(name)
        operation = _service(self.service).operation_model(operations[name])
        work = getattr(type(self), f"do_{name}")

        def call(**request: Any) -> Mapping[str, Any]:
            if operation.input_shape is not None:
                validate_parameters(request, operation.input_shape)
                _choices(request, operation.input_shape)
            self.calls.append(name)
            answer: Mapping[str, Any] = work(self, **request)
            if operation.output_shape is not None:
                validate_parameters(answer, operation.output_shape)
            return answer

        return call
