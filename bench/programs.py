"""The three programs that are compared, and one measured run of each in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.cells import ROOT
from bench.javascript import node_modules

LIBRARY = "library"
PYTHON_L2 = "Python L2"
JAVASCRIPT_L2 = "JavaScript L2"


@dataclass(frozen=True)
class Sample:
    """One run of a program.

    Attributes:
        seconds: From the start of its process to the end of it.
        peak: The peak of its resident memory in bytes; for Python, the sum of the peaks of Python and of Node.
    """

    seconds: float
    peak: int


def _python(module: str) -> Callable[[int, Path], list[str]]:
    return lambda cells, assembly: [sys.executable, "-m", "bench.synthesize", module, str(cells), str(assembly)]


def _javascript(cells: int, assembly: Path) -> list[str]:
    return [_node(), str(ROOT / "bench" / "handwritten.cjs"), str(cells), str(assembly)]


PROGRAMS: Mapping[str, Callable[[int, Path], list[str]]] = {
    LIBRARY: _python("library"),
    PYTHON_L2: _python("handwritten"),
    JAVASCRIPT_L2: _javascript,
}


def measure(program: str, cells: int, assembly: Path, *, validation: bool) -> Sample:
    """Return what a synthesis of `cells` cells into the folder `assembly` takes; its topology has been written."""
    command, environment = PROGRAMS[program](cells, assembly), _environment(validation)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{program} with {cells} cells failed:\n{done.stderr[-5000:]}")
    return Sample(seconds, sum(json.loads(done.stdout.splitlines()[-1])["peaks"]))


def _environment(validation: bool) -> dict[str, str]:
    environment = {**os.environ, "JSII_NODE": _node(), "NODE_PATH": str(node_modules())}
    environment.pop("CDK_VALIDATION", None)
    return environment if validation else {**environment, "CDK_VALIDATION": "false"}


def _node() -> str:
    """Return the Node that all three programs run on."""
    return os.environ.get("JSII_NODE") or str(Path(sys.executable).with_name("node"))
