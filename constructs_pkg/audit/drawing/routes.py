"""Draws the arrows: right-angled, in lanes, those to one service joining each other on the way."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import svg

from constructs_pkg.audit.drawing.block import Place, arrow_head
from constructs_pkg.audit.drawing.channels import Bundle
from constructs_pkg.audit.drawing.picture import Arrow
from constructs_pkg.audit.drawing.placing import Placing
from constructs_pkg.audit.drawing.scene import Scene

_RADIUS = 8

Segment = tuple[Place, Place]


def draw_arrows(scene: Scene, placing: Placing, accents: Mapping[str, str]) -> list[svg.Element]:
    """Return all arrows, a group for each service in the accent of its cell.

    Args:
        scene: What the arrows join, and which lanes they have.
        placing: Where all of that is.
        accents: The accent's class, by cell.
    """
    bundles: dict[Bundle, list[list[Place]]] = {}
    for arrow in scene.picture.arrows:
        bundles.setdefault((arrow.target, arrow.sure), []).append(_way(scene, placing, arrow))
    return [
        svg.G(elements=_bundle(ways, sure), class_=[accents[scene.owner[target]]])
        for (target, sure), ways in bundles.items()
    ]


def _way(scene: Scene, placing: Placing, arrow: Arrow) -> list[Place]:
    """Return the corners of an arrow's way, from the endpoint's right side to the service's left."""
    bundle = (arrow.target, arrow.sure)
    begin, end = scene.slot(arrow.source), scene.slot(arrow.target)
    (x, y), (to_x, to_y) = (_port(scene, placing, key) for key in (arrow.source, arrow.target))

    def lane(channel: int) -> int:
        return placing.lefts[channel] + scene.channels.upright[channel].offset(bundle)

    way = [(x, y), (lane(begin.column + 1), y)]
    if begin.column + 1 != end.column:
        level = placing.tops[end.row] + scene.channels.level[end.row].offset(bundle)
        way += [(lane(begin.column + 1), level), (lane(end.column), level)]
    return [*way, (lane(end.column), to_y), (to_x - 2, to_y)]


def _port(scene: Scene, placing: Placing, key: str) -> Place:
    (x, y), (left, top) = placing.corners[scene.owner[key]], scene.port(key)
    return x + left, y + top


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
