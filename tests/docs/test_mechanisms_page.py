"""The page about mechanisms says what the witness answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from mechanisms.expected import keeping_table, reaching_table

from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.spec import parse

PAGE = (Path(__file__).parents[2] / "docs" / "mechanisms.md").read_text(encoding="utf-8")


def test_the_tables_are_what_is_tested() -> None:
    """Both tables are those that tests/mechanisms asserts cell by cell."""
    assert "\n".join(keeping_table()) in PAGE
    assert "\n".join(reaching_table()) in PAGE


@pytest.mark.parametrize("text", re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
def test_the_topologies_can_be_planned(text: str) -> None:
    """A reader can paste each topology into a file, and nothing in it is doubtful."""
    assert () == plan(parse(Topology, yaml.safe_load(text))).warnings
