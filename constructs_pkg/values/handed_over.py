"""`HandedOver`: an id that a stack is given by a parameter when it is deployed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from constructs_pkg.values.late import Late, holds_token
from constructs_pkg.values.problem import Refused

# Parameters in https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html, and
# PSParameterName in the SSM API.
_PATTERNS = {"stack_parameter": r"[A-Za-z][A-Za-z0-9]*", "ssm_parameter": r"(/[A-Za-z0-9_.-]+){1,15}"}

# The default synthesizer puts it into every template: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html
PARAMETER_OF_CDK = "BootstrapVersion"


def own_parameter(name: str) -> str:
    """Return `name`, which the CDK gives to no parameter of its own.

    Raises:
        Refused: ``parameter-of-the-cdk`` if it does.
    """
    if name == PARAMETER_OF_CDK:
        limit = "is a parameter that the CDK puts into every template itself"
        raise Refused("parameter-of-the-cdk", name, limit, "call it otherwise")
    return name


@dataclass(frozen=True)
class HandedOver(Late):
    """A value that somebody gives to the stack, or that CloudFormation reads from Systems Manager at deployment.

    Attributes:
        stack_parameter: The name of the stack parameter; None for one of Systems Manager.
        ssm_parameter: The path of a parameter in the stack's own account and Region; None for a stack parameter.
    """

    stack_parameter: str | None = None
    ssm_parameter: str | None = None

    __hash__ = Late.__hash__

    def __str__(self) -> str:
        """Return where it comes from, for messages."""
        return self.stack_parameter or str(self.ssm_parameter)

    @property
    def declaration(self) -> dict[str, str]:
        """The parameter of the stack, as a template declares it."""
        if self.ssm_parameter is None:
            return {"Type": "String", "Description": "An id that another deployment hands over"}
        return {
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Default": self.ssm_parameter,
            "Description": "Holds an id that another deployment hands over, in this account and Region",
        }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept one, or a mapping of the one key that says where it comes from."""
        return core_schema.no_info_plain_validator_function(cls._parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Describe the mapping."""
        return {
            "type": "object",
            "description": "Given at deployment: by a stack parameter, or by one of Systems Manager.",
            "oneOf": [
                {
                    "properties": {key: {"type": "string", "pattern": f"^{pattern}$"}},
                    "required": [key],
                    "additionalProperties": False,
                }
                for key, pattern in _PATTERNS.items()
            ],
        }

    @classmethod
    def _parse(cls, value: object) -> HandedOver:
        if isinstance(value, HandedOver):
            return value
        if isinstance(value, Mapping) and len(value) == 1:
            ((key, name),) = value.items()
            if key in _PATTERNS and isinstance(name, str) and re.fullmatch(_PATTERNS[key], name, re.ASCII):
                return cls({"Ref": own_parameter(name)}, **{key: name})
        fix = "write {stack_parameter: Name} or {ssm_parameter: /path}"
        raise Refused("malformed-parameter", value, "names no parameter that hands a value over", fix)


def given_as(value: Any) -> str:
    """Return how a value that may be handed over is given: ``late``, ``parameter`` or ``literal``."""
    if isinstance(value, HandedOver | Mapping):
        return "parameter"
    return "late" if isinstance(value, Late) or holds_token(value) else "literal"
