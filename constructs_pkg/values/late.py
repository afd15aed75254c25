"""`Late`: a value known only at deployment, and how CDK tokens are told from text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticOmit, core_schema

# The markers by which aws_cdk.Token hides a value in text or in a list
# (https://docs.aws.amazon.com/cdk/v2/guide/tokens.html).
_TOKEN = re.compile(r"[$#]\{Token\[")


def holds_token(value: object) -> bool:
    """Tell whether `value` is text in which a CDK token hides."""
    return isinstance(value, str) and _TOKEN.search(value) is not None


def is_number_token(value: object) -> bool:
    """Tell whether `value` is a number in which a CDK token hides: one whose first 16 bits are FBFF.

    Source: createTokenDouble in
    https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/core/lib/private/encoding.ts
    """
    return isinstance(value, float) and -2.0 < value / 2.0**960 <= -1.9375


@dataclass(frozen=True)
class Late:
    """A value that CloudFormation fills in at deployment.

    Attributes:
        expression: A CloudFormation expression such as ``{"Ref": "AWS::Region"}``, or the text of a
            CDK token. It passes validation untouched.
    """

    expression: Mapping[str, Any] | str

    def __hash__(self) -> int:
        """Hash by the printed expression, since mappings have no hash."""
        return hash(repr(self.expression))

    def __str__(self) -> str:
        """Return the expression, for messages."""
        return str(self.expression)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Accept a `Late`, or text that holds a CDK token."""
        return core_schema.no_info_plain_validator_function(cls._parse)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Leave deployment-time values out of the topology file's schema."""
        raise PydanticOmit

    @classmethod
    def _parse(cls, value: object) -> Late:
        if isinstance(value, Late):
            return value
        if isinstance(value, str) and holds_token(value):
            return cls(value)
        raise ValueError("not a deployment-time value")


def pseudo_parameter(name: str) -> Late:
    """Return the CloudFormation pseudo parameter `name`, such as ``AWS::AccountId``."""
    return Late({"Ref": name})


def import_value(export: str) -> Late:
    """Return the value another stack of the same account and Region exports as `export`."""
    return Late({"Fn::ImportValue": export})
