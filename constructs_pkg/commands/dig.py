"""`private-cells dig`: one question, answered as dig shows it."""

from __future__ import annotations

from pathlib import Path

import click

from constructs_pkg.commands.assembly import facts_of, refuse
from constructs_pkg.commands.vantage import vantage_of
from constructs_pkg.commands.world import CLIENT, DOWN


def _record_type(context: click.Context, parameter: click.Parameter, given: str) -> str:
    """Return a type of records as it is written, or refuse what is none."""
    from constructs_pkg.audit.record_types import TYPES

    if given.upper() not in TYPES:
        raise click.BadParameter(f"{given!r} is none of {', '.join(TYPES)}")
    return given.upper()


@click.command()
@click.argument("name")
@click.argument("type_", metavar="[TYPE]", default="A", callback=_record_type)
@click.option(
    "--from",
    "origin",
    metavar="VANTAGE",
    required=True,
    help="Who asks: a VPC by its label, STACK/LOGICALID or id; on-premises:STACK/LOGICALID of an inbound Resolver "
    "endpoint; global-resolver:STACK/LOGICALID of a view; or internet.",
)
@DOWN
@CLIENT
@click.option("--draw", type=click.FloatRange(0, 1, max_open=True), help="The number that decides weighted choices.")
@click.option("--trace", is_flag=True, help="Tell the way to the answer: rules, zones and records.")
@click.option(
    "--assembly",
    type=click.Path(path_type=Path),
    default="cdk.out",
    show_default=True,
    help="The folder that was synthesized, a folder of templates in JSON or YAML, or one template.",
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
    from constructs_pkg.audit.dig import dig_text
    from constructs_pkg.audit.domain_name import why_no_name
    from constructs_pkg.audit.resolver import resolve

    wrong = why_no_name(name)
    if wrong is not None:
        refuse(f"{name!r} is not a legal name: it {wrong}")
    facts = facts_of(assembly)
    vantage = vantage_of(facts, origin)
    try:
        world = asked_world(facts, down, client, draw)
    except NotUnderstood as error:
        refuse(str(error))
    click.echo(dig_text(resolve(facts, name, type_, vantage, world), vantage, trace, len(facts.unread)))
