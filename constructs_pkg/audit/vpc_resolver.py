"""Whether a question from a VPC reaches the Route 53 Resolver of that VPC.

Instances ask the servers that the VPC's DHCP options name, by default the VPC's Resolver, which answers only with
enableDnsSupport on. Sources: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html and
https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html.
"""

from __future__ import annotations

from ipaddress import IPv4Network

from constructs_pkg.audit.address_facts import DhcpFact
from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.covering import Covering
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.value import Value, in_words, literal_text
from constructs_pkg.audit.vantage import OnPremisesVantage, VpcVantage

# In every VPC: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS.
_OWN = ("amazonprovideddns", "169.254.169.253", "fd00:ec2::253")


def unreached(facts: Facts, vantage: VpcVantage | OnPremisesVantage) -> Covering | None:
    """Return why a question does not surely reach the Resolver of the VPC, None where it does."""
    other = other_servers(facts, vantage) if isinstance(vantage, VpcVantage) else None
    if other is not None:
        return Covering(None, Status.UNRESOLVED, (f"{other}; what those answer is up to them.",))
    vpc = facts.vpc_by_id.get(vantage.vpc)
    if vpc is None or vpc.dns_support is not False:
        return None
    off = f"{vantage.label} has enableDnsSupport off"
    if isinstance(vantage, VpcVantage):
        return Covering(None, Status.NO_ANSWER, (f"{off}: the Resolver of the VPC answers nothing.",))
    return Covering(None, Status.UNRESOLVED, (f"{off}; what an inbound endpoint answers then is not documented.",))


def other_servers(facts: Facts, vantage: VpcVantage) -> str | None:
    """Return, as a clause, that instances of the VPC may ask other servers than its Resolver; None if they do not."""
    dhcp = facts.addresses.dhcp_of_vpc.get(vantage.vpc)
    if dhcp is None:
        return None
    called = f"{vantage.label} has DHCP options ({in_words(dhcp.options)}) that"
    if dhcp.servers is None:
        return f"{called} are not in the assembly and may name any DNS servers"
    other = [server for server in dhcp.servers if not _is_own(facts, dhcp, server)]
    return f"{called} name the DNS servers {', '.join(map(in_words, other))}" if other else None


def _is_own(facts: Facts, dhcp: DhcpFact, server: Value) -> bool:
    """Tell whether a server is the VPC's Resolver, which is also the second address after its base."""
    text, vpc = (literal_text(server) or "").strip().lower(), facts.vpc_by_id.get(dhcp.vpc)
    if text in _OWN:
        return True
    try:
        return vpc is not None and text == str(IPv4Network(literal_text(vpc.cidr) or "", strict=False)[2])
    except (ValueError, IndexError):
        return False
