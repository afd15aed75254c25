"""`resolution_snapshot`, and syrupy's text files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from audit.templates import cell, import_value, record, stack, write_assembly
from syrupy.assertion import SnapshotAssertion

from constructs_pkg.audit.assembly import read
from constructs_pkg.testing import read_assembly, resolution_snapshot
from constructs_pkg.testing.text_files import TextFiles

from .assemblies import clone, two_clones

TWO_CLONES = """\
foo.example.com A
  Oregon    10.0.0.20
  Virginia  10.0.0.10
  internet  public DNS
"""

EVERYTHING = """\
foo.example.com A
  Oregon    10.0.0.20
  Virginia  10.0.0.10

orders.example.com A
  Oregon    endpoint Oregon orders
  Virginia  endpoint Virginia orders

vendor.example.com A
  Oregon    NXDOMAIN
  Virginia  CNAME www.vendor.test → public DNS

www.example.net A
  Edge      failover primary PRIMARY, 1 of 2: 203.0.113.1 (public zone)
  Oregon    failover primary PRIMARY, 1 of 2: 203.0.113.1 (public zone)
  Virginia  failover primary PRIMARY, 1 of 2: 203.0.113.1 (public zone)
  internet  failover primary PRIMARY, 1 of 2: 203.0.113.1
"""


def test_a_block_is_a_name_and_a_line_is_a_vantage() -> None:
    """VPCs come in the order of their names, the internet last; who is covered by no zone is left out."""
    assert EVERYTHING == resolution_snapshot(two_clones())


def test_the_order_of_stacks_does_not_matter() -> None:
    """An assembly with its stacks turned round has the same snapshot."""
    stacks = [*clone("Virginia", b="10.0.0.1", a="10.0.0.2"), *clone("Oregon", a="10.0.0.2")]
    assert resolution_snapshot(read(stacks)) == resolution_snapshot(read(stacks[::-1]))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"vantages": ["Virginia", "Edge"], "names": "foo.*"},
            "foo.example.com A\n  Virginia  10.0.0.10\n  Edge      public DNS\n",
        ),
        ({"vantages": "Oregon", "names": ["foo.*"]}, "foo.example.com A\n  Oregon    10.0.0.20\n"),
        (
            {"vantages": ["internet"], "names": ["www.*"], "down": ["edge/Check"]},
            "supposed: edge/Check is down\n\n"
            "www.example.net A\n  internet  failover secondary SECONDARY, 1 of 2: 203.0.113.2\n",
        ),
    ],
)
def test_asks_what_it_is_told_to(asked: dict[str, Any], expected: str) -> None:
    """Vantages that are named are shown in that order, also where nothing covers the name."""
    assert expected == resolution_snapshot(two_clones(), **asked)


def test_candidates_stand_under_each_other() -> None:
    """Each record of a policy has its line, below the answer's first."""
    zone_id = import_value("us-network:ZoneId")
    weighted = {
        key: record(zone_id, "a.example.com", "A", f"10.0.0.{weight}", SetIdentifier=key, Weight=weight)
        for key, weight in (("blue", 1), ("green", 2))
    }
    expected = "a.example.com A\n  us    weighted blue 1: 10.0.0.1\n        weighted green 2: 10.0.0.2\n"
    assert expected == resolution_snapshot(read(cell("us", "us-east-1", weighted)))


def test_notes_stand_below() -> None:
    """What limits the answers is part of the snapshot."""
    nested = stack("s", {"Nested": {"Type": "AWS::CloudFormation::Stack"}})
    expected = "a.example.com A\n  Oregon    10.0.0.1\n\nnote: s/Nested is a nested stack; its template is not read\n"
    assert expected == resolution_snapshot(read([*clone("Oregon", a="10.0.0.1"), nested]))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"names": ["fooo*"]}, r"^fooo\*: no name that is asked for here is like that$"),
        ({"vantages": ["Rome"]}, "^Rome: no such vantage; there are internet, Virginia, Oregon, Edge$"),
    ],
)
def test_a_snapshot_of_nothing_is_an_error(asked: dict[str, Any], expected: str) -> None:
    """A misspelt name or vantage does not make a snapshot that never changes."""
    with pytest.raises(ValueError, match=expected):
        resolution_snapshot(two_clones(), **asked)


def test_an_assembly_can_be_read_once_for_many_checks(tmp_path: Path) -> None:
    """What was read is taken as it is."""
    folder = write_assembly(tmp_path, clone("Oregon", a="10.0.0.1"))
    facts = read_assembly(folder)
    assert read_assembly(facts) is facts
    assert resolution_snapshot(folder) == resolution_snapshot(facts)


def test_text_files_keep_the_text_as_it_is(snapshot: SnapshotAssertion) -> None:
    """A snapshot is a .txt file beside the test that holds the text and nothing else."""
    text = resolution_snapshot(two_clones(), names="foo.*", vantages=["Oregon", "Virginia", "internet"])
    assert text == snapshot(extension_class=TextFiles)
    name = "test_text_files_keep_the_text_as_it_is.txt"
    file = Path(__file__).with_name("__snapshots__") / "test_snapshot" / name
    assert TWO_CLONES == text == file.read_text(encoding="utf-8")


def test_text_files_refuse_what_is_no_text() -> None:
    """Another value is an error of the test."""
    with pytest.raises(TypeError, match=r"^a snapshot in a text file is a text, not dict$"):
        TextFiles().serialize({})


def test_the_helpers_need_neither_the_cdk_nor_a_test_framework() -> None:
    """Importing them loads no CDK, no pytest, no syrupy and no rich."""
    code = (
        "import sys, constructs_pkg.testing;"
        "print(sorted({'aws_cdk', 'jsii', 'pytest', 'syrupy', 'rich', 'click'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "[]\n" == shown
