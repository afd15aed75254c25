"""Whether two answers of two assemblies are the same answer."""

from __future__ import annotations

from collections.abc import Mapping

from constructs_pkg.audit.answer import Answer, AnswerRecord
from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.value import Computed, ListOf, MapOf, Resource, Value, leaves


def likeness(answer: Answer, renamed: Mapping[Resource, Resource]) -> object:
    """Return something that is equal for answers that say the same.

    Args:
        answer: The answer.
        renamed: The other side's resource for each of this side's that has another logical id there.
    """
    records = tuple((one.type, one.policy, *_target(one, renamed)) for one in answer.records)
    return answer.status, answer.is_public, answer.masked is not None, answer.pick, records


def _target(record: AnswerRecord, renamed: Mapping[Resource, Resource]) -> tuple[object, object]:
    leads_to = None if record.leads_to is None else likeness(record.leads_to, renamed)
    return _with_new_ids(record.value, renamed), leads_to


def _with_new_ids(value: Value, renamed: Mapping[Resource, Resource]) -> Value:
    match value:
        case Resource(stack, logical_id, attribute):
            new = renamed.get(Resource(stack, logical_id))
            return value if new is None else Resource(new.stack, new.logical_id, attribute)
        case ListOf(items):
            return ListOf(tuple(_with_new_ids(item, renamed) for item in items))
        case MapOf(pairs):
            return MapOf(tuple((key, _with_new_ids(item, renamed)) for key, item in pairs))
        case Computed(function, arguments):
            return Computed(function, tuple(_with_new_ids(item, renamed) for item in arguments))
        case _:
            return value


def is_made_anew(answer: Answer, made: Made) -> str | None:
    """Return, in words, that an answer names something that is or may be made anew; None where it does not."""
    perhaps = False
    for record in answer.final:
        for leaf in leaves(record.value):
            if isinstance(leaf, Resource) and made.is_new(leaf):
                reasons = made.reasons.get(Resource(leaf.stack, leaf.logical_id))
                if reasons is None or any(reason.certain for reason in reasons):
                    return "a new one"
                perhaps = True
    return "perhaps a new one" if perhaps else None
