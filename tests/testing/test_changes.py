"""The helpers that other projects' tests call."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from constructs_pkg.audit.facts import AssemblyError
from constructs_pkg.testing import assert_nothing_replaced, names_changed

VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}}
ZONE = {
    "Type": "AWS::Route53::HostedZone",
    "Properties": {"Name": "example.com", "VPCs": [{"VPCId": {"Ref": "Vpc"}, "VPCRegion": "us-east-1"}]},
}


def record(address: str) -> dict[str, object]:
    held = {"HostedZoneId": {"Ref": "Zone"}, "Name": "a.example.com", "Type": "A", "ResourceRecords": [address]}
    return {"Type": "AWS::Route53::RecordSet", "Properties": held}


def assembly(folder: Path, **changed: object) -> Path:
    """Write a folder with one template: a VPC, its zone and a record."""
    resources = {"Vpc": VPC, "Zone": ZONE, "A": record("10.0.0.1"), **changed}
    folder.mkdir()
    (folder / "app.template.json").write_text(json.dumps({"Resources": resources}))
    return folder


@dataclass(frozen=True)
class Synthesized:
    """What ``App.synth()`` returns, as far as it matters here."""

    directory: str


def test_nothing_is_replaced(tmp_path: Path) -> None:
    """A change in place is no loss, and a folder may be given in any form."""
    old, new = assembly(tmp_path / "old"), assembly(tmp_path / "new", A=record("10.0.0.2"))
    assert_nothing_replaced(old, new)
    assert_nothing_replaced(str(old), Synthesized(str(new)))


def test_a_replacement_fails_with_its_reason(tmp_path: Path) -> None:
    """The error has a line for each resource that is lost."""
    other = {**VPC, "Properties": {"CidrBlock": "10.1.0.0/16"}}
    old, new = assembly(tmp_path / "old"), assembly(tmp_path / "new", Vpc=other)
    with pytest.raises(AssertionError) as error:
        assert_nothing_replaced(old, new)
    expected = [
        "CloudFormation would lose what is deployed:",
        "app/Vpc (AWS::EC2::VPC) replaced: CidrBlock 10.0.0.0/16 -> 10.1.0.0/16",
    ]
    assert expected == str(error.value).splitlines()


def test_a_wanted_loss_is_named(tmp_path: Path) -> None:
    """What may be lost is given by stack and logical id, or as a whole stack."""
    other = {**VPC, "Properties": {"CidrBlock": "10.1.0.0/16"}}
    old, new = assembly(tmp_path / "old"), assembly(tmp_path / "new", Vpc=other)
    assert_nothing_replaced(old, new, but=["app/Vpc"])
    assert_nothing_replaced(old, new, but=["app"])
    with pytest.raises(AssertionError):
        assert_nothing_replaced(old, new, but=["app/Zone"])


def test_a_rename_and_a_lost_stack_fail(tmp_path: Path) -> None:
    """Another logical id is a loss, and so is a stack that is gone."""
    old, new = assembly(tmp_path / "old"), assembly(tmp_path / "new")
    (new / "app.template.json").write_text((new / "app.template.json").read_text().replace('"A"', '"B"', 1))
    with pytest.raises(AssertionError, match=r"app/A .* renamed: it is app/B now"):
        assert_nothing_replaced(old, new)
    (new / "app.template.json").rename(new / "other.template.json")
    with pytest.raises(AssertionError, match="app is not in the new assembly"):
        assert_nothing_replaced(old, new)


def test_names_that_change(tmp_path: Path) -> None:
    """Each line has the name, from where, and both answers."""
    old, new = assembly(tmp_path / "old"), assembly(tmp_path / "new", A=record("10.0.0.2"))
    assert ["a.example.com A  app: 10.0.0.1 -> 10.0.0.2 (changes)"] == names_changed(old, new)
    assert [] == names_changed(old, old)


def test_what_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A folder that is not there fails with a sentence."""
    with pytest.raises(AssemblyError, match="no such folder"):
        names_changed(tmp_path / "missing", tmp_path)


def test_the_helpers_load_neither_the_cdk_nor_pytest() -> None:
    """A project without pytest may use them as well."""
    code = "import sys, constructs_pkg.testing; print(sorted({'aws_cdk', 'jsii', 'pytest'} & set(sys.modules)))"
    assert "[]\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
