import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from constructs_pkg.commands import main

from .diagrams import ROOT
from .templates import stack, two_cells, write_assembly

EXAMPLES = sorted(topology.parent.name for topology in (ROOT / "examples").glob("*/topology.yaml"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diagram", *arguments])


def test_draws_svg_unless_told(tmp_path: Path) -> None:
    """Without options the picture is written to standard output as SVG."""
    result = run(str(write_assembly(tmp_path, two_cells())))
    expected = (0, "")
    assert expected == (result.exit_code, result.stderr)
    assert result.stdout.startswith("<svg ") and result.stdout.endswith("</svg>\n")


def test_draws_mermaid(tmp_path: Path) -> None:
    """``--format mermaid`` writes a flowchart."""
    result = run(str(write_assembly(tmp_path, two_cells())), "--format", "mermaid")
    assert result.stdout.startswith("flowchart LR\n")


def test_writes_the_same_to_a_file(tmp_path: Path) -> None:
    """``--output`` takes what standard output would have got."""
    folder, file = write_assembly(tmp_path / "assembly", two_cells()), tmp_path / "picture.svg"
    result = run(str(folder), "--output", str(file))
    assert (0, "") == (result.exit_code, result.stdout)
    assert run(str(folder)).stdout_bytes == file.read_bytes()


def test_reads_cdk_out_unless_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the assembly is cdk.out in the working directory."""
    write_assembly(tmp_path / "cdk.out", [stack("empty")])
    monkeypatch.chdir(tmp_path)
    assert "There is no VPC in these templates." in run().stdout


def test_what_cannot_be_read_or_written_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    """A missing assembly, and a file that cannot be written, are one line on standard error."""
    gone = tmp_path / "gone"
    result = run(str(gone))
    line = f"private-cells: {gone}: no such folder; synthesize first, or name the folder of the assembly\n"
    assert (2, "", line) == (result.exit_code, result.stdout, result.stderr)
    folder = write_assembly(tmp_path / "assembly", two_cells())
    result = run(str(folder), "--output", str(gone / "picture.svg"))
    line = f"private-cells: {gone / 'picture.svg'}: No such file or directory\n"
    assert (2, "", line) == (result.exit_code, result.stdout, result.stderr)


def test_drawing_never_imports_the_cdk(tmp_path: Path) -> None:
    """A picture is drawn without the CDK, and so without Node."""
    folder = write_assembly(tmp_path, two_cells())
    code = (
        "import sys; from constructs_pkg.commands import main; "
        f"main(['diagram', {str(folder)!r}, '--output', {str(tmp_path / 'x.svg')!r}], standalone_mode=False); "
        "print(sorted({'aws_cdk', 'jsii', 'constructs'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    expected = "[]\n"
    assert expected == shown


@pytest.mark.parametrize("command", [["names"], ["diagram", "--format", "mermaid"]], ids=["names", "mermaid"])
def test_other_commands_do_not_load_the_drawing_library(tmp_path: Path, command: list[str]) -> None:
    """Only a picture in SVG loads what draws it."""
    folder = write_assembly(tmp_path, two_cells())
    code = (
        "import sys; from constructs_pkg.commands import main; "
        f"main({[*command, str(folder)]!r}, standalone_mode=False); print('svg' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.endswith("False\n")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_pictures_of_the_examples_are_current(example: str, assembly: Callable[[str], Path]) -> None:
    """docs/images shows what the examples make; ``make pictures`` draws it again."""
    committed = (ROOT / "docs" / "images" / f"{example}.svg").read_text(encoding="utf-8")
    assert committed == run(str(assembly(example))).stdout
