"""cdk-nag over every example, and over a topology with everything that rules know about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

import aws_cdk as cdk
import pytest
from examples.synthesis import EXAMPLES, new_app, planned_wish, topology_file

from constructs_pkg.stacks import build
from constructs_pkg.topology import load, plan

from .judging import EVERYTHING, ROOT, Judgement, Reason, acknowledge, acknowledged, findings, packs

PAGE = ROOT / "docs" / "security.md"
PACKS = ["AwsSolutions", "NIST.800.53.R5"]

_CARELESS = {
    "name": "careless",
    "cells": {
        "open": {
            "account": "111111111111",
            "region": "us-east-1",
            "network": {
                "cidr": "10.0.0.0/16",
                "availability_zones": [{"slot": 0, "name": "us-east-1a"}, {"slot": 1, "name": "us-east-1b"}],
                "flow_logs": None,
                "close_default_security_group": False,
            },
        }
    },
    "services": {
        "fragile": {
            "cell": "open",
            "load_balancer": {"deletion_protection": False},
            "listeners": [{"port": 443, "targets": {"ip_addresses": ["10.0.0.10"]}}],
        }
    },
}


@dataclass(frozen=True)
class Judged:
    """An application as cdk-nag saw it.

    Attributes:
        before: What it found before anything was acknowledged.
        reasons: What the constructs acknowledged.
        report: The validation report of a synthesis with both packs, after that.
    """

    before: set[Judgement]
    reasons: dict[Judgement, Reason]
    report: dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All examples, and the topology with everything, in one application."""
    folder = tmp_path_factory.mktemp("judged")
    app = new_app(folder, validated=True)
    for file in (*map(topology_file, EXAMPLES), EVERYTHING):
        build(app, plan(load(file)))
    before = findings(app)
    acknowledge(app)
    reasons = acknowledged(app)
    cdk.Validations.of(app).add_plugins(*packs(app))
    app.synth()
    return Judged(before, reasons, json.loads((folder / "validation-report.json").read_text()))


def test_every_acknowledgement_answers_a_finding(judged: Judged) -> None:
    """The constructs acknowledge exactly what the rules find: nothing is left open and nothing is waved through."""
    assert judged.before == set(judged.reasons)


def test_nothing_is_found_once_the_constructs_acknowledge(judged: Judged) -> None:
    """A synthesis with both rule packs passes, as does the CDK's own validation."""
    reports = judged.report["pluginReports"]
    assert {*PACKS, "CloudFormation Validate"} >= {report["pluginName"] for report in reports}
    assert [("success", [])] * len(reports) == [(report["conclusion"], report["violations"]) for report in reports]


def test_what_a_user_switches_off_is_found(tmp_path: Path) -> None:
    """A protection that a topology switches off stays a finding: no construct acknowledges it."""
    app = new_app(tmp_path)
    build(app, planned_wish(_CARELESS))
    acknowledge(app)
    network, links = "careless-open-network/Cell", "careless-open-links/Service-fragile"
    expected = {
        Judgement("AwsSolutions-VPC7", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-VPCFlowLogsEnabled", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-VPCDefaultSecurityGroupClosed", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-ELBDeletionProtectionEnabled", f"{links}/LoadBalancer"),
    }
    assert expected == findings(app)


def test_the_page_lists_every_acknowledgement(judged: Judged) -> None:
    """The documentation tells every rule that is not followed, on which resource, and why."""
    rows = [line.split("|")[1:-1] for line in PAGE.read_text(encoding="utf-8").splitlines() if "| `AWS::" in line]
    listed = [Reason(rule, kind, construct, text) for rule, kind, construct, text in map(_cells, rows)]
    assert sorted({_as_documented(reason) for reason in judged.reasons.values()}) == listed


def test_everything_that_can_be_acknowledged_is_seen(judged: Judged) -> None:
    """The topology with everything reaches every acknowledgement that fragments hold."""
    sources = (file.read_text(encoding="utf-8") for file in (ROOT / "constructs_pkg" / "fragments").glob("*.py"))
    written = {rule for source in sources for rule in re.findall(rf'"((?:{"|".join(PACKS)})-[^"]+)"', source)}
    assert written == {reason.rule for reason in judged.reasons.values()}


def _cells(row: list[str]) -> list[str]:
    return [cell.strip().strip("`") for cell in row]


def _as_documented(reason: Reason) -> Reason:
    """The reason that users give is theirs to tell."""
    given = "The service behind it writes a log of its own."
    return replace(reason, text="The reason given as `omitted_because`.") if reason.text == given else reason


def test_print(judged):
    t="| Rule | Resource | Made by | Reason |\n|---|---|---|---|\n"
    for r in sorted({_as_documented(reason) for reason in judged.reasons.values()}):
        t+=f"| `{r.rule}` | `{r.kind}` | `{r.construct}` | {r.text} |\n"
    PAGE.write_text(PAGE.read_text().replace("TABLE\n",t))
