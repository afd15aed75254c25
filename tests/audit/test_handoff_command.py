"""`private-cells handoff`: from the outputs of a deployment to a document that topologies read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.commands import main

DOCUMENT = {
    "version": 1,
    "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
    "region": "us-east-1",
}
OTHER = {**DOCUMENT, "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-00000000000000001"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["handoff", *map(str, arguments)])


def outputs(folder: Path, **documents: object) -> Path:
    """Write the outputs of a deployment with the handoffs given, by the keys of their services."""
    held = {f"Service{key}OutputsHandoff0123ABCD": json.dumps(document) for key, document in documents.items()}
    file = folder / "outputs.json"
    file.write_text(json.dumps({"vendor-provider-links": {"ServiceapiOutputsServiceName00": "x", **held}}))
    return file


def test_the_one_handoff_is_written(tmp_path: Path) -> None:
    """Of outputs with one handoff nothing must be said."""
    result = run("write", outputs(tmp_path, api=DOCUMENT))
    assert (0, DOCUMENT) == (result.exit_code, json.loads(result.stdout))


@pytest.mark.parametrize("service", ["my-api", DOCUMENT["service_name"]])
def test_a_handoff_is_chosen_by_its_service(tmp_path: Path, service: str) -> None:
    """By the key in the topology or by the service's name."""
    file = tmp_path / "api.json"
    result = run("write", outputs(tmp_path, myapi=DOCUMENT, other=OTHER), "--service", service, "--output", file)
    assert (0, DOCUMENT) == (result.exit_code, json.loads(file.read_text()))
    assert 0 == run("check", file).exit_code


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        ({}, "has no handoff"),
        ({"a": DOCUMENT, "b": OTHER}, "has 2 handoffs; choose one with --service"),
        ({"a": {**DOCUMENT, "version": 9}}, "handoff-version"),
    ],
)
def test_what_cannot_be_written_is_one_line(tmp_path: Path, documents: dict[str, object], told: str) -> None:
    """The exit code is 2, and the line says what is wrong."""
    result = run("write", outputs(tmp_path, **documents))
    assert (2, True) == (result.exit_code, told in result.stderr)
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"),
        ("[]", "does not hold a mapping"),
        (json.dumps({**DOCUMENT, "region": "eu-west-1"}), "handoff-region-differs: region eu-west-1"),
        (json.dumps({**DOCUMENT, "zones": []}), "unknown-key: zones"),
    ],
)
def test_what_is_wrong_in_a_document_is_told(tmp_path: Path, text: str, told: str) -> None:
    """By its path, with exit code 2."""
    file = tmp_path / "api.json"
    file.write_text(text)
    result = run("check", file)
    assert (2, True) == (result.exit_code, told in result.stderr)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The line names the file."""
    result = run("check", tmp_path / "none.json")
    assert (2, True) == (result.exit_code, "none.json: No such file" in result.stderr)
