"""The function as AWS Lambda gets it, run in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from constructs_pkg.fragments.handler_source import source_with_settings

from .cloud import SERVICE

TESTS = Path(__file__).parents[1]


def built(folder: Path, told: Mapping[str, Any]) -> Path:
    """Build the zip that CloudFormation makes of inline code: ``index.py`` and nothing else."""
    path = folder / "function.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("index.py", source_with_settings("reconcile_connections", told))
    return path


def invoked(
    path: Path, events: Sequence[Mapping[str, Any]], accounts: Sequence[str]
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Invoke the function in a fresh process, and return the lines of its log and what the process told."""
    done = subprocess.run(
        [sys.executable, "-m", "acceptance.lambda_process"],
        cwd=TESTS,
        input=json.dumps({"zip": str(path), "events": events, "accounts": accounts}),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": f"{TESTS.parent}", "SERVICE_ID": SERVICE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == done.stderr, done.stderr
    *log, told = (json.loads(line) for line in done.stdout.splitlines())
    return log, told
