"""The NS and SOA records that Route 53 makes at the apex of every zone.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html and, for the reserved name
servers of private zones, .../DeveloperGuide/hosted-zones-private.html.
"""

from __future__ import annotations

from constructs_pkg.audit.answer import AnswerRecord
from constructs_pkg.audit.facts import ZoneFact
from constructs_pkg.audit.value import DeployTime, Literal, Resource, Value

_PRIVATE = ("ns-0.awsdns-00.com", "ns-512.awsdns-00.net", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk")


def record_by_route_53(zone: ZoneFact, name: str, kind: str) -> tuple[AnswerRecord, ...]:
    """Return the NS or SOA records of a zone's apex as far as they are known before deployment."""
    values: tuple[Value, ...] = (DeployTime("made by Route 53 with the zone"),)
    if kind == "NS" and not zone.public:
        values = tuple(map(Literal, _PRIVATE))
    elif kind == "NS" and isinstance(zone.id, Resource):
        values = (Resource(zone.id.stack, zone.id.logical_id, "NameServers"),)
    return tuple(AnswerRecord(name, kind, value, None) for value in values)
