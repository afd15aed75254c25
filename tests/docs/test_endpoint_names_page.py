"""The page about names of endpoints says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from constructs_pkg.preview import preview
from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.spec import parse

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "endpoint-names.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_topology_makes_the_names() -> None:
    """One link gives each Region its wildcard and one more for each zone."""
    made = preview(plan(parse(Topology, yaml.safe_load(block("yaml")))))
    assert {
        "*.abc123.us-east-1.kafka.test.",
        "*.use1-az4.abc123.us-east-1.kafka.test.",
        "*.use1-az6.abc123.us-east-1.kafka.test.",
        "*.abc123.eu-west-1.kafka.test.",
        "*.euw1-az3.abc123.eu-west-1.kafka.test.",
    } == {
        resource["Properties"]["Name"]
        for template in made.values()
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Route53::RecordSet"
    }


def test_the_program_runs(tmp_path: Path) -> None:
    """A reader can paste the program into a file and run it."""
    done = subprocess.run(
        [sys.executable, "-c", block("python")], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, "" if done.returncode == 0 else done.stderr)


ROWS = re.findall(r"^\| (.+?) \| `(\S+?)`(?:, and one for each other zone)? \| the ", PAGE, re.MULTILINE)


def test_the_table_is_read() -> None:
    """Every row of the table of names is tried below."""
    assert 5 == len(ROWS)


@pytest.mark.parametrize(("written", "record"), ROWS)
def test_each_row_is_the_record_it_says(written: str, record: str) -> None:
    """Each way to write a name gives the record beside it."""
    wish = yaml.safe_load(block("yaml"))
    wish["cells"] = {"virginia": {**wish["cells"]["virginia"], "zones": ["kafka.test"]}}
    del wish["vendors"]["kafka"]["regions"]["us-east-1"]["zone"]
    for text in re.findall(r"`(.+?)`", written):
        wish["links"]["kafka"] = {"vendor": "kafka", "cell": "virginia", "names": [yaml.safe_load(text)]}
        resources = preview(plan(parse(Topology, wish)))["streaming-virginia-links"]["Resources"].values()
        names = {one["Properties"]["Name"] for one in resources if one["Type"] == "AWS::Route53::RecordSet"}
        assert f"{record}." in names
