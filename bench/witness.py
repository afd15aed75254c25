"""Times the commands that read an assembly, each as a whole process: `python -m bench.witness`.

BENCH_ROUNDS: how often each is measured; medians are reported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.cells import CACHE, ROOT, ZONE, key
from bench.witness_cells import NAMES, write_assembly
from constructs_pkg.commands import main as private_cells

SMALL, LARGE = 10, 200

# Seconds from start to end of a process.
SLOWEST_LARGE_MATRIX = 5.0
SLOWEST_COMMAND = 0.3

# What is installed has its bytecode: an environment that keeps none would have every run compile the library.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

# Commands that look for something end with 1 where they find it.
_GOOD = (0, 1)


@dataclass(frozen=True)
class Sample:
    """One run: seconds by the clock, and of the processor, which a busy machine changes less."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Run:
    """A command with its arguments, the cells it reads, and the most seconds it may take."""

    what: str
    cells: int
    arguments: tuple[str, ...]
    most: float

    def sample(self) -> Sample:
        """Return what one run takes."""
        command = [sys.executable, "-m", "constructs_pkg.commands", *self.arguments]
        with tempfile.TemporaryFile() as errors:
            started = time.perf_counter()
            process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            clock = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode not in _GOOD:
                errors.seek(0)
                sys.exit(f"private-cells {' '.join(self.arguments)} failed:\n{errors.read().decode()[-5000:]}")
        return Sample(clock, usage.ru_utime + usage.ru_stime)


def runs(assemblies: Mapping[int, Path]) -> Iterator[Run]:
    """Yield what is measured: the matrix of many cells, and every command there is on a few."""
    few, many = str(assemblies[SMALL]), str(assemblies[LARGE])
    for form in ("table", "html", "json"):
        yield Run(f"matrix as {form}", LARGE, ("matrix", many, "--format", form), SLOWEST_LARGE_MATRIX)
    given = {
        "matrix": (few,),
        "names": (few,),
        "dig": (f"host-03.{ZONE}", "--from", key(0), "--assembly", few),
        "check": (few,),
        "diff": (few, few),
        "diagram": (few,),
    }
    for name, arguments in given.items():
        if name in private_cells.commands:
            yield Run(name, SMALL, (name, *arguments), SLOWEST_COMMAND)


def main() -> None:
    """Measure in turns, print the verdicts, and write every number to bench/.cache/witness.json."""
    rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
    console = Console(width=110)
    with tempfile.TemporaryDirectory() as folder:
        assemblies = {cells: write_assembly(cells, Path(folder, str(cells))) for cells in (SMALL, LARGE)}
        measured: dict[Run, list[Sample]] = {one: [] for one in runs(assemblies)}
        for _ in range(rounds):
            for one, samples in measured.items():
                samples.append(one.sample())
    console.print(_report(measured))
    result = {
        "load": os.getloadavg(),
        "runs": [
            {"what": one.what, "cells": one.cells, "samples": list(map(vars, taken))} for one, taken in measured.items()
        ],
    }
    CACHE.mkdir(exist_ok=True)
    (CACHE / "witness.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _report(measured: Mapping[Run, list[Sample]]) -> Table:
    table = Table(title=f"The witness, whole processes, {NAMES} names in each cell", title_justify="left")
    for heading in ("command", "cells", "at most", "clock", "processor", ""):
        table.add_column(heading, justify="left" if heading == "command" else "right")
    for one, samples in measured.items():
        clock, processor = median(each.clock for each in samples), median(each.processor for each in samples)
        verdict = "[green]met[/]" if clock <= one.most else "[red]missed[/]"
        seconds = (f"{each:.2f} s" for each in (one.most, clock, processor))
        table.add_row(one.what, str(one.cells), *seconds, verdict)
    return table


if __name__ == "__main__":
    main()
