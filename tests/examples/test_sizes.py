"""What CloudFormation would refuse for its size is said before synthesis."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_pkg.preview import check_sizes, preview
from constructs_pkg.values.stack_rules import MOST_OF_A_STACK

from .synthesis import all_files, planned_wish, run_app, wish


def hosts(count: int) -> dict[str, Any]:
    """A topology whose links stack holds `count` record sets."""
    given = wish("two-regions")
    del given["cells"]["us-west"]
    given["cells"]["us-east"]["hosts"] = {f"h{number}": ["192.168.0.1"] for number in range(count)}
    return given


def zones(count: int) -> dict[str, Any]:
    """A topology whose network stack exports a VPC, two subnets and `count` zones."""
    given = wish("two-regions")
    del given["cells"]["us-west"], given["cells"]["us-east"]["hosts"]
    given["cells"]["us-east"]["zones"] = [f"z{number}.example.com" for number in range(count)]
    return given


def test_a_stack_may_have_500_resources() -> None:
    """CloudFormation's quota itself is accepted."""
    assert [] == check_sizes(planned_wish(hosts(500)))


def test_a_501st_resource_is_refused() -> None:
    """One more than the quota is refused with the cell, the stack and the count."""
    (problem,) = check_sizes(planned_wish(hosts(501)))
    assert ("stack-too-large", "cells.us-east", "two-regions-us-east-links") == (
        problem.rule,
        problem.path,
        problem.value,
    )
    assert "would have 501 resources, more than CloudFormation's 500" == problem.limit


@pytest.mark.parametrize(("count", "refused"), [(196, []), (197, ["stack-too-large"])])
def test_a_stack_may_have_200_outputs(count: int, refused: list[str]) -> None:
    """The VPC, its two subnets, its key and each zone are outputs: 200 of them are accepted, 201 are not."""
    assert refused == [problem.rule for problem in check_sizes(planned_wish(zones(count)))]


@pytest.mark.parametrize("spare", [0, -1])
def test_a_template_may_have_a_million_bytes(spare: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template is measured with its final ids, to the byte."""
    import json

    plan = planned_wish(hosts(300))
    exact = max(len(json.dumps(template, separators=(",", ":"))) for template in preview(plan).values())
    monkeypatch.setitem(MOST_OF_A_STACK, "bytes", exact + spare)
    assert ([] if spare == 0 else ["stack-too-large"]) == [problem.rule for problem in check_sizes(plan)]


def test_the_app_refuses_before_it_makes_anything(tmp_path: Path) -> None:
    """The app ends with the problem, and no template is written."""
    file, assembly = tmp_path / "topology.yaml", tmp_path / "cdk.out"
    file.write_text(yaml.safe_dump(hosts(501)), encoding="utf-8")
    done = run_app(file, assembly)
    assert (1, True, {}) == (done.returncode, "stack-too-large: cells.us-east" in done.stderr, all_files(assembly))
