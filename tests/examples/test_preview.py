"""What is rendered without the CDK is what the CDK synthesizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from topology.strategies import topologies

from constructs_pkg.preview import preview

from .synthesis import EXAMPLES, Template, planned, planned_wish, synthesize, without_bootstrap

_COMPARED = ("Parameters", "Resources", "Outputs")


@pytest.mark.parametrize("example", EXAMPLES)
def test_preview_of_an_example(example: str, synthesized: Callable[[str], dict[str, Template]]) -> None:
    """The preview of an example is its templates, resource for resource, with their outputs and parameters."""
    assert preview(planned(example)) == compared(synthesized(example))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders for assemblies."""
    return (tmp_path_factory.mktemp("generated") for _ in count())


@given(wish=topologies())
@settings(
    max_examples=100,
    deadline=None,
    # A failing topology is small enough as it is; making it smaller takes minutes of synthesis.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_preview_of_any_topology(wish: dict[str, Any], folders: Iterator[Path]) -> None:
    """The preview of any topology that can be planned is its templates."""
    wanted = planned_wish(wish)
    assert preview(wanted) == compared(synthesize(wanted, next(folders)))


def compared(templates: Mapping[str, Template]) -> dict[str, Template]:
    return {
        stack: {section: held for section, held in without_bootstrap(template).items() if section in _COMPARED}
        for stack, template in templates.items()
    }
