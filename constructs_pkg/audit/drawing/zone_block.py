"""Draws one private zone of a cell: a row for each name, its answers to the right."""

from __future__ import annotations

import svg

from constructs_pkg.audit.drawing.block import Block, arrow_head, line, pieces, rect, stacked, text
from constructs_pkg.audit.drawing.endpoint_block import BOX_WIDTH, endpoint_block
from constructs_pkg.audit.drawing.lettering import ANSWER, NAME, NOTE, TAG, ZONE
from constructs_pkg.audit.drawing.picture import NameGroup, NameRow, Tone, ZonePanel

PAD = 14
_HEAD = 36
_ROW = 30
_PILL = 20
_BETWEEN = 24
_MOST_LINES = 4


def wanted_width(panel: ZonePanel) -> int:
    """Return the width in which nothing of the panel is shortened."""
    widths = [ZONE.width(panel.name) + NOTE.width(panel.note) + _BETWEEN]
    for group in panel.groups:
        for row in group.rows:
            answers = max((ANSWER.width(one) + 18 for one in row.answers), default=0)
            answers = BOX_WIDTH if group.endpoint is not None else min(answers, 260)
            widths.append(NAME.width(row.name) + _kind_width(row) + _BETWEEN + answers)
    return max(widths) + 2 * PAD


def zone_block(panel: ZonePanel, width: int) -> Block:
    """Return a panel of that width."""
    note = NOTE.width(panel.note)
    name = ZONE.shortened(panel.name, width - note - 2 * PAD - _BETWEEN)
    head = Block(
        width,
        _HEAD,
        (
            text(PAD, 23, name, ZONE, "ink", full=panel.name),
            text(width - PAD, 23, panel.note, NOTE, "dim", at_end=True),
        ),
    )
    blocks = [head, *(_group(group, panel.name, width) for group in panel.groups)]
    if panel.more:
        blocks.append(_remark(f"and {panel.more} more names", width))
    if panel.missing:
        blocks.append(_remark(f"not here: {', '.join(panel.missing)}", width, "fails"))
    if not panel.groups and not panel.missing:
        blocks.append(_remark("no names", width))
    inside = stacked(blocks, 0)
    height = inside.height + 4
    frame = rect(0, 0, width, height, "panel", radius=8)
    return Block(width, height, (frame, *inside.elements), inside.ports)


def _remark(content: str, width: int, colour: str = "dim") -> Block:
    shown = NOTE.shortened(content, width - 2 * PAD)
    return Block(width, 28, (_rule(width), text(PAD, 18, shown, NOTE, colour, full=content)))


def _rule(width: int) -> svg.Element:
    return line(PAD, 0, width - PAD, 0, "line")


def _group(group: NameGroup, zone: str, width: int) -> Block:
    if group.endpoint is None:
        return stacked([_row(row, zone, width) for row in group.rows], 0)
    box = endpoint_block(group.endpoint, BOX_WIDTH, least=_ROW * len(group.rows))
    height = box.height + 20
    left = width - PAD - BOX_WIDTH
    placed = box.at(left, (height - box.height) // 2)
    elements = [_rule(width), *placed.elements]
    top = (height - _ROW * len(group.rows)) // 2
    for position, row in enumerate(group.rows):
        middle = top + _ROW * position + _ROW // 2
        end = _name(elements, row, zone, middle, left - PAD - _BETWEEN)
        elements += [line(end + 8, middle, left - 8, middle, "lead", "as"), arrow_head(left - 2, middle, "ai")]
    return Block(width, height, tuple(elements), placed.ports)


def _row(row: NameRow, zone: str, width: int) -> Block:
    """Return a name with its answers, each in a pill, right of it or, where they are long, under it."""
    room = width - 2 * PAD
    half = max(room - NAME.width(row.name) - _kind_width(row) - _BETWEEN, room * 2 // 5) - 18
    lines = [one for answer in row.answers for one in ANSWER.wrapped(answer, half, _MOST_LINES)]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"and {len(lines) - _MOST_LINES + 1} more"]
    shown = [ANSWER.abridged(one, half) for one in lines]
    widest = max((ANSWER.width(one) + 18 for one in shown), default=0)
    elements: list[svg.Element] = [_rule(width)]
    _name(elements, row, zone, _ROW // 2, room - widest - _BETWEEN)
    full = "\n".join(row.answers)
    for position, (content, whole) in enumerate(zip(shown, lines, strict=True)):
        top = (_ROW - _PILL) // 2 + position * (_PILL + 3)
        elements += _pill(width - PAD, top, content, row.tone, whole if len(lines) <= len(row.answers) else full)
    height = _ROW + (len(shown) - 1) * (_PILL + 3) if shown else _ROW
    return Block(width, height, tuple(elements))


def _pill(right: int, top: int, content: str, tone: Tone, full: str) -> tuple[svg.Element, ...]:
    width = ANSWER.width(content) + 18
    back, ink = {Tone.DIFFERS: ("at", "ai"), Tone.PLAIN: ("plain", "ink"), Tone.FAILS: ("plain", "fails")}[tone]
    return (
        rect(right - width, top, width, _PILL, back, radius=_PILL // 2),
        text(right - 9, top + 14, content, ANSWER, ink, full=full, at_end=True),
    )


def _kind_width(row: NameRow) -> int:
    return TAG.width(row.kind) + 8 if row.kind else 0


def _name(elements: list[svg.Element], row: NameRow, zone: str, middle: int, room: int) -> int:
    """Draw a name, the part before its zone's strong, and its types; return where it ends."""
    shown = NAME.shortened(row.name, room - _kind_width(row))
    inside = row.name != zone and row.name.endswith(f".{zone}")
    own = len(row.name) - len(zone) - 1 if inside else len(shown)
    parts = [(shown[:own], ("ink", "strong")), (shown[own:], ("dim",))]
    elements.append(pieces(PAD, middle + 4, parts, NAME, full=row.name))
    end = PAD + NAME.width(shown)
    if row.kind:
        elements.append(text(end + 8, middle + 4, row.kind, TAG, "dim"))
        end += _kind_width(row)
    return end
