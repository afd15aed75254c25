"""Turns an arrangement into places: how high and wide rows, columns and channels come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.arrangement import Arrangement
from constructs_pkg.audit.drawing.block import Block, Place
from constructs_pkg.audit.drawing.channels import Channels
from constructs_pkg.audit.drawing.picture import Arrow

GAP = 24
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


def place(
    arrangement: Arrangement,
    channels: Channels,
    blocks: Mapping[str, Block],
    arrows: tuple[Arrow, ...],
    owner: Mapping[str, str],
) -> Placing:
    """Return where everything stands, from the upper left corner (0, 0)."""
    lefts: list[int] = []
    columns: list[int] = []
    x = 0
    for column in range(arrangement.columns):
        lefts.append(x)
        columns.append(x + channels.upright[column].extent)
        inside = [blocks[key].width for key, slot in arrangement.slots.items() if slot.column == column]
        x = columns[-1] + max(inside, default=0)
    lefts.append(x)
    width = x + channels.upright[arrangement.columns].extent
    rows = _side_by_side if arrangement.side_by_side else _in_rows
    ys, heights, tops, height = rows(arrangement, channels, blocks, arrows, owner)
    corners = {key: (columns[slot.column], ys[key]) for key, slot in arrangement.slots.items()}
    return Placing(corners, heights, tuple(lefts), tuple(tops), width, height)


_Rows = tuple[dict[str, int], dict[str, int], list[int], int]


def _in_rows(
    arrangement: Arrangement,
    channels: Channels,
    blocks: Mapping[str, Block],
    arrows: tuple[Arrow, ...],
    owner: Mapping[str, str],
) -> _Rows:
    """Place row below row; a lone cell is as high as its row."""
    ys: dict[str, int] = {}
    heights = {key: block.height for key, block in blocks.items()}
    tops: list[int] = []
    y = 0
    for row in range(arrangement.rows):
        tops.append(y)
        y += channels.level[row].extent
        slots = [arrangement.held(column, row) for column in range(arrangement.columns)]
        highest = max(sum(blocks[key].height for key in held) + GAP * (len(held) - 1) for held in slots)
        for held in slots:
            below = y
            for key in held:
                if len(held) == 1 and blocks[key].height > _NEARLY * highest:
                    heights[key] = highest
                ys[key] = below
                below += blocks[key].height + GAP
        y += highest
    return ys, heights, tops, y


def _side_by_side(
    arrangement: Arrangement,
    channels: Channels,
    blocks: Mapping[str, Block],
    arrows: tuple[Arrow, ...],
    owner: Mapping[str, str],
) -> _Rows:
    """Stack both columns freely, so that arrows to the second come out as straight as they can."""
    ys: dict[str, int] = {}
    y = 0
    for key in [key for key, slot in arrangement.slots.items() if slot.column == 0]:
        ys[key] = y
        y += blocks[key].height + GAP
    left = y - GAP

    def wished(key: str) -> float:
        aims = [
            ys[owner[arrow.source]]
            + blocks[owner[arrow.source]].ports[arrow.source][1]
            - blocks[key].ports[arrow.target][1]
            for arrow in arrows
            if owner[arrow.target] == key
        ]
        return sum(aims) / len(aims) if aims else float("inf")

    second = sorted((key for key, slot in arrangement.slots.items() if slot.column == 1), key=wished)
    below = 0
    for position, key in enumerate(second):
        rest = sum(blocks[one].height + GAP for one in second[position:]) - GAP
        highest = max(below, left - rest)
        ys[key] = max(below, min(round(wished(key)), highest)) if wished(key) < float("inf") else below
        below = ys[key] + blocks[key].height + GAP
    heights = {key: block.height for key, block in blocks.items()}
    height = max(left, below - GAP)
    if len(ys) == len(arrangement.slots) == 2 and min(heights.values()) > _NEARLY * height:
        height = max(heights.values())
        return dict.fromkeys(ys, 0), dict.fromkeys(ys, height), [0], height
    return ys, heights, [0], height
