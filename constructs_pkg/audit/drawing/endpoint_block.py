"""Draws what traffic goes through: interface endpoints, endpoint services, and services elsewhere."""

from __future__ import annotations

import svg

from constructs_pkg.audit.drawing.block import Block, cap, rect, text
from constructs_pkg.audit.drawing.lettering import BOX, FINE, NOTE, TAG
from constructs_pkg.audit.drawing.picture import EndpointBox, OutsideBox, ServiceBox

BOX_WIDTH = 192
OUTSIDE_WIDTH = 236
_PAD = 12
_LINE = 19
_HEADS = 92
_MOST_LINES = 3


def endpoint_block(box: EndpointBox, width: int, least: int = 0) -> Block:
    """Return an endpoint of that width and `least` height; its arrow leaves from its right side."""
    room = width - 2 * _PAD
    elements = _title(box.label, "endpoint", width, "ai")
    told = ((box.handoff, NOTE), (box.detail, FINE), (box.region and f"in {box.region}", NOTE))
    height = 32
    for content, style in told:
        for part in _path(content, room) if content else ():
            shown = style.abridged(part, room) if style is FINE else style.shortened(part, room)
            elements.append(text(_PAD, height + 8, shown, style, "dim" if style is NOTE else "ink", full=content))
            height += 15
    inside = Block(width, height + 4, tuple(elements))
    height = max(inside.height, least)
    ground = rect(0, 0, width, height, "at", radius=7)
    centred = inside.at(0, (height - inside.height) // 2)
    return Block(width, height, (ground, *centred.elements), {box.key: (width, height // 2)})


def _path(content: str, room: int) -> tuple[str, ...]:
    """Return a path in two lines where it has no room in one."""
    if FINE.width(content) > room and content.startswith("/"):
        head, slash, tail = content.rpartition("/")
        if head and FINE.width(head) <= room:
            return head, slash + tail
    return (content,)


def _title(label: str, what: str, width: int, colour: str) -> list[svg.Element]:
    room = width - 2 * _PAD - TAG.width(what) - 10
    return [
        text(_PAD, 21, BOX.shortened(label, room), BOX, colour, full=label),
        text(width - _PAD, 20, what, TAG, "dim", at_end=True),
    ]


def service_block(box: ServiceBox, width: int) -> Block:
    """Return a service of that width; arrows reach it at its left side."""
    elements: list[svg.Element] = _title(box.label, "endpoint service", width, "ai")
    y = 34
    for heading, contents in box.lines:
        elements.append(text(_PAD, y + 12, heading, NOTE, "dim"))
        for content in contents:
            room = width - _PAD - _HEADS - _PAD
            shown = FINE.wrapped(content, room, _MOST_LINES)
            for position, one in enumerate(shown):
                comma = "," if position < len(shown) - 1 else ""
                short = FINE.abridged(one, room) + comma
                elements.append(
                    text(_PAD + _HEADS, y + 12, short, FINE, "ink", full=content if len(shown) == 1 else None)
                )
                y += _LINE
    height = y + 8
    back: list[svg.Element] = [rect(0, 0, width, height, "panel", radius=8), cap(width, 30, "at", radius=8)]
    return Block(width, height, (*back, *elements), {box.key: (0, 16)})


def outside_block(box: OutsideBox) -> Block:
    """Return a service elsewhere; arrows reach it at its left side."""
    room = OUTSIDE_WIDTH - 2 * _PAD
    elements = (
        rect(0, 0, OUTSIDE_WIDTH, 66, "outside", "as", radius=8),
        text(_PAD, 20, "service elsewhere", TAG, "dim"),
        text(_PAD, 38, FINE.abridged(box.label, room), FINE, "ink", full=box.label),
        text(_PAD, 54, FINE.abridged(box.detail, room), FINE, "dim", full=box.detail),
    )
    return Block(OUTSIDE_WIDTH, 66, elements, {box.key: (0, 33)})
