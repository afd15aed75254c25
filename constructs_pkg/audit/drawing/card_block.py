"""Draws one cell: what it is at the top, then its zones, endpoints and services."""

from __future__ import annotations

from constructs_pkg.audit.drawing.block import Block, cap, rect, stacked, text
from constructs_pkg.audit.drawing.endpoint_block import BOX_WIDTH, endpoint_block, service_block
from constructs_pkg.audit.drawing.lettering import FINE, LABEL, NOTE, REGION, SUB
from constructs_pkg.audit.drawing.picture import CellCard
from constructs_pkg.audit.drawing.zone_block import PAD as ZONE_PAD
from constructs_pkg.audit.drawing.zone_block import wanted_width, zone_block

PAD = 16
NARROWEST, WIDEST = 400, 560
_WIDEST_LINE = 320
_HEAD = 64
_GAP = 12
_BETWEEN_FACTS = "  ·  "


def card_width(cards: tuple[CellCard, ...]) -> int:
    """Return the one width all cards have: as wide as the widest wants, within bounds."""
    wanted = [NARROWEST]
    for card in cards:
        wanted += [wanted_width(zone) + 2 * PAD for zone in card.zones]
        lines = [FINE.width(line) for service in card.services for _, lines in service.lines for line in lines]
        wanted += [min(line, _WIDEST_LINE) + 116 + 2 * PAD for line in lines]
    return min(max(wanted), WIDEST)


def card_block(card: CellCard, width: int) -> Block:
    """Return the card without its frame, which is drawn when its height is settled."""
    inner = width - 2 * PAD
    parts = [zone_block(zone, inner) for zone in card.zones]
    if not (card.zones or card.services):
        parts.append(_note("no private zone", inner))
    if card.endpoints:
        parts.append(_note("other endpoints" if card.zones else "endpoints", inner))
        left = inner - BOX_WIDTH - ZONE_PAD
        parts += [endpoint_block(box, BOX_WIDTH).at(left, 0) for box in card.endpoints]
    if card.aws_services:
        parts.append(_aws(card.aws_services, inner))
    parts += [service_block(service, inner) for service in card.services]
    body = stacked([_head(card, width), stacked(parts, _GAP).at(PAD, PAD)], 0)
    return Block(width, body.height + PAD, body.elements, body.ports)


def framed(block: Block, height: int) -> Block:
    """Return a card's block on its ground, `height` high."""
    width = block.width
    ground = rect(0, 0, width, height, "card", radius=12)
    return Block(width, height, (ground, cap(width, _HEAD, "at", radius=12), *block.elements), block.ports)


def _head(card: CellCard, width: int) -> Block:
    room = width - 2 * PAD
    label = LABEL.shortened(card.label, room - REGION.width(card.region) - PAD)
    facts = _BETWEEN_FACTS.join(card.facts)
    return Block(
        width,
        _HEAD,
        (
            text(PAD, 28, label, LABEL, "ai", full=card.label),
            text(width - PAD, 27, card.region, REGION, "ai", at_end=True),
            text(PAD, 49, SUB.shortened(facts, room), SUB, "dim", full=facts),
        ),
    )


def _note(content: str, width: int) -> Block:
    return Block(width, 18, (text(0, 13, content, NOTE, "dim"),))


def _aws(services: tuple[str, ...], width: int) -> Block:
    names = ", ".join(services)
    heading = "AWS services inside: "
    left = NOTE.width(heading)
    shown = FINE.shortened(names, width - left)
    return Block(width, 18, (text(0, 13, heading, NOTE, "dim"), text(left, 13, shown, FINE, "ink", full=names)))
