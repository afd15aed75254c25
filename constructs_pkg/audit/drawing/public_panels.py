"""The public zones with their names: every record of a name, with its place in the routing policy.

Which of them answers depends on the client, of whom a picture knows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.at_the_edge import CLOUDFRONT
from constructs_pkg.audit.drawing.picture import CellCard, NameGroup, NameRow, Tone, ZonePanel
from constructs_pkg.audit.facts import Facts, RecordFact, ZoneFact
from constructs_pkg.audit.value import MapOf, Resource, Value, in_words, literal_text, only_resource

# More names than these in one zone are counted, not drawn.
MOST_NAMES = 40
MOST_PANELS = 50

_WORDS = {
    "Weight": "weight",
    "Region": "",
    "Failover": "",
    "GeoLocation": "",
    "GeoProximityLocation": "near",
    "MultiValueAnswer": "multivalue",
    "CidrRoutingConfig": "",
}


def internet_card(facts: Facts) -> CellCard | None:
    """Return the card of what the internet sees; None where no public zone has a name in it."""
    zones = [zone for zone in facts.public_zones if facts.records_of_zone.get(zone.id)]
    if not zones:
        return None
    count = len(facts.public_zones)
    return CellCard(
        key="internet",
        label="the internet",
        region="",
        facts=("1 public zone" if count == 1 else f"{count} public zones",),
        zones=tuple(_panel(facts, zone) for zone in sorted(zones, key=_order)[:MOST_PANELS]),
        is_vpc=False,
    )


def _order(zone: ZoneFact) -> tuple[str, ...]:
    return tuple(reversed((zone.name or "").split(".")))


def _panel(facts: Facts, zone: ZoneFact) -> ZonePanel:
    groups: dict[tuple[str, str], list[RecordFact]] = {}
    for record in facts.records_of_zone[zone.id]:
        groups.setdefault((record.name, record.type), []).append(record)
    rows = [_row(name, kind, records) for (name, kind), records in sorted(groups.items())]
    return ZonePanel(
        name=zone.name or in_words(zone.id),
        note="public zone, signed" if zone.id in facts.signed_zones else "public zone",
        groups=tuple(NameGroup((row,)) for row in rows[:MOST_NAMES]),
        more=max(len(rows) - MOST_NAMES, 0),
    )


def _row(name: str, kind: str, records: list[RecordFact]) -> NameRow:
    ordered = sorted(records, key=lambda one: literal_text(one.set_identifier) or "")
    answers = tuple(": ".join(part for part in (_place(one), _target(one)) if part) for one in ordered)
    return NameRow(name, "" if kind == "A" else kind, answers, Tone.PLAIN)


def _place(record: RecordFact) -> str:
    return " ".join(part for field, value in record.policy for part in (_WORDS[field], *_told(field, value)) if part)


def _told(field: str, value: Value) -> Iterator[str]:
    if field == "MultiValueAnswer":
        return
    if isinstance(value, MapOf):
        for key, inner in value.items:
            if key != "CollectionId":
                yield "elsewhere" if literal_text(inner) == "*" else in_words(inner)
    else:
        yield in_words(value)


def _target(record: RecordFact) -> str:
    values = record.values if record.alias is None else (record.alias.dns_name,)
    words = ", ".join(_words(value) for value in values)
    if record.alias is not None and literal_text(record.alias.zone) == CLOUDFRONT:
        return f"CloudFront {words}"
    return f"alias {words}" if record.alias is not None else words


def _words(value: Value) -> str:
    made = only_resource(value)
    return in_words(value) if made is None else in_words(Resource(made.stack, made.logical_id))
