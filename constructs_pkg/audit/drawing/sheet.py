"""The picture as SVG: everything in its place on a ground of its own, in light or dark as its viewer prefers."""

from __future__ import annotations

import re

import svg

from constructs_pkg.audit.drawing.block import Block, line, printable, rect, text
from constructs_pkg.audit.drawing.card_block import framed
from constructs_pkg.audit.drawing.lettering import NOTE
from constructs_pkg.audit.drawing.palette import accent_class, style_sheet
from constructs_pkg.audit.drawing.picture import Picture
from constructs_pkg.audit.drawing.placing import place
from constructs_pkg.audit.drawing.routes import draw_arrows
from constructs_pkg.audit.drawing.scene import scene_of

_MARGIN = 24
_LEGEND_GAP = 18
_LEGEND_LINE = 22
# Before these an SVG file may be broken into lines; inside a text it may not.
_LINES = re.compile(r"(?=<(?:/?g|/svg|desc|style|rect|path|circle|text)\b)")


def as_svg(picture: Picture) -> str:
    """Return the picture as the text of one SVG file, the same bytes for the same picture."""
    accents = {cell.key: accent_class(position) for position, cell in enumerate(picture.cells)}
    accents |= {box.key: accent_class(None) for box in picture.outside}
    scene = scene_of(picture)
    placing = place(scene)
    inside: list[svg.Element] = []
    outside = {box.key for box in picture.outside}
    for key, (x, y) in placing.corners.items():
        block = scene.blocks[key] if key in outside else framed(scene.blocks[key], placing.heights[key])
        inside.append(svg.G(elements=list(block.at(x, y).elements), class_=[accents[key]]))
    inside += draw_arrows(scene, placing, accents)
    legend = _legend(picture, placing.width)
    whole_width = max(placing.width, legend.width) + 2 * _MARGIN
    height = placing.height + 2 * _MARGIN + legend.height
    return _document(
        picture,
        whole_width,
        height,
        [
            svg.G(elements=inside, transform=[svg.Translate((whole_width - placing.width) // 2, _MARGIN)]),
            *legend.at(_MARGIN, placing.height + _MARGIN).elements,
        ],
        {*accents.values(), accent_class(0), accent_class(1), accent_class(None)},
    )


def _document(picture: Picture, width: int, height: int, inside: list[svg.Element], accents: set[str]) -> str:
    number = sum(cell.is_vpc for cell in picture.cells)
    title = {0: "No private cells", 1: "One private cell"}.get(number, f"{number} private cells")
    root = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, height),
        width=width,
        height=height,
        elements=[
            svg.Title(text=f"{title}, and what names answer with there", id="title"),
            svg.Desc(text=printable(_description(picture)), id="desc"),
            svg.Style(text=style_sheet(accents)),
            rect(0, 0, width, height, "bg", radius=14),
            *inside,
        ],
        extra={"role": "img", "aria-labelledby": "title desc"},
    )
    return _LINES.sub("\n", str(root)).lstrip() + "\n"


def _description(picture: Picture) -> str:
    """Return what the picture shows as sentences, for those who do not see it."""
    sentences = []
    labels: dict[str, str] = {}
    for cell in picture.cells:
        where = ", ".join(one for one in (cell.region, *cell.facts) if one)
        sentences.append(f"{cell.label} ({where}).")
        for zone in cell.zones:
            for group in zone.groups:
                labels |= {group.endpoint.key: group.endpoint.label} if group.endpoint is not None else {}
                for row in group.rows:
                    told = f"endpoint {group.endpoint.label}" if group.endpoint is not None else "; ".join(row.answers)
                    sentences.append(f"{row.name}: {told}.")
        labels |= {endpoint.key: endpoint.label for endpoint in cell.endpoints}
        labels |= {service.key: service.label for service in cell.services}
    labels |= {box.key: box.label for box in picture.outside}
    for arrow in picture.arrows:
        may = "leads" if arrow.sure else "fits, and may lead,"
        sentences.append(f"Endpoint {labels[arrow.source]} {may} to {labels[arrow.target]}.")
    return " ".join(sentences)


def _legend(picture: Picture, width: int) -> Block:
    """Return what the colours and lines mean, in as many lines as it takes."""
    items: list[Block] = []
    if picture.differs:
        pills = [
            svg.G(elements=[rect(25 * one, 1, 21, 12, "at", radius=6)], class_=[accent_class(one)]) for one in (0, 1)
        ]
        items.append(_item("answers that differ from cell to cell", 54, *pills))
    if any(not arrow.sure for arrow in picture.arrows):
        dashes = svg.G(elements=[line(0, 7, 30, 7, "flow", "as", "unsure")], class_=[accent_class(None)])
        items.append(_item("the service name is handed over outside the templates; only this service fits", 38, dashes))
    items += [_item(remark, 0) for remark in picture.remarks]
    elements: list[svg.Element] = []
    x, y = 0, _LEGEND_GAP
    for item in items:
        if x and x + item.width > width:
            x, y = 0, y + _LEGEND_LINE
        elements += item.at(x, y).elements
        x += item.width + _LEGEND_GAP
    if not items:
        return Block(0, 0, ())
    return Block(max(item.width for item in items), y + 14, tuple(elements))


def _item(content: str, left: int, *sample: svg.Element) -> Block:
    return Block(left + NOTE.width(content), 14, (*sample, text(left, 11, content, NOTE, "dim")))
