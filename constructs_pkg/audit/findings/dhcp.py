"""DHCP options that send a VPC's questions past its Route 53 Resolver.

Source: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.findings.evidence import Evidence
from constructs_pkg.audit.findings.finding import Found, Rule, Severity, place_of
from constructs_pkg.audit.findings.phrases import listed
from constructs_pkg.audit.value import Resource, in_words, literal_text
from constructs_pkg.audit.vpc_resolver import other_servers


def _bypassing(evidence: Evidence) -> Iterator[Found]:
    for dhcp in evidence.facts.addresses.dhcp:
        zones = evidence.facts.zones_of_vpc.get(dhcp.vpc, ())
        known = dhcp.servers is not None and all(literal_text(server) is not None for server in dhcp.servers)
        other = other_servers(evidence.facts, evidence.vantages[dhcp.vpc]) if zones and known else None
        if other is not None and isinstance(dhcp.options, Resource):
            names = listed(zone.name or in_words(zone.id) for zone in zones)
            wrong = f"{other}, and what those answer for its private zones ({names}) is up to them."
            yield Found(place_of(dhcp.options), wrong)


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
