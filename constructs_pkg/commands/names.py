"""`private-cells names`: what each name answers with in each VPC."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from constructs_pkg.commands.assembly import ASSEMBLY, facts_of


@click.command()
@ASSEMBLY
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

    ASSEMBLY is the folder that was synthesized, a folder of templates in JSON or YAML, or one template.
    """
    from constructs_pkg.audit.names import read_matrix

    facts = facts_of(assembly)
    matrix = read_matrix(facts)
    if form == "json":
        from constructs_pkg.audit.document import as_document

        click.echo(json.dumps(as_document(facts, matrix), indent=2))
        return
    from constructs_pkg.audit.table import console_for, write_tables

    write_tables(console_for(sys.stdout), facts, matrix)
