"""Exports that other stacks import, and that CloudFormation therefore refuses to change or delete.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.changes.fate import Reason
from constructs_pkg.audit.changes.mentions import imported_names
from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.replaced import keeps
from constructs_pkg.audit.changes.side import Property, Side
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import Resource, in_words, literal_text

_Export = tuple[str | None, str | None, str]


@dataclass(frozen=True)
class Refusal:
    """An export that CloudFormation keeps as it is, by the stack that it refuses to update or delete."""

    stack: str
    sentence: str


def refused_exports(pair: Pair, anew: Mapping[Resource, tuple[Reason, ...]]) -> Iterator[Refusal]:
    """Yield the exports of the old side that are imported there, and change or go."""
    before, after = _importers(pair.old), _importers(pair.new)
    for export, importers in before.items():
        outputs = pair.old.exports.get(export, ())
        if len(outputs) != 1:
            continue
        stack, key = outputs[0]
        what = _what_happens(pair, export, stack, key, anew)
        if what is not None:
            mend = _mend(pair, importers, after.get(export, ()))
            yield Refusal(stack.id, f"export {export[2]} {what}, and CloudFormation keeps it while {mend}")


def _importers(side: Side) -> dict[_Export, tuple[str, ...]]:
    """Return the stacks that import each export."""
    found: dict[_Export, dict[str, None]] = {}
    for stack in side.stacks:
        for argument in imported_names(stack.template):
            name = literal_text(side.evaluated(argument, stack).value)
            if name is not None:
                found.setdefault((stack.account, stack.region, name), {})[stack.id] = None
    return {export: tuple(stacks) for export, stacks in found.items()}


def _what_happens(
    pair: Pair, export: _Export, stack: StackFact, key: str, anew: Mapping[Resource, tuple[Reason, ...]]
) -> str | None:
    outputs = pair.new.exports.get(export, ())
    if not outputs:
        return "goes"
    there, at = outputs[0]
    if there.id != stack.id:
        return f"moves to {there.id}"
    old, new = _value(pair.old, stack, key), _value(pair.new, there, at)
    if (old.untold, old.value) != (new.untold, new.value):
        return f"changes from {in_words(old.value)} to {in_words(new.value)}"
    for used in new.uses:
        reasons = anew.get(Resource(used.stack, used.logical_id))
        if reasons and not keeps(pair, used):
            verb = "changes" if any(reason.certain for reason in reasons) else "may change"
            return f"{verb} with {used.logical_id}"
    return None


def _value(side: Side, stack: StackFact, key: str) -> Property:
    output = stack.section("Outputs").get(key)
    return side.evaluated(output.get("Value") if isinstance(output, Mapping) else None, stack)


def _mend(pair: Pair, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Return who imports an export, and which way out there is."""
    still = [stack for stack in before if stack in after]
    if still:
        return f"{' and '.join(still)} {_verb(still)} it; in a first deployment no stack may import it any more"
    left = [stack for stack in before if pair.new.stack(stack) is not None]
    gone = [stack for stack in before if stack not in left]
    ways = [f"deploy {' and '.join(left)} first"] if left else []
    ways += [f"delete {' and '.join(gone)} first"] if gone else []
    return f"{' and '.join(before)} {_verb(list(before))} it; {', '.join(ways)}"


def _verb(stacks: list[str]) -> str:
    return "imports" if len(stacks) == 1 else "import"
