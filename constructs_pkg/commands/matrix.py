"""`private-cells matrix`: every name from every vantage."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from constructs_pkg.commands.assembly import ASSEMBLY, facts_of, refuse
from constructs_pkg.commands.output import OUTPUT, write
from constructs_pkg.commands.world import CLIENT, DOWN

_FORM_OF_SUFFIX = {".html": "html", ".htm": "html", ".json": "json"}


@click.command()
@ASSEMBLY
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "html", "json"]),
    help="A table for a terminal, a page for a browser, or all answers with their traces for a program.  "
    "[default: as the name of the file ends, else table]",
)
@OUTPUT
@DOWN
@CLIENT
@click.option(
    "--name", "names", metavar="GLOB", multiple=True, help="Names to ask for, such as '*.example.com'.  [default: all]"
)
def matrix(
    assembly: Path,
    form: str | None,
    output: Path | None,
    down: tuple[str, ...],
    client: tuple[str, ...],
    names: tuple[str, ...],
) -> None:
    """Show what every name answers with from every vantage, and where clones differ.

    Vantages are the VPCs, the networks behind inbound Resolver endpoints, and the internet where the assembly
    has a public zone.

    ASSEMBLY is the folder that was synthesized, a folder of templates in JSON or YAML, or one template.
    """
    from constructs_pkg.audit.asked_world import NotUnderstood, asked_world
    from constructs_pkg.audit.names import read_matrix
    from constructs_pkg.audit.vantage import every_vantage

    facts = facts_of(assembly)
    try:
        world = asked_world(facts, down, client)
    except NotUnderstood as error:
        refuse(str(error))
    found = read_matrix(facts, every_vantage(facts), world, names or ("*",))
    if names and not found.rows:
        refuse(f"--name {' '.join(names)}: no record of the assembly has such a name")
    form = form or _FORM_OF_SUFFIX.get(output.suffix.lower() if output is not None else "", "table")
    if form == "html":
        from constructs_pkg.audit.page import as_page

        write(as_page(facts, found), output)
    elif form == "json":
        from constructs_pkg.audit.document import as_document

        write(json.dumps(as_document(facts, found), indent=2) + "\n", output)
    elif output is None:
        from constructs_pkg.audit.table import console_for, write_matrix

        write_matrix(console_for(sys.stdout), found)
    else:
        from io import StringIO

        from constructs_pkg.audit.table import console_for, write_matrix

        text = StringIO()
        write_matrix(console_for(text), found)
        write(text.getvalue(), output)
