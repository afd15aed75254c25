"""What a trace says of one record of an answer."""

from __future__ import annotations

from constructs_pkg.audit.answer import AnswerRecord
from constructs_pkg.audit.at_the_edge import NO_PART_OF_DNS
from constructs_pkg.audit.presented import shortened
from constructs_pkg.audit.value import DeployTime, PublicAddresses, Unresolved, Value, in_words, leaves, only_resource


def unknown_in(value: Value) -> DeployTime | Unresolved | None:
    """Return the part of `value` that nothing in the assembly tells; None where it is of one resource."""
    if only_resource(value) is not None:
        return None
    return next((leaf for leaf in leaves(value) if isinstance(leaf, DeployTime | Unresolved)), None)


def sentences_on(record: AnswerRecord) -> tuple[str, ...]:
    """Return the sentences on one record and on where it leads."""
    unknown = unknown_in(record.value)
    value = shortened(in_words(record.value if unknown is None else unknown))
    if record.endpoint is not None:
        value = f"endpoint {in_words(record.endpoint.id)}"
    if record.endpoint is not None or record.subnets:
        subnets = ", ".join(map(in_words, record.subnets)) or "none"
        value = f"{value} (subnets {subnets}); AWS gives its addresses at deployment"
    alias = record.source is not None and record.source.alias is not None
    verb = "is an alias of" if alias else f"has {record.type}"
    further = (NO_PART_OF_DNS,) if alias and isinstance(record.value, PublicAddresses) else ()
    return (f"{record.name} {verb} {value}.", *further, *(record.leads_to.trace if record.leads_to else ()))
