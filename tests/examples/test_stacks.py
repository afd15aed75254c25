"""What stacks decide: their order, tags, descriptions and protection, as the CDK's command line reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from constructs_pkg.topology import select

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


def test_reader_of_a_parameter_is_deployed_after_its_writer(tmp_path: Path) -> None:
    """In one account and Region, links that read a service's name wait for those that write it."""
    given = wish("database-account")
    given["cells"]["application"]["account"] = "222222222222"
    given["cells"]["application"]["network"]["availability_zones"] = [
        {"slot": 0, "name": "us-east-1a", "id": "use1-az4"},
        {"slot": 1, "name": "us-east-1b", "id": "use1-az6"},
    ]
    given["services"]["databases"]["allowed_principals"] = ["222222222222"]
    whole = planned_wish(given)
    synthesize(whole, tmp_path / "all")
    synthesize(select(whole, ["application"]), tmp_path / "some")
    waits = {
        name: set(stacks_in(tmp_path / name)["database-account-application-links"]["dependencies"])
        for name in ("all", "some")
    }
    own, writer = "database-account-application-network", "database-account-databases-links"
    assert ({own, writer}, {own}) == tuple(waits[name] & {own, writer} for name in ("all", "some"))


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
