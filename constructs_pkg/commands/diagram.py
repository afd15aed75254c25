"""`private-cells diagram`: the cells as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from constructs_pkg.commands.assembly import ASSEMBLY, facts_of
from constructs_pkg.commands.output import OUTPUT, write


@click.command()
@ASSEMBLY
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "mermaid"]),
    default="svg",
    show_default=True,
    help="A picture of its own, or a flowchart for pages that draw Mermaid.",
)
@OUTPUT
def diagram(assembly: Path, form: str, output: Path | None) -> None:
    """Draw the cells, what their names answer with, and which endpoint connects to which service.

    ASSEMBLY is the folder that was synthesized, a folder of templates in JSON or YAML, or one template.
    """
    from constructs_pkg.audit.drawing.compose import picture_of

    picture = picture_of(facts_of(assembly))
    if form == "svg":
        from constructs_pkg.audit.drawing.sheet import as_svg

        drawn = as_svg(picture)
    else:
        from constructs_pkg.audit.drawing.mermaid import as_mermaid

        drawn = as_mermaid(picture)
    write(drawn, output)
