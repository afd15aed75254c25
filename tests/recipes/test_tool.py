"""The tool that holds sources.yaml to the vendors' files."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import recipes, samples

TERRAFORM = """\
data "aws_vpc" "this" {}

resource "aws_security_group" "this" {
  from_port   = 443
}

resource "aws_vpc_endpoint" "this" {
  private_dns_enabled = true
}
"""
CLOUDFORMATION = """\
Parameters: {Vpc: {Type: String}}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
"""
STATED = {
    "aws_security_group.this": {"line": 3, "lines": {4: "from_port = 443"}, "makes": [{}]},
    "aws_vpc_endpoint.this": {"line": 7, "lines": {8: "private_dns_enabled = true"}, "makes": [{}]},
}


def source(path: str, resources: Mapping[str, Any], **further: Any) -> recipes.Source:
    pinned = {"repository": "some/module", "commit": "0" * 40, "path": path, "sha256": "0" * 64}
    told = {"licence": "MIT", "by": "vendor", "input": "as it stands"}
    return recipes._source("some", {**pinned, **told, "resources": resources, **further})


def test_a_file_that_is_as_stated_has_no_problems() -> None:
    """Resources and lines that stand where they are said to are not told."""
    assert [] == list(recipes.problems(source("main.tf", STATED), TERRAFORM))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"aws_vpc_endpoint.this": None}, "aws_vpc_endpoint.this: stated on line None, found on line 7"),
        ({"aws_lb.this": {"line": 9, "makes": [{}]}}, "aws_lb.this: stated on line 9, found on line None"),
        (
            {"aws_vpc_endpoint.this": {"line": 6, "makes": [{}]}},
            "aws_vpc_endpoint.this: stated on line 6, found on line 7",
        ),
        (
            {"aws_vpc_endpoint.this": {"line": 7, "lines": {8: "private_dns_enabled = false"}, "makes": [{}]}},
            "aws_vpc_endpoint.this: line 8 is not 'private_dns_enabled = false'",
        ),
        (
            {"aws_vpc_endpoint.this": {"line": 7, "lines": {99: "}"}, "makes": [{}]}},
            "aws_vpc_endpoint.this: line 99 is not '}'",
        ),
    ],
)
def test_what_is_not_as_stated_is_told(change: Mapping[str, Any], expected: str) -> None:
    """A resource that is missing, too many or elsewhere, and a line with other words, are told with their lines."""
    stated = {address: held for address, held in {**STATED, **change}.items() if held is not None}
    assert [expected] == list(recipes.problems(source("main.tf", stated), TERRAFORM))


def test_templates_of_cloudformation_are_read_as_well() -> None:
    """A resource of a template is known by its type and logical id; short forms of functions do no harm."""
    stated = {"AWS::EC2::VPCEndpoint.Endpoint": {"line": 3, "lines": {6: "VpcId: !Ref Vpc"}, "makes": [{}]}}
    assert [] == list(recipes.problems(source("template.yaml", stated), CLOUDFORMATION))


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources that name a repository in a folder of mirrors, and the file they are read from."""
    repository = tmp_path / "mirrors" / "some" / "module"
    repository.mkdir(parents=True)
    (repository / "main.tf").write_text(TERRAFORM)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Add a module"]):
        subprocess.run(["git", "-C", str(repository), *arguments], check=True)
    head = subprocess.run(["git", "-C", str(repository), "rev-parse", "HEAD"], check=True, capture_output=True)
    sha256 = hashlib.sha256(TERRAFORM.encode()).hexdigest()
    pinned = {"repository": "some/module", "commit": head.stdout.decode().strip(), "path": "main.tf", "sha256": sha256}
    told = {"licence": "MIT", "by": "vendor", "input": "as it stands", "resources": STATED}
    file = tmp_path / "sources.yaml"
    file.write_text(yaml.safe_dump({"some": {**pinned, **told}}))
    monkeypatch.setattr(recipes, "SOURCES", file)
    monkeypatch.setattr(samples, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("SAMPLES_FROM", f"{tmp_path}/mirrors/{{owner}}/{{name}}")
    return file


def test_the_tool_fetches_each_file_and_ends_with_0(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files are fetched at their commits and held to what is stated."""
    assert 0 == recipes.main()
    assert ["some: 2 resources as stated", "", "1 files, 0 not as stated"] == capsys.readouterr().out.splitlines()


def test_the_tool_ends_with_1_where_something_differs(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not as stated makes the tool fail."""
    mirror.write_text(mirror.read_text().replace("from_port = 443", "from_port = 80"))
    assert 1 == recipes.main()
    assert "some: aws_security_group.this: line 4 is not 'from_port = 80'" == capsys.readouterr().out.splitlines()[0]


def test_asking_for_no_file_that_is_there_is_no_success(mirror: Path) -> None:
    """A word that no source's name has ends with 1, so that a slip is not taken for agreement."""
    assert 1 == recipes.main("none")
