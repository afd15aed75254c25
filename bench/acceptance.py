"""Measures the function that reconciles connections, its code alone: `python -m bench.acceptance`.

BENCH_ROUNDS: how often each is measured; medians are reported.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from zipfile import ZipFile

from rich.console import Console
from rich.table import Table

from bench.cells import CACHE, ROOT
from constructs_pkg.fragments.handler_source import handler_source

CONNECTIONS = 1000

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    # Nothing is called; without these boto3 would look for credentials.
    **{
        "AWS_ACCESS_KEY_ID": "111111111111",
        "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "AWS_EC2_METADATA_DISABLED": "true",
    },
}


@dataclass(frozen=True)
class Measured:
    """What one process told.

    Attributes:
        told: Its answer.
        megabytes: The most memory that it had.
    """

    told: Any
    megabytes: float


def measure(connections: int, folder: Path) -> Measured:
    """Run the function's process once; with no connections, as far as a cold start goes."""
    path = folder / "function.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("index.py", handler_source("reconcile_connections"))
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(json.dumps({"zip": str(path), "connections": connections}).encode())
        given.seek(0)
        command = [sys.executable, "-m", "bench.acceptance_process"]
        process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdin=given, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed")
        output.seek(0)
        # Linux counts in kilobytes, macOS in bytes.
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return Measured(json.loads(output.read()), usage.ru_maxrss / unit)


def main() -> None:
    """Measure in turns, print what it takes, and write every number to bench/.cache/acceptance.json."""
    rounds = int(os.environ.get("BENCH_ROUNDS", "5"))
    cold, warm = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            cold.append(measure(0, Path(folder)))
            warm.append(measure(CONNECTIONS, Path(folder)))
    Console(width=110).print(report(cold, warm))
    result = {"load": os.getloadavg(), "cold": [vars(one) for one in cold], "warm": [vars(one) for one in warm]}
    CACHE.mkdir(exist_ok=True)
    (CACHE / "acceptance.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def report(cold: Sequence[Measured], warm: Sequence[Measured]) -> Table:
    """Return medians of what was measured, with the calls that the network of AWS adds to."""
    table = Table(title="The reconciler's code, without the network of AWS", title_justify="left")
    for heading in ("what", "seconds", "calls to AWS"):
        table.add_column(heading, justify="right" if heading == "seconds" else "left")
    for part in ("import", "clients"):
        table.add_row(f"cold start: {part}", _seconds([one.told[part] for one in cold]), "none")
    table.add_row("cold start: memory", f"{median(one.megabytes for one in cold):.0f} MB", "")
    for place, run in enumerate(warm[0].told):
        seconds = _seconds([one.told[place]["seconds"] for one in warm])
        table.add_row(f"{CONNECTIONS} connections: {run['what']}", seconds, _calls(run["calls"]))
    return table


def _seconds(taken: Sequence[float]) -> str:
    return f"{median(taken):.2f} s"


def _calls(calls: Mapping[str, int]) -> str:
    return f"{sum(calls.values())}: " + ", ".join(f"{count} {name}" for name, count in calls.items())


if __name__ == "__main__":
    main()
