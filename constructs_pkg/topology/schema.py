"""The JSON Schema of topology files: ``python -m constructs_pkg.topology.schema`` prints it."""

from __future__ import annotations

import json
import re
from typing import Any

from constructs_pkg.topology.model import Topology
from constructs_pkg.values.spec import Spec

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_LINE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def topology_schema() -> dict[str, Any]:
    """Return the JSON Schema by which editors complete and check topology files."""
    return schema_of(Topology, "Topology of private cells")


def schema_of(kind: type[Spec], title: str) -> dict[str, Any]:
    """Return the JSON Schema of a `kind` of file, for people and their editors."""
    model = kind.model_json_schema()
    return {
        "$schema": DIALECT,
        "title": title,
        **_readable({key: value for key, value in model.items() if key != "$defs"}),
        "$defs": {name: _readable(definition) for name, definition in sorted(model["$defs"].items())},
    }


def main() -> None:
    """Print the schema."""
    print(json.dumps(topology_schema(), indent=2))


def _readable(schema: Any) -> Any:
    """Return `schema` without generated titles, descriptions unwrapped, and closed where keys have a pattern."""
    if isinstance(schema, list):
        return [_readable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    readable = {key: _readable(value) for key, value in schema.items() if not _is_text(key, value, "title")}
    if "patternProperties" in readable:
        readable["additionalProperties"] = False
    if _is_text("description", readable.get("description"), "description"):
        readable["description"] = _LINE_BREAK.sub(" ", readable["description"])
    return readable


def _is_text(key: str, value: object, wanted: str) -> bool:
    """Tell a keyword from a property that happens to have its name."""
    return key == wanted and isinstance(value, str)


if __name__ == "__main__":
    main()
