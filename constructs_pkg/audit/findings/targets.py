"""What a record points at."""

from __future__ import annotations

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.aliases import target_in_zone
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Literal, Resource, Value, in_words, literal_text, only_resource

# A bound of this room on aliases of aliases.
_DEEPEST = 32


def values_of(record: RecordFact) -> tuple[Value, ...]:
    """Return a record's values, or the name of its alias's target as the only one."""
    return record.values if record.alias is None else (record.alias.dns_name,)


def target_words(record: RecordFact) -> str:
    """Return what a record points at for a person: literals as they are, all else by its resource."""
    alias = "alias of " if record.alias is not None else ""
    return alias + (listed(map(_words, values_of(record))) or "nothing")


def ends_of(evidence: Evidence, record: RecordFact, depth: int = 0) -> frozenset[Value]:
    """Return what a record leads to: aliases followed within the zone, and names as DNS compares them."""
    target = target_in_zone(record)
    found = evidence.groups.get(target, ()) if target is not None and depth < _DEEPEST else ()
    if found:
        return frozenset().union(*(ends_of(evidence, one, depth + 1) for one in found))
    text = literal_text(record.values[0]) if record.type == "CNAME" and len(record.values) == 1 else None
    return frozenset({Literal(normal_name(text))} if text is not None else values_of(record))


def _words(value: Value) -> str:
    made = only_resource(value)
    return in_words(value) if made is None else in_words(Resource(made.stack, made.logical_id))
