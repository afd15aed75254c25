"""The command line, ``private-cells``: questions to a synthesized assembly, answered from its JSON.

Nothing here starts Node or imports the CDK; what a command needs is imported when it runs.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from constructs_pkg.audit.facts import Facts

UNREADABLE = 2

# The types Route 53 has: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html.
TYPES = (
    *("A", "AAAA", "CAA", "CNAME", "DS", "HTTPS", "MX", "NAPTR", "NS", "PTR", "SOA", "SPF", "SRV", "SSHFP"),
    *("SVCB", "TLSA", "TXT"),
)

# Vantages that an error lists.
MOST_LABELS = 10


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
@click.argument("name")
@click.argument("type_", metavar="[TYPE]", default="A", type=click.Choice(TYPES, case_sensitive=False))
@click.option(
    "--from",
    "origin",
    metavar="VANTAGE",
    required=True,
    help="Who asks: a VPC by its label, STACK/LOGICALID or id; on-premises:STACK/LOGICALID of an inbound Resolver "
    "endpoint; or internet.",
)
@click.option(
    "--down", metavar="THING", multiple=True, help="What has failed: STACK/LOGICALID, or a health check's id."
)
@click.option(
    "--client",
    metavar="REGION|CIDR|COUNTRY",
    multiple=True,
    help="Who asks a public zone, also as US-CA or 60.17,24.94; several go together.",
)
@click.option("--draw", type=click.FloatRange(0, 1, max_open=True), help="The number that decides weighted choices.")
@click.option("--trace", is_flag=True, help="Tell the way to the answer.")
@click.option(
    "--assembly",
    type=click.Path(path_type=Path),
    default="cdk.out",
    show_default=True,
    help="The folder that was synthesized, or a folder of templates in JSON.",
)
def dig(
    name: str,
    type_: str,
    origin: str,
    down: tuple[str, ...],
    client: tuple[str, ...],
    draw: float | None,
    trace: bool,
    assembly: Path,
) -> None:
    """Ask for NAME as a client of some network would, and show the answer as dig does.

    As with dig the exit code is 0 whatever the answer is.
    """
    from constructs_pkg.audit.asked_world import NotUnderstood, asked_world
    from constructs_pkg.audit.dig import dig_text, legal_name
    from constructs_pkg.audit.resolver import resolve
    from constructs_pkg.audit.vantage import vantage_named, vantages_of

    if not legal_name(name):
        _refuse(f"{name!r} is not a legal name")
    facts = _facts(assembly)
    vantage = vantage_named(facts, origin)
    if vantage is None:
        labels = [one.label for one in vantages_of(facts)]
        more = f" and {len(labels) - MOST_LABELS} more" if len(labels) > MOST_LABELS else ""
        _refuse(f"--from {origin}: no such vantage; there are internet, {', '.join(labels[:MOST_LABELS])}{more}")
    try:
        world = asked_world(facts, down, client, draw)
    except NotUnderstood as error:
        _refuse(str(error))
    click.echo(dig_text(resolve(facts, name, type_, vantage, world), vantage, trace, len(facts.unread)))


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


def _refuse(problem: str) -> NoReturn:
    """End with one line on standard error."""
    click.echo(f"private-cells: {problem}", err=True)
    raise SystemExit(UNREADABLE)


def _facts(assembly: Path) -> Facts:
    """Return the facts of an assembly, or end with one line that says why there are none."""
    from constructs_pkg.audit.assembly import AssemblyError, load

    try:
        return load(assembly)
    except AssemblyError as error:
        _refuse(str(error))


if __name__ == "__main__":
    main()
