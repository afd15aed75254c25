"""What a change would do, for tests: hold the assembly that is deployed against the one that is to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from constructs_pkg.audit.changes.compare import compare
from constructs_pkg.audit.changes.fate import Changes, ResourceChange, StackFate
from constructs_pkg.audit.changes.pairing import read_pair
from constructs_pkg.audit.value import in_words
from constructs_pkg.testing.assemblies import Synthesized, folder_of


def assert_nothing_replaced(old: Synthesized, new: Synthesized, *, but: Collection[str] = ()) -> None:
    """Fail where CloudFormation replaces, deletes or refuses anything on the way from `old` to `new`.

    Args:
        old: What is deployed: a folder that was synthesized, a folder of templates, or the assembly
            that ``App.synth()`` returns.
        new: What is to be deployed, likewise.
        but: What may be lost: resources as ``STACK/LOGICALID``, and whole stacks by their names.

    Raises:
        AssertionError: with a line for each loss and its reason.
        AssemblyError: if an assembly cannot be read.
    """
    losses = list(_losses(_changes(old, new), but))
    if losses:
        raise AssertionError("\n".join(["CloudFormation would lose what is deployed:", *losses]))


def names_changed(old: Synthesized, new: Synthesized) -> list[str]:
    """Return a line for each name that answers otherwise in `new`, with where, and the answers before and after.

    Such as ``foo.example.com A  Virginia: 10.0.0.10 -> 10.0.0.11 (changes)``; empty where every name answers as
    before. `old` and `new` are as in `assert_nothing_replaced`.

    Raises:
        AssemblyError: if an assembly cannot be read.
    """
    return [
        f"{one.name} {one.type}  {', '.join(one.vantages)}: "
        f"{_flat(one.before)} -> {_flat(one.after)} ({one.turn.value})"
        for one in _changes(old, new).names
    ]


def _changes(old: Synthesized, new: Synthesized) -> Changes:
    return compare(read_pair(folder_of(old), folder_of(new)))


def _losses(changes: Changes, but: Collection[str]) -> Iterator[str]:
    for stack in changes.stacks:
        if stack.id in but:
            continue
        if stack.fate is StackFate.DISAPPEARS:
            yield f"{stack.id} is not in the new assembly"
            continue
        for refusal in stack.refusals:
            yield f"{stack.id}: {refusal.sentence}; {', '.join(refusal.exports)}"
        for one in stack.resources:
            if one.loses and in_words(one.resource) not in but:
                yield f"{in_words(one.resource)} ({one.type}) {one.fate.value}: {', '.join(_why(one))}"


def _why(change: ResourceChange) -> Iterator[str]:
    for reason in change.reasons:
        if reason.because is not None:
            yield f"{reason.property} is of {in_words(reason.because)}"
        else:
            before, after = ("none" if one is None else in_words(one) for one in (reason.before, reason.after))
            yield f"{reason.property} {before} -> {after}"
    if change.became is not None:
        yield f"it is {in_words(change.became)} now"
    yield from change.fails
    if not (change.reasons or change.became or change.fails):
        yield "it is not in the new template"


def _flat(answer: str) -> str:
    return answer.replace("\n", "; ")
