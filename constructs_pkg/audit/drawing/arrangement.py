"""Where cells and services elsewhere stand: in a grid, consumers left of the providers they reach.

Arrows run in the channels between columns and rows, where there is no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.picture import Arrow, Picture

# So that text stays legible where the picture is shrunk to the width of a page.
MOST_COLUMNS = 3


@dataclass(frozen=True)
class Slot:
    """A place in the grid."""

    column: int
    row: int


@dataclass(frozen=True)
class Arrangement:
    """Which cell or outside service stands in which slot; several in one slot stand below each other.

    Attributes:
        side_by_side: Whether all arrows lead from the first column to the second, so that the rows of one
            need not be those of the other.
    """

    slots: Mapping[str, Slot]
    side_by_side: bool

    @property
    def columns(self) -> int:
        """The number of columns."""
        return 1 + max((slot.column for slot in self.slots.values()), default=0)

    @property
    def rows(self) -> int:
        """The number of rows."""
        return 1 + max((slot.row for slot in self.slots.values()), default=0)

    def held(self, column: int, row: int) -> list[str]:
        """Return what stands in a slot."""
        return [key for key, slot in self.slots.items() if slot == Slot(column, row)]


def owners(picture: Picture) -> dict[str, str]:
    """Return the cell of each endpoint and service, by key; a service elsewhere is its own."""
    found = {box.key: box.key for box in picture.outside}
    for cell in picture.cells:
        for zone in cell.zones:
            found |= {group.endpoint.key: cell.key for group in zone.groups if group.endpoint is not None}
        found |= dict.fromkeys((box.key for box in cell.endpoints), cell.key)
        found |= dict.fromkeys((box.key for box in cell.services), cell.key)
    return found


def arrange(picture: Picture) -> Arrangement:
    """Return where everything stands."""
    owner = owners(picture)
    joins = [(owner[arrow.source], owner[arrow.target]) for arrow in picture.arrows]
    leaving = {source for source, target in joins if source != target}
    reached = {target for source, target in joins if source != target}
    right = [cell.key for cell in picture.cells if cell.key in reached - leaving]
    left = [cell.key for cell in picture.cells if cell.key not in right]
    if not left:
        left, right = right, []
    aside = bool(right or picture.outside)
    columns = _columns(len(left), aside)
    slots = {key: Slot(position % columns, position // columns) for position, key in enumerate(left)}
    if columns == 1 and all(source in left and target not in left for source, target in joins):
        slots |= {key: Slot(1, 0) for key in [*right, *(box.key for box in picture.outside)]}
        return Arrangement(slots, side_by_side=aside)
    rows = -(-len(left) // columns)
    for position, key in enumerate(right):
        row = position if len(right) > rows else (2 * position + 1) * rows // (2 * len(right))
        slots[key] = Slot(columns, row)
    slots |= _beside_consumers(picture.arrows, owner, slots, columns)
    return Arrangement(slots, side_by_side=False)


def _columns(cells: int, aside: bool) -> int:
    if aside:
        return 1 if cells <= MOST_COLUMNS else MOST_COLUMNS - 1
    return 2 if cells == 4 else max(1, min(cells, MOST_COLUMNS))


def _beside_consumers(
    arrows: tuple[Arrow, ...], owner: Mapping[str, str], slots: Mapping[str, Slot], column: int
) -> Iterator[tuple[str, Slot]]:
    """Yield a slot for each service elsewhere, in the row of the first cell that connects to it."""
    for arrow in arrows:
        if arrow.target == owner[arrow.target]:
            yield arrow.target, Slot(column, slots[owner[arrow.source]].row)
