"""Draws what traffic goes through: interface endpoints, endpoint services, and services elsewhere."""

from __future__ import annotations

import svg

from constructs_pkg.audit.drawing.block import Block, rect, text
from constructs_pkg.audit.drawing.lettering import BOX, FINE, NOTE, TAG
from constructs_pkg.audit.drawing.picture import EndpointBox, OutsideBox, ServiceBox

BOX_WIDTH = 204
OUTSIDE_WIDTH = 236
_PAD = 12
_LINE = 19
_HEADS = 92


def endpoint_block(box: EndpointBox, width: int) -> Block:
    """Return an endpoint of that width; its arrow leaves from its right side."""
    room = width - 2 * _PAD
    elements = [rect(0, 0, width, 0, "at", "as", radius=7)]
    elements += _title(box.label, "endpoint", width, "ai")
    height = 32
    for content, style in ((box.handoff, NOTE), (box.detail, FINE)):
        if content:
            shown = style.abridged(content, room) if style is FINE else style.shortened(content, room)
            elements.append(text(_PAD, height + 8, shown, style, "dim" if style is NOTE else "ink", full=content))
            height += 15
    height += 4
    elements[0] = rect(0, 0, width, height, "at", radius=7)
    return Block(width, height, tuple(elements), {box.key: (width, height // 2)})


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
            shown = FINE.shortened(content, width - _PAD - _HEADS - _PAD)
            elements.append(text(_PAD + _HEADS, y + 12, shown, FINE, "ink", full=content))
            y += _LINE
    height = y + 8
    back = [rect(0, 0, width, height, "panel", radius=8), rect(0, 0, width, 30, "at", radius=8)]
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
