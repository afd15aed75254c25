"""The registry's schemas as cfn-lint has them: the second source for what replaces what."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """Return the schema of every resource type."""
    spec = find_spec("cfnlint")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "data" / "schemas" / "resources"
    read = (json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json"))
    return {schema["typeName"]: schema for schema in read}


def pointers(kind: str, keyword: str) -> set[tuple[str, ...]]:
    """Return the properties a schema lists under a keyword, each as the names that lead to it.

    A custom type is in no registry: its provider decides what a change does.
    """
    schema = {} if kind.startswith("Custom::") else schemas()[kind]
    return {tuple(pointer.split("/")[2:]) for pointer in schema.get(keyword, [])}
