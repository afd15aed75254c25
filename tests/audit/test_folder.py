import json
from pathlib import Path

import pytest

from constructs_pkg.audit.assembly import AssemblyError, load
from constructs_pkg.audit.labels import unique_labels

from .templates import ACCOUNT, ref, stack, vpc, write_assembly


def test_reads_the_stacks_of_a_manifest_in_its_order(tmp_path: Path) -> None:
    """A stack has its name, and its account and Region where they are known."""
    stacks = [stack("b", {"Vpc": vpc()}), stack("a", region=None, account=None)]
    found = load(write_assembly(tmp_path, stacks)).stacks
    expected = [("b", "b", ACCOUNT, "us-east-1", 1), ("a", "a", None, None, 0)]
    assert expected == [(one.id, one.name, one.account, one.region, one.resource_count) for one in found]


def test_takes_the_name_of_the_stack_from_the_manifest(tmp_path: Path) -> None:
    """An artifact's stackName is the stack's name, and the artifact's id is not."""
    write_assembly(tmp_path, [stack("artifact")])
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    manifest["artifacts"]["artifact"]["properties"]["stackName"] = "cells-us-network"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    expected = ["cells-us-network"]
    assert expected == [one.name for one in load(tmp_path).stacks]


def test_reads_the_assemblies_of_stages(tmp_path: Path) -> None:
    """The stacks of a nested assembly count as the assembly's own."""
    write_assembly(tmp_path, [stack("top")])
    write_assembly(tmp_path / "assembly-Prod", [stack("inner", {"Vpc": vpc()})])
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    nested = {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}
    manifest["artifacts"]["assembly-Prod"] = nested
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    expected = [("top", 0), ("inner", 1)]
    assert expected == [(one.name, one.resource_count) for one in load(tmp_path).stacks]


def test_tells_stacks_of_one_name_apart_by_region(tmp_path: Path) -> None:
    """Where two stacks share a name, their ids add the Region."""
    write_assembly(tmp_path, [stack("one"), stack("two", region="eu-west-1")])
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    for artifact in manifest["artifacts"].values():
        artifact["properties"]["stackName"] = "network"
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    expected = ["network@us-east-1", "network@eu-west-1"]
    assert expected == [one.id for one in load(tmp_path).stacks]


def test_reads_a_folder_of_templates_without_a_manifest(tmp_path: Path) -> None:
    """Templates without a manifest are stacks of an unknown account and Region."""
    for name in ("b.template.json", "a.template.json", "n.nested.template.json", "b.assets.json"):
        (tmp_path / name).write_text(json.dumps({"Resources": {"Vpc": vpc()}}))
    expected = [("a", None, None), ("b", None, None)]
    assert expected == [(one.name, one.account, one.region) for one in load(tmp_path).stacks]


def test_reads_plain_json_files_that_have_resources(tmp_path: Path) -> None:
    """Where no file is called a template, those with resources are taken."""
    (tmp_path / "network.json").write_text(json.dumps({"Resources": {"Vpc": vpc()}}))
    (tmp_path / "tree.json").write_text(json.dumps({"version": "tree-0.1"}))
    expected = ["network"]
    assert expected == [one.name for one in load(tmp_path).stacks]


def test_passes_on_the_parameter_values_of_the_manifest(tmp_path: Path) -> None:
    """A value the manifest has the CDK pass reaches the facts."""
    parameters = {"Cidr": {"Type": "String"}}
    write_assembly(tmp_path, [stack("a", {"Vpc": vpc(CidrBlock=ref("Cidr"))}, Parameters=parameters)])
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    manifest["artifacts"]["a"]["properties"]["parameters"] = {"Cidr": "10.9.0.0/16"}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    expected = "Literal(value='10.9.0.0/16')"
    assert expected == str(load(tmp_path).vpcs[0].cidr)


STACK = {"type": "aws:cloudformation:stack", "environment": "aws://1/us-east-1"}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, ": holds no stacks"),
        ({"manifest.json": "{}"}, ": holds no stacks"),
        ({"manifest.json": "[]"}, "/manifest.json: is not a JSON object"),
        ({"manifest.json": "{"}, "/manifest.json: no JSON: Expecting property name enclosed in double quotes"),
        ({"manifest.json": '{"artifacts": []}'}, "/manifest.json: artifacts is not an object"),
        ({"manifest.json": '{"artifacts": {"a": 1}}'}, "/manifest.json: artifact a is not an object"),
        ({"manifest.json": json.dumps({"artifacts": {"a": STACK}})}, "/manifest.json: artifact a has no templateFile"),
        (
            {"manifest.json": json.dumps({"artifacts": {"a": {**STACK, "properties": {"templateFile": "a.json"}}}})},
            "/a.json: No such file or directory",
        ),
        (
            {
                "manifest.json": json.dumps(
                    {"artifacts": {"a": {**STACK, "environment": "x", "properties": {"templateFile": "a.json"}}}}
                ),
                "a.json": "{}",
            },
            "/manifest.json: artifact a has no environment aws://account/region",
        ),
        (
            {
                "manifest.json": json.dumps(
                    {"artifacts": {"a": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "."}}}}
                )
            },
            "/manifest.json: the nested assembly contains itself",
        ),
        ({"a.template.json": "not json"}, "/a.template.json: no JSON: Expecting value"),
        ({"a.template.json": "[" * 100_000}, "/a.template.json: no JSON that is read: it is nested too deeply"),
        ({"a.template.json": "\udcff"}, "/a.template.json: is not UTF-8 text: invalid start byte at byte 0"),
        ({"a.template.json": '{"Resources": []}'}, "/a.template.json: Resources is not an object"),
        ({"a.template.json": '{"Outputs": {"X": 1}}'}, "/a.template.json: Outputs.X is not an object"),
        ({"a.template.json": '{"Resources": {"X": {}}}'}, "/a.template.json: Resources.X has no Type"),
        (
            {"a.template.json": '{"Resources": {"X": {"Type": "T", "Properties": []}}}'},
            "/a.template.json: Resources.X.Properties is not an object",
        ),
    ],
)
def test_refuses_what_it_cannot_read_in_one_line(tmp_path: Path, files: dict[str, str], message: str) -> None:
    """An assembly that cannot be read is one error of one line that names the file."""
    for name, content in files.items():
        (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(AssemblyError) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}{message}")
    expected = 1
    assert expected == len(str(caught.value).splitlines())


def test_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A missing folder is an error that says what to do."""
    expected = f"{tmp_path}/no: no such folder; synthesize first, or name the folder of the assembly"
    with pytest.raises(AssemblyError) as caught:
        load(tmp_path / "no")
    assert expected == str(caught.value)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([("a",), ("b",)], ("a", "b")),
        ([("a", "a1"), ("a", "a2"), ("b", "b1")], ("a1", "a2", "b")),
        ([("a", "b"), ("a", "c"), ("b", "d")], ("b", "c", "d")),
        ([("a",), ("a",)], ("a", "a (2)")),
        ([], ()),
    ],
)
def test_labels_are_short_and_all_different(candidates: list[tuple[str, ...]], expected: tuple[str, ...]) -> None:
    """Items keep their preferred label unless another has it too."""
    assert expected == unique_labels(candidates)
