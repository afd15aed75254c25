"""The changes as plain data, for programs that read JSON."""

from __future__ import annotations

from constructs_pkg.audit.changes.fate import Changes, Reason, ResourceChange, StackChange
from constructs_pkg.audit.changes.turn import NameChange
from constructs_pkg.audit.value import Value, in_words

# Raised when a key changes its meaning or goes; keys may be added.
VERSION = 1


def as_document(changes: Changes) -> dict[str, object]:
    """Return all changes, and whether they are such as ``--fail-on`` names."""
    return {
        "version": VERSION,
        "replacement": changes.replacement,
        "name_lost": changes.name_lost,
        "any": changes.any,
        "stacks": [_stack(stack) for stack in changes.stacks],
        "names": [_name(name) for name in changes.names],
        "notes": list(changes.notes),
    }


def _stack(stack: StackChange) -> dict[str, object]:
    return {
        "id": stack.id,
        "account": stack.account,
        "region": stack.region,
        "fate": stack.fate.value,
        "size": stack.size,
        "refusals": [{"why": one.sentence, "exports": list(one.exports)} for one in stack.refusals],
        "notes": list(stack.notes),
        "resources": [_resource(one) for one in stack.resources],
    }


def _resource(change: ResourceChange) -> dict[str, object]:
    return {
        "id": in_words(change.resource),
        "type": change.type,
        "fate": change.fate.value,
        "became": _words(change.became),
        "reasons": [_reason(reason) for reason in change.reasons],
        "changed": list(change.changed),
        "fails": list(change.fails),
        "breaks": list(change.breaks),
        "stays": change.stays or None,
    }


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "property": reason.property,
        "before": _words(reason.before),
        "after": _words(reason.after),
        "because": _words(reason.because),
        "certain": reason.certain,
    }


def _name(change: NameChange) -> dict[str, object]:
    return {
        "name": change.name,
        "type": change.type,
        "vantages": list(change.vantages),
        "change": change.turn.value,
        "before": change.before,
        "after": change.after,
        "lost": change.lost,
    }


def _words(value: Value | None) -> str | None:
    return None if value is None else in_words(value)
