"""`private-cells diagram`: the cells as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from constructs_pkg.commands.assembly import ASSEMBLY, UNREADABLE, facts_of


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
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.  [default: standard output]"
)
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
    if output is None:
        click.echo(drawn.encode(), nl=False)
        return
    try:
        output.write_text(drawn, encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(f"private-cells: {output}: {error.strerror}", err=True)
        raise SystemExit(UNREADABLE) from error
