"""Which stacks are the same."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from constructs_pkg.audit.changes.compare import compare
from constructs_pkg.audit.changes.fate import Fate, StackFate
from constructs_pkg.audit.changes.pairing import read_pair

from ..templates import record, stack, vpc, write_assembly
from .pairs import changes, stack_of


def test_a_stack_that_appears() -> None:
    """A stack of the new assembly alone is made, and nothing is lost."""
    found = changes([stack("a")], [stack("a"), stack("b", {"Vpc": vpc()})])
    assert [("b", StackFate.APPEARS)] == [(one.id, one.fate) for one in found.stacks]
    assert (True, False) == (found.any, found.replacement)


def test_a_stack_that_disappears() -> None:
    """A stack of the old assembly alone stays deployed until somebody deletes it; that counts as a loss."""
    found = changes([stack("a"), stack("b", {"Vpc": vpc()})], [stack("a")])
    assert (StackFate.DISAPPEARS, True) == (stack_of(found, "b").fate, found.replacement)
    assert ("cdk deploy leaves it as it is; what follows happens when somebody deletes it",) == stack_of(
        found, "b"
    ).notes
    assert [Fate.DELETED] == [one.fate for one in stack_of(found, "b").resources]


def test_termination_protection_keeps_a_stack(tmp_path: Path) -> None:
    """The manifest says whether a stack that disappears can be deleted just so."""
    old = write_assembly(tmp_path / "old", [stack("a"), stack("b", {"Vpc": vpc()})])
    manifest = json.loads((old / "manifest.json").read_text())
    manifest["artifacts"]["b"]["properties"]["terminationProtection"] = True
    (old / "manifest.json").write_text(json.dumps(manifest))
    found = compare(read_pair(old, write_assembly(tmp_path / "new", [stack("a")])))
    assert "its termination protection has to be switched off first" in stack_of(found, "b").notes


def test_a_stack_in_another_region_is_another_stack() -> None:
    """The same name in another Region is made there, and the old one is left."""
    found = changes([stack("a", {"Vpc": vpc()})], [stack("a", {"Vpc": vpc()}, region="eu-west-1")])
    expected = {("a", "eu-west-1", StackFate.APPEARS), ("a@us-east-1", "us-east-1", StackFate.DISAPPEARS)}
    assert expected == {(one.id, one.region, one.fate) for one in found.stacks}


def test_a_stack_without_a_place_is_the_one_of_its_name() -> None:
    """A folder of templates says no account and Region, and is compared by name."""
    found = changes([stack("a", {"Vpc": vpc()})], [stack("a", {"Vpc": vpc()}, region=None, account=None)])
    assert [] == list(found.stacks)


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-1"])
def test_stacks_of_one_name_are_told_apart_by_their_region(region: str) -> None:
    """A change in one Region is told of that Region's stack."""
    both = {one: {"A": record("Z1", "a.com", "A", "10.0.0.1")} for one in ("us-east-1", "eu-west-1")}
    changed = {**both, region: {"A": record("Z1", "a.com", "A", "10.0.0.2")}}
    old, new = (
        [replace(stack("a", made, region=one), id=f"a@{one}") for one, made in each.items()] for each in (both, changed)
    )
    assert [region] == [one.region for one in changes(old, new).stacks]


def test_folders_of_templates_are_compared(tmp_path: Path) -> None:
    """No manifest is needed."""
    for name, cidr in (("old", "10.0.0.0/16"), ("new", "10.1.0.0/16")):
        (tmp_path / name).mkdir()
        template = {"Resources": {"Vpc": vpc(CidrBlock=cidr)}}
        (tmp_path / name / "net.template.json").write_text(json.dumps(template))
    found = compare(read_pair(tmp_path / "old", tmp_path / "new"))
    assert [Fate.REPLACED] == [one.fate for one in stack_of(found, "net").resources]


def test_what_is_worst_comes_first() -> None:
    """Stacks that lose something stand before those that only gain."""
    old = [stack("a"), stack("b", {"Vpc": vpc()})]
    new = [stack("a", {"Vpc": vpc()}), stack("b", {"Vpc": vpc(CidrBlock="10.1.0.0/16")})]
    assert ["b", "a"] == [one.id for one in changes(old, new).stacks]


def test_what_is_not_read_is_noted() -> None:
    """What limits the answers of the new assembly is said, and of the old one where it was different."""
    nested = {"Nested": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "x"}}}
    note = "a/Nested is a nested stack; its template is not read"
    assert (note,) == changes([stack("a")], [stack("a", nested)]).notes
    assert (f"before: {note}",) == changes([stack("a", nested)], [stack("a")]).notes
