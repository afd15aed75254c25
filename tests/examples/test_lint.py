"""cfn-lint over every template of every example."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.core import get_rules  # type: ignore[import-untyped]
from cfnlint.rules import RulesCollection  # type: ignore[import-untyped]

from .synthesis import EXAMPLES, template_texts

IGNORED = {
    # "Avoid hardcoding availability zones".
    "W3010": "Availability Zones are planned in the topology, so that no subnet moves when AWS adds a zone.",
}


@pytest.fixture(scope="module")
def rules() -> RulesCollection:
    """All rules for errors and warnings, loaded once."""
    return get_rules([], [], [])


@pytest.mark.parametrize("example", EXAMPLES)
def test_cfn_lint_finds_nothing(example: str, assembly: Callable[[str], Path], rules: RulesCollection) -> None:
    """cfn-lint finds no error in the templates of an example, and no warning but those ignored with a reason."""
    folder = assembly(example)
    found = [
        (stack, finding)
        for stack, text in template_texts(folder).items()
        for finding in _lint(text, rules, _region(folder, stack))
    ]
    assert [] == [(stack, finding) for stack, finding in found if finding.split()[0] not in IGNORED]


def test_no_rule_is_ignored_in_vain(assembly: Callable[[str], Path], rules: RulesCollection) -> None:
    """A rule is ignored only as long as a template needs that."""
    found = _lint(template_texts(assembly("two-regions"))["two-regions-us-east-network"], rules, "us-east-1")
    assert set(IGNORED) == {finding.split()[0] for finding in found}


def _lint(text: str, rules: RulesCollection, region: str) -> list[str]:
    return [f"{match.rule.id} {match.path} {match.message}" for match in lint(text, rules, [region])]


def _region(folder: Path, stack: str) -> str:
    manifest = json.loads((folder / "manifest.json").read_text())
    environment: str = manifest["artifacts"][stack]["environment"]
    return environment.rpartition("/")[2]
