"""The three programs that are compared, and one measured run of each in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.cells import ROOT
from bench.javascript import environment, node

LIBRARY = "library"
PYTHON = "Python L2"
JAVASCRIPT = "JavaScript L2"


@dataclass(frozen=True)
class Sample:
    """One run of a program.

    Attributes:
        wall: Seconds from the start of its process to the end of it.
        cpu: Seconds of all processors in it and in its Node, which a busy machine changes less.
        peak: The most memory it held, in bytes; for Python, the sum of the peaks of Python and of Node.
    """

    wall: float
    cpu: float
    peak: int


def _python(module: str) -> Callable[[int, Path], list[str]]:
    return lambda cells, assembly: [sys.executable, "-m", "bench.synthesize", module, str(cells), str(assembly)]


def _javascript(cells: int, assembly: Path) -> list[str]:
    return [node(), str(ROOT / "bench" / "handwritten.cjs"), str(cells), str(assembly)]


PROGRAMS: Mapping[str, Callable[[int, Path], list[str]]] = {
    LIBRARY: _python("library"),
    PYTHON: _python("handwritten"),
    JAVASCRIPT: _javascript,
}


def measure(program: str, cells: int, assembly: Path, *, validation: bool) -> Sample:
    """Return what a synthesis of `cells` cells into the folder `assembly` takes; its topology has been written."""
    command, given = PROGRAMS[program](cells, assembly), environment(validation=validation)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{program} with {cells} cells failed:\n{errors.read().decode(errors='replace')[-5000:]}")
        output.seek(0)
        peaks = json.loads(output.read().splitlines()[-1])["peaks"]
    return Sample(wall, usage.ru_utime + usage.ru_stime, sum(peaks))
