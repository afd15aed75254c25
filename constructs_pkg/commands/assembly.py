"""What the commands share: the assembly they read, and how they end where it cannot be read."""

from __future__ import annotations

import gc
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


def facts_of(assembly: Path) -> Facts:
    """Return the facts of an assembly, or end with one line that says why there are none."""
    from constructs_pkg.audit.assembly import AssemblyError, load

    # What is read lives until the command ends: to look for garbage in it takes a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return load(assembly)
    except AssemblyError as error:
        refuse(str(error))
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
