"""`private-cells matrix`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.commands import main

from .templates import Json, cell, import_value, record, ref, stack, two_cells, vpc, write_assembly


def run(*arguments: str, columns: str = "120") -> Result:
    return CliRunner().invoke(main, ["matrix", *arguments], env={"COLUMNS": columns})


@pytest.fixture
def everywhere(tmp_path: Path) -> str:
    """An assembly with two cells, an inbound endpoint, and a public zone with a failover name."""

    def failover(role: str, address: str, **fields: object) -> Json:
        return record(
            ref("Public"), "www.example.com", "A", address, SetIdentifier=role.lower(), Failover=role, **fields
        )

    edge = {
        "Vpc": vpc("edge"),
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": import_value("us-network:VpcId")}},
        "In": {
            "Type": "AWS::Route53Resolver::ResolverEndpoint",
            "Properties": {"Direction": "INBOUND", "IpAddresses": [{"SubnetId": ref("Subnet")}]},
        },
        "Public": {"Type": "AWS::Route53::HostedZone", "Properties": {"Name": "example.com"}},
        "Check": {"Type": "AWS::Route53::HealthCheck", "Properties": {"HealthCheckConfig": {"Type": "HTTPS"}}},
        "Primary": failover("PRIMARY", "203.0.113.1", HealthCheckId=ref("Check")),
        "Secondary": failover("SECONDARY", "203.0.113.2"),
        "German": record(
            ref("Public"),
            "shop.example.com",
            "A",
            "203.0.113.3",
            SetIdentifier="de",
            GeoLocation={"CountryCode": "DE"},
        ),
        "Other": record(
            ref("Public"), "shop.example.com", "A", "203.0.113.4", SetIdentifier="*", GeoLocation={"CountryCode": "*"}
        ),
    }
    return str(write_assembly(tmp_path, [*two_cells(), stack("edge", edge)]))


def answers(result: Result, name: str) -> dict[str, str]:
    (row,) = [one for one in json.loads(result.stdout)["names"] if one["name"] == name]
    return {vantage: answer["text"] for vantage, answer in row["answers"].items()}


def test_asks_from_every_vantage(everywhere: str) -> None:
    """VPCs, the network behind the inbound endpoint and the internet are asked; that network answers as its VPC."""
    result = run(everywhere, "--format", "json")
    expected = {
        "us": "10.0.0.5",
        "eu": "10.1.0.5",
        "edge": "NXDOMAIN (public zone)",
        "on-premises:edge/In": "10.0.0.5",
        "internet": "NXDOMAIN",
    }
    assert expected == answers(result, "db.example.com")


def test_the_internet_is_a_vantage_only_where_there_is_a_public_zone(tmp_path: Path) -> None:
    """Without public zones the columns are the VPCs."""
    document = json.loads(run(str(write_assembly(tmp_path, two_cells())), "--format", "json").stdout)
    expected = [{"label": "us", "vpc": "us-network/Vpc"}, {"label": "eu", "vpc": "eu-network/Vpc"}]
    assert expected == document["vantages"]


def test_every_vantage_can_be_dug_from(everywhere: str) -> None:
    """The name of each column is what `dig --from` takes."""
    for one in json.loads(run(everywhere, "--format", "json").stdout)["vantages"]:
        arguments = ["dig", "db.example.com", "--from", one["label"], "--assembly", everywhere]
        assert 0 == CliRunner().invoke(main, arguments).exit_code


def test_shows_what_happens_with_something_down(everywhere: str) -> None:
    """``--down`` answers as it would be then, and says so."""
    result = run(everywhere, "--format", "json", "--down", "edge/Check")
    assert "failover secondary SECONDARY, 1 of 2: 203.0.113.2" == answers(result, "www.example.com")["internet"]
    assert ["edge/Check is down"] == json.loads(result.stdout)["supposed"]
    assert "supposed: edge/Check is down" in run(everywhere, "--down", "edge/Check").stdout


@pytest.mark.parametrize(("client", "expected"), [("DE", "203.0.113.3"), ("US-CA", "203.0.113.4")])
def test_asks_for_a_client(everywhere: str, client: str, expected: str) -> None:
    """``--client`` says who asks the public zone."""
    result = run(everywhere, "--format", "json", "--client", client)
    assert answers(result, "shop.example.com")["internet"].endswith(f": {expected}")


@pytest.mark.parametrize(
    ("globs", "expected"),
    [
        (["db.*"], ["db.example.com"]),
        (["DB.example.com.", "only*"], ["db.example.com", "only.example.com"]),
        (["*"], ["db.example.com", "only.example.com", "orders.example.com"]),
    ],
)
def test_asks_for_names_that_match(tmp_path: Path, globs: list[str], expected: list[str]) -> None:
    """``--name`` takes patterns, in any case and with a last dot or without."""
    chosen = [part for glob in globs for part in ("--name", glob)]
    document = json.loads(run(str(write_assembly(tmp_path, two_cells())), "--format", "json", *chosen).stdout)
    assert expected == [row["name"] for row in document["names"]]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--name", "bd.*"], "--name bd.*: no record of the assembly has such a name"),
        (["--down", "us/None"], "us/None: the assembly has no such thing; name it STACK/LOGICALID, or a health check"),
        (["--client", "moon"], "moon: is none of a Region, a network, a country such as DE or US-CA, or a latitude"),
        (["--output", "/nowhere/m.html"], "/nowhere/m.html: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_one_line(tmp_path: Path, arguments: list[str], expected: str) -> None:
    """A name, thing, client or file that is not there is told in one line, with exit code 2."""
    result = run(str(write_assembly(tmp_path, two_cells())), *arguments)
    assert (2, "") == (result.exit_code, result.stdout)
    assert 1 == result.stderr.count("\n")
    assert result.stderr.startswith(f"private-cells: {expected}")


@pytest.mark.parametrize(
    ("file", "arguments", "begin"),
    [
        ("m.html", [], "<!DOCTYPE html>"),
        ("m.json", [], '{\n  "version": 1'),
        ("m.txt", [], "What each name answers with"),
        ("m.txt", ["--format", "html"], "<!DOCTYPE html>"),
    ],
)
def test_writes_a_file(tmp_path: Path, file: str, arguments: list[str], begin: str) -> None:
    """``--output`` writes the format that the file's name ends in, unless it is told."""
    folder = write_assembly(tmp_path / "out", two_cells())
    result = run(str(folder), "--output", str(tmp_path / file), *arguments)
    assert (0, "") == (result.exit_code, result.output)
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(begin)


@pytest.mark.parametrize("form", ["html", "json", "table"])
def test_writes_the_same_bytes_in_every_process(everywhere: str, form: str) -> None:
    """What is written depends on the templates alone."""
    command = [sys.executable, "-m", "constructs_pkg.commands", "matrix", everywhere, "--format", form]
    command += ["--down", "edge/Check", "--down", "edge/Vpc", "--client", "DE"]
    written = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert 1 == len(written)


def test_matrix_is_fast(tmp_path: Path) -> None:
    """Start, read and write take far less than a second where the machine is not busy with others."""
    folder = write_assembly(tmp_path, two_cells())
    command = [sys.executable, "-m", "constructs_pkg.commands", "matrix", str(folder), "--format", "html"]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    assert time.perf_counter() - start < 3


def test_marks_stand_where_there_is_no_colour(tmp_path: Path) -> None:
    """In a pipe, what is unlike other clones has a mark, and the mark is explained."""
    stacks = [
        part
        for index in range(3)
        for part in cell(
            f"c{index}",
            "us-east-1",
            {"A": record(import_value(f"c{index}-network:ZoneId"), "a.example.com", "A", f"{10 + index // 2}.0.0.1")},
        )
    ]
    shown = run(str(write_assembly(tmp_path, stacks))).stdout
    expected = "a.example.com   A      10.0.0.1   10.0.0.1   ≠ 11.0.0.1"
    assert expected in shown
    assert "≠: not as in most clones" in shown
    assert "\x1b" not in shown
