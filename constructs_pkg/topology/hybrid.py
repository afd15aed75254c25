"""The Resolver of each cell in its place: endpoints, rules, firewall and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.hybrid_wish import Delegated, OnPremises, Outbound, Resolver, Rule
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.beside import OUTBOUND
from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.network import Network, Subnet
from constructs_pkg.values.resolver_endpoint import DNS_PORT, Direction, ResolverEndpointSpec
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, ResolverTarget, RuleAssociationSpec
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec

OWN_VPC = "cell"
"""The key of the cell's own VPC among those that a rule or a firewall holds for."""


@dataclass(frozen=True)
class PlacedResolver:
    """The Resolver of a cell.

    Attributes:
        cell: The cell.
        wish: What is asked of it.
        network: The cell's network.
        on_premises: Every network on premises of the topology.
    """

    cell: PlacedCell
    wish: Resolver
    network: Network
    on_premises: Mapping[Key, OnPremises]

    @property
    def path(self) -> str:
        """Where it stands in the topology."""
        return f"{self.cell.path}.resolver"

    def targets(self, rule: Rule) -> tuple[ResolverTarget, ...]:
        """Return where a rule of the cell forwards to: its targets, or the name servers of the network it names."""
        network = self.on_premises.get(rule.to) if rule.to is not None else None
        if rule.targets or network is None:
            return rule.targets
        return tuple(ResolverTarget(address=address) for address in network.name_servers)

    @cached_property
    def endpoints(self) -> Mapping[str, ResolverEndpointSpec]:
        """Its endpoints, by the key that each has in the topology."""
        found = {}
        for key, wish in (
            ("inbound", self.wish.inbound),
            ("inbound-delegation", self.wish.inbound_delegation),
            ("outbound", self.wish.outbound),
        ):
            if wish is not None:
                found[key] = self._endpoint(key, wish)  # type: ignore[arg-type]
        return found

    def _endpoint(self, direction: Direction, wish: Delegated | Outbound) -> ResolverEndpointSpec:
        fields = {name: getattr(wish, name) for name in type(wish).model_fields}
        if wish.security_group_ids is None:
            known = self._asked() if direction == "outbound" else self._asking()
            fields["peers"] = tuple(sorted({*wish.peers, *known}))
        if direction == "outbound" and "ports" not in wish.model_fields_set:
            fields["ports"] = self._asked_ports() or (DNS_PORT,)
        return ResolverEndpointSpec(**fields, direction=direction, network=self.network)

    def _asking(self) -> Iterator[Cidr]:
        """Yield the blocks of the networks that forward to the cell, but for those that stand in another."""
        for network in self.on_premises.values():
            if any(forward.to == self.cell.key for forward in network.forwards):
                yield from network.cidrs

    def _asked(self) -> Iterator[Cidr]:
        for rule in self.wish.rules.values():
            for target in self.targets(rule):
                yield Cidr(f"{target.address}/{target.address.address.max_prefixlen}")

    def _asked_ports(self) -> tuple[int, ...]:
        targets = (target for rule in self.wish.rules.values() for target in self.targets(rule))
        return tuple(sorted({target.asked_port for target in targets if target.protocol == "Do53"}))

    @cached_property
    def rules(self) -> Mapping[Key, ResolverRuleSpec]:
        """The rules that are made here, by their keys."""
        return {key: self._rule(key, rule) for key, rule in sorted(self.wish.rules.items())}

    def _rule(self, key: Key, rule: Rule) -> ResolverRuleSpec:
        leaves = rule.type != "SYSTEM" and self.wish.outbound is not None
        return ResolverRuleSpec(
            domain=rule.domain,
            type=rule.type,
            targets=self.targets(rule),
            endpoint_id=OUTBOUND if leaves else None,
            vpcs={OWN_VPC: self.network.vpc_id} if rule.on_own_vpc else {},
            share_with=rule.share_with,
            outside_organization=rule.outside_organization,
        )

    @cached_property
    def associations(self) -> Mapping[Key, RuleAssociationSpec]:
        """The associations of rules that exist, by their keys."""
        # The id may be a stack parameter, which the wish alone can hold.
        return {
            key: RuleAssociationSpec.model_construct(rule_id=rule.id, vpc_id=self.network.vpc_id)
            for key, rule in sorted(self.wish.shared_rules.items())
        }

    @property
    def firewall(self) -> DnsFirewallSpec | None:
        """What filters the queries of its VPC."""
        wish = self.wish.firewall
        if wish is None:
            return None
        fields = {name: getattr(wish, name) for name in type(wish).model_fields}
        made = DnsFirewallSpec(**{**fields, "rule_group_id": None}, vpcs={OWN_VPC: self.network.vpc_id})
        return made.model_copy(update={"rule_group_id": wish.rule_group_id})

    @property
    def settings(self) -> ResolverSettingsSpec | None:
        """Its settings, where one is not AWS's own default."""
        if not self.wish.dnssec_validation and self.wish.autodefined_reverse:
            return None
        return ResolverSettingsSpec(
            vpc_id=self.network.vpc_id,
            dnssec_validation=self.wish.dnssec_validation,
            autodefined_reverse=self.wish.autodefined_reverse,
        )

    @property
    def subnets(self) -> Iterator[Subnet]:
        """Where its endpoints stand, once for each address."""
        for endpoint in self.endpoints.values():
            yield from (subnet for subnet, _ in endpoint.placed)


def place_resolvers(cells: Mapping[Key, PlacedCell], on_premises: Mapping[Key, OnPremises]) -> Iterator[PlacedResolver]:
    """Yield the Resolvers of those `cells` that ask something of it, with known networks, in their order."""
    for placed in cells.values():
        if placed.cell.resolver is not None and placed.network is not None:
            yield PlacedResolver(placed, canonical(placed.cell.resolver), placed.network, on_premises)
