import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.commands import main

from .templates import stack, two_cells, write_assembly


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "80"})


def test_names_prints_both_tables(tmp_path: Path) -> None:
    """``names`` shows the stacks and what each name answers with."""
    result = run("names", str(write_assembly(tmp_path, two_cells())))
    expected = (0, "")
    assert expected == (result.exit_code, result.stderr)
    for shown in ("us-network", "What each name answers with", "endpoint eu-links/Ep", "NXDOMAIN"):
        assert shown in result.stdout


def test_names_reads_cdk_out_unless_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the assembly is cdk.out in the working directory."""
    write_assembly(tmp_path / "cdk.out", [stack("here")])
    monkeypatch.chdir(tmp_path)
    assert "here" in run("names").stdout


def test_names_prints_json(tmp_path: Path) -> None:
    """``--format json`` prints one document."""
    result = run("names", str(write_assembly(tmp_path, two_cells())), "--format", "json")
    document = json.loads(result.stdout)
    expected = (["version", "stacks", "vantages", "supposed", "names", "notes"], "10.1.0.5")
    assert expected == (list(document), document["names"][0]["answers"]["eu"]["text"])


def test_an_assembly_that_cannot_be_read_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """What cannot be read is one line on standard error, and nothing else."""
    (tmp_path / "manifest.json").write_text("{")
    result = run("names", str(tmp_path))
    line = (
        f"private-cells: {tmp_path}/manifest.json: no JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)\n"
    )
    assert (2, "", line) == (result.exit_code, result.stdout, result.stderr)


def test_wrong_usage_is_exit_code_2() -> None:
    """An unknown format is refused."""
    expected = 2
    assert expected == run("names", "--format", "yaml").exit_code


@pytest.mark.parametrize(
    "module",
    [
        "constructs_pkg.commands",
        "constructs_pkg.audit.assembly",
        "constructs_pkg.audit.names",
        "constructs_pkg.audit.table",
        "constructs_pkg.audit.document",
    ],
)
def test_importing_the_audit_room_never_imports_the_cdk(module: str) -> None:
    """Neither the command line nor the audit room loads the CDK, and so they start no Node."""
    code = f"import sys, {module}; print(sorted({{'aws_cdk', 'jsii', 'constructs'}} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    expected = "[]\n"
    assert expected == shown


def test_the_command_line_loads_rich_only_for_tables() -> None:
    """Importing the command line loads neither rich nor the audit room."""
    code = (
        "import sys, constructs_pkg.commands as c; "
        "print([m for m in sys.modules if m == 'rich' or m.startswith('constructs_pkg.audit')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    expected = "[]\n"
    assert expected == shown


def test_names_is_fast(tmp_path: Path) -> None:
    """Start, read and print take far less than a second."""
    folder = write_assembly(tmp_path, two_cells())
    command = [sys.executable, "-m", "constructs_pkg.commands", "names", str(folder)]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    assert time.perf_counter() - start < 3
