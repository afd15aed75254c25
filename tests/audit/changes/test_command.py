"""``private-cells diff``."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.commands import main

from ..templates import record, ref, stack, two_cells, vpc, write_assembly, zone

NETWORK = {"Vpc": vpc("us"), "Zone": zone("example.com", ref("Vpc"))}
HOST = {"A": record(ref("Zone"), "a.example.com", "A", "10.0.0.1")}
RETAINED = {"A": {**HOST["A"], "DeletionPolicy": "Retain"}}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments], env={"COLUMNS": "100"})


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """Return the folders of some assemblies by what they are."""
    made = {
        "base": {**NETWORK, **HOST},
        "moved": {**NETWORK, "A": record(ref("Zone"), "a.example.com", "A", "10.0.0.2")},
        "replaced": {**NETWORK, **HOST, "Vpc": vpc("us", CidrBlock="10.1.0.0/16")},
        "dark": NETWORK,
        "retained": {**NETWORK, **RETAINED},
    }
    return {name: str(write_assembly(tmp_path / name, [stack("us", each)])) for name, each in made.items()}


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "expected"),
    [
        ("base", "base", ("any",), 0),
        ("base", "moved", ("any",), 1),
        ("base", "moved", ("replacement", "name-lost"), 0),
        ("base", "replaced", ("replacement",), 1),
        ("base", "replaced", ("name-lost",), 0),
        ("base", "replaced", ("never",), 0),
        ("base", "replaced", (), 0),
        ("base", "dark", ("name-lost",), 1),
        ("base", "dark", ("replacement",), 1),
        ("retained", "dark", ("replacement",), 0),
        ("base", "replaced", ("name-lost", "replacement"), 1),
    ],
)
def test_the_exit_code_is_what_fail_on_asks_for(
    old: str, new: str, fail_on: tuple[str, ...], expected: int, folders: dict[str, str]
) -> None:
    """0 where nothing happened that ``--fail-on`` names, else 1."""
    result = run(folders[old], folders[new], *(f"--fail-on={one}" for one in fail_on))
    assert (expected, "") == (result.exit_code, result.stderr)


def test_what_cannot_be_read_is_exit_code_2(folders: dict[str, str], tmp_path: Path) -> None:
    """One line on standard error says which of the two, and why."""
    missing = tmp_path / "missing"
    result = run(folders["base"], str(missing), "--fail-on=any")
    line = f"private-cells: {missing}: no such folder; synthesize first, or name the folder of the assembly\n"
    assert (2, "", line) == (result.exit_code, result.stdout, result.stderr)


def test_wrong_usage_is_exit_code_2(folders: dict[str, str]) -> None:
    """An unknown word is refused like an unreadable folder."""
    assert 2 == run(folders["base"], folders["base"], "--fail-on=everything").exit_code
    assert 2 == run().exit_code


def test_what_is_new_is_cdk_out_unless_told(folders: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a synthesis wrote last is what is to be deployed."""
    monkeypatch.chdir(Path(folders["replaced"]).parent)
    Path(folders["replaced"]).rename("cdk.out")
    try:
        assert "CidrBlock 10.0.0.0/16 → 10.1.0.0/16" in run(folders["base"]).stdout
    finally:
        Path("cdk.out").rename(folders["replaced"])


def test_the_report_is_printed(folders: dict[str, str]) -> None:
    """Without a format, a reviewer reads."""
    result = run(folders["base"], folders["replaced"])
    assert "CidrBlock 10.0.0.0/16 → 10.1.0.0/16" in result.stdout


def test_json_has_everything(folders: dict[str, str]) -> None:
    """``--format json`` prints one document."""
    document = json.loads(run(folders["base"], folders["dark"], "--format=json").stdout)
    name = {
        "name": "a.example.com",
        "type": "A",
        "vantages": ["us"],
        "change": "goes dark",
        "before": "10.0.0.1",
        "after": "NXDOMAIN",
        "lost": True,
    }
    assert [name] == document["names"]
    assert (True, True, True) == (document["replacement"], document["name_lost"], document["any"])
    (found,) = document["stacks"][0]["resources"]
    expected = {"id": "us/A", "type": "AWS::Route53::RecordSet", "fate": "deleted", "became": None, "stays": None}
    assert expected == {key: found[key] for key in expected}


def test_json_has_reasons_and_refusals(tmp_path: Path) -> None:
    """A program reads what replaces a resource, and which exports CloudFormation keeps."""
    old = two_cells()
    new = [
        stack(
            "us-network",
            {**old[0].section("Resources"), "Vpc": vpc(CidrBlock="10.9.0.0/16")},
            Outputs=old[0].section("Outputs"),
        ),
        *old[1:],
    ]
    folders = [str(write_assembly(tmp_path / name, each)) for name, each in (("old", old), ("new", new))]
    network = json.loads(run(*folders, "--format=json").stdout)["stacks"][0]
    reason = {
        "property": "CidrBlock",
        "before": "10.0.0.0/16",
        "after": "10.9.0.0/16",
        "because": None,
        "certain": True,
    }
    assert [reason] == network["resources"][0]["reasons"]
    assert ["us-network:VpcId changes with Vpc"] == network["refusals"][0]["exports"]


def test_a_template_nested_too_deep_ends_well(tmp_path: Path) -> None:
    """A hostile template gives an answer or one line, and no traceback."""
    deep = '{"a":' * 900 + "1" + "}" * 900
    for name, tags in (("old", "[]"), ("new", "[1]")):
        (tmp_path / name).mkdir()
        resource = f'{{"Type": "AWS::EC2::VPC", "Properties": {{"CidrBlock": {deep}, "Tags": {tags}}}}}'
        (tmp_path / name / "a.template.json").write_text(f'{{"Resources": {{"A": {resource}}}}}')
    result = run(str(tmp_path / "old"), str(tmp_path / "new"))
    assert result.exit_code in (0, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_no_cdk_is_loaded() -> None:
    """The comparison starts no Node."""
    module = "constructs_pkg.audit.changes.compare"
    code = f"import sys, {module}; print(sorted({{'aws_cdk', 'jsii', 'cfnlint', 'rich'}} & set(sys.modules)))"
    assert "[]\n" == subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
