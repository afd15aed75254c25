"""cdk-nag over every example, and over a topology with everything that rules know about."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from examples.synthesis import EXAMPLES, new_app, planned_wish, topology_file

from constructs_pkg.stacks import build
from constructs_pkg.topology import load, plan

from .judging import EVERYTHING, ROOT, Judgement, Reason, acknowledge, acknowledged, findings, packs

PAGE = ROOT / "docs" / "security.md"
PACKS = ["AwsSolutions", "NIST.800.53.R5", "Serverless"]

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
        report: The validation report of a synthesis with all packs, after that.
    """

    before: set[Judgement]
    reasons: dict[Judgement, Reason]
    report: list[dict[str, Any]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """All examples, and the topologies with everything, in one application."""
    folder = tmp_path_factory.mktemp("judged")
    app = new_app(folder, validated=True)
    for file in (*map(topology_file, EXAMPLES), *EVERYTHING):
        build(app, plan(load(file)))
    before = findings(app)
    acknowledge(app)
    reasons = acknowledged(app)
    cdk.Validations.of(app).add_plugins(*packs(app))
    app.synth()
    return Judged(before, reasons, _report(folder))


def test_every_acknowledgement_answers_a_finding(judged: Judged) -> None:
    """The constructs acknowledge exactly what the rules find: nothing is left open and nothing is waved through."""
    assert judged.before == set(judged.reasons)


def test_nothing_is_found_once_the_constructs_acknowledge(judged: Judged) -> None:
    """A synthesis with the rule packs passes, as does the CDK's own validation."""
    # A pack that finds nothing is not in the report.
    expected: list[tuple[object, ...]] = [("CloudFormation Validate", "success", [])]
    assert expected == [(each["pluginName"], each["conclusion"], each["violations"]) for each in judged.report]


def test_what_a_user_switches_off_is_found(tmp_path: Path) -> None:
    """A protection that a topology switches off stays a finding, which fails the synthesis: nothing acknowledges it."""
    app = new_app(tmp_path)
    build(app, planned_wish(_CARELESS))
    acknowledge(app)
    cdk.Validations.of(app).add_plugins(*packs(app))
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()
    network, links = "careless-open-network/Cell", "careless-open-links/Service-fragile"
    expected = {
        Judgement("AwsSolutions-VPC7", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-VPCFlowLogsEnabled", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-VPCDefaultSecurityGroupClosed", f"{network}/Resource"),
        Judgement("NIST.800.53.R5-ELBDeletionProtectionEnabled", f"{links}/LoadBalancer"),
    }
    assert expected == {
        Judgement(violation["ruleName"], construct["constructPath"])
        for report in _report(tmp_path)
        for violation in report["violations"]
        for construct in violation["violatingConstructs"]
    }


def test_the_page_lists_every_acknowledgement(judged: Judged) -> None:
    """The documentation tells every rule that is not followed, on which resource, and why."""
    rows = [line.split("|")[1:-1] for line in PAGE.read_text(encoding="utf-8").splitlines() if "| `AWS::" in line]
    listed = [Reason(rule, kind, construct, text) for rule, kind, construct, text in map(_cells, rows)]
    assert sorted({_as_documented(reason) for reason in judged.reasons.values()}) == listed


def test_the_program_on_the_page_runs(tmp_path: Path) -> None:
    """The page's program synthesizes an example under the packs as it is written."""
    (program,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    environment = {**os.environ, "CDK_OUTDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert (tmp_path / "manifest.json").exists()


def test_everything_that_can_be_acknowledged_is_seen(judged: Judged) -> None:
    """The topology with everything reaches every acknowledgement that fragments hold."""
    sources = (file.read_text(encoding="utf-8") for file in (ROOT / "constructs_pkg" / "fragments").glob("*.py"))
    written = {rule for source in sources for rule in re.findall(rf'"((?:{"|".join(PACKS)})-[^"]+)"', source)}
    # The topology is of one partition, and rules about connections are in one Region of it.
    seen = {rule.replace("{partition}", "aws").replace("{region}", "us-east-1") for rule in written}
    assert seen == {reason.rule for reason in judged.reasons.values()}


def _report(assembly: Path) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads((assembly / "validation-report.json").read_text())["pluginReports"]
    return reports


def _cells(row: list[str]) -> list[str]:
    return [cell.strip().strip("`") for cell in row]


def _as_documented(reason: Reason) -> Reason:
    """The reason that users give is theirs to tell."""
    given = {
        "The service behind it writes a log of its own.": "omitted_because",
        "The website is static, and the API authenticates every request itself.": "no_web_acl_because",
    }
    field = given.get(reason.text)
    return reason if field is None else replace(reason, text=f"The reason given as `{field}`.")
