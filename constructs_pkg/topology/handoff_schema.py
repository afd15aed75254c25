"""The JSON Schema of handoffs: ``python -m constructs_pkg.topology.handoff_schema`` prints it."""

from __future__ import annotations

import json
from typing import Any

from constructs_pkg.topology.schema import schema_of
from constructs_pkg.values.handoff import Handoff


def handoff_schema() -> dict[str, Any]:
    """Return the JSON Schema of the document that a provider hands over."""
    return schema_of(Handoff, "Handoff of an endpoint service")


def main() -> None:
    """Print the schema."""
    print(json.dumps(handoff_schema(), indent=2))


if __name__ == "__main__":
    main()
