"""Where a command writes what it has drawn."""

from __future__ import annotations

from pathlib import Path

import click

from constructs_pkg.commands.assembly import refuse

OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.  [default: standard output]"
)


def write(text: str, output: Path | None) -> None:
    """Write text as UTF-8 to a file, or to standard output; end with one line where that fails."""
    if output is None:
        click.echo(text.encode(), nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        refuse(f"{output}: {error.strerror}")
