"""Cells that share a zone's name: names that one lacks, and answers that leave its Region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import counted, listed
from constructs_pkg.audit.findings.regions import Regions
from constructs_pkg.audit.findings.targets import target_words, values_of
from constructs_pkg.audit.zonetree import Outcome

_OVERLAP = (
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
    "#hosted-zone-private-considerations-public-private-overlapping"
)

_ADDRESSES = ("A", "AAAA", "CNAME")


def _clones(evidence: Evidence) -> Mapping[str, tuple[ZoneFact, ...]]:
    """Return the private zones of each name that several have, each on VPCs of its own."""
    found: dict[str, list[ZoneFact]] = {}
    for zone in evidence.private_zones:
        if zone.vpcs:
            found.setdefault(zone.name or "", []).append(zone)
    return {
        name: tuple(zones)
        for name, zones in found.items()
        if len(zones) > 1 and len({vpc for zone in zones for vpc in zone.vpcs}) == sum(len(z.vpcs) for z in zones)
    }


def _cell(evidence: Evidence, zone: ZoneFact) -> str:
    return listed(evidence.label(vpc) for vpc in zone.vpcs)


def _lacking(evidence: Evidence) -> Iterator[Found]:
    for name, zones in _clones(evidence).items():
        having: dict[str, list[ZoneFact]] = {}
        for zone in zones:
            records = evidence.certain(evidence.facts.records_of_zone.get(zone.id, ()))
            for one in dict.fromkeys(record.name for record in records):
                having.setdefault(one, []).append(zone)
        for zone in zones:
            if not evidence.is_whole(zone.id):
                continue
            missing = [one for one in sorted(having) if evidence.tree(zone).find(one, "A").outcome is Outcome.NXDOMAIN]
            if missing:
                others = listed(_cell(evidence, other) for one in missing for other in having[one])
                wrong = (
                    f"Zone {name} of {_cell(evidence, zone)} lacks {counted(len(missing), 'name')} that the zone of "
                    f"{others} has: {listed(missing)}."
                )
                yield Found(evidence.place_of_zone(zone), wrong)


def _leaving(evidence: Evidence) -> Iterator[Found]:
    clones = {zone.id: zone for zones in _clones(evidence).values() for zone in zones}
    if not clones:
        return
    regions = Regions(evidence)
    for (zone_id, name, kind), records in evidence.groups.items():
        zone = clones.get(zone_id)
        home = regions.of_zone(zone) if zone is not None else None
        if zone is None or home is None or kind not in _ADDRESSES:
            continue
        ends = [_end(regions, zone, record) for record in records]
        foreign = {region for region in ends if region is not None}
        if None not in ends and home not in foreign:
            targets = listed(map(target_words, records))
            wrong = (
                f"{name} {kind} in {_cell(evidence, zone)} ({home}) answers with {targets}, which is in "
                f"{listed(sorted(foreign))}."
            )
            yield Found(place_of(records[0]), wrong)


def _end(regions: Regions, zone: ZoneFact, record: RecordFact) -> str | None:
    """Return the Region that all of a record's values are in, or None."""
    found = {regions.of_value(value, zone) for value in values_of(record)}
    return found.pop() if len(found) == 1 else None


RULES = (
    Rule(
        "clone-lacks-name",
        Severity.WARNING,
        "Of several cells that share a zone's name one lacks a name that another has: it answers NXDOMAIN there.",
        "Add the name to the cell that lacks it, or take it from a zone that the cells do not share.",
        _OVERLAP,
        _lacking,
    ),
    Rule(
        "clone-leaves-region",
        Severity.WARNING,
        "Of several cells that share a zone's name one answers only with hosts or endpoints of another Region.",
        "Point the name at a host or endpoint of the cell's own Region, or keep the other Region as a secondary.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html",
        _leaving,
    ),
)
