"""Notices that an assembly was synthesized anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

Look: TypeAlias = frozenset[tuple[str, int, int]]


def look_of(folder: Path) -> Look:
    """Return what tells one state of an assembly's files from another: their names, times and sizes."""
    return frozenset(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    # Nested assemblies have folders that begin so; what else is in folders are assets.
    for file in (*folder.glob("*.json"), *folder.glob("assembly-*/**/*.json")):
        try:
            status = file.stat()
        except OSError:
            continue
        yield str(file), status.st_mtime_ns, status.st_size
