"""How often a synthesis crosses between Python and the CDK: the same number on every machine."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise

from bench.cells import ROOT
from bench.javascript import environment

CALLBACKS = "callback"


def count(module: str, most: int) -> list[dict[str, int]]:
    """Return for 1 to `most` cells the calls into the CDK, by kind, and the callbacks out of it."""
    command = [sys.executable, "-m", "bench.count_calls", module, str(most)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr[-5000:]}")
    counts: list[dict[str, int]] = json.loads(done.stdout.splitlines()[-1])
    return counts


def added_by_each_cell(counts: list[dict[str, int]]) -> list[dict[str, int]]:
    """Return what every cell after the first adds, by kind."""
    return [
        {kind: after.get(kind, 0) - before.get(kind, 0) for kind in sorted({*after, *before})}
        for before, after in pairwise(counts)
    ]


def calls(crossings: dict[str, int]) -> int:
    """Return the calls into the CDK, of every kind."""
    return sum(number for kind, number in crossings.items() if kind != CALLBACKS)
