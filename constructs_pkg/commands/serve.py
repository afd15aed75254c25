"""`private-cells serve`: a DNS server on loopback that answers as each vantage would hear it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from constructs_pkg.commands.assembly import ASSEMBLY, facts_of, refuse
from constructs_pkg.commands.vantage import vantage_of
from constructs_pkg.commands.world import CLIENT, DOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from constructs_pkg.audit.facts import Facts
    from constructs_pkg.audit.wire.loopback import Place
    from constructs_pkg.audit.wire.sockets import Sockets

# Stand-ins that are listed at the start.
MOST_LISTED = 20


@click.command()
@ASSEMBLY
@click.option(
    "--from",
    "origins",
    metavar="VANTAGE",
    multiple=True,
    help="Who asks: a VPC by its label, STACK/LOGICALID or id; on-premises:STACK/LOGICALID of an inbound Resolver "
    "endpoint; global-resolver:STACK/LOGICALID of a view; or internet.  [default: all that `matrix` shows]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="One port for all, each vantage at an address of its own from 127.0.0.2 on; 0 for any free ports.  [default: "
    "127.0.0.1, a port each from 5300 on]",
)
@click.option("--address", metavar="ADDRESS", help="The loopback address of the first vantage.")
@DOWN
@CLIENT
@click.option(
    "--draw",
    type=click.FloatRange(0, 1, max_open=True),
    help="The number that decides weighted choices.  [default: a new one for each question]",
)
@click.option("--for", "seconds", type=click.FloatRange(0, min_open=True), help="Stop after so many seconds.")
def serve(
    assembly: Path,
    origins: tuple[str, ...],
    port: int | None,
    address: str | None,
    down: tuple[str, ...],
    client: tuple[str, ...],
    draw: float | None,
    seconds: float | None,
) -> None:
    """Answer DNS questions on this machine as each VPC and the internet would hear them.

    ASSEMBLY is the folder that was synthesized, a folder of templates in JSON or YAML, or one template. It is read
    again when it changes, and on SIGHUP. While it runs, lines on standard input change what is down, who asks and the
    draw: `down App/Check`, `up App/Check`, `client DE`, `draw 0.4`, `draw random`, `world`, `stand-ins`, `reload`,
    `quit`.
    """
    import asyncio
    from functools import partial

    from constructs_pkg.audit.asked_world import NotUnderstood
    from constructs_pkg.audit.vantage import every_vantage
    from constructs_pkg.audit.wire.controls import Wish
    from constructs_pkg.audit.wire.loopback import NotLoopback, places_for
    from constructs_pkg.audit.wire.running import run
    from constructs_pkg.audit.wire.serving import Serving

    facts = facts_of(assembly)
    for origin in origins:
        vantage_of(facts, origin)
    asking = tuple(dict.fromkeys(origins)) or tuple(one.name for one in every_vantage(facts))
    if not asking:
        refuse(f"{assembly}: has neither VPCs nor public zones, so that nobody can ask")
    try:
        serving = Serving(assembly, facts, asking, Wish(down, client, draw), click.echo)
        sockets = _listening(places_for(asking, address, port))
    except (NotLoopback, NotUnderstood) as error:
        refuse(str(error))
    listening = list(zip(asking, sockets, strict=True))

    def announce() -> None:
        for line in (*_where(listening), *_stand_ins(serving.legend()), *_caveats(facts)):
            click.echo(line)

    asyncio.run(run(serving, listening, assembly, seconds, announce, partial(click.echo, err=True)))


def _listening(places: Sequence[Place]) -> list[Sockets]:
    from constructs_pkg.audit.wire.loopback import NotLoopback
    from constructs_pkg.audit.wire.sockets import bound

    opened: list[Sockets] = []
    try:
        for place in places:
            opened.append(bound(place))
    except NotLoopback:
        for one in opened:
            one.close()
        raise
    return opened


def _where(listening: Sequence[tuple[str, Sockets]]) -> Iterator[str]:
    yield "Serving on this machine alone; Ctrl-C stops."
    for origin, sockets in listening:
        yield f"  {sockets.place}  {origin}"


def _stand_ins(legend: Sequence[str]) -> Iterator[str]:
    if not legend:
        return
    yield "Known at deployment only; these stand in:"
    yield from (f"  {line}" for line in legend[:MOST_LISTED])
    if len(legend) > MOST_LISTED:
        yield f"  and {len(legend) - MOST_LISTED} more; type stand-ins to see all"


def _caveats(facts: Facts) -> Iterator[str]:
    if facts.unread:
        yield f"NOTE: {len(facts.unread)} of the assembly's parts are not read; private-cells names lists them"
