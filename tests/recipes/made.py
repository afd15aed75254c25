"""The recipes that are there, each as its topology is planned."""

from __future__ import annotations

from pathlib import Path

from constructs_pkg.topology import Plan, load, plan
from tools.recipes import sources

PAGES = Path(__file__).parents[2] / "docs" / "recipes"
SOURCES = {source.name: source for source in sources()}
MADE = [name for name, source in SOURCES.items() if source.waits_for is None]


def planned(name: str) -> Plan:
    return plan(load(PAGES / f"{name}.yaml"))
