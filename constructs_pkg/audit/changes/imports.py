"""Exports that other stacks import, and that CloudFormation therefore refuses to change or delete.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html.
"""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.audit.changes.fate import Reason, Refusal
from constructs_pkg.audit.changes.mentions import imported_names
from constructs_pkg.audit.changes.pairing import Pair
from constructs_pkg.audit.changes.replaced import keeps
from constructs_pkg.audit.changes.side import Property, Side
from constructs_pkg.audit.facts import StackFact
from constructs_pkg.audit.value import Resource, in_words, literal_text

_Export = tuple[str | None, str | None, str]


def refused_exports(pair: Pair, anew: Mapping[Resource, tuple[Reason, ...]]) -> Mapping[str, tuple[Refusal, ...]]:
    """Return the exports of the old side that are imported there and change or go, by the stack that has them."""
    before, after = _importers(pair.old), _importers(pair.new)
    found: dict[str, dict[str, list[str]]] = {}
    for export, importers in before.items():
        outputs = pair.old.exports.get(export, ())
        what = _what_happens(pair, export, *outputs[0], anew) if len(outputs) == 1 else None
        if what is not None:
            sentence = _refusal(pair, importers, after.get(export, ()))
            found.setdefault(outputs[0][0].id, {}).setdefault(sentence, []).append(f"{export[2]} {what}")
    return {
        stack: tuple(Refusal(sentence, tuple(exports)) for sentence, exports in held.items())
        for stack, held in found.items()
    }


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


def _refusal(pair: Pair, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Return who imports an export, and which way out there is."""
    importers = f"CloudFormation keeps what {' and '.join(before)} {'imports' if len(before) == 1 else 'import'}"
    still = [stack for stack in before if stack in after]
    if still:
        return f"{importers}: take the import out of {' and '.join(still)} in a deployment of its own first"
    left = [stack for stack in before if pair.new.stack(stack) is not None]
    gone = [stack for stack in before if stack not in left]
    ways = [f"deploy {' and '.join(left)}"] if left else []
    ways += [f"delete {' and '.join(gone)}"] if gone else []
    return f"{importers}: {' and '.join(ways)} first"
