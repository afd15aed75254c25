"""The private zones of one cell with their names, each with its answer or the endpoint that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.covering import covering_zone
from constructs_pkg.audit.drawing.picture import EndpointBox, NameGroup, NameRow, Tone, ZonePanel
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.endpoint_name import peculiarities
from constructs_pkg.audit.facts import Facts, ZoneFact
from constructs_pkg.audit.names import Cell, Matrix, Row, zones_with_names
from constructs_pkg.audit.value import Resource, Value, in_words
from constructs_pkg.audit.vantage import VpcVantage
from constructs_pkg.audit.zonetree import within

# More names than these in one zone are counted, not drawn.
MOST_NAMES = 40


# A bound of this room on the zones of one cell.
MOST_PANELS = 50


@dataclass(frozen=True)
class _Found:
    row: NameRow
    endpoint: EndpointFact | None


def panels_of(
    facts: Facts, matrix: Matrix, position: int, vantage: VpcVantage, boxes: Mapping[Resource, EndpointBox]
) -> tuple[ZonePanel, ...]:
    """Return the zones that a vantage sees.

    Args:
        facts: The assembly.
        matrix: What every name answers with.
        position: The vantage's place in the matrix.
        vantage: The VPC that is there.
        boxes: The boxes of the cell's endpoints; each is drawn with the first zone that has a name of it.
    """
    shown = {zone.id for zone in zones_with_names(facts)}
    seen = (*facts.zones_of_vpc.get(vantage.vpc, ()), *facts.endpoint_zones_of_vpc.get(vantage.vpc, ()))
    zones = tuple(zone for zone in seen if zone.id in shown)
    found: dict[Value, list[_Found]] = {zone.id: [] for zone in zones}
    missing: dict[Value, list[str]] = {zone.id: [] for zone in zones}
    for row in matrix.rows:
        cell = row.cells[position]
        zone = covering_zone(facts, row.name, vantage).zone or _named(zones, row.name)
        if zone is None or zone.id not in found or cell.answer.status is Status.NOT_PRIVATE or cell.answer.is_public:
            continue
        if cell.answer.status in (Status.NXDOMAIN, Status.NODATA) and not cell.answer.records:
            missing[zone.id].append(row.name)
        else:
            found[zone.id].append(_found(row, cell, boxes))
    drawn: set[Resource] = set()
    return tuple(
        _panel(zone, tuple(_merged(found[zone.id])), missing[zone.id], boxes, drawn) for zone in zones[:MOST_PANELS]
    )


def _named(zones: tuple[ZoneFact, ...], name: str) -> ZoneFact | None:
    return next((zone for zone in zones if zone.name is not None and within(name, zone.name)), None)


def _found(row: Row, cell: Cell, boxes: Mapping[Resource, EndpointBox]) -> _Found:
    answer = cell.answer
    answered = {one.text for one in row.cells if one.answer.records}
    tone = Tone.DIFFERS if len(answered) > 1 else Tone.PLAIN
    if answer.status not in (Status.NOERROR, Status.FORWARDED):
        tone = Tone.FAILS
    kinds = ["CNAME"] if any(record.type == "CNAME" for record in answer.records) else [row.type]
    ends = {record.endpoint for record in answer.final}
    endpoint = ends.pop() if len(ends) == 1 and all(record.policy is None for record in answer.records) else None
    if endpoint is None or endpoint.id not in boxes:
        kind = "" if row.type == "A" else row.type
        return _Found(NameRow(row.name, kind, tuple(cell.text.split("\n")), tone), None)
    kinds += [one for record in answer.final for one in peculiarities(record.value)]
    return _Found(NameRow(row.name, ", ".join(dict.fromkeys(kinds)), (), tone), endpoint)


def _merged(found: list[_Found]) -> Iterator[_Found]:
    """Yield each name of an endpoint once, with all its types; a lone A goes without saying."""
    kinds: dict[tuple[str, EndpointFact | None], list[str]] = {}
    for one in found:
        kinds.setdefault((one.row.name, one.endpoint), []).append(one.row.kind)
    for one in found:
        if one.endpoint is None:
            yield one
        else:
            told = kinds.pop((one.row.name, one.endpoint), None)
            if told is not None:
                yield replace(one, row=replace(one.row, kind="" if told == ["A"] else ", ".join(told)))


def _panel(
    zone: ZoneFact,
    found: tuple[_Found, ...],
    missing: list[str],
    boxes: Mapping[Resource, EndpointBox],
    drawn: set[Resource],
) -> ZonePanel:
    shown = found[:MOST_NAMES]
    names = {one.row.name for one in found}
    groups: list[NameGroup] = []
    here: set[Resource] = set()
    for one in shown:
        if one.endpoint is None:
            groups.append(NameGroup((one.row,)))
        elif one.endpoint.id in drawn and one.endpoint.id not in here:
            text = f"endpoint {boxes[one.endpoint.id].label}"
            groups.append(NameGroup((replace(one.row, answers=(text,)),)))
        elif one.endpoint.id not in here:
            here.add(one.endpoint.id)
            rows = (other.row for other in shown if other.endpoint == one.endpoint)
            groups.append(NameGroup(tuple(rows), boxes[one.endpoint.id]))
    drawn |= here
    return ZonePanel(
        name=zone.name or in_words(zone.id),
        note=_note(zone),
        groups=tuple(groups),
        missing=tuple(name for name in dict.fromkeys(missing) if name not in names),
        more=len(found) - len(shown),
    )


def _note(zone: ZoneFact) -> str:
    if zone.name is None:
        return "zone known by id only"
    if zone.brought is not None:
        return f"private DNS of endpoint {in_words(zone.brought.endpoint)}"
    return "private zone, as declared" if zone.declared else "private zone"
