"""A drawn piece of the picture that can be put anywhere, and the shapes pieces are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from constructs_pkg.audit.drawing.lettering import Lettering
from constructs_pkg.audit.drawing.markup import element, moved, path, written

Place = tuple[int, int]


@dataclass(frozen=True)
class Block:
    """A piece of the picture, drawn from its upper left corner.

    Attributes:
        ports: Where arrows leave endpoints and reach services, by their keys.
    """

    width: int
    height: int
    elements: tuple[Element, ...]
    ports: Mapping[str, Place] = field(default_factory=dict)

    def at(self, x: int, y: int) -> Block:
        """Return the block moved, with room above and to the left of it."""
        ports = {key: (left + x, top + y) for key, (left, top) in self.ports.items()}
        return Block(self.width + x, self.height + y, (moved(self.elements, x, y),), ports)


def stacked(blocks: Iterable[Block], gap: int) -> Block:
    """Return blocks below each other."""
    width = height = 0
    elements: list[Element] = []
    ports: dict[str, Place] = {}
    for block in blocks:
        placed = block.at(0, height + gap if elements else 0)
        width, height = max(width, placed.width), placed.height
        elements += placed.elements
        ports |= placed.ports
    return Block(width, height, tuple(elements), ports)


def rect(x: int, y: int, width: int, height: int, *classes: str, radius: int = 0) -> Element:
    """Return a rectangle."""
    return element("rect", *classes, x=x, y=y, width=width, height=height, rx=radius or None)


def cap(width: int, height: int, *classes: str, radius: int) -> Element:
    """Return the upper part of a rectangle with round corners, inside its outline."""
    right = width - 1
    outline = [
        f"M 1 {height}",
        f"L 1 {radius}",
        f"Q 1 1 {radius} 1",
        f"L {width - radius} 1",
        f"Q {right} 1 {right} {radius}",
        f"L {right} {height}",
        "Z",
    ]
    return path(outline, *classes)


def line(x: int, y: int, to_x: int, to_y: int, *classes: str) -> Element:
    """Return a straight line."""
    return path([f"M {x} {y}", f"L {to_x} {to_y}"], *classes)


def arrow_head(x: int, y: int, *classes: str, size: int = 5) -> Element:
    """Return a triangle whose tip points right to (x, y)."""
    back = x - size - 2
    return path([f"M {back} {y - size + 1}", f"L {x} {y}", f"L {back} {y + size - 1}", "Z"], *classes)


def text(
    x: int, y: int, content: str, style: Lettering, *classes: str, full: str | None = None, at_end: bool = False
) -> Element:
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
) -> Element:
    """Return a line of text whose parts have classes of their own; see `text`."""
    given = list(parts)
    shown = "".join(content for content, _ in given)
    elements: list[Element] = []
    if full is not None and full != shown:
        elements.append(written("title", full))
    for content, own in given:
        if content:
            elements.append(written("tspan", content, *own))
    anchor = "end" if at_end else None
    return element("text", style.name, *classes, inside=elements, x=x, y=y, text_anchor=anchor)
