"""The changes for a reviewer: what is at stake first, stack by stack, then the names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console

from constructs_pkg.audit.changes.fate import Changes, Fate, StackChange, StackFate
from constructs_pkg.audit.changes.ink import joined, text
from constructs_pkg.audit.changes.name_table import ends_in_a_table, write_names
from constructs_pkg.audit.changes.stack_lines import STYLES, heading, stack_grid

_LEGEND = (
    (Fate.PERHAPS_REPLACED, "CloudFormation replaces it or not, by what the templates or its schemas do not tell"),
    (Fate.RENAMED, "the same under another logical id or stack; CloudFormation makes a new one and deletes this one"),
    (Fate.LEFT, "it stays, outside of any stack, since its DeletionPolicy says so"),
)

_MOST_NEW_STACKS = 10

_FATES = {
    StackFate.APPEARS: ("stack appears", "stacks appear"),
    StackFate.DISAPPEARS: ("stack disappears", "stacks disappear"),
}


def write_report(console: Console, changes: Changes) -> None:
    """Write a summary in one line, what becomes of the resources of each stack, and which names change."""
    if not changes.any:
        console.print(text(console, "Nothing changes: no resource, and no name's answer.", "green"))
    else:
        console.print(joined(console, *_summary(changes)))
    _write_stacks(console, changes.stacks)
    write_names(console, changes.names)
    legend = list(_legend(changes))
    if (legend or changes.notes) and not ends_in_a_table(changes.names):
        console.print()
    for words in legend:
        console.print(text(console, words, "dim"))
    for note in changes.notes:
        console.print(text(console, f"note: {note}", "yellow"))


def _write_stacks(console: Console, stacks: Sequence[StackChange]) -> None:
    """Write what becomes of each stack; those that are just new stand together, and many of them are counted."""
    new = [stack for stack in stacks if _is_just_new(stack)]
    for stack in (one for one in stacks if not _is_just_new(one)):
        console.print()
        console.print(heading(console, stack))
        console.print(stack_grid(console, stack))
    if new:
        console.print()
    for stack in new[:_MOST_NEW_STACKS]:
        console.print(heading(console, stack))
    if len(new) > _MOST_NEW_STACKS:
        console.print(text(console, f"and {len(new) - _MOST_NEW_STACKS} more stacks that appear", "bold green"))


def _is_just_new(stack: StackChange) -> bool:
    return stack.fate is StackFate.APPEARS and not any(one.fails for one in stack.resources)


def _summary(changes: Changes) -> Iterator[tuple[str, str]]:
    """Yield the counts that matter, worst first."""
    parts = list(_counts(changes))
    for position, part in enumerate(parts):
        yield part
        if position < len(parts) - 1:
            yield " · ", "dim"


def _counts(changes: Changes) -> Iterator[tuple[str, str]]:
    fates = Counter(one.fate for stack in changes.stacks for one in stack.resources if _counts_alone(stack.fate))
    refused = fates[Fate.REFUSED] + sum(len(stack.refusals) for stack in changes.stacks)
    resources = [one for stack in changes.stacks for one in stack.resources]
    failing = sum(bool(one.fails) and one.fate is not Fate.REFUSED for one in resources)
    if refused:
        yield f"{refused} refused", STYLES[Fate.REFUSED]
    if failing:
        yield f"{failing} bound to fail", STYLES[Fate.REFUSED]
    for fate in Fate:
        if fates[fate] and fate is not Fate.REFUSED:
            yield f"{fates[fate]} {fate.value}", STYLES[fate]
    for stack_fate, (one, many) in _FATES.items():
        count = sum(stack.fate is stack_fate for stack in changes.stacks)
        if count:
            yield f"{count} {one if count == 1 else many}", "bold red" if stack_fate is StackFate.DISAPPEARS else ""
    lost = len({(one.name, one.type) for one in changes.names if one.lost})
    other = len({(one.name, one.type) for one in changes.names}) - lost
    if lost:
        yield f"{lost} name{'s' if lost > 1 else ''} lost", "bold red"
    if other:
        yield f"{other} {'other ' if lost else ''}name{'s change' if other > 1 else ' changes'}", ""


def _legend(changes: Changes) -> Iterator[str]:
    """Yield what the words mean that need it."""
    shown = {one.fate for stack in changes.stacks for one in stack.resources}
    yield from (f"{fate.value}: {meaning}" for fate, meaning in _LEGEND if fate in shown)


def _counts_alone(fate: StackFate) -> bool:
    """Tell whether the resources of a stack are counted, and not just the stack."""
    return fate is StackFate.CHANGES
