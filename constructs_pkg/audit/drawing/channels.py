"""The lanes that arrows run in, between the columns and rows of the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.arrangement import Arrangement
from constructs_pkg.audit.drawing.picture import Arrow

# The arrows to one service that are drawn as one: the service, and whether it is sure.
Bundle = tuple[str, bool]

_LANE = 10
_EMPTY = 28
_AROUND = 44


@dataclass(frozen=True)
class Channel:
    """The room between two columns or rows: a lane for each bundle; bundles that never meet share one."""

    lanes: Mapping[Bundle, int]
    outer: bool

    @property
    def extent(self) -> int:
        """How wide or high it is."""
        if self.lanes:
            return _AROUND + _LANE * max(self.lanes.values())
        return 0 if self.outer else _EMPTY

    def offset(self, bundle: Bundle) -> int:
        """Return how far into the channel a bundle runs."""
        return _AROUND // 2 + _LANE * self.lanes[bundle]


@dataclass(frozen=True)
class Channels:
    """All channels: upright ones left of each column and right of the last, level ones above each row."""

    upright: tuple[Channel, ...]
    level: tuple[Channel, ...]


class _Stretches:
    """How far along a channel each bundle reaches."""

    def __init__(self) -> None:
        self._found: dict[Bundle, tuple[int, int]] = {}

    def reach(self, bundle: Bundle, *places: int) -> None:
        known = self._found.get(bundle, places)
        self._found[bundle] = min(*known, *places), max(*known, *places)

    def channel(self, outer: bool) -> Channel:
        """Give each bundle the first lane that is free along its whole stretch."""
        lanes: dict[Bundle, int] = {}
        for bundle, (begin, end) in sorted(self._found.items(), key=lambda item: item[1]):
            taken = {
                lanes[other]
                for other, (start, stop) in self._found.items()
                if other in lanes and start <= end and begin <= stop
            }
            lanes[bundle] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        return Channel(lanes, outer)


def channels_for(arrangement: Arrangement, arrows: tuple[Arrow, ...], owner: Mapping[str, str]) -> Channels:
    """Return the channels with the lanes that all arrows need.

    Places along an upright channel are counted in half rows, those along a level one in half columns: even
    numbers for the channels that cross it, odd ones for what stands between them.
    """
    upright = [_Stretches() for _ in range(arrangement.columns + 1)]
    level = [_Stretches() for _ in range(arrangement.rows)]
    for arrow in arrows:
        bundle = (arrow.target, arrow.sure)
        begin, end = arrangement.slots[owner[arrow.source]], arrangement.slots[owner[arrow.target]]
        if begin.column + 1 == end.column:
            upright[end.column].reach(bundle, 2 * begin.row + 1, 2 * end.row + 1)
        else:
            upright[begin.column + 1].reach(bundle, 2 * begin.row + 1, 2 * end.row)
            level[end.row].reach(bundle, 2 * (begin.column + 1), 2 * end.column)
            upright[end.column].reach(bundle, 2 * end.row, 2 * end.row + 1)
    return Channels(
        tuple(one.channel(outer=position in (0, arrangement.columns)) for position, one in enumerate(upright)),
        tuple(one.channel(outer=position == 0) for position, one in enumerate(level)),
    )
