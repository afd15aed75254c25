"""The wishes for the Resolver of a cell, and for networks on premises."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, Tag, model_validator

from constructs_pkg.topology.key import Key, ShortForm, without_empty
from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.dns_firewall import DnsFirewallWish
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import DisplayName, Flag
from constructs_pkg.values.resolver_endpoint import DNS_PORT, ResolverEndpointPlace
from constructs_pkg.values.resolver_rule import ResolverTarget, RuleDomain, RuleType
from constructs_pkg.values.resource_id import FirewallRuleGroupId, ResolverRuleId
from constructs_pkg.values.service import Port
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.zone_profile import SharePrincipal


class Delegated(ResolverEndpointPlace):
    """Where networks on premises delegate domains to private zones of the cell."""

    peers: tuple[Cidr, ...] = ()
    """Blocks that may ask beside those of the networks on premises that forward to the cell. Default: none."""


class Inbound(Delegated):
    """Where networks on premises ask the cell's Resolver."""

    protocols: tuple[Literal["Do53", "DoH", "DoH-FIPS"], ...] = ("Do53",)
    """Do53 (DNS on port 53), DoH (DNS over HTTPS), DoH-FIPS, or Do53 beside one of the others. Default: Do53."""

    dns64: Flag = False
    """Whether it answers AAAA of names that have IPv4 addresses alone. Default: no."""


class Outbound(ResolverEndpointPlace):
    """Where the cell's Resolver asks resolvers elsewhere."""

    peers: tuple[Cidr, ...] = ()
    """Blocks that it may ask beside the targets of the cell's rules. Default: none."""

    protocols: tuple[Literal["Do53", "DoH"], ...] = ("Do53",)
    """Do53 (DNS on port 53), DoH (DNS over HTTPS), or both. Default: Do53."""

    ports: tuple[Port, ...] = (DNS_PORT,)
    """The ports on which it asks by Do53. Default: those of the cell's rules, else 53."""

    target_name_server_metrics: Flag = False
    """Whether CloudWatch gets metrics of each name server that it asks. Default: no."""

    ipv6_internet_access: Flag = False
    """Whether it may ask public IPv6 addresses by an internet gateway. Default: no."""


class Rule(Spec):
    """A Resolver rule of a cell, under a key that never changes."""

    domain: RuleDomain
    """The domain: its name and all below; of a DELEGATE rule that of the name servers that zones delegate to."""

    type: RuleType = "FORWARD"
    """``FORWARD``, ``SYSTEM`` or ``DELEGATE``. Default: FORWARD."""

    to: Key | None = None
    """The key of the network on premises whose name servers are asked. Default: targets are."""

    targets: tuple[Annotated[ResolverTarget, ShortForm("address")], ...] = ()
    """The resolvers that are asked; plain text is an address. Default: the name servers of the network."""

    on_own_vpc: Flag = True
    """Whether it holds for the cell's own VPC, and not only for those it is shared with. Default: yes."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may associate it with their VPCs. Default: nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""


class RuleOf(Spec):
    """A rule of another cell of the topology."""

    cell: Key
    """The key of the cell."""

    rule: Key
    """The key of the rule there."""


class SharedRule(Spec):
    """A rule that exists, such as one of another cell, on the cell's VPC."""

    id: Annotated[
        Annotated[Late, Tag("<late>")]
        | Annotated[HandedOver, Tag("<parameter>")]
        | Annotated[ResolverRuleId, Tag("<literal>")],
        one_of(given_as),
    ]
    """The rule's id: literal, or given at deployment by ``{stack_parameter: Name}``."""

    rule_of: RuleOf | None = None
    """The rule of this topology that a stack parameter is given. Default: not told."""


class Firewall(DnsFirewallWish):
    """DNS Firewall on the cell's VPC."""

    rule_group_id: (
        Annotated[
            Annotated[Late, Tag("<late>")]
            | Annotated[HandedOver, Tag("<parameter>")]
            | Annotated[FirewallRuleGroupId, Tag("<literal>")],
            one_of(given_as),
        ]
        | None
    ) = None
    """A rule group that exists: its id, literal or given at deployment by ``{stack_parameter: Name}``. Default: one is
    made of the rules."""


class Resolver(Spec):
    """What the Resolver of a cell's VPC does beside answering from the cell's zones."""

    inbound: Inbound | None = None
    """An endpoint that networks on premises ask. Default: none."""

    inbound_delegation: Delegated | None = None
    """An endpoint that networks on premises delegate domains to. Default: none."""

    outbound: Outbound | None = None
    """An endpoint by which rules forward. Default: none."""

    rules: dict[Key, Rule] = Field(default={})
    """Rules that are made here, each under a key that never changes. Default: none."""

    shared_rules: dict[Key, SharedRule] = Field(default={})
    """Rules that exist, each under a key that never changes. Default: none."""

    firewall: Firewall | None = None
    """Which names its workloads may ask for. Default: all."""

    dnssec_validation: Flag = False
    """Whether answers of signed public zones are validated. Default: no."""

    autodefined_reverse: Flag = True
    """Whether the Resolver answers for reverse names of private addresses by itself. Default: yes."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        return without_empty(given, "rules", "shared_rules")


class Forward(Spec):
    """A domain that a network on premises asks a cell for."""

    domain: RuleDomain
    """The domain: its name and all below; or the dot."""

    to: Key
    """The key of the cell whose inbound endpoint is asked."""

    first: Flag = False
    """Whether its resolvers ask public DNS themselves where the endpoint does not answer, as BIND does by ``forward
    first`` and Unbound by ``forward-first``. Default: no; then nobody is answered."""


class OnPremises(Spec):
    """A network on premises: nothing is made of it, but rules, blocks and answers are judged with it."""

    cidrs: Annotated[tuple[Cidr, ...], Field(min_length=1)]
    """Its blocks, which those of the cells that it reaches must not overlap."""

    connected_by: Literal["direct-connect", "vpn"]
    """What connects it: AWS Direct Connect, or AWS Site-to-Site VPN."""

    reaches: Annotated[tuple[Key, ...], Field(min_length=1)]
    """The keys of the cells that it is routed to."""

    name_servers: tuple[IpAddress, ...] = ()
    """The addresses of its resolvers, to which rules forward. Default: none."""

    forwards: tuple[Forward, ...] = ()
    """What its resolvers ask cells for; of several domains the longest counts. Default: nothing."""

    zones: dict[ZoneName, dict[RecordName, Annotated[tuple[IpAddress, ...], Field(min_length=1)]]] = Field(default={})
    """Domains that its resolvers answer for, with names and addresses as far as they are told. Default: none."""

    display_name: DisplayName | None = None
    """What people call it. Default: its key."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        return without_empty(given, "name_servers", "forwards", "zones")
