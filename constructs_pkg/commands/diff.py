"""`private-cells diff`: what a change replaces, and which names it changes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from constructs_pkg.commands.assembly import refuse, without_collection

FOUND = 1


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), default="cdk.out")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A report for a reviewer, or everything for a program.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["replacement", "name-lost", "any", "never"]),
    multiple=True,
    default=["never"],
    show_default=True,
    help="What exit code 1 stands for; several go together.",
)
def diff(old: Path, new: Path, form: str, fail_on: tuple[str, ...]) -> None:
    """Tell what NEW does to what OLD has deployed.

    OLD and NEW are folders that were synthesized, folders of templates in JSON or YAML, or single templates; NEW is
    cdk.out unless it is told. Told is what CloudFormation replaces, deletes or refuses and what that breaks, and which
    names answer otherwise, and from where.

    A replacement is anything deployed that is or may be replaced or deleted, also by another logical id, and
    anything that CloudFormation refuses. A lost name was answered, and is not any more from some VPC.

    Exit codes: 0 nothing that --fail-on names, 1 something that it names, 2 OLD or NEW cannot be read.
    """
    from constructs_pkg.audit.changes.compare import compare
    from constructs_pkg.audit.changes.pairing import read_pair
    from constructs_pkg.audit.facts import AssemblyError

    try:
        with without_collection():
            changes = compare(read_pair(old, new))
    except AssemblyError as error:
        refuse(str(error))
    if form == "json":
        from constructs_pkg.audit.changes.document import as_document

        click.echo(json.dumps(as_document(changes), indent=2))
    else:
        from constructs_pkg.audit.changes.report import write_report
        from constructs_pkg.audit.table import console_for

        write_report(console_for(sys.stdout), changes)
    named = {"replacement": changes.replacement, "name-lost": changes.name_lost, "any": changes.any, "never": False}
    if any(named[one] for one in fail_on):
        raise SystemExit(FOUND)
