"""The command line, ``private-cells``: questions to a synthesized assembly, answered from its JSON.

Nothing here starts Node or imports the CDK; what a command needs is imported when it runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from constructs_pkg.audit.facts import Facts

UNREADABLE = 2


@click.group()
def main() -> None:
    """Read what a synthesized assembly of private cells will do."""


@main.command()
@click.argument("assembly", type=click.Path(path_type=Path), default="cdk.out")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables for a person, or all answers with their traces for a program.",
)
def names(assembly: Path, form: str) -> None:
    """Show the stacks, and what each name answers with in each VPC.

    ASSEMBLY is the folder that was synthesized, or a folder of templates in JSON.
    """
    from constructs_pkg.audit.names import read_matrix

    facts = _facts(assembly)
    matrix = read_matrix(facts)
    if form == "json":
        from constructs_pkg.audit.document import as_document

        click.echo(json.dumps(as_document(facts, matrix), indent=2))
        return
    from constructs_pkg.audit.table import console_for, write_tables

    write_tables(console_for(sys.stdout), facts, matrix)


@main.command()
@click.argument("assembly", type=click.Path(path_type=Path), default="cdk.out")
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "mermaid"]),
    default="svg",
    show_default=True,
    help="A picture of its own, or a flowchart for pages that draw Mermaid.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.  [default: standard output]"
)
def diagram(assembly: Path, form: str, output: Path | None) -> None:
    """Draw the cells, what their names answer with, and which endpoint connects to which service.

    ASSEMBLY is the folder that was synthesized, or a folder of templates in JSON.
    """
    from constructs_pkg.audit.drawing.compose import picture_of

    picture = picture_of(_facts(assembly))
    if form == "svg":
        from constructs_pkg.audit.drawing.sheet import as_svg

        drawn = as_svg(picture)
    else:
        from constructs_pkg.audit.drawing.mermaid import as_mermaid

        drawn = as_mermaid(picture)
    if output is None:
        click.echo(drawn.encode(), nl=False)
        return
    try:
        output.write_text(drawn, encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(f"private-cells: {output}: {error.strerror}", err=True)
        raise SystemExit(UNREADABLE) from error


def _facts(assembly: Path) -> Facts:
    """Return the facts of an assembly, or end with one line that says why there are none."""
    from constructs_pkg.audit.assembly import AssemblyError, load

    try:
        return load(assembly)
    except AssemblyError as error:
        click.echo(f"private-cells: {error}", err=True)
        raise SystemExit(UNREADABLE) from error


if __name__ == "__main__":
    main()
