"""Resolver rules: which queries of a VPC are forwarded to others, stay with the Resolver, or are delegated."""

from __future__ import annotations

from typing import Literal

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.keyed import NONE_YET, Keyed
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resolver_endpoint import DNS_PORT, HTTPS_PORT
from constructs_pkg.values.resource_id import ResolverEndpointId, ResolverRuleId, VpcId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.text import Text
from constructs_pkg.values.zone_profile import SharePrincipal

RuleType = Literal["FORWARD", "SYSTEM", "DELEGATE"]

DOT = "."


class RuleDomain(Text):
    """The domain of a rule: a domain name without a wildcard, or the dot for every name."""

    __slots__ = ()
    description = "A domain name, such as corp.example.com; or the dot, for every name."

    @classmethod
    def normal(cls, value: str) -> str:
        """Return the name in lower case without its trailing dot; the dot as it is."""
        if value == DOT:
            return value
        if value.startswith("*"):
            raise Refused("wildcard-rule", value, "is a wildcard", "name the domain: a rule has all names below it too")
        return ZoneName(value)

    def covers(self, name: str) -> bool:
        """Tell whether `name` is in the domain."""
        return self == DOT or DnsName(name).within(self)


class ResolverTarget(Spec):
    """A resolver that queries are forwarded to."""

    address: IpAddress
    """Its address."""

    port: Port | None = None
    """Its port. Default: 53, or 443 for DoH."""

    protocol: Literal["Do53", "DoH"] = "Do53"
    """How it is asked. Default: Do53."""

    server_name_indication: DnsName | None = None
    """The name that a DoH server's certificate is for. Default: none is sent."""

    @property
    def asked_port(self) -> int:
        """The port that is asked."""
        return self.port or (DNS_PORT if self.protocol == "Do53" else HTTPS_PORT)


class ResolverRuleSpec(Spec):
    """A rule, the VPCs that it holds for, and with whom it is shared.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverRule.html
    """

    domain: RuleDomain
    """The domain: its name and all below. Of a DELEGATE rule the domain of the name servers that private zones
    delegate to."""

    type: RuleType = "FORWARD"
    """``FORWARD`` to targets; ``SYSTEM``: the Resolver keeps it, below a FORWARD rule; ``DELEGATE``: names that a
    private zone delegates are asked at its name servers. Changing it replaces the rule. Default: FORWARD."""

    targets: tuple[ResolverTarget, ...] = ()
    """Where a FORWARD rule forwards to, any of them. Default: none."""

    endpoint_id: Late | ResolverEndpointId | None = None
    """The outbound endpoint that queries leave by. Default: none, as of a SYSTEM rule."""

    vpcs: Keyed[Late | VpcId] = NONE_YET
    """The VPCs of its account that it holds for, each under a key that never changes. Default: none."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may associate it with their VPCs. Default: nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""


class RuleAssociationSpec(Spec):
    """A rule that exists, perhaps of another account, on a VPC. Every property of it replaces the association."""

    rule_id: Late | ResolverRuleId
    """The rule's id."""

    vpc_id: Late | VpcId
    """The VPC's id."""
