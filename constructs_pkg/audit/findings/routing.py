"""Records that cannot stand together, or in their zone, or whose routing policy leaves questions unanswered."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.answer import policy_label
from constructs_pkg.audit.facts import RecordFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.value import MapOf, in_words, literal_flag, literal_text
from constructs_pkg.audit.zonetree import within

_RECORD = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html"
_PRIVATE = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"


def _duplicates(evidence: Evidence) -> Iterator[Found]:
    for (_, name, kind), group in evidence.groups.items():
        by_identifier: dict[object, list[RecordFact]] = {}
        for record in evidence.certain(group):
            by_identifier.setdefault(literal_text(record.set_identifier) or record.set_identifier, []).append(record)
        for same in by_identifier.values():
            if len(same) > 1:
                first = same[0].set_identifier
                told = f"set identifier {in_words(first)}" if first is not None else "no set identifier"
                places = listed(str(place_of(record)) for record in same)
                yield Found(place_of(same[1]), f"{len(same)} records of {name} {kind} have {told}: {places}.")


def _field(record: RecordFact) -> str | None:
    fields = (
        name
        for name, value in record.policy
        if name != "MultiValueAnswer" or literal_flag(value, default=True) is not False
    )
    return next(fields, None)


def _mixed(evidence: Evidence) -> Iterator[Found]:
    for (_, name, kind), group in evidence.groups.items():
        records = evidence.certain(group)
        if len({_field(record) for record in records}) > 1:
            policies = listed((policy_label(record) or "simple").partition(" ")[0] for record in records)
            places = listed(str(place_of(record)) for record in records)
            yield Found(
                place_of(records[0]), f"Records of {name} {kind} follow different policies, {policies}: {places}."
            )


def _outside_zone(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        zone = evidence.facts.zone_by_id.get(record.zone)
        if zone is not None and zone.name is not None and not within(record.name, zone.name):
            yield Found(
                place_of(record), f"{record.name} {record.type} is not within its zone {evidence.called(zone)}."
            )


def _not_private(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        zone = evidence.private_zone_by_id.get(record.zone)
        if zone is not None and record.field("CidrRoutingConfig") is not None:
            wrong = f"{record.name} {record.type} in private zone {evidence.called(zone)} has IP-based routing."
            yield Found(place_of(record), wrong)


def _checked_simple(evidence: Evidence) -> Iterator[Found]:
    for record in evidence.facts.records:
        if record.zone in evidence.private_zone_by_id and record.health_check is not None and _field(record) is None:
            wrong = (
                f"{record.name} {record.type} is a simple record of a private zone and has health check "
                f"{in_words(record.health_check)}."
            )
            yield Found(place_of(record), wrong)


def _without_default(evidence: Evidence) -> Iterator[Found]:
    for (zone, name, kind), records in evidence.policy_groups("GeoLocation"):
        places = [record.field("GeoLocation") for record in records]
        known = [place for place in places if isinstance(place, MapOf)]
        if len(known) < len(records) or not evidence.is_whole(zone):
            continue
        countries = [place.get("CountryCode") for place in known]
        if all(country is None or literal_text(country) not in (None, "*") for country in countries):
            told = listed(in_words(value) for place in known for _, value in place.items)
            yield Found(place_of(records[0]), f"{name} {kind} has geolocation records for {told} and no default.")


def _unequal_ttl(evidence: Evidence) -> Iterator[Found]:
    for (_, name, kind), group in evidence.policy_groups("Weight"):
        records = [record for record in evidence.certain(group) if record.alias is None]
        ttls = [literal_text(record.ttl) for record in records]
        known = dict.fromkeys(ttl for ttl in ttls if ttl is not None)
        if None not in ttls and len(known) > 1:
            yield Found(
                place_of(records[0]), f"The weighted records of {name} {kind} have TTLs of {listed(known)} seconds."
            )


RULES = (
    Rule(
        "duplicate-record",
        Severity.ERROR,
        "Several records of a zone have one name, type and set identifier.",
        "Put their values into one record, or give each a routing policy and a set identifier of its own.",
        _RECORD + "#Route53-Type-ResourceRecordSet-SetIdentifier",
        _duplicates,
    ),
    Rule(
        "mixed-routing",
        Severity.ERROR,
        "Records of one name and type follow different routing policies.",
        "Give all of them one policy, or build a tree of aliases with a name for each policy.",
        _RECORD + "#Route53-Type-ResourceRecordSet-Failover",
        _mixed,
    ),
    Rule(
        "record-outside-zone",
        Severity.ERROR,
        "A record's name is not the name of its zone or below it.",
        "Write the full name, or put the record into the zone of that name.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/route-53-concepts.html#route-53-concepts-hosted-zone",
        _outside_zone,
    ),
    Rule(
        "routing-not-private",
        Severity.ERROR,
        "A record of a private zone has a routing policy that private zones do not support.",
        "Choose weighted, latency, failover, geolocation, geoproximity or multivalue answer routing.",
        _PRIVATE + "#hosted-zone-private-considerations-routing-policies",
        _not_private,
    ),
    Rule(
        "health-check-on-simple-record",
        Severity.WARNING,
        "A simple record of a private zone has a health check, which private zones have on routing policies only.",
        "Remove the health check, or make it one of several records with a routing policy.",
        _PRIVATE + "#hosted-zone-private-considerations-health-checks",
        _checked_simple,
    ),
    Rule(
        "geolocation-without-default",
        Severity.NOTE,
        "Geolocation records have no default, so that all other places get no answer.",
        "Add a record whose CountryCode is *.",
        _RECORD + "#Route53-Type-ResourceRecordSet-GeoLocation",
        _without_default,
    ),
    Rule(
        "weighted-ttls-differ",
        Severity.WARNING,
        "The weighted records of one name and type do not have the same TTL.",
        "Give all of them one TTL.",
        _RECORD + "#Route53-Type-ResourceRecordSet-TTL",
        _unequal_ttl,
    ),
)
