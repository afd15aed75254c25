"""The picture as a Mermaid flowchart, for pages that draw those themselves.

Source: https://mermaid.js.org/syntax/flowchart.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from constructs_pkg.audit.drawing.palette import ACCENTS, NEUTRAL, Accent
from constructs_pkg.audit.drawing.picture import CellCard, EndpointBox, NameRow, Picture, Tone, ZonePanel

_INK, _GROUND, _EDGE = "#1f2328", "#ffffff", "#d1d9e0"
# What the syntax or Markdown would read as its own stands as an entity code.
_SPECIAL = re.compile(r"[\"#&<>`\\*_{}\[\]|~]|^[-+](?=\s)|(?<=\d)[.)](?=\s)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def as_mermaid(picture: Picture) -> str:
    """Return the picture as the text of one flowchart, the same for the same picture."""
    ids: dict[str, str] = {}
    lines = ["flowchart LR"]
    styles = [f"classDef name fill:{_GROUND},stroke:{_EDGE},color:{_INK}"]
    styles.append(f"classDef fails fill:{_GROUND},stroke:#b3261e,color:#b3261e")
    for position, cell in enumerate(picture.cells):
        accent = ACCENTS[position % len(ACCENTS)]
        own = f"c{position + 1}"
        lines += (f"  {line}" for line in _cell(own, cell, ids))
        styles += [f"classDef {own}accent {_colours(accent)}", f"style {own} {_colours(accent)}"]
        styles += [
            f"style {own}z{number} fill:{_GROUND},stroke:{_EDGE},color:{_INK}"
            for number in range(1, len(cell.zones) + 1)
        ]
    for position, box in enumerate(picture.outside):
        ids[box.key] = f"outside{position + 1}"
        lines.append(f"  {ids[box.key]}{_label('service elsewhere', box.label, box.detail)}:::elsewhere")
    styles.append(f"classDef elsewhere {_colours(NEUTRAL)},stroke-dasharray:4 4")
    lines += (
        f"  {ids[arrow.source]} {'-->' if arrow.sure else '-.->'} {ids[arrow.target]}" for arrow in picture.arrows
    )
    lines += (f"  remark{number}{_label(remark)}:::name" for number, remark in enumerate(picture.remarks, 1))
    return "\n".join([*lines, *(f"  {style}" for style in styles)]) + "\n"


def _colours(accent: Accent) -> str:
    return f"fill:{accent.tint},stroke:{accent.ink},color:{accent.ink}"


def _label(*texts: str) -> str:
    return '["' + "<br/>".join(map(_escaped, filter(None, texts))) + '"]'


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", _CONTROL.sub(" ", text).strip())


def _cell(own: str, cell: CellCard, ids: dict[str, str]) -> Iterator[str]:
    # A title has one line, and a long one overlaps its neighbours.
    yield f"subgraph {own}{_label(cell.label)}"
    yield "  direction LR"
    yield f"  {own}cell{_label(cell.region, *cell.facts)}:::name"
    for number, zone in enumerate(cell.zones, 1):
        yield from (f"  {line}" for line in _zone(f"{own}z{number}", own, zone))
    for number, box in enumerate(_endpoints(cell), 1):
        ids[box.key] = f"{own}e{number}"
        region = f"in {box.region}" if box.region else ""
        yield f"  {own}e{number}{_label(f'endpoint {box.label}', box.handoff, box.detail, region)}:::{own}accent"
    for number, service in enumerate(cell.services, 1):
        ids[service.key] = f"{own}s{number}"
        told = [f"{heading}: {content}" for heading, contents in service.lines for content in contents]
        yield f"  {own}s{number}{_label(f'endpoint service {service.label}', *told)}:::{own}accent"
    if cell.aws_services:
        yield f"  {own}aws{_label('AWS services inside', ', '.join(cell.aws_services))}:::name"
    yield "end"
    for number, zone in enumerate(cell.zones, 1):
        rows = [(row, group.endpoint) for group in zone.groups for row in group.rows]
        for position, (_, endpoint) in enumerate(rows, 1):
            if endpoint is not None:
                yield f"{own}z{number}n{position} --> {ids[endpoint.key]}"


def _endpoints(cell: CellCard) -> Iterator[EndpointBox]:
    for zone in cell.zones:
        for group in zone.groups:
            if group.endpoint is not None:
                yield group.endpoint
    yield from cell.endpoints


def _zone(own: str, cell: str, zone: ZonePanel) -> Iterator[str]:
    yield f"subgraph {own}{_label(f'{zone.note} {zone.name}')}"
    yield "  direction LR"
    rows = [row for group in zone.groups for row in group.rows]
    for position, row in enumerate(rows, 1):
        yield f"  {own}n{position}{_label(f'{row.name} {row.kind}')}:::name"
        if row.answers:
            yield f"  {own}a{position}{_label(*row.answers)}:::{_class(row, cell)}"
            yield f"  {own}n{position} --> {own}a{position}"
    if zone.missing or zone.more or not rows:
        more = f"and {zone.more} more names" if zone.more else ""
        missing = f"not here: {', '.join(zone.missing)}" if zone.missing else ""
        yield f"  {own}rest{_label(more, missing) if more or missing else _label('no names')}:::name"
    yield "end"


def _class(row: NameRow, cell: str) -> str:
    return {Tone.DIFFERS: f"{cell}accent", Tone.PLAIN: "name", Tone.FAILS: "fails"}[row.tone]
