"""Names that AWS answers in public DNS, answered on this machine: nothing else can, since the emulator makes them up.

They stand in a file that the emulator writes and its functions read; ``lambda_modules/sitecustomize.py`` puts it before
the resolver of the functions' processes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from ipaddress import ip_network
from pathlib import Path

FILE = "EMULATED_NAMES"
"""The environment variable that tells functions where the file is."""

FIRST_HOST = 100
"""Where in a subnet the addresses begin that are given out."""


def file_of(port: str) -> Path:
    """Return the file of the emulator on a port."""
    return Path(tempfile.gettempdir()) / f"emulated-names-{port}.json"


def start(port: str) -> None:
    """Begin without names, and tell functions where they will be."""
    file_of(port).unlink(missing_ok=True)
    os.environ[FILE] = str(file_of(port))


def answer_with(name: str, addresses: Sequence[str], file: Path | None = None) -> None:
    """Have `name` answered with `addresses` from now on, by this process's emulator or that of `file`."""
    file = file or Path(os.environ[FILE])
    names = {**_known(file), name: list(addresses)}
    written = file.with_suffix(".new")
    written.write_text(json.dumps(names), encoding="utf-8")
    written.replace(file)


def addresses_in(blocks: Sequence[str]) -> list[str]:
    """Return an address of each of `blocks` that no name answers with yet."""
    host = FIRST_HOST + len(_known(Path(os.environ[FILE])))
    return [str(ip_network(block)[host]) for block in blocks]


def _known(file: Path) -> dict[str, list[str]]:
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else {}
