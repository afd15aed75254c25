"""The command line, ``private-cells``: questions to a synthesized assembly, answered from its JSON.

Nothing here starts Node or imports the CDK; what a command needs is imported when it runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

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
    from constructs_pkg.audit.assembly import AssemblyError, load
    from constructs_pkg.audit.names import read_matrix

    try:
        facts = load(assembly)
    except AssemblyError as error:
        click.echo(f"private-cells: {error}", err=True)
        raise SystemExit(UNREADABLE) from error
    matrix = read_matrix(facts)
    if form == "json":
        from constructs_pkg.audit.document import as_document

        click.echo(json.dumps(as_document(facts, matrix), indent=2))
        return
    from constructs_pkg.audit.table import console_for, write_tables

    write_tables(console_for(sys.stdout), facts, matrix)


if __name__ == "__main__":
    main()
