"""When clients have left a record that fails, by policies other than failover, as far as templates tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.audit.choice import Asking, Choice, identifier
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.recovery import recovery_of
from constructs_pkg.audit.value import MapOf, literal_text

_EVERYWHERE_ELSE = "*"
# By these a record takes the place of another only where it stands for everywhere else.
_BY_PLACE = {"GeoLocation": "CountryCode", "CidrRoutingConfig": "LocationName"}


def left(choice: Choice, records: Sequence[RecordFact], asking: Asking) -> str:
    """Return the sentence that the reason of `choice` ends with; empty where nothing can be told."""
    bounds = [recovery_of(asking.facts, one) for one in choice.records]
    known = [bound for bound in bounds if bound is not None]
    others = records if len(choice.records) > 1 else [one for one in records if one not in choice.records]
    if not known or len(known) < len(bounds):
        return ""
    if not any(_takes_over(one) and asking.ill(one) is None for one in others):
        return ""
    longest = max(known, key=lambda bound: bound.found + bound.kept)
    which = identifier(choice.records[0]) if len(choice.records) == 1 else "one of them"
    return f" If {which} fails, nobody is answered with it after {longest.words}."


def _takes_over(record: RecordFact) -> bool:
    """Tell whether everybody may be answered with a record."""
    for field, part in _BY_PLACE.items():
        place = record.field(field)
        if place is not None:
            return isinstance(place, MapOf) and literal_text(dict(place.items).get(part)) == _EVERYWHERE_ELSE
    return True
