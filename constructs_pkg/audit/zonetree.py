"""One zone as a tree of names: which records a question to that zone finds.

RFC 1034 section 4.3.2 gives the order, RFC 4592 the wildcards and the names that exist without records,
RFC 8020 what follows from a name that does not exist. The AWS pages say nothing that differs:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from constructs_pkg.audit.facts import RecordFact, ZoneFact


class Outcome(Enum):
    """How a question to one zone ends."""

    RECORDS = "records"
    CNAME = "cname"
    NODATA = "nodata"
    NXDOMAIN = "nxdomain"
    BY_ROUTE_53 = "by route 53"
    DELEGATED = "delegated"


@dataclass(frozen=True)
class Match:
    """What a question to one zone finds, and one sentence that says so."""

    outcome: Outcome
    sentence: str
    records: tuple[RecordFact, ...] = ()


def within(name: str, zone: str) -> bool:
    """Tell whether `name` is the zone's own name or below it."""
    return name == zone or name.endswith(f".{zone}")


def ancestors(name: str) -> Iterator[str]:
    """Yield `name`, then each name above it."""
    while name:
        yield name
        _, _, name = name.partition(".")


def _from_the_right(name: str) -> str:
    """Return the labels of `name` from the right, each with an end that sorts before all that labels hold."""
    return "".join(f"{label}\0" for label in reversed(name.split(".")))


class ZoneTree:
    """The names of one zone and the records at each."""

    def __init__(self, zone: ZoneFact, records: Iterable[RecordFact], hidden: Iterable[RecordFact] = ()) -> None:
        self.apex = zone.name or ""
        self._public = zone.public
        nodes: dict[str, dict[str, list[RecordFact]]] = {}
        for record in records:
            if within(record.name, self.apex):
                nodes.setdefault(record.name, {}).setdefault(record.type, []).append(record)
        self._nodes: Mapping[str, Mapping[str, tuple[RecordFact, ...]]] = {
            name: {kind: tuple(found) for kind, found in types.items()} for name, types in nodes.items()
        }
        self._hidden: dict[tuple[str, str], tuple[RecordFact, ...]] = {}
        for record in hidden:
            key = record.name, record.type
            self._hidden[key] = (*self._hidden.get(key, ()), record)
        # Every name in the order of its labels from the right, so that those below one name are neighbours: the
        # names between a record and the apex need no place of their own, however many labels they have.
        self._ordered = sorted(_from_the_right(name) for name in nodes)

    def at(self, name: str, kind: str) -> tuple[RecordFact, ...]:
        """Return the records at exactly that name and type, also those that aliases alone can lead to."""
        return self._nodes.get(name, {}).get(kind, ()) or self._hidden.get((name, kind), ())

    def find(self, name: str, kind: str) -> Match:
        """Return what the zone has for `name`, which must be within it, and `kind`."""
        cut = self.cut(name, kind)
        if cut is not None:
            return Match(Outcome.DELEGATED, f"{cut} is delegated to other name servers by its NS record.")
        if self._exists(name):
            return self._at_node(name, kind, f"{name} exists")
        encloser = next(one for one in ancestors(name) if self._exists(one))
        if f"*.{encloser}" in self._nodes:
            return self._at_node(f"*.{encloser}", kind, f"Wildcard *.{encloser} stands for {name}")
        sentence = (
            f"The zone has no {name}, and no wildcard for it: NXDOMAIN{'' if self._public else ', never public DNS'}."
        )
        return Match(Outcome.NXDOMAIN, sentence)

    def _exists(self, name: str) -> bool:
        """Tell whether the zone has `name`, by its records or by those below it."""
        if name == self.apex or name in self._nodes:
            return True
        below = _from_the_right(name)
        found = bisect_left(self._ordered, below)
        return found < len(self._ordered) and self._ordered[found].startswith(below)

    def _at_node(self, name: str, kind: str, begin: str) -> Match:
        types = self._nodes.get(name, {})
        if kind in types:
            return Match(Outcome.RECORDS, f"{begin} and has {kind} records.", types[kind])
        if "CNAME" in types:
            return Match(Outcome.CNAME, f"{begin} and has a CNAME record.", types["CNAME"])
        if name == self.apex and kind in ("NS", "SOA"):
            return Match(Outcome.BY_ROUTE_53, f"Route 53 makes the {kind} record of a zone itself.")
        if types:
            return Match(Outcome.NODATA, f"{begin}, but has no {kind} records, only {', '.join(sorted(types))}.")
        return Match(Outcome.NODATA, f"{begin}, but has no {kind} records.")

    def cut(self, name: str, kind: str) -> str | None:
        """Return the name at or above `name` that an NS record below the apex delegates."""
        for one in ancestors(name):
            if one == self.apex:
                return None
            if self.at(one, "NS") and not (one == name and kind == "NS"):
                return one
        return None
