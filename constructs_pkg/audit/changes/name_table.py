"""The names that change as a table; what a new or lost VPC brings along stands together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from constructs_pkg.audit.changes.ink import joined, listed, text
from constructs_pkg.audit.changes.turn import NameChange, Turn

_STYLES = {
    Turn.DARK: "bold red",
    Turn.PUBLIC: "bold red",
    Turn.VPC_GONE: "bold red",
    Turn.UNTOLD: "yellow",
    Turn.CHANGED: "magenta",
    Turn.RENEWED: "cyan",
    Turn.APPEARS: "green",
    Turn.VPC_NEW: "green",
}

_MOST_VANTAGES = 3
_MOST_NAMES = 6

# What is said of one VPC, and of several.
_OF_A_VPC = {
    Turn.VPC_GONE: ("goes, and with it", "go, and with them"),
    Turn.VPC_NEW: ("is new, and asks", "are new, and ask"),
}


def write_names(console: Console, changes: Sequence[NameChange]) -> None:
    """Write the names that change, the lost ones first."""
    if not changes:
        return
    console.print()
    for words in _of_vpcs(changes):
        console.print(joined(console, *words))
    alone = [one for one in changes if one.turn not in _OF_A_VPC]
    if alone:
        console.print(_table(console, alone))


def ends_in_a_table(changes: Sequence[NameChange]) -> bool:
    """Tell whether `write_names` ends in a table, which brings a blank line of its own."""
    return any(one.turn not in _OF_A_VPC for one in changes)


def _table(console: Console, changes: Sequence[NameChange]) -> Table:
    table = Table(title="Names", title_justify="left", title_style="bold", box=box.SIMPLE, pad_edge=False)
    table.add_column("Name", overflow="fold")
    table.add_column("Type")
    for heading in ("Change", "From", "Before", "After"):
        table.add_column(heading, overflow="fold")
    for one in changes:
        style = _STYLES[one.turn]
        labels = listed(list(one.vantages), _MOST_VANTAGES)
        words = ((one.name, ""), (one.type, ""), (one.turn.value, style), (labels, ""), (one.before, "dim"))
        table.add_row(*(text(console, *each) for each in words), text(console, one.after, style))
    return table


def _of_vpcs(changes: Sequence[NameChange]) -> Iterator[tuple[tuple[str, str], ...]]:
    found: dict[tuple[str, Turn], list[str]] = {}
    for one in changes:
        for label in one.vantages if one.turn in _OF_A_VPC else ():
            found.setdefault((label, one.turn), []).append(f"{one.name} {one.type}")
    together: dict[tuple[Turn, str], list[str]] = {}
    for (label, turn), names in found.items():
        together.setdefault((turn, listed(names, _MOST_NAMES)), []).append(label)
    for (turn, listing), labels in together.items():
        verb = _OF_A_VPC[turn][0 if len(labels) == 1 else 1]
        yield (f"{listed(labels, _MOST_VANTAGES)} {verb} ", _STYLES[turn]), (listing, "")
