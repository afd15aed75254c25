"""What the commands share: the assembly they read, and how they end where it cannot be read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from constructs_pkg.audit.facts import Facts

UNREADABLE = 2

ASSEMBLY = click.argument("assembly", type=click.Path(path_type=Path), default="cdk.out")
"""The folder a command reads, ``cdk.out`` unless it is told another."""


def refuse(problem: str) -> NoReturn:
    """End with one line on standard error."""
    from constructs_pkg.audit.presented import one_line

    click.echo(f"private-cells: {one_line(problem)}", err=True)
    raise SystemExit(UNREADABLE)


@contextmanager
def without_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: what is read lives until the command ends, and looking takes a fifth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def facts_of(assembly: Path) -> Facts:
    """Return the facts of an assembly, or end with one line that says why there are none."""
    from constructs_pkg.audit.assembly import AssemblyError, load

    try:
        with without_collection():
            return load(assembly)
    except AssemblyError as error:
        refuse(str(error))
