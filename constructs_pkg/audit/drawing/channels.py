"""The lanes that arrows run in, between the columns and rows of the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.arrangement import Arrangement
from constructs_pkg.audit.drawing.picture import Arrow

# One bundle of arrows to one service: the service, and whether that is sure.
Bundle = tuple[str, bool]

_LANE = 10
_EMPTY = 28
_AROUND = 44


@dataclass(frozen=True)
class Channels:
    """Which bundle has which lane.

    Attributes:
        upright: For each channel left of a column (and right of the last), its bundles.
        level: For each channel above a row, its bundles.
    """

    upright: tuple[tuple[Bundle, ...], ...]
    level: tuple[tuple[Bundle, ...], ...]

    def width(self, channel: int) -> int:
        """Return how wide an upright channel is."""
        outer = channel in (0, len(self.upright) - 1)
        return _width(len(self.upright[channel]), 0 if outer else _EMPTY)

    def height(self, channel: int) -> int:
        """Return how high a level channel is."""
        return _width(len(self.level[channel]), 0 if channel == 0 else _EMPTY)

    def across(self, channel: int, bundle: Bundle) -> int:
        """Return how far from the channel's left side a bundle runs."""
        return _lane(self.upright[channel], bundle, self.width(channel))

    def down(self, channel: int, bundle: Bundle) -> int:
        """Return how far from the channel's upper side a bundle runs."""
        return _lane(self.level[channel], bundle, self.height(channel))


def _width(lanes: int, empty: int) -> int:
    return _AROUND + _LANE * (lanes - 1) if lanes else empty


def _lane(bundles: tuple[Bundle, ...], bundle: Bundle, width: int) -> int:
    return (width - _LANE * (len(bundles) - 1)) // 2 + _LANE * bundles.index(bundle)


def channels_for(arrangement: Arrangement, arrows: tuple[Arrow, ...], owner: Mapping[str, str]) -> Channels:
    """Return lanes for all arrows, one for each bundle in each channel it runs through."""
    upright: list[dict[Bundle, None]] = [{} for _ in range(arrangement.columns + 1)]
    level: list[dict[Bundle, None]] = [{} for _ in range(arrangement.rows)]
    for arrow in arrows:
        bundle = (arrow.target, arrow.sure)
        begin, end = arrangement.slots[owner[arrow.source]], arrangement.slots[owner[arrow.target]]
        upright[end.column][bundle] = None
        if begin.column + 1 != end.column:
            upright[begin.column + 1][bundle] = None
            level[end.row][bundle] = None
    return Channels(tuple(map(tuple, upright)), tuple(map(tuple, level)))
