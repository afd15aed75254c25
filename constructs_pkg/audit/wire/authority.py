"""The SOA record of a zone, which Route 53 makes and which comes with every answer that there is nothing."""

from __future__ import annotations

import dns.name
import dns.rdatatype
import dns.rrset
from dns.rdtypes.ANY.SOA import SOA

from constructs_pkg.audit.facts import Facts, RecordFact, ZoneFact
from constructs_pkg.audit.value import Resource, literal_text
from constructs_pkg.audit.wire.names import wire_name
from constructs_pkg.audit.wire.rdata import rdata_of
from constructs_pkg.audit.wire.standins import StandIns

# What Route 53 makes for a private zone, as the example listing shows in
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/create-service-discovery.html.
# For a public zone the first name is one of the four name servers that it gets.
NS_TTL = 172_800
SOA_TTL = 900
_PRIVATE_SERVER = dns.name.from_text("ns-1536.awsdns-00.co.uk")
_SOA = "{server} awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"


def soa_of(facts: Facts, zone: ZoneFact, standins: StandIns) -> dns.rrset.RRset:
    """Return the SOA record of a zone: that of the assembly where it has one.

    Raises:
        Unpresentable: if the assembly's own is no SOA.
    """
    own = _own(facts, zone)
    ttl, text = own if own is not None else (SOA_TTL, _SOA.format(server=_server(facts, zone, standins)))
    return dns.rrset.from_rdata(wire_name(zone.name or ""), ttl, rdata_of("SOA", text))


def negative_soa(facts: Facts, zone: ZoneFact, standins: StandIns) -> dns.rrset.RRset:
    """Return the SOA record as it comes with NXDOMAIN and NODATA.

    Its TTL is the lesser of its own and of its last field: RFC 2308 section 3 and
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html.
    """
    made = soa_of(facts, zone, standins)
    soa = made[0]
    assert isinstance(soa, SOA)
    made.ttl = min(made.ttl, soa.minimum)
    return made


def ttl_of(record: RecordFact) -> int:
    """Return a record's TTL; where it is known at deployment only, 0: nobody keeps it (RFC 1035 section 3.2.1)."""
    text = literal_text(record.ttl) or ""
    return min(int(text), 2**31 - 1) if text.isdecimal() else 0


def _own(facts: Facts, zone: ZoneFact) -> tuple[int, str] | None:
    for record in facts.records_of_zone.get(zone.id, ()):
        if record.type == "SOA" and record.name == zone.name and record.values:
            text = literal_text(record.values[0])
            if text is not None:
                return ttl_of(record), text
    return None


def _server(facts: Facts, zone: ZoneFact, standins: StandIns) -> dns.name.Name:
    if not zone.public or not isinstance(zone.id, Resource):
        return _PRIVATE_SERVER
    return standins.of(facts, Resource(zone.id.stack, zone.id.logical_id, "NameServers")).name
