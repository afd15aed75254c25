"""Public names that lead to interface endpoints alone, so that nobody gets to the public endpoint without them.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.endpoint_name import endpoint_of
from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Place, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.findings.targets import ends_of
from constructs_pkg.audit.public import masked_zone
from constructs_pkg.audit.value import Value, in_words

_ADDRESSES = ("A", "AAAA")


def _endpoint_alone(evidence: Evidence) -> Iterator[Found]:
    if not evidence.facts.public_zones:
        return
    zones = (*evidence.private_zones, *evidence.facts.endpoint_zones)
    for zone in dict.fromkeys(zones):
        # What is known to be in the zone in part only may be the way back.
        if zone.name is None or not (zone.brought is not None or evidence.is_whole(zone.id)):
            continue
        names = sorted({(one.name, one.type) for one in evidence.facts.records_of_zone.get(zone.id, ())})
        for name, kind in names:
            yield from _of_name(evidence, zone, name, kind)


def _of_name(evidence: Evidence, zone: ZoneFact, name: str, kind: str) -> Iterator[Found]:
    records = [one for one in evidence.facts.records_of_zone.get(zone.id, ()) if (one.name, one.type) == (name, kind)]
    endpoints = _endpoints(evidence, records)
    if not endpoints or kind not in (*_ADDRESSES, "CNAME") or name.startswith("*"):
        return
    public = masked_zone(evidence.facts, evidence.tree, name, "A" if kind == "CNAME" else kind)
    vantages = [evidence.vantages[vpc] for vpc in zone.vpcs] if zone.brought else evidence.vantages_on(zone)
    answering = [one for one in vantages if evidence.zone_answering(name, one) == zone]
    if public is not None and answering:
        where = listed(one.label for one in answering)
        wrong = (
            f"{name} {kind} leads to {listed(map(in_words, endpoints))} alone in {where}; public zone "
            f"{evidence.called(public)}, which has the name too, is never asked there."
        )
        yield Found(_place(zone, records), wrong)


def _endpoints(evidence: Evidence, records: list[RecordFact]) -> list[Value]:
    """Return the interface endpoints that records lead to; none where one of them leads anywhere else."""
    found = [endpoint_of(evidence.facts, end) for record in records for end in ends_of(evidence, record)]
    return [] if None in found else list(dict.fromkeys(one.id for one in found if one is not None))


def _place(zone: ZoneFact, records: list[RecordFact]) -> Place:
    return place_of(zone.brought.endpoint) if zone.brought is not None else place_of(records[0])


RULES = (
    Rule(
        "public-name-without-fallback",
        Severity.WARNING,
        "A public name leads to an interface endpoint alone in a VPC, whose zone never hands a name on to public DNS.",
        "Make the record the PRIMARY of a failover with the public addresses as SECONDARY, answer with both, "
        "or give the endpoint a name of its own and let clients choose.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
        "#hosted-zone-private-considerations-public-private-overlapping",
        _endpoint_alone,
    ),
)
