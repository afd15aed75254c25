"""One stack's changes in two columns: what happens, and to what; what CloudFormation refuses comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from constructs_pkg.audit.changes.create_only import CUSTOM
from constructs_pkg.audit.changes.fate import Fate, Reason, ResourceChange, StackChange, StackFate
from constructs_pkg.audit.changes.ink import joined, listed, short
from constructs_pkg.audit.changes.replaced import CONDITION
from constructs_pkg.audit.value import Resource, Value, in_words, only_resource

STYLES = {
    Fate.REFUSED: "bold red",
    Fate.REPLACED: "bold red",
    Fate.PERHAPS_REPLACED: "bold yellow",
    Fate.RENAMED: "bold red",
    Fate.DELETED: "bold red",
    Fate.LEFT: "yellow",
    Fate.NOT_KNOWN: "yellow",
    Fate.UPDATED: "cyan",
    Fate.CREATED: "green",
}

_INDENT = 2

# Resources of which there is no more to say than their ids.
_MOST_IDS = 12

_Words = tuple[str, str]


def heading(console: Console, stack: StackChange) -> Text:
    """Return the line over a stack's changes."""
    place = "/".join(part for part in (stack.account, stack.region) if part is not None)
    words = [(stack.id, "bold underline"), (f"  {place}" if place else "", "dim")]
    if stack.fate is not StackFate.CHANGES:
        count = stack.size
        style = "bold red" if stack.fate is StackFate.DISAPPEARS else "bold green"
        words.append((f"  {stack.fate.value} with {count} resource{'' if count == 1 else 's'}", style))
    return joined(console, *words)


def stack_grid(console: Console, stack: StackChange) -> Table:
    """Return what happens in a stack, and to what."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for head, *words in _rows(stack):
        indent = 0 if head[0] else _INDENT
        grid.add_row(joined(console, ("  ", ""), head), Padding(joined(console, *words), (0, 0, 0, indent)))
    return grid


def _rows(stack: StackChange) -> Iterator[tuple[_Words, ...]]:
    """Yield rows: the word for the first column, and those of the second; details have no word."""
    for note in stack.notes:
        yield ("note", "dim"), (note, "")
    for refusal in stack.refusals:
        yield ("refused", STYLES[Fate.REFUSED]), (refusal.sentence, "")
        for export in refusal.exports:
            yield ("", ""), (export, "")
    if stack.fate is StackFate.CHANGES:
        yield from _resources(stack.id, stack.resources)
        return
    shown = [one for one in stack.resources if not _is_plain(one)]
    yield from _resources(stack.id, shown)
    yield from _counted([one for one in stack.resources if one not in shown])


def _counted(changes: Iterable[ResourceChange]) -> Iterator[tuple[_Words, ...]]:
    """Yield what is made or goes with a whole stack, by type."""
    groups: dict[tuple[Fate, str], Counter[str]] = {}
    for one in changes:
        where = "" if one.became is None else f" come again in {one.became.stack}"
        groups.setdefault((one.fate, where), Counter())[_short_type(one.type)] += 1
    for (fate, where), kinds in groups.items():
        counted = (f"{count} {kind}" if count > 1 else kind for kind, count in sorted(kinds.items()))
        yield (fate.value, STYLES[fate]), (", ".join(counted), ""), (where, "dim")


def _resources(stack: str, changes: Iterable[ResourceChange]) -> Iterator[tuple[_Words, ...]]:
    for fate, group in groupby(changes, key=lambda one: one.fate):
        members = list(group)
        for one in members:
            if not _is_plain(one):
                yield from _resource(stack, one)
        yield from _plain(stack, fate, [one for one in members if _is_plain(one)])


def _is_plain(change: ResourceChange) -> bool:
    """Tell whether there is no more to say of a change than its cause."""
    own = any(reason.because is None for reason in change.reasons)
    told = change.fate in (Fate.REFUSED, Fate.NOT_KNOWN)
    stays = change.stays and change.fate is not Fate.LEFT
    return not (own or told or change.fails or change.breaks or stays)


def _resource(stack: str, change: ResourceChange) -> Iterator[tuple[_Words, ...]]:
    head = (change.fate.value, STYLES[change.fate])
    yield head, (_called(change, stack), "bold"), (f"  {change.type}", "dim")
    for words in _details(stack, change):
        yield ("", ""), *words


def _details(stack: str, change: ResourceChange) -> Iterator[tuple[_Words, ...]]:
    """Yield what there is to say of one resource: why, what fails, who notices, and what stays."""
    for reason in change.reasons:
        yield tuple(_reason(reason, stack))
    if change.changed and change.fate is Fate.NOT_KNOWN:
        yield (f"{', '.join(change.changed)} ", "dim"), (_unknown(change), "")
    for sentence in change.fails:
        yield ("fails: ", STYLES[Fate.REFUSED]), (sentence, "")
    for sentence in change.breaks:
        yield ((sentence, "yellow"),)
    if change.stays:
        yield ((change.stays, "cyan"),)


def _unknown(change: ResourceChange) -> str:
    if CONDITION in change.changed:
        return "changes, and with it whether the resource exists"
    if change.type.startswith(CUSTOM):
        return "changes; its handler decides whether it is replaced"
    return "changes; whether that replaces it is not known, since its type has no schema here"


def _reason(reason: Reason, stack: str) -> Iterator[_Words]:
    yield f"{reason.property} ", "dim"
    if reason.because is not None:
        perhaps = "" if reason.certain else "perhaps "
        yield f"is of {_near(reason.because, stack)}, which is {perhaps}replaced", ""
        return
    yield f"{_value(reason.before, stack)} → {_value(reason.after, stack)}", ""
    if not reason.certain:
        yield " (not every change of it replaces the resource)", "dim"


def _plain(stack: str, fate: Fate, changes: list[ResourceChange]) -> Iterator[tuple[_Words, ...]]:
    """Yield resources of which there is no more to say, those of one type and cause together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        cause = f" with {_causes(one, stack)}" if one.reasons else ""
        if fate is Fate.UPDATED:
            cause = f" in {', '.join(one.changed)}"
        groups.setdefault((_short_type(one.type), cause), []).append(_called(one, stack))
    for (kind, cause), ids in groups.items():
        yield (fate.value, STYLES[fate]), (f"{kind} ", "dim"), (listed(ids, _MOST_IDS), ""), (cause, "dim")


def _called(change: ResourceChange, stack: str) -> str:
    became = "" if change.became is None else f" → {_near(change.became, stack)}"
    return change.resource.logical_id + became


def _causes(change: ResourceChange, stack: str) -> str:
    found = dict.fromkeys(_near(reason.because, stack) for reason in change.reasons if reason.because is not None)
    return " and ".join(found)


def _value(value: Value | None, stack: str) -> str:
    if value is None:
        return "none"
    resource = value if isinstance(value, Resource) else only_resource(value)
    return _near(resource, stack) if resource is not None else short(in_words(value))


def _near(resource: Resource, stack: str) -> str:
    """Return what to call a resource among those of `stack`."""
    return resource.logical_id if resource.stack == stack else f"{resource.stack}/{resource.logical_id}"


def _short_type(kind: str) -> str:
    return kind.rpartition("::")[2]
