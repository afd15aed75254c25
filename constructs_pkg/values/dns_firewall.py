"""Route 53 Resolver DNS Firewall: which names the workloads of a VPC may ask for.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resource_id import FirewallDomainListId, FirewallRuleGroupId, VpcId
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.text import Text
from constructs_pkg.values.zone_profile import SharePrincipal

_DOMAIN = re.compile(r"\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\Z")
_LONGEST_DOMAIN = 255

# Qtype in https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html
QueryType = Annotated[
    str, Field(pattern=r"^(A|AAAA|CAA|CNAME|DS|MX|NAPTR|NS|PTR|SOA|SPF|SRV|TXT|TYPE[1-9][0-9]{0,4})$")
]


class FirewallDomain(Text):
    """A domain of a list: one name alone, every name below one with ``*.`` before it, or ``*`` for every name.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html
    """

    __slots__ = ()
    description = "A name (that one alone), *. and a name (every name below it), or * (every name)."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the domain in lower case without its trailing dot."""
        domain = value.lower().removesuffix(".")
        if len(domain) > _LONGEST_DOMAIN or not _DOMAIN.fullmatch(domain):
            limit = f"is no domain of a list: letters, digits, hyphens and dots, at most {_LONGEST_DOMAIN}"
            raise Refused("malformed-firewall-domain", value, limit, "write example.com, *.example.com or *")
        return domain


class BlockOverride(Spec):
    """The answer that blocked queries get: a CNAME."""

    domain: DnsName
    """The name that it leads to."""

    ttl: Annotated[int, Field(strict=True)] = 0
    """Seconds that it may be kept, 0 to 604800. Default: 0, not at all."""


class FilteringRule(Spec):
    """What a rule matches, and what becomes of the queries that it matches.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html
    """

    action: Literal["ALLOW", "ALERT", "BLOCK"]
    """``ALLOW``, ``ALERT`` (let through and logged) or ``BLOCK``."""

    domains: tuple[FirewallDomain, ...] = ()
    """What it matches, in a domain list made here. Default: none."""

    threat_protection: Literal["DGA", "DICTIONARY_DGA", "DNS_TUNNELING"] | None = None
    """What advanced protection looks for. Default: nothing."""

    confidence_threshold: Literal["LOW", "MEDIUM", "HIGH"] | None = None
    """How sure advanced protection has to be. Default: none is given."""

    query_type: QueryType | None = None
    """The only type of queries that it matches. Default: every type."""

    block_response: Literal["NODATA", "NXDOMAIN"] | None = None
    """What blocked queries are answered with, unless overridden. Default: NXDOMAIN."""

    block_override: BlockOverride | None = None
    """The CNAME that blocked queries are answered with instead. Default: none."""


class FirewallRule(FilteringRule):
    """A rule of a rule group."""

    priority: Annotated[int, Field(strict=True, ge=1)]
    """Its place: the lowest is looked at first, and the first that matches decides."""

    domain_list_id: Late | FirewallDomainListId | None = None
    """A domain list that exists, such as one of AWS, whose ids differ by Region. Default: none."""

    trust_redirection: Flag = False
    """Whether the names that a CNAME or DNAME leads to are trusted, and not looked at. Default: no."""


class DnsFirewallWish(Spec):
    """What is filtered, by rules made here or by a rule group that exists."""

    rules: Keyed[FirewallRule] = NONE_YET
    """Its rules, each under a key that never changes. Default: none, as beside a rule group that exists."""

    rule_group_id: Late | FirewallRuleGroupId | None = None
    """A rule group that exists, perhaps of another account. Default: one is made of the rules."""

    priority: Annotated[int, Field(strict=True)] = 101
    """Its place among the rule groups of a VPC, the lowest first, 100 to 9900. Default: 101."""

    mutation_protection: Flag = False
    """Whether associations refuse to be changed or removed, by CloudFormation too, until this is off. Default: no."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may associate the group with their VPCs. Default:
    nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""


class DnsFirewallSpec(DnsFirewallWish):
    """A rule group and the VPCs that it filters."""

    vpcs: Keyed[Late | VpcId] = NONE_YET
    """The VPCs of its account that it filters, each under a key that never changes. Default: none."""
