"""Makes a picture of facts: what stands in which cell, and which endpoint leads to which service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from constructs_pkg.audit.drawing.handoff import BY_NAME, Handoff, aws_service, handoff_of
from constructs_pkg.audit.drawing.hybrid_panels import network_cards, resolver_panels, view_cards
from constructs_pkg.audit.drawing.panels import panels_of
from constructs_pkg.audit.drawing.picture import Arrow, CellCard, EndpointBox, OutsideBox, Picture, without_prefix
from constructs_pkg.audit.drawing.public_panels import internet_card
from constructs_pkg.audit.drawing.service_lines import service_box
from constructs_pkg.audit.endpoint_facts import EndpointFact
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.names import Matrix, labels_of, read_matrix
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import Resource, Value, in_words
from constructs_pkg.audit.vantage import VpcVantage, vantages_of

# Bounds of this room: a larger picture takes long to draw, and nobody finds anything in it.
MOST_CELLS = 200
MOST_BOXES = 500


@dataclass(frozen=True)
class _Joined:
    endpoint: EndpointFact
    handoff: Handoff
    box: EndpointBox


def picture_of(facts: Facts) -> Picture:
    """Return the picture of an assembly."""
    vantages = vantages_of(facts)
    matrix = read_matrix(facts, vantages)
    drawn = vantages[:MOST_CELLS]
    left = _left_out(facts, matrix)
    labels = labels_of(facts)
    facts = replace(facts, endpoints=facts.endpoints[:MOST_BOXES], services=facts.services[:MOST_BOXES])
    joined = [_joined(facts, one, labels) for one in facts.endpoints if aws_service(one) is None]
    boxes = {one.endpoint.id: one.box for one in joined}
    cells = []
    for position, vantage in enumerate(drawn):
        endpoints = [one for one in facts.endpoints if one.vpc == vantage.vpc]
        inside = {one.id: boxes[one.id] for one in endpoints if one.id in boxes}
        zones = panels_of(facts, matrix, position, vantage, inside)
        named = {group.endpoint.key for zone in zones for group in zone.groups if group.endpoint is not None}
        short = {name for one in endpoints if (name := aws_service(one)) is not None}
        services = [one for one in facts.services if one.vpc == vantage.vpc]
        cells.append(
            CellCard(
                key=f"cell {vantage.label}",
                label=vantage.label,
                region=_place(facts, vantage)[1] or "",
                facts=_facts(facts, vantage),
                zones=(*zones, *resolver_panels(facts, vantage.vpc)),
                endpoints=tuple(box for box in inside.values() if box.key not in named),
                aws_services=tuple(sorted(short)),
                services=tuple(service_box(one, vantage.label) for one in services),
            )
        )
    internet = internet_card(facts)
    if internet is not None:
        cells.append(internet)
    vpcs = {vantage.vpc for vantage in vantages}
    arrows, outside = _arrows([one for one in joined if any(one.endpoint.vpc == each.vpc for each in drawn)])
    return Picture(
        cells=(
            *cells,
            *network_cards(facts),
            *view_cards(facts),
            *_apart([one for one in facts.services if one.vpc not in vpcs]),
        ),
        outside=outside,
        arrows=arrows,
        remarks=(*left, *_remarks(matrix.notes)) if cells else ("There is no VPC in these templates.",),
    )


def _joined(facts: Facts, endpoint: EndpointFact, labels: Mapping[Value, str]) -> _Joined:
    handoff = handoff_of(facts, endpoint)
    region = handoff.region if handoff.region != endpoint.region else None
    label = without_prefix(labels[endpoint.id], labels.get(endpoint.vpc, ""))
    return _Joined(
        endpoint, handoff, EndpointBox(in_words(endpoint.id), label, handoff.words, handoff.detail, region or "")
    )


def _place(facts: Facts, vantage: VpcVantage) -> tuple[str | None, str | None]:
    """Return the account and Region of a VPC: its own, or those of all that stands in it."""
    vpc = facts.vpc_by_id.get(vantage.vpc)
    if vpc is not None:
        return vpc.account, vpc.region
    inside = {(one.account, one.region) for one in facts.endpoints if one.vpc == vantage.vpc}
    inside |= {(one.account, one.region) for one in facts.services if one.vpc == vantage.vpc}
    return inside.pop() if len(inside) == 1 else (None, None)


def _facts(facts: Facts, vantage: VpcVantage) -> tuple[str, ...]:
    vpc = facts.vpc_by_id.get(vantage.vpc)
    account, _ = _place(facts, vantage)
    cidr = in_words(vpc.cidr) if vpc is not None and vpc.cidr is not None else None
    given = None if vpc is not None else "given by id"
    return tuple(one for one in (account and f"account {account}", cidr, given) if one)


def _apart(services: list[ServiceFact]) -> Iterator[CellCard]:
    """Yield a card for each VPC that only services tell of, and for those services whose VPC is not told."""
    together: dict[tuple[Value | None, str | None, str | None], list[ServiceFact]] = {}
    for one in services:
        together.setdefault((one.vpc, one.account, one.region), []).append(one)
    for (vpc, account, region), held in together.items():
        yield CellCard(
            key=f"services {in_words(held[0].id)}",
            label=in_words(vpc) if vpc is not None else "VPC not in the templates",
            region=region or "",
            facts=tuple(one for one in (account and f"account {account}", vpc and "given by id") if one),
            services=tuple(service_box(one, "") for one in held),
            is_vpc=vpc is not None,
        )


def _arrows(joined: list[_Joined]) -> tuple[tuple[Arrow, ...], tuple[OutsideBox, ...]]:
    arrows: list[Arrow] = []
    outside: dict[Value | Resource, OutsideBox] = {}
    for one in joined:
        handoff = one.handoff
        if handoff.service is not None:
            arrows.append(Arrow(one.box.key, in_words(handoff.service.id), handoff.sure))
            continue
        named = one.endpoint.service_name or one.endpoint.id
        if named not in outside:
            known = handoff.words == BY_NAME
            label = handoff.detail if known else "known at deployment"
            detail = handoff.region or "" if known else handoff.detail or handoff.words
            outside[named] = OutsideBox(f"outside {len(outside) + 1}", label, detail)
        arrows.append(Arrow(one.box.key, outside[named].key, sure=True))
    return tuple(arrows), tuple(outside.values())


def _left_out(facts: Facts, matrix: Matrix) -> tuple[str, ...]:
    """Return a remark for each kind of thing that a picture has no room for."""
    counts = (
        ("VPCs", len(matrix.vantages) - MOST_CELLS),
        ("endpoints", len(facts.endpoints) - MOST_BOXES),
        ("endpoint services", len(facts.services) - MOST_BOXES),
    )
    return tuple(
        f"{more} more {things} are not drawn: one picture has no room for them." for things, more in counts if more > 0
    )


def _remarks(notes: tuple[str, ...]) -> tuple[str, ...]:
    if not notes:
        return ()
    things = "1 thing is" if len(notes) == 1 else f"{len(notes)} things are"
    return (f"{things} not read or not as usual here: private-cells names tells.",)
