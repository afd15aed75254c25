"""A drawn piece of the picture that can be put anywhere, and the shapes pieces are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

import svg

from constructs_pkg.audit.drawing.lettering import Lettering

Place = tuple[int, int]

# XML 1.0 has no other characters: https://www.w3.org/TR/xml/#charsets.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Block:
    """A piece of the picture, drawn from its upper left corner.

    Attributes:
        ports: Where arrows leave endpoints and reach services, by their keys.
    """

    width: int
    height: int
    elements: tuple[svg.Element, ...]
    ports: Mapping[str, Place] = field(default_factory=dict)

    def at(self, x: int, y: int) -> Block:
        """Return the block moved, with room above and to the left of it."""
        moved = svg.G(elements=list(self.elements), transform=[svg.Translate(x, y)])
        ports = {key: (left + x, top + y) for key, (left, top) in self.ports.items()}
        return Block(self.width + x, self.height + y, (moved,), ports)


def stacked(blocks: Iterable[Block], gap: int) -> Block:
    """Return blocks below each other."""
    width = height = 0
    elements: list[svg.Element] = []
    ports: dict[str, Place] = {}
    for block in blocks:
        placed = block.at(0, height + gap if elements else 0)
        width, height = max(width, placed.width), placed.height
        elements += placed.elements
        ports |= placed.ports
    return Block(width, height, tuple(elements), ports)


def printable(text: str) -> str:
    """Return text as it may stand in XML."""
    return escape(_NO_XML.sub("\ufffd", text))


def rect(x: int, y: int, width: int, height: int, *classes: str, radius: int = 0) -> svg.Rect:
    """Return a rectangle."""
    return svg.Rect(x=x, y=y, width=width, height=height, rx=radius or None, class_=list(classes))


def cap(width: int, height: int, *classes: str, radius: int) -> svg.Path:
    """Return the upper part of a rectangle with round corners, inside its outline."""
    right = width - 1
    outline: list[svg.PathData] = [
        svg.M(1, height),
        svg.L(1, radius),
        svg.Q(1, 1, radius, 1),
        svg.L(width - radius, 1),
        svg.Q(right, 1, right, radius),
        svg.L(right, height),
        svg.Z(),
    ]
    return svg.Path(d=outline, class_=list(classes))


def line(x: int, y: int, to_x: int, to_y: int, *classes: str) -> svg.Path:
    """Return a straight line."""
    return svg.Path(d=[svg.M(x, y), svg.L(to_x, to_y)], class_=list(classes))


def arrow_head(x: int, y: int, *classes: str, size: int = 5) -> svg.Path:
    """Return a triangle whose tip points right to (x, y)."""
    points: list[svg.PathData] = [svg.M(x - size - 2, y - size + 1), svg.L(x, y), svg.L(x - size - 2, y + size - 1)]
    return svg.Path(d=[*points, svg.Z()], class_=list(classes))


def text(
    x: int, y: int, content: str, style: Lettering, *classes: str, full: str | None = None, at_end: bool = False
) -> svg.Text:
    """Return a line of text.

    Args:
        x: Where it begins, or ends.
        y: Its base line.
        content: The text.
        style: Its font.
        classes: Its colours.
        full: The text in full where `content` is short for it; a viewer shows it under the pointer.
        at_end: Whether it ends at `x`.
    """
    return pieces(x, y, [(content, ())], style, *classes, full=full, at_end=at_end)


def pieces(
    x: int,
    y: int,
    parts: Iterable[tuple[str, tuple[str, ...]]],
    style: Lettering,
    *classes: str,
    full: str | None = None,
    at_end: bool = False,
) -> svg.Text:
    """Return a line of text whose parts have classes of their own; see `text`."""
    given = list(parts)
    shown = "".join(content for content, _ in given)
    elements: list[svg.Element] = []
    if full is not None and full != shown:
        elements.append(svg.Title(text=printable(full)))
    for content, own in given:
        if content:
            elements.append(svg.TSpan(text=printable(content), class_=list(own) or None))
    return svg.Text(x=x, y=y, elements=elements, class_=[style.name, *classes], text_anchor="end" if at_end else None)
