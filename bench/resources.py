"""Whether two programs made the same: the number of resources of each type, stack by stack."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

Types = dict[str, Counter[str]]


def resource_types(assembly: Path) -> Types:
    """Return how many resources of each type every stack of a synthesized app has."""
    return {
        path.name.removesuffix(".template.json"): Counter(
            resource["Type"] for resource in json.loads(path.read_text(encoding="utf-8"))["Resources"].values()
        )
        for path in sorted(assembly.glob("*.template.json"))
    }


def differences(ours: Types, theirs: Types) -> list[str]:
    """Return a line for each stack and type whose numbers differ; none if both made the same."""
    return [
        f"{stack}: {kind}: {ours.get(stack, Counter())[kind]} and {theirs.get(stack, Counter())[kind]}"
        for stack in sorted({*ours, *theirs})
        for kind in sorted({*ours.get(stack, ()), *theirs.get(stack, ())})
        if ours.get(stack, Counter())[kind] != theirs.get(stack, Counter())[kind]
    ]
