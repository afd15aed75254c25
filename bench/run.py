"""`make bench`: measures, prints the report and writes it to bench/.cache/last.json.

BENCH_SIZES: numbers of cells, separated by commas. BENCH_ROUNDS: how often each is measured; medians are reported.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from itertools import product
from pathlib import Path

from rich.console import Console

from bench.calls import added_by_each_cell, count
from bench.cells import CACHE, ROOT, topology_file, write_topology
from bench.figures import Figures
from bench.javascript import node
from bench.programs import LIBRARY, PROGRAMS, PYTHON, measure
from bench.report import print_report
from bench.resources import differences, resource_types
from bench.targets import judge

WIDTH = 110


def main() -> None:
    """Measure everything and report it."""
    sizes = sorted({int(size) for size in os.environ.get("BENCH_SIZES", "1,10,50,200").split(",")})
    rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
    console, figures = Console(width=WIDTH), Figures(sizes)
    for cells in {2, *sizes}:
        write_topology(cells)
    console.print("Comparing what the programs make ...")
    _refuse_unlike_programs()
    figures.calls = {
        name: added_by_each_cell(count(module, 3))[-1]
        for name, module in ((LIBRARY, "library"), (PYTHON, "handwritten"))
    }
    for number in range(1, rounds + 1):
        _measure_round(console, figures, f"round {number}/{rounds}")
        # After each round, so that a run that is broken off leaves its whole rounds.
        _save(figures)
    print_report(console, figures, judge(figures))


def _refuse_unlike_programs() -> None:
    """Stop unless every program makes the same resources; it also fills the caches that a first run fills."""
    with tempfile.TemporaryDirectory() as folder:
        for program in PROGRAMS:
            measure(program, 2, Path(folder, program), validation=False)
        made = {program: resource_types(Path(folder, program)) for program in PROGRAMS}
    unlike = [f"{program}: {line}" for program in PROGRAMS for line in differences(made[LIBRARY], made[program])]
    if unlike:
        sys.exit("\n".join([f"not the same as {LIBRARY}:", *unlike]))


def _measure_round(console: Console, figures: Figures, title: str) -> None:
    # Whatever is compared is measured side by side, for the load of the machine drifts.
    for cells, validation, program in product(figures.sizes, (False, True), PROGRAMS):
        with tempfile.TemporaryDirectory() as folder:
            sample = measure(program, cells, Path(folder, "assembly"), validation=validation)
        figures.samples.setdefault((validation, program, cells), []).append(sample)
        state = "on" if validation else "off"
        console.print(f"{title}, {cells} cells, validation {state}, {program}: {sample.wall:.2f} s")
    command = [sys.executable, "-m", "bench.pure", str(topology_file(figures.largest))]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    for step, seconds in json.loads(done.stdout).items():
        figures.pure.setdefault(step, []).append(seconds)


def _save(figures: Figures) -> None:
    judged = [{**asdict(verdict), "met": verdict.met} for verdict in judge(figures)]
    result = {"machine": _machine(), **figures.as_json(), "targets": judged}
    (CACHE / "last.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def _machine() -> dict[str, object]:
    return {
        "platform": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "node": subprocess.run([node(), "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip(),
        "aws-cdk-lib": version("aws-cdk-lib"),
        "jsii": version("jsii"),
    }


if __name__ == "__main__":
    main()
