"""Delegations that lead to the wrong servers, chains of trust that are broken, and names with a cell left out."""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.facts import RecordFact, ZoneFact
from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.value import Resource, in_words, literal_text, only_resource
from constructs_pkg.audit.zonetree import ancestors

_DNSSEC = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html"


def _delegated(evidence: Evidence, kind: str) -> Iterator[tuple[ZoneFact, ZoneFact, RecordFact]]:
    """Yield each public zone of the assembly, a zone above it, and a record of that type that is about it."""
    for zone in evidence.facts.public_zones:
        for above in list(ancestors(zone.name or ""))[1:]:
            for parent in evidence.facts.public_zones_named.get(above, ()):
                for record in evidence.groups.get((parent.id, zone.name or "", kind), ()):
                    yield zone, parent, record


def _lame(evidence: Evidence) -> Iterator[Found]:
    for zone, parent, record in _delegated(evidence, "NS"):
        servers = {made for value in record.values if (made := only_resource(value)) is not None}
        others = {one for one in servers if Resource(one.stack, one.logical_id) != zone.id}
        same = evidence.facts.public_zones_named.get(zone.name or "", ())
        if others and len(same) == 1 and not evidence.is_conditional(zone.id):
            named = listed(sorted(in_words(Resource(one.stack, one.logical_id)) for one in others))
            wrong = (
                f"{evidence.called(parent)} delegates {zone.name} to the name servers of {named}, which do not have "
                f"{evidence.called(zone)}."
            )
            yield Found(place_of(record), wrong)


def _ds_of_unsigned(evidence: Evidence) -> Iterator[Found]:
    for zone, parent, record in _delegated(evidence, "DS"):
        if zone.id not in evidence.facts.signed_zones:
            wrong = (
                f"{evidence.called(parent)} has a DS record for {evidence.called(zone)}, which is not signed: "
                "resolvers that validate answer SERVFAIL."
            )
            yield Found(place_of(record), wrong)


def _signed_without_ds(evidence: Evidence) -> Iterator[Found]:
    signed = evidence.facts.signed_zones
    trusted = {zone.id for zone, _, _ in _delegated(evidence, "DS")}
    for zone, parent, record in _delegated(evidence, "NS"):
        if zone.id in signed and parent.id in signed and zone.id not in trusted and isinstance(zone.id, Resource):
            wrong = (
                f"{evidence.called(zone)} is signed and {evidence.called(parent)} has no DS record for it beside the "
                f"delegation {in_words(record.source)}, so that its signatures help nobody."
            )
            yield Found(place_of(zone.id), wrong)


def _uneven(evidence: Evidence) -> Iterator[Found]:
    for (zone, name, kind), ipv4 in evidence.groups.items():
        ipv6 = evidence.groups.get((zone, name, "AAAA"), ()) if kind == "A" else ()
        if not ipv6 or [key for key, _ in ipv4[0].policy] != [key for key, _ in ipv6[0].policy]:
            continue
        of_a, of_aaaa = ({literal_text(one.set_identifier) for one in group} for group in (ipv4, ipv6))
        if None in of_a | of_aaaa or of_a == of_aaaa or not of_a & of_aaaa:
            continue
        missing = "A" if of_aaaa - of_a else "AAAA"
        left_out = listed(sorted(str(one) for one in of_a ^ of_aaaa))
        wrong = f"{name} has no {missing} record of {left_out}, which its other address family has."
        if of_aaaa - of_a and of_a - of_aaaa:
            wrong = f"{name} has {left_out} by one address family each."
        yield Found(place_of(ipv4[0]), wrong)


RULES = (
    Rule(
        "lame-delegation",
        Severity.ERROR,
        "A public zone is delegated to the name servers of another zone, which do not answer for it.",
        "Let the NS record list the NameServers of the zone itself.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-routing-traffic-for-subdomains.html",
        _lame,
    ),
    Rule(
        "ds-of-unsigned-zone",
        Severity.ERROR,
        "A parent zone has a DS record for a zone that is not signed, whose names validating resolvers then refuse.",
        "Sign the zone, or remove the DS record first when signing ends.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-disable.html",
        _ds_of_unsigned,
    ),
    Rule(
        "signed-without-ds",
        Severity.WARNING,
        "A signed public zone is delegated by a signed parent without a DS record, so that its signatures help nobody.",
        "Add the DS record of its key-signing key to the parent zone.",
        _DNSSEC,
        _signed_without_ds,
    ),
    Rule(
        "uneven-address-families",
        Severity.WARNING,
        "Of a name with a routing policy, one set identifier has records of one address family only.",
        "Add the missing record, or take the cell out of both families.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html",
        _uneven,
    ),
)
