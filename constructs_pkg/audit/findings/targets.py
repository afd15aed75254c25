"""What a record points at."""

from __future__ import annotations

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.value import Resource, Value, in_words, only_resource


def values_of(record: RecordFact) -> tuple[Value, ...]:
    """Return a record's values, or the name of its alias's target as the only one."""
    return record.values if record.alias is None else (record.alias.dns_name,)


def target_words(record: RecordFact) -> str:
    """Return what a record points at for a person: literals as they are, all else by its resource."""
    alias = "alias of " if record.alias is not None else ""
    return alias + (listed(map(_words, values_of(record))) or "nothing")


def _words(value: Value) -> str:
    made = only_resource(value)
    return in_words(value) if made is None else in_words(Resource(made.stack, made.logical_id))
