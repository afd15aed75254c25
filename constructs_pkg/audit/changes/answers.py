"""Which names answer otherwise in the new assembly, and from where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.changes.likeness import is_made_anew, likeness
from constructs_pkg.audit.changes.made import Made
from constructs_pkg.audit.changes.side import Side
from constructs_pkg.audit.changes.turn import NameChange, Turn
from constructs_pkg.audit.names import NOT_PRIVATE, Matrix, cell_text, labels_of, read_matrix
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Literal, Resource, Value
from constructs_pkg.audit.vantage import (
    InternetVantage,
    NetworkVantage,
    OnPremisesVantage,
    Vantage,
    ViewVantage,
    every_vantage,
)

_DARK = (Status.NXDOMAIN, Status.NODATA, Status.SERVFAIL)
_GONE, _NOT_YET = "the VPC goes", "the VPC is not there yet"


class _Asked:
    """One side, where any name can be asked at any vantage."""

    def __init__(self, side: Side) -> None:
        self._facts = side.facts
        self.matrix: Matrix = read_matrix(side.facts, every_vantage(side.facts))
        self._resolver = Resolver(side.facts)
        self._places = {identity(vantage): place for place, vantage in enumerate(self.matrix.vantages)}
        self._rows = {(row.name, row.type): row for row in self.matrix.rows}

    @cached_property
    def labels(self) -> dict[Value, str]:
        """What people call endpoints and VPCs."""
        return labels_of(self._facts)

    @property
    def questions(self) -> list[tuple[str, str]]:
        """The names and types of the matrix, in its order."""
        return list(self._rows)

    def answer(self, name: str, kind: str, vantage: Vantage) -> tuple[Answer, str]:
        """Return an answer, and its text."""
        row, place = self._rows.get((name, kind)), self._places.get(identity(vantage))
        if row is not None and place is not None:
            return row.cells[place].answer, row.cells[place].text
        answer = self._resolver.resolve(name, kind, vantage)
        return answer, cell_text(answer, vantage, self.labels)


@dataclass(frozen=True)
class _Place:
    """A vantage on both sides; None where its VPC or inbound endpoint is made by one side only."""

    label: str
    old: Vantage | None
    new: Vantage | None


def changed_names(made: Made) -> tuple[tuple[NameChange, ...], tuple[str, ...]]:
    """Return the names that answer otherwise, those that are lost first, and what limits the answers."""
    before, after = _Asked(made.pair.old), _Asked(made.pair.new)
    found: dict[NameChange, list[str]] = {}
    for place in _places(made, before.matrix, after.matrix):
        for name, kind in dict.fromkeys((*after.questions, *before.questions)):
            change = _change(made, name, kind, place, before, after)
            if change is not None:
                found.setdefault(change, []).append(place.label)
    turns = list(Turn)
    ordered = sorted(found, key=lambda one: (not one.lost, turns.index(one.turn), one.name.split(".")[::-1], one.type))
    notes = list(after.matrix.notes)
    notes += [f"before: {note}" for note in before.matrix.notes if note not in after.matrix.notes]
    return tuple(replace(one, vantages=tuple(found[one])) for one in ordered), tuple(notes)


def identity(vantage: Vantage) -> Value | None:
    """Return what a vantage is the same by on both sides: its VPC or inbound endpoint; None for the internet."""
    if isinstance(vantage, InternetVantage):
        return None
    if isinstance(vantage, NetworkVantage):
        return Literal(vantage.name)
    if isinstance(vantage, ViewVantage):
        return vantage.view
    return vantage.endpoint if isinstance(vantage, OnPremisesVantage) else vantage.vpc


def _places(made: Made, before: Matrix, after: Matrix) -> Iterator[_Place]:
    """Yield every vantage of both sides; what is made under another logical id stays the same place."""
    old = {identity(vantage): vantage for vantage in before.vantages}
    for new in after.vantages:
        own = identity(new)
        source = made.was.get(own, own) if isinstance(own, Resource) else own
        yield _Place(new.label, old.pop(source, None) or _outside(new), new)
    for left in old.values():
        yield _Place(left.label, left, _outside(left))


def _outside(vantage: Vantage) -> Vantage | None:
    """Return the vantage itself where it is made elsewhere, and so is there on both sides."""
    return None if isinstance(identity(vantage), Resource) else vantage


def _change(made: Made, name: str, kind: str, place: _Place, before: _Asked, after: _Asked) -> NameChange | None:
    if place.old is None or place.new is None:
        return _on_one_side(name, kind, place, before, after)
    (old, was), (new, will) = before.answer(name, kind, place.old), after.answer(name, kind, place.new)
    anew = is_made_anew(new, made)
    if likeness(old, made.renamed) == likeness(new, {}):
        if anew is None:
            return None
        return NameChange(name, kind, (), Turn.RENEWED, was, f"{will} ({anew})", lost=False)
    turn = _turn(old, new)
    lost = turn in (Turn.DARK, Turn.PUBLIC, Turn.UNTOLD) and (_answers(old) or turn is Turn.DARK)
    return NameChange(name, kind, (), turn, _shown(was), _shown(will), lost)


def _on_one_side(name: str, kind: str, place: _Place, before: _Asked, after: _Asked) -> NameChange | None:
    if place.old is not None:
        answer, text = before.answer(name, kind, place.old)
        return NameChange(name, kind, (), Turn.VPC_GONE, text, _GONE, lost=True) if _answers(answer) else None
    assert place.new is not None
    answer, text = after.answer(name, kind, place.new)
    return NameChange(name, kind, (), Turn.VPC_NEW, _NOT_YET, text, lost=False) if _answers(answer) else None


def _turn(old: Answer, new: Answer) -> Turn:
    if new.status is Status.NOT_PRIVATE:
        return Turn.PUBLIC
    if _is_dark(new) and not _is_dark(old):
        return Turn.DARK
    if new.status is Status.UNRESOLVED and old.status is not Status.UNRESOLVED:
        return Turn.UNTOLD
    return Turn.APPEARS if _answers(new) and not _answers(old) else Turn.CHANGED


def _answers(answer: Answer) -> bool:
    return bool(answer.records) and not _is_dark(answer)


def _is_dark(answer: Answer) -> bool:
    return answer.status in _DARK


def _shown(text: str) -> str:
    return "public DNS" if text == NOT_PRIVATE else text
