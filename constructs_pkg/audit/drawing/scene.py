"""All pieces of a picture and how they hang together, before they have a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs_pkg.audit.drawing.arrangement import Arrangement, Slot, arrange, owners
from constructs_pkg.audit.drawing.block import Block, Place
from constructs_pkg.audit.drawing.card_block import card_block, card_width
from constructs_pkg.audit.drawing.channels import Channels, channels_for
from constructs_pkg.audit.drawing.endpoint_block import outside_block
from constructs_pkg.audit.drawing.picture import Picture


@dataclass(frozen=True)
class Scene:
    """The pieces.

    Attributes:
        owner: The cell of each endpoint and service; a service elsewhere is its own.
        blocks: The cells and the services elsewhere as drawn, by key.
    """

    picture: Picture
    owner: Mapping[str, str]
    blocks: Mapping[str, Block]
    arrangement: Arrangement
    channels: Channels

    def slot(self, key: str) -> Slot:
        """Return the slot that an endpoint or a service is in."""
        return self.arrangement.slots[self.owner[key]]

    def port(self, key: str) -> Place:
        """Return where an endpoint or a service has its arrows, from the corner of its cell."""
        return self.blocks[self.owner[key]].ports[key]


def scene_of(picture: Picture) -> Scene:
    """Return the pieces of a picture."""
    owner = owners(picture)
    width = card_width(picture.cells)
    blocks = {cell.key: card_block(cell, width) for cell in picture.cells}
    blocks |= {box.key: outside_block(box) for box in picture.outside}
    arrangement = arrange(picture)
    return Scene(picture, owner, blocks, arrangement, channels_for(arrangement, picture.arrows, owner))
