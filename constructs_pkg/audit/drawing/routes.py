"""Draws the arrows: right-angled, in lanes, those to one service joining each other on the way."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import svg

from constructs_pkg.audit.drawing.arrangement import Arrangement
from constructs_pkg.audit.drawing.block import Block, Place, arrow_head
from constructs_pkg.audit.drawing.channels import Bundle, Channels
from constructs_pkg.audit.drawing.picture import Arrow
from constructs_pkg.audit.drawing.placing import Placing

_RADIUS = 8

Segment = tuple[Place, Place]


def draw_arrows(
    arrows: tuple[Arrow, ...],
    arrangement: Arrangement,
    channels: Channels,
    placing: Placing,
    blocks: Mapping[str, Block],
    owner: Mapping[str, str],
    accents: Mapping[str, str],
) -> list[svg.Element]:
    """Return all arrows, a group for each service in the accent of its cell.

    Args:
        arrows: The arrows.
        arrangement: Which slot everything is in.
        channels: Which lanes the arrows have.
        placing: Where all of that is.
        blocks: The drawn cells, with the ports of endpoints and services.
        owner: The cell of each endpoint and service.
        accents: The accent's class, by cell.
    """

    def port(key: str) -> Place:
        x, y = placing.corners[owner[key]]
        left, top = blocks[owner[key]].ports[key]
        return x + left, y + top

    bundles: dict[Bundle, list[list[Place]]] = {}
    for arrow in arrows:
        bundle = (arrow.target, arrow.sure)
        begin, end = arrangement.slots[owner[arrow.source]], arrangement.slots[owner[arrow.target]]
        (x, y), (to_x, to_y) = port(arrow.source), port(arrow.target)
        to_x -= 2
        lane = placing.lefts[end.column] + channels.upright[end.column].offset(bundle)
        if begin.column + 1 == end.column:
            way = [(x, y), (lane, y), (lane, to_y), (to_x, to_y)]
        else:
            out = placing.lefts[begin.column + 1] + channels.upright[begin.column + 1].offset(bundle)
            level = placing.tops[end.row] + channels.level[end.row].offset(bundle)
            way = [(x, y), (out, y), (out, level), (lane, level), (lane, to_y), (to_x, to_y)]
        bundles.setdefault(bundle, []).append(way)
    return [
        svg.G(elements=_bundle(ways, sure), class_=[accents[owner[target]]]) for (target, sure), ways in bundles.items()
    ]


def _bundle(ways: list[list[Place]], sure: bool) -> list[svg.Element]:
    classes = ["flow", "as"] if sure else ["flow", "as", "unsure"]
    drawn: list[Segment] = []
    elements: list[svg.Element] = []
    for way in sorted(ways, key=_length, reverse=True):
        corners = _until_joined(_straightened(way), drawn)
        elements.append(svg.Path(d=_rounded(corners), class_=classes))
        drawn += pairwise(corners)
        x, y = way[0]
        elements.append(svg.Circle(cx=x, cy=y, r=3, class_=["ai"]))
    tip, height = ways[0][-1]
    elements.append(arrow_head(tip + 1, height, "ai", size=6))
    return elements


def _length(way: list[Place]) -> int:
    return sum(abs(x - to_x) + abs(y - to_y) for (x, y), (to_x, to_y) in pairwise(way))


def _straightened(way: list[Place]) -> list[Place]:
    """Return the corners of a way without those it goes straight through."""
    kept: list[Place] = []
    for corner in way:
        if kept and kept[-1] == corner:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == corner[0] or kept[-2][1] == kept[-1][1] == corner[1]):
            kept.pop()
        kept.append(corner)
    return kept


def _until_joined(way: list[Place], drawn: list[Segment]) -> list[Place]:
    """Return the way up to where one that is drawn already goes the same way on, and a bend into it."""
    for position in range(1, len(way) - 1):
        here, ahead = way[position], way[position + 1]
        if any(_covers(segment, here, ahead) for segment in drawn):
            return [*way[: position + 1], _toward(here, ahead, _RADIUS)]
    return way


def _covers(segment: Segment, here: Place, ahead: Place) -> bool:
    """Tell whether `here` is on the segment, and the way on to `ahead` along it."""
    axis = 0 if here[0] == ahead[0] else 1
    (start, end), other = segment, 1 - axis
    low, high = sorted((start[other], end[other]))
    step = _toward(here, ahead, 1)
    return start[axis] == end[axis] == here[axis] and all(low <= point[other] <= high for point in (here, step))


def _toward(here: Place, ahead: Place, distance: int) -> Place:
    dx, dy = ahead[0] - here[0], ahead[1] - here[1]
    reach = min(distance, abs(dx) + abs(dy))
    return here[0] + (dx > 0) * reach - (dx < 0) * reach, here[1] + (dy > 0) * reach - (dy < 0) * reach


def _rounded(way: list[Place]) -> list[svg.PathData]:
    """Return the path of a way with rounded corners."""
    path: list[svg.PathData] = [svg.M(*way[0])]
    for before, here, after in zip(way, way[1:], way[2:], strict=False):
        radius = min(_RADIUS, _length([before, here]) // 2, _length([here, after]) // 2 or 1)
        if _length([here, after]) <= _RADIUS:
            radius = min(_RADIUS, _length([before, here]), _length([here, after]))
        begin, end = _toward(here, before, radius), _toward(here, after, radius)
        path += [svg.L(*begin), svg.Q(*here, *end)]
    return [*path, svg.L(*way[-1])]
