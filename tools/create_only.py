"""Prints the create-only properties of each resource type, from cfn-lint's schemas: `python tools/create_only.py`.

A type's properties stand in one text, by path; ``?`` comes before those that only sometimes cause a replacement.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any


def main() -> None:
    lines = (f"{json.dumps(kind)}: {json.dumps(text)}" for kind, text in sorted(create_only().items()))
    print("{\n" + ",\n".join(lines) + "\n}")


def create_only() -> dict[str, str]:
    schemas = [json.loads(file.read_text(encoding="utf-8")) for file in _folder().glob("*.json")]
    return {schema["typeName"]: " ".join(_paths(schema)) for schema in schemas}


def _folder() -> Path:
    """Return where the schemas are, without the seconds that importing cfn-lint takes."""
    found = find_spec("cfnlint")
    assert found is not None and found.submodule_search_locations is not None
    return Path(found.submodule_search_locations[0]) / "data" / "schemas" / "resources"


def _paths(schema: dict[str, Any]) -> list[str]:
    always = {_path(pointer) for pointer in schema.get("createOnlyProperties", [])}
    sometimes = {_path(pointer) for pointer in schema.get("conditionalCreateOnlyProperties", [])}
    return sorted(always) + [f"?{path}" for path in sorted(sometimes - always)]


def _path(pointer: str) -> str:
    path = pointer.removeprefix("/properties/")
    assert path != pointer and " " not in path, pointer
    return path


if __name__ == "__main__":
    main()
