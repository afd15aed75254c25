"""The CDK synthesizes recipes as they are compared, and neither cfn-lint nor cdk-nag has anything to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.core import get_rules  # type: ignore[import-untyped]
from examples.synthesis import Template, new_app, templates_in, without_bootstrap
from security.judging import acknowledge, findings

from constructs_pkg.preview import preview
from constructs_pkg.stacks import build

from .made import MADE, planned


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assembly of one application with every recipe in it."""
    folder = tmp_path_factory.mktemp("recipes") / "cdk.out"
    app = new_app(folder)
    for name in MADE:
        build(app, planned(name))
    app.synth()
    return folder


def test_the_cdk_synthesizes_what_is_compared(folder: Path) -> None:
    """Every recipe's templates are those of the preview, resource for resource."""
    previewed = {stack: template["Resources"] for name in MADE for stack, template in preview(planned(name)).items()}
    assert previewed == {stack: resources(template) for stack, template in templates_in(folder).items()}


def test_cfn_lint_finds_nothing_in_a_recipe(folder: Path) -> None:
    """cfn-lint finds no error and no warning in the templates of recipes."""
    rules = get_rules([], [], [])
    found = {
        file.name: [f"{match.rule.id} {match.path}" for match in lint(file.read_text(), rules, ["us-east-1"])]
        for file in folder.glob("*.template.json")
    }
    assert {} == {stack: told for stack, told in found.items() if told}


def test_cdk_nag_finds_nothing_in_a_recipe(tmp_path: Path) -> None:
    """No rule of cdk-nag is broken by a recipe without one of the reasons that the library gives."""
    app = new_app(tmp_path / "cdk.out")
    for name in MADE:
        build(app, planned(name))
    acknowledge(app)
    assert set() == findings(app)


def resources(template: Template) -> Template:
    held: Template = without_bootstrap(template)["Resources"]
    return held
