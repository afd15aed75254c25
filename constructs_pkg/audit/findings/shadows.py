"""Public names that a private zone hides, and records that another zone or a delegation hides.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.findings.evidence import INTERNET, Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import counted, listed
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Value, in_words, literal_text
from constructs_pkg.audit.zonetree import Outcome, within

_CONSIDERATIONS = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"

# What clients in a VPC ask for; a public zone's verification records (``_acme...``) are asked by others.
_ASKED = ("A", "AAAA", "CNAME")


def _public_names(evidence: Evidence) -> Iterator[Found]:
    public = [
        record
        for zone in evidence.facts.public_zones
        for record in evidence.certain(evidence.facts.records_of_zone.get(zone.id, ()))
        if record.type in _ASKED and not record.name.startswith("_")
    ]
    for zone in evidence.private_zones if public else ():
        hidden = sorted({one.name for one in public if _hides(evidence, zone, one)}) if zone.vpcs else []
        if hidden and evidence.is_whole(zone.id):
            vpcs = listed(evidence.label(vpc) for vpc in zone.vpcs)
            wrong = (
                f"Private zone {evidence.called(zone)} hides {counted(len(hidden), 'public name')} from {vpcs} and has "
                f"no answer of its own: {listed(hidden)}."
            )
            yield Found(evidence.place_of_zone(zone), wrong)


def _hides(evidence: Evidence, zone: ZoneFact, record: RecordFact) -> bool:
    if not within(record.name, zone.name or ""):
        return False
    kinds = ("A", "AAAA") if record.type == "CNAME" else (record.type,)
    outcomes = {evidence.tree(zone).find(record.name, kind).outcome for kind in kinds}
    if not outcomes <= {Outcome.NXDOMAIN, Outcome.NODATA}:
        return False
    return any(evidence.zone_answering(record.name, vantage) is zone for vantage in evidence.vantages_on(zone))


def _by_another_zone(evidence: Evidence) -> Iterator[Found]:
    crowded = {zone.id for zones in evidence.facts.zones_of_vpc.values() if len(zones) > 1 for zone in zones}
    for record in evidence.facts.records:
        zone = evidence.private_zone_by_id.get(record.zone)
        if zone is None or zone.id not in crowded or not within(record.name, zone.name or ""):
            continue
        answering = [evidence.zone_answering(record.name, vantage) for vantage in evidence.vantages_on(zone)]
        others = [one for one in answering if one is not None and one.id != zone.id]
        if others and len(others) == len(answering):
            wrong = (
                f"{record.name} {record.type} in zone {evidence.called(zone)} is answered nowhere: in its VPCs the "
                f"more specific zone {listed(map(evidence.called, others))} answers."
            )
            yield Found(place_of(record), wrong)


def _below_delegation(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        zone = evidence.facts.zone_by_id.get(record.zone)
        if zone is None or zone.name is None or not within(record.name, zone.name):
            continue
        tree = evidence.tree(zone)
        cut = tree.cut(record.name, record.type)
        if cut is None or (record.type == "DS" and record.name == cut):
            continue
        servers = [value for one in tree.at(cut, "NS") for value in one.values]
        if not (record.type in ("A", "AAAA") and _may_be_glue(record, servers)):
            wrong = (
                f"{record.name} {record.type} is at or below {cut}, which its zone {evidence.called(zone)} delegates "
                f"to {listed(map(in_words, servers))}."
            )
            yield Found(place_of(record), wrong)


def _not_delegated(evidence: Evidence) -> Iterator[Found]:
    for zone in evidence.facts.public_zones:
        answering = evidence.zone_answering(zone.name or "", INTERNET)
        if answering is None or answering.id == zone.id or not evidence.is_whole(answering.id):
            continue
        count = len(evidence.facts.records_of_zone.get(zone.id, ()))
        wrong = (
            f"Public zone {evidence.called(zone)} is not delegated to by {evidence.called(answering)}, so that "
            f"nobody asks it for its {counted(count, 'record')}."
        )
        yield Found(evidence.place_of_zone(zone), wrong)


def _may_be_glue(record: RecordFact, servers: list[Value]) -> bool:
    texts = [literal_text(server) for server in servers]
    return any(text is not None and normal_name(text) == record.name for text in texts)


RULES = (
    Rule(
        "public-name-hidden",
        Severity.WARNING,
        "A private zone covers names of a public zone and has no answer for them: its VPCs get none.",
        "Repeat the names in the private zone, or give the private zone a more specific name.",
        _CONSIDERATIONS + "#hosted-zone-private-considerations-public-private-overlapping",
        _public_names,
    ),
    Rule(
        "record-hidden-by-zone",
        Severity.WARNING,
        "A record of a private zone is answered nowhere, as a more specific zone of its VPCs covers the name.",
        "Move the record to the more specific zone.",
        _CONSIDERATIONS + "#hosted-zone-private-considerations-private-overlapping",
        _by_another_zone,
    ),
    Rule(
        "record-below-delegation",
        Severity.WARNING,
        "A record stands at or below a name that its zone delegates to other name servers.",
        "Move the record to the delegated zone, or remove the NS record.",
        "https://www.rfc-editor.org/rfc/rfc1034#section-4.2.1",
        _below_delegation,
    ),
    Rule(
        "public-zone-not-delegated",
        Severity.WARNING,
        "A public zone's parent is in the assembly and has no NS record for it.",
        "Add an NS record with the zone's name servers to the parent zone.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html",
        _not_delegated,
    ),
)
