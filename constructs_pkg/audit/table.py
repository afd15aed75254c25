"""The stacks and the matrix as tables for a person, on a terminal or in a pipe."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import NOT_PRIVATE, Cell, Matrix, Row
from constructs_pkg.audit.presented import presented

# What one table has of rows and one listing of notes: bounds of this room, far beyond what a person reads.
MOST_ROWS = 5_000
MOST_NOTES = 500

# Columns where there is no terminal to ask and COLUMNS says nothing.
PIPED_WIDTH = 100

# What the columns' padding and edges take, for each column.
_PADDING = 3

# The largest group of vantages with one answer is counted, not listed, from one more on.
_MOST_LABELS = 3

# Colours that tell the answers of one row apart.
_COLOURS = ("cyan", "magenta", "green", "blue")

_LEGEND = (
    ("NXDOMAIN", "the private zone of that vantage has no such name; public DNS is not asked"),
    ("NODATA", "the private zone of that vantage has the name, but no record of this type"),
    ("SERVFAIL", "the records lead back to themselves"),
    ("UNRESOLVED", "the templates do not tell; --format json has the trace"),
    (NOT_PRIVATE, "no private zone of that vantage covers the name; public DNS answers"),
)


def console_for(stream: TextIO) -> Console:
    """Return a console on `stream`: as wide as COLUMNS says, else the terminal, else 100 columns."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return Console(file=stream, width=int(columns), highlight=False)
    return Console(file=stream, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)


def write_tables(console: Console, facts: Facts, matrix: Matrix) -> None:
    """Write the stacks, what each name answers with at each vantage, and what limits the answers.

    Vantages stand as columns where the console is wide enough to break no word; else they stand as rows,
    those with one answer together.
    """
    console.print(_stacks(console, facts))
    if matrix.rows:
        wide = console.width >= _width_by_column(matrix)
        console.print((_by_column if wide else _by_row)(console, replace(matrix, rows=matrix.rows[:MOST_ROWS])))
    else:
        console.print(_text(console, "No private zone of the assembly has records."))
    unshown = len(matrix.rows) - MOST_ROWS
    if unshown > 0:
        console.print(_text(console, f"and {unshown} more names; --format json has them all", "yellow"))
    shown = {cell.answer.status.value for row in matrix.rows for cell in row.cells}
    for word, meaning in _LEGEND:
        if word in shown or (word == NOT_PRIVATE and Status.NOT_PRIVATE.value in shown):
            console.print(_text(console, f"{word}: {meaning}", "dim"))
    for note in matrix.notes[:MOST_NOTES]:
        console.print(_text(console, f"note: {note}", "yellow"))
    more = len(matrix.notes) - MOST_NOTES
    if more > 0:
        console.print(_text(console, f"note: and {more} more notes; --format json has them all", "yellow"))


def _text(console: Console, text: str, style: str = "") -> Text:
    """Return text the console's encoding can write, without what would control a terminal."""
    text = presented(text, keep="\n")
    if not console.encoding.startswith("utf"):
        text = text.replace(NOT_PRIVATE, "-").replace("→", "->")
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


def _width_by_column(matrix: Matrix) -> int:
    """Return the least width in which vantages as columns break no word."""
    columns = [[row.name for row in matrix.rows], ["Type", *(row.type for row in matrix.rows)]]
    for position, vantage in enumerate(matrix.vantages):
        columns.append([vantage.label, *(row.cells[position].text for row in matrix.rows)])
    longest = (max(len(word) for text in column for word in text.split()) for column in columns)
    return sum(longest) + _PADDING * len(columns)


def _by_column(console: Console, matrix: Matrix) -> Table:
    table = _names_table(whole_names=True)
    for vantage in matrix.vantages:
        table.add_column(_text(console, presented(vantage.label)), overflow="fold")
    for row in matrix.rows:
        answers = (_text(console, cell.text, style) for cell, style in zip(row.cells, _styles(row), strict=True))
        table.add_row(_text(console, row.name), _text(console, row.type), *answers)
    return table


def _by_row(console: Console, matrix: Matrix) -> Table:
    table = _names_table(whole_names=False)
    table.add_column("Vantage", overflow="fold")
    table.add_column("Answer", overflow="fold")
    for row in matrix.rows:
        table.add_section()
        name, kind = row.name, row.type
        for labels, cell, style in _grouped(matrix, row):
            columns = (name, kind, labels)
            table.add_row(*(_text(console, one) for one in columns), _text(console, cell.text, style))
            name, kind = "", ""
    return table


def _grouped(matrix: Matrix, row: Row) -> Iterator[tuple[str, Cell, str]]:
    """Yield each answer of a row once, with the vantages that get it; the largest group comes last."""
    groups: dict[str, tuple[list[str], Cell, str]] = {}
    for vantage, cell, style in zip(matrix.vantages, row.cells, _styles(row), strict=True):
        groups.setdefault(cell.text, ([], cell, style))[0].append(vantage.label)
    ordered = list(groups.values())
    largest = max(ordered, key=lambda group: len(group[0]))
    if len(largest[0]) > _MOST_LABELS:
        ordered.remove(largest)
        together = f"the other {len(largest[0])}" if ordered else f"all {len(largest[0])}"
        ordered.append(([together], *largest[1:]))
    for labels, cell, style in ordered:
        yield ", ".join(labels), cell, style


def _styles(row: Row) -> Iterable[str]:
    """Return a style for each cell: what is missing stands out, and so do answers that differ."""
    colours: dict[str, str] = {}
    styles = []
    differs = row.differs
    for cell in row.cells:
        if cell.text == NOT_PRIVATE:
            styles.append("dim")
        elif cell.answer.status is not Status.NOERROR:
            styles.append("bold red")
        else:
            colour = colours.setdefault(cell.text, _COLOURS[len(colours) % len(_COLOURS)])
            styles.append(colour if differs else "")
    return styles
