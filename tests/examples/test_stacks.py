"""What stacks decide: their order, tags, descriptions and protection, as the CDK's command line reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .synthesis import planned_wish, synthesize, wish


def stacks_in(assembly: Path) -> dict[str, dict[str, Any]]:
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    return {
        name: artifact
        for name, artifact in manifest["artifacts"].items()
        if artifact["type"] == "aws:cloudformation:stack"
    }


def test_links_are_deployed_after_their_own_network(assembly: Callable[[str], Path]) -> None:
    """Each links stack waits for the network stack of its cell and for no other stack."""
    stacks = stacks_in(assembly("saas"))
    waits = {name: sorted(set(stack["dependencies"]) & set(stacks)) for name, stack in stacks.items()}
    cells = ("acme", "globex", "provider")
    expected = {f"saas-{cell}-links": [f"saas-{cell}-network"] for cell in cells}
    assert {**expected, **{f"saas-{cell}-network": [] for cell in cells}} == waits


def test_stacks_carry_the_tags_of_topology_and_cell(tmp_path: Path) -> None:
    """A cell's own tags stand beside the topology's and win over them, on both of its stacks."""
    given = wish("two-regions")
    given["tags"] = {"owner": "platform", "stage": "test"}
    given["cells"]["us-east"]["tags"] = {"owner": "network"}
    synthesize(planned_wish(given), tmp_path)
    tags = {name: stack["properties"].get("tags", {}) for name, stack in stacks_in(tmp_path).items()}
    east, west = {"owner": "network", "stage": "test"}, {"owner": "platform", "stage": "test"}
    assert {
        "two-regions-us-east-links": east,
        "two-regions-us-east-network": east,
        "two-regions-us-west-links": west,
        "two-regions-us-west-network": west,
    } == tags


def test_stacks_say_what_they_hold(assembly: Callable[[str], Path]) -> None:
    """Each template is described with its cell's display name."""
    descriptions = {
        name: json.loads((assembly("two-regions") / f"{name}.template.json").read_text())["Description"]
        for name in stacks_in(assembly("two-regions"))
    }
    assert {
        "two-regions-us-east-network": "Network and private zones of cell Virginia",
        "two-regions-us-east-links": "Services, endpoints and records of cell Virginia",
        "two-regions-us-west-network": "Network and private zones of cell Oregon",
        "two-regions-us-west-links": "Services, endpoints and records of cell Oregon",
    } == descriptions
