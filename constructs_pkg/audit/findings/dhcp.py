"""DHCP options that send a VPC's questions past its Route 53 Resolver.

Source: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html and
https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html for the Resolver's addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.reading import Properties
from constructs_pkg.audit.value import ListOf, Value, in_words, literal_text, only_resource

# The Resolver of every VPC, besides the address two above the base of its block.
_RESOLVER = ("amazonprovideddns", "169.254.169.253", "fd00:ec2::253")


def _bypassing(evidence: Evidence) -> Iterator[Found]:
    options: dict[Value, Properties] = dict(evidence.reading.resources("AWS::EC2::DHCPOptions"))
    for association, properties in evidence.reading.resources("AWS::EC2::VPCDHCPOptionsAssociation"):
        vpc, chosen = properties.get("VpcId"), properties.get("DhcpOptionsId")
        zones = evidence.facts.zones_of_vpc.get(vpc, ()) if vpc is not None else ()
        resource = only_resource(chosen) if chosen is not None else None
        made = options.get(resource) if resource is not None else None
        servers = made.get("DomainNameServers") if made is not None else None
        if vpc is None or not zones or not isinstance(servers, ListOf) or not servers.items:
            continue
        texts = [literal_text(server) for server in servers.items]
        known = [text.lower() for text in texts if text is not None]
        if len(known) == len(texts) and not {*_RESOLVER, _base_plus_two(evidence, vpc)} & set(known):
            names = listed(zone.name or in_words(zone.id) for zone in zones)
            wrong = (
                f"VPC {evidence.label(vpc)} has private zones ({names}), and its DHCP options name the DNS servers "
                f"{listed(known)} instead of its Resolver."
            )
            yield Found(place_of(association), wrong)


def _base_plus_two(evidence: Evidence, vpc: Value) -> str | None:
    fact = evidence.facts.vpc_by_id.get(vpc)
    try:
        return str(ip_network(literal_text(fact.cidr) or "", strict=False)[2]) if fact is not None else None
    except (ValueError, IndexError):
        return None


RULES = (
    Rule(
        "dhcp-bypasses-resolver",
        Severity.WARNING,
        "Hosts of a VPC with private zones ask DNS servers other than its Route 53 Resolver.",
        "Name AmazonProvidedDNS, or let those servers forward the zones' names to an inbound Resolver endpoint.",
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
        "#hosted-zone-private-considerations-custom-dns",
        _bypassing,
    ),
)
