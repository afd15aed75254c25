"""Domains that the Resolver of a VPC keeps for itself by rules of its own.

A rule for the dot or ``com`` leaves them alone; a FORWARD rule or a private zone for the same domain or a more
specific one takes them. Not looked at: the rules that peered VPCs and further CIDR blocks add. Sources:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html,
https://repost.aws/knowledge-center/route-53-override-reverse-dns-rules for the order among rules and zones, and
.../DeveloperGuide/resolver-automatic-forwarding-rules-reverse-dns.html for reverse lookups that are turned off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Network, NetmaskValueError

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.value import Value, literal_text
from constructs_pkg.audit.zonetree import ancestors

# The Region whose instances have names without a Region's name.
_FIRST_REGION = "us-east-1"
_OF_FIRST_REGION = frozenset({"ec2.internal", "compute-1.internal", "compute-1.amazonaws.com"})
_OF_A_REGION = re.compile(r"([a-z0-9-]+)\.compute\.(internal|amazonaws\.com|amazonaws\.com\.cn)")

_REVERSE_ZONE = ".in-addr.arpa"
_LOCAL = frozenset(
    {
        *("localhost", "localdomain", "127.in-addr.arpa"),
        *(f"{last}{'.0' * 31}.ip6.arpa" for last in (0, 1)),
    }
)
_REVERSE = frozenset(
    {
        *("10.in-addr.arpa", "168.192.in-addr.arpa", "254.169.254.169.in-addr.arpa"),
        *(f"{second}.172.in-addr.arpa" for second in range(16, 32)),
    }
)


def autodefined_domain(facts: Facts, name: str, vpc: Value) -> str | None:
    """Return the most specific domain that covers `name` and has a rule of the Resolver's own in a VPC.

    It has them where the VPC's DNS hostnames are on, or not known to be off.
    """
    fact = facts.vpc_by_id.get(vpc)
    if fact is not None and fact.dns_hostnames is False:
        return None
    region = facts.region_of_vpc.get(vpc)
    reverse = name.endswith(_REVERSE_ZONE) and vpc not in facts.vpcs_without_reverse_rules
    blocks = frozenset(_reverse_of(fact.cidr)) if reverse and fact is not None else frozenset()
    for one in ancestors(name):
        of_region = _OF_A_REGION.fullmatch(one)
        if of_region is not None and region in (None, of_region[1]) and region != _FIRST_REGION:
            return one
        if one in _OF_FIRST_REGION and region in (None, _FIRST_REGION):
            return one
        if one in _LOCAL or (reverse and (one in _REVERSE or one in blocks)):
            return one
    return None


def _reverse_of(cidr: Value | None) -> Iterator[str]:
    """Yield the most generic domains of reverse lookups for a block, such as two for a /23."""
    text = literal_text(cidr)
    try:
        block = IPv4Network(text or "", strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        return
    octets = max(1, -(-block.prefixlen // 8))
    for part in block.subnets(new_prefix=octets * 8):
        labels = str(part.network_address).split(".")[:octets]
        yield ".".join(reversed(labels)) + _REVERSE_ZONE
