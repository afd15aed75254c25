"""Notices that an assembly was synthesized anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

Look: TypeAlias = frozenset[tuple[str, int, int]]


_READ = (".json", ".yaml", ".yml", ".template")


def look_of(place: Path) -> Look:
    """Return what tells one state of an assembly's files, or of one template, from another: names, times and sizes."""
    return frozenset(_files(place))


def _files(place: Path) -> Iterator[tuple[str, int, int]]:
    # Nested assemblies have folders that begin so; what else is in folders are assets.
    found = [place] if place.is_file() else [*place.glob("*"), *place.glob("assembly-*/**/*")]
    for file in (one for one in found if one.suffix in _READ or one == place):
        try:
            status = file.stat()
        except OSError:
            continue
        yield str(file), status.st_mtime_ns, status.st_size
