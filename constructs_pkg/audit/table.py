"""The stacks and the matrix as tables for a person, on a terminal or in a pipe."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.grouping import Group, grouped
from constructs_pkg.audit.legend import ODD, legend, tone
from constructs_pkg.audit.names import NOT_PRIVATE, Cell, Matrix
from constructs_pkg.audit.presented import presented
from constructs_pkg.audit.supposed import supposed

# What one table has of rows and one listing of notes: bounds of this room, far beyond what a person reads.
MOST_ROWS = 5_000
MOST_NOTES = 500

# Columns where there is no terminal to ask and COLUMNS says nothing.
PIPED_WIDTH = 100

# What the columns' padding and edges take, for each column.
_PADDING = 3

_STYLES = {
    "plain": "",
    "public": "dim",
    "odd": "bold yellow",
    "nxdomain": "bold red",
    "nodata": "bold magenta",
    "unresolved": "bold cyan",
}
_OTHER_STYLE = "bold"

_ASCII = {NOT_PRIVATE: "-", "→": "->", ODD: "!="}


def console_for(stream: TextIO) -> Console:
    """Return a console on `stream`: as wide as COLUMNS says, else the terminal, else 100 columns."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return Console(file=stream, width=int(columns), highlight=False)
    return Console(file=stream, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)


def write_tables(console: Console, facts: Facts, matrix: Matrix) -> None:
    """Write the stacks, then the matrix as `write_matrix` does."""
    console.print(_stacks(console, facts))
    write_matrix(console, matrix)


def write_matrix(console: Console, matrix: Matrix) -> None:
    """Write what each name answers with at each vantage, what the marks mean, and what limits the answers.

    Vantages stand as columns where the console is wide enough to break no word; else they stand as rows,
    those with one answer together.
    """
    if matrix.rows:
        wide = console.width >= _width_by_column(matrix)
        console.print((_by_column if wide else _by_row)(console, replace(matrix, rows=matrix.rows[:MOST_ROWS])))
    else:
        console.print(_text(console, "No zone of the assembly has records that a vantage sees."))
    unshown = len(matrix.rows) - MOST_ROWS
    if unshown > 0:
        console.print(_text(console, f"and {unshown} more names; --format json has them all", "yellow"))
    for sentence in supposed(matrix.world):
        console.print(_text(console, f"supposed: {sentence}", "bold"))
    for word, meaning in legend(cell for row in matrix.rows for cell in row.cells):
        console.print(_text(console, f"{word}: {meaning}", "dim"))
    for note in matrix.notes[:MOST_NOTES]:
        console.print(_text(console, f"note: {note}", "yellow"))
    more = len(matrix.notes) - MOST_NOTES
    if more > 0:
        console.print(_text(console, f"note: and {more} more notes; --format json has them all", "yellow"))


def _text(console: Console, text: str, style: str = "") -> Text:
    """Return text that the console's encoding can write and that says nothing to the terminal itself."""
    text = presented(text, keep="\n")
    if not console.encoding.startswith("utf"):
        for mark, plain in _ASCII.items():
            text = text.replace(mark, plain)
        text = text.encode(console.encoding, "replace").decode(console.encoding)
    return Text(text, style, overflow="fold")


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE, pad_edge=False)


def _stacks(console: Console, facts: Facts) -> Table:
    table = _table("Stacks")
    for heading in ("Stack", "Account", "Region"):
        table.add_column(heading, overflow="fold")
    table.add_column("Resources", justify="right")
    for stack in facts.stacks:
        place = (stack.account or "at deployment", stack.region or "at deployment")
        table.add_row(*(_text(console, one) for one in (stack.id, *place, str(stack.resource_count))))
    return table


def _names_table(*, whole_names: bool) -> Table:
    table = _table("What each name answers with")
    table.add_column("Name", overflow="fold", no_wrap=whole_names)
    table.add_column("Type", no_wrap=whole_names)
    return table


def _shown(cell: Cell) -> str:
    return f"{ODD} {cell.text}" if cell.odd else cell.text


def _width_by_column(matrix: Matrix) -> int:
    """Return the least width in which vantages as columns break no word."""
    columns = [[row.name for row in matrix.rows], ["Type", *(row.type for row in matrix.rows)]]
    for position, vantage in enumerate(matrix.vantages):
        columns.append([vantage.name, *(_shown(row.cells[position]) for row in matrix.rows)])
    longest = (max(len(word) for text in column for word in text.split()) for column in columns)
    return sum(longest) + _PADDING * len(columns)


def _by_column(console: Console, matrix: Matrix) -> Table:
    table = _names_table(whole_names=True)
    for vantage in matrix.vantages:
        table.add_column(_text(console, vantage.name), overflow="fold")
    for row in matrix.rows:
        table.add_row(
            _text(console, row.name), _text(console, row.type), *(_answer(console, cell) for cell in row.cells)
        )
    return table


def _answer(console: Console, cell: Cell) -> Text:
    return _text(console, _shown(cell), _STYLES.get(tone(cell), _OTHER_STYLE))


def _by_row(console: Console, matrix: Matrix) -> Table:
    table = _names_table(whole_names=False)
    table.add_column("Vantage", overflow="fold")
    table.add_column("Answer", overflow="fold")
    for row in matrix.rows:
        table.add_section()
        name, kind = row.name, row.type
        for group in grouped(matrix, row):
            table.add_row(*(_text(console, one) for one in (name, kind, group.vantages)), _group_text(console, group))
            name, kind = "", ""
    return table


def _group_text(console: Console, group: Group) -> Text:
    return _answer(console, group.cell) if group.said is None else _text(console, group.said, "dim")
