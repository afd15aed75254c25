"""CNAME records that DNS does not allow, or that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.cycles import cycles
from constructs_pkg.audit.findings.evidence import INTERNET, Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.findings.targets import target_words, values_of
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.value import Value, literal_text
from constructs_pkg.audit.vantage import Vantage
from constructs_pkg.audit.zonetree import Outcome

_TYPES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat"


def _beside_others(evidence: Evidence) -> Iterator[Found]:
    by_name: dict[tuple[Value, str], list[RecordFact]] = {}
    for record in evidence.certain(evidence.facts.records):
        by_name.setdefault((record.zone, record.name), []).append(record)
    for (_, name), records in by_name.items():
        cname = next((record for record in records if record.type == "CNAME"), None)
        others = sorted({record.type for record in records} - {"CNAME"})
        if cname is not None and others:
            wheres = listed(str(place_of(one)) for one in records if one.type != "CNAME")
            yield Found(
                place_of(cname),
                f"{name} has a CNAME record ({target_words(cname)}) beside {listed(others)} ({wheres}) in one zone.",
            )


def _at_apex(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        zone = evidence.facts.zone_by_id.get(record.zone)
        if record.type == "CNAME" and zone is not None and zone.name == record.name:
            yield Found(
                place_of(record), f"{record.name} is the apex of its zone and has a CNAME ({target_words(record)})."
            )


def _loops(evidence: Evidence) -> Iterator[Found]:
    vantages: Iterable[Vantage] = (*evidence.vantages.values(), INTERNET)
    seen: set[frozenset[RecordFact]] = set()
    for vantage in vantages:
        for loop in cycles(_names_asked(evidence, vantage), partial(_next_names, evidence, vantage)):
            records = {record for name in loop for record in _records(evidence, name, vantage)}
            if records and frozenset(records) not in seen:
                seen.add(frozenset(records))
                first = min(range(len(loop)), key=lambda place: loop[place])
                way = [*loop[first:], *loop[: first + 1]]
                at = min(records, key=lambda record: (record.name != way[0], str(place_of(record))))
                yield Found(place_of(at), f"A question for {way[0]} never ends: {' → '.join(way)}.")


def _without_target(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        zone = evidence.facts.zone_by_id.get(record.zone)
        if record.type != "CNAME" or record.alias is not None or zone is None or zone.name is None:
            continue
        for target in (normal_name(text) for text in map(literal_text, record.values) if text is not None):
            for vantage in evidence.vantages_on(zone):
                covering = evidence.zone_answering(target, vantage)
                if covering is None or not evidence.is_whole(covering.id):
                    continue
                if evidence.tree(covering).find(target, "A").outcome is Outcome.NXDOMAIN:
                    wrong = (
                        f"{record.name} is a CNAME of {target}, which zone {evidence.called(covering)} does not have, "
                        f"as asked from {vantage.label}."
                    )
                    yield Found(place_of(record), wrong)
                    break


def _names_asked(evidence: Evidence, vantage: Vantage) -> list[str]:
    zones = evidence.facts.public_zones if vantage == INTERNET else evidence.private_zones
    ids = {zone.id for zone in zones if vantage in evidence.vantages_on(zone)}
    return sorted({one.name for one in evidence.facts.records if one.type == "CNAME" and one.zone in ids})


def _records(evidence: Evidence, name: str, vantage: Vantage) -> tuple[RecordFact, ...]:
    """Return the CNAME records that may answer a name at a vantage, whatever a routing policy chooses."""
    zone = evidence.zone_answering(name, vantage)
    if zone is None:
        return ()
    return tuple(record for record in evidence.tree(zone).find(name, "CNAME").records if record.type == "CNAME")


def _next_names(evidence: Evidence, vantage: Vantage, name: str) -> list[str]:
    found = []
    for record in _records(evidence, name, vantage):
        found += [normal_name(text) for text in map(literal_text, values_of(record)) if text is not None]
    return found


RULES = (
    Rule(
        "cname-beside-records",
        Severity.ERROR,
        "A name that has a CNAME record has other records as well.",
        "Use an alias record, or move the other records to another name.",
        _TYPES,
        _beside_others,
    ),
    Rule(
        "cname-at-apex",
        Severity.ERROR,
        "The apex of a zone has a CNAME record.",
        "Use an alias record for the apex.",
        _TYPES,
        _at_apex,
    ),
    Rule(
        "cname-loop",
        Severity.ERROR,
        "CNAME records lead back to themselves, as asked from a VPC or the internet.",
        "Let one of the names end at an address or an alias.",
        "https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2",
        _loops,
    ),
    Rule(
        "cname-without-target",
        Severity.WARNING,
        "A CNAME record leads to a name that the zone which answers for it does not have.",
        "Add the name to that zone, or correct the CNAME.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
        "#hosted-zone-private-considerations-public-private-overlapping",
        _without_target,
    ),
)
