"""Which properties CloudFormation cannot change without making the resource anew.

``create_only.json`` holds ``createOnlyProperties`` and ``conditionalCreateOnlyProperties`` of the registry's
schemas, which `tools/create_only.py` writes. Sources:
https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html and, for what the schemas
lack, the "Update requires" lines of the pages named below.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CUSTOM = ("Custom::", "AWS::CloudFormation::CustomResource")

# https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
_DOCUMENTED = {"AWS::Route53::RecordSet": "Name"}


@dataclass(frozen=True)
class CreateOnly:
    """A property whose change replaces its resource.

    Attributes:
        path: The names that lead to it; ``*`` for every item of a list.
        conditional: Whether only some changes of it replace the resource; the schemas do not say which.
    """

    path: tuple[str, ...]
    conditional: bool = False


def create_only(kind: str) -> tuple[CreateOnly, ...] | None:
    """Return the create-only properties of a resource type; None where the type is not known.

    Custom resources are not known: their handlers decide by the physical id that they return.
    """
    if kind.startswith(CUSTOM) or kind not in _table():
        return None
    paths = [*_table()[kind].split(), *_DOCUMENTED.get(kind, "").split()]
    return tuple(CreateOnly(tuple(path.removeprefix("?").split("/")), path.startswith("?")) for path in paths)


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = json.loads(Path(__file__).with_name("create_only.json").read_text(encoding="utf-8"))
    return table
