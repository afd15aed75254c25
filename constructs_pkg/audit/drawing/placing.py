"""Gives the pieces their places: how high and wide rows, columns and channels come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.block import Place
from constructs_pkg.audit.drawing.scene import Scene

_GAP = 24
# A cell nearly as high as its row is drawn as high.
_NEARLY = 0.7


@dataclass(frozen=True)
class Placing:
    """The upper left corner of everything, and of the channels.

    Attributes:
        corners: By the key of a cell or a service elsewhere.
        heights: How high each of them is drawn.
        lefts: Where each upright channel begins.
        tops: Where each level channel begins.
    """

    corners: Mapping[str, Place]
    heights: Mapping[str, int]
    lefts: tuple[int, ...]
    tops: tuple[int, ...]
    width: int
    height: int


@dataclass
class _Rows:
    """What is known once the rows are placed."""

    ys: dict[str, int]
    heights: dict[str, int]
    tops: list[int]
    height: int


def place(scene: Scene) -> Placing:
    """Return where everything stands, from the upper left corner (0, 0)."""
    arrangement, channels = scene.arrangement, scene.channels
    lefts: list[int] = []
    columns: list[int] = []
    x = 0
    for column in range(arrangement.columns):
        lefts.append(x)
        columns.append(x + channels.upright[column].extent)
        inside = [scene.blocks[key].width for key, slot in arrangement.slots.items() if slot.column == column]
        x = columns[-1] + max(inside, default=0)
    lefts.append(x)
    rows = _side_by_side(scene) if arrangement.side_by_side else _in_rows(scene)
    return Placing(
        corners={key: (columns[slot.column], rows.ys[key]) for key, slot in arrangement.slots.items()},
        heights=rows.heights,
        lefts=tuple(lefts),
        tops=tuple(rows.tops),
        width=x + channels.upright[arrangement.columns].extent,
        height=rows.height,
    )


def _in_rows(scene: Scene) -> _Rows:
    """Place row below row."""
    arrangement, blocks = scene.arrangement, scene.blocks
    rows = _Rows({}, {key: block.height for key, block in blocks.items()}, [], 0)
    for row in range(arrangement.rows):
        rows.tops.append(rows.height)
        top = rows.height + scene.channels.level[row].extent
        slots = [arrangement.held(column, row) for column in range(arrangement.columns)]
        highest = max(sum(blocks[key].height + _GAP for key in held) for held in slots) - _GAP if blocks else 0
        for held in slots:
            y = top
            for key in held:
                if len(held) == 1 and blocks[key].height > _NEARLY * highest:
                    rows.heights[key] = highest
                rows.ys[key] = y
                y += blocks[key].height + _GAP
        rows.height = top + highest
    return rows


def _side_by_side(scene: Scene) -> _Rows:
    """Stack both columns freely, so that arrows to the second come out as straight as they can."""
    slots, blocks = scene.arrangement.slots, scene.blocks
    heights = {key: block.height for key, block in blocks.items()}
    if len(slots) == 2 and min(heights.values()) > _NEARLY * max(heights.values()):
        highest = max(heights.values())
        return _Rows(dict.fromkeys(slots, 0), dict.fromkeys(slots, highest), [0], highest)
    ys: dict[str, int] = {}
    left = -_GAP
    for key in [key for key, slot in slots.items() if slot.column == 0]:
        ys[key] = left + _GAP
        left = ys[key] + heights[key]
    wished = _wished(scene, ys)
    second = sorted((key for key, slot in slots.items() if slot.column == 1), key=wished.__getitem__)
    free = 0
    for position, key in enumerate(second):
        rest = sum(heights[one] + _GAP for one in second[position:]) - _GAP
        ys[key] = max(free, min(wished[key], left - rest))
        free = ys[key] + heights[key] + _GAP
    return _Rows(ys, heights, [0], max(left, free - _GAP))


def _wished(scene: Scene, ys: Mapping[str, int]) -> dict[str, int]:
    """Return where each piece of the second column would have straight arrows, on the average."""
    aims: dict[str, list[int]] = {}
    for arrow in scene.picture.arrows:
        height = ys[scene.owner[arrow.source]] + scene.port(arrow.source)[1]
        aims.setdefault(scene.owner[arrow.target], []).append(height - scene.port(arrow.target)[1])
    return {key: round(sum(found) / len(found)) for key, found in aims.items()}
