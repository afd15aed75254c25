"""Queries that would go round: out by a rule, and back in by an inbound endpoint of a VPC that has the rule.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.discovery_rules import private_namespaces
from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.topology.hybrid_wish import OnPremises
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.resolver_vpc_rules import rules_on_vpc
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_rule import DOT, ResolverRuleSpec, RuleDomain

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def check_loops(layout: Layout, found: Iterable[PlacedResolver]) -> Iterator[Problem]:
    """Yield a problem for each rule whose queries come back to a VPC that has it, a warning where some of them do."""
    resolvers = tuple(found)
    vpcs = {resolver.cell.key: resolver.cell.vpc for resolver in resolvers}
    for resolver in resolvers:
        own = {address for one in resolvers if one.cell.vpc == resolver.cell.vpc for address in _inbound(one)}
        for place, rule in rules_on_vpc(resolvers, resolver):
            if rule.type != "FORWARD":
                continue
            path = f"{resolver.path}.{place}"
            yield from _own_endpoint(own, path, rule)
            yield from _through_cells(resolvers, resolver, path, rule)
            for network_key, network in sorted(resolver.on_premises.items()):
                back = _asked_for(network, rule.domain) if _is_asked(network, rule) else None
                if back is not None and vpcs.get(back) == resolver.cell.vpc:
                    limit = (
                        f"is forwarded to on_premises.{network_key}, which forwards it back to cells.{back}: "
                        "queries go round"
                    )
                    fix = "let the network answer for it, or leave the rule off the VPC"
                    fix += " with on_own_vpc: false" if place.startswith("rules.") else ""
                    yield Problem("resolver-loop", path, rule.domain, limit, fix)
                elif _is_asked(network, rule):
                    yield from _below(layout, resolvers, resolver, rule, network_key)


def _below(
    layout: Layout,
    found: Iterable[PlacedResolver],
    resolver: PlacedResolver,
    rule: ResolverRuleSpec,
    network_key: Key,
) -> Iterator[Problem]:
    """Yield a warning for each domain below that of `rule` which comes back, and which nothing else keeps."""
    here = [cell for cell in layout.cells.values() if cell.vpc == resolver.cell.vpc]
    if any(cell.cell.profile is not None for cell in here):
        return
    kept = {str(zone.name) for cell in here for zone in (*cell.cell.zones, *cell.service_zones)}
    kept |= {name for cell in here for name in private_namespaces(layout, cell)}
    kept |= {str(one.domain) for _, one in rules_on_vpc(found, resolver) if len(one.domain) > len(rule.domain)}
    for place, forward in enumerate(layout.topology.on_premises[network_key].forwards):
        domain = forward.domain
        comes_back = forward.to in {cell.key for cell in here} and domain not in (rule.domain, DOT)
        if comes_back and rule.domain.covers(domain) and not any(RuleDomain(one).covers(domain) for one in kept):
            path = f"on_premises.{network_key}.forwards[{place}].domain"
            limit = (
                f"is asked at cells.{forward.to}, whose VPC has no zone of it and forwards {rule.domain} back here: "
            )
            limit += "names that it does not know go round"
            fix = "forward the zones alone, or give the cell a SYSTEM rule for it"
            yield Problem("resolver-loop", path, domain, limit, fix, "warning")


def _inbound(resolver: PlacedResolver) -> Iterator[IpAddress]:
    yield from (address for one in resolver.endpoints.values() if one.is_inbound for address in one.addresses)


def _own_endpoint(own: set[IpAddress], path: str, rule: ResolverRuleSpec) -> Iterator[Problem]:
    # The Resolver refuses it: RSLVR-00804 in https://github.com/aws-samples/aws-network-hub-for-terraform/pull/26.
    for place, target in enumerate(rule.targets):
        if target.address in own:
            limit = "is an address of the cell's own inbound endpoint: queries go round"
            made_here = path.endswith(".domain")
            where = f"{path.removesuffix('.domain')}.targets[{place}].address" if made_here else path
            yield Problem("resolver-loop", where, target.address, limit, "forward to another, or leave the rule out")


def _through_cells(
    found: tuple[PlacedResolver, ...], resolver: PlacedResolver, path: str, rule: ResolverRuleSpec
) -> Iterator[Problem]:
    """Yield the problem of a rule whose queries go to other cells' inbound endpoints, and by their rules back here."""
    way, here, forwarding = [resolver.cell.key], resolver, rule
    while True:
        following = next((one for one in found if one.cell.vpc != here.cell.vpc and _asks(forwarding, one)), None)
        forwarded = _rule_for(found, following, rule.domain) if following is not None else None
        if following is None or forwarded is None:
            return
        back = forwarded.targets and any(_asks(forwarded, one) for one in found if one.cell.vpc == resolver.cell.vpc)
        way.append(following.cell.key)
        if back:
            cells = " -> ".join(f"cells.{key}" for key in [*way, resolver.cell.key])
            limit = f"is forwarded from cell to cell and back: {cells}: queries go round"
            fix = "let one of them answer for it, by a zone of its own or a SYSTEM rule"
            yield Problem("resolver-loop", path, rule.domain, limit, fix)
            return
        if way.count(following.cell.key) > 1:
            # Of that circle its own rules tell.
            return
        here, forwarding = following, forwarded


def _asks(rule: ResolverRuleSpec, resolver: PlacedResolver) -> bool:
    return bool({target.address for target in rule.targets} & {*_inbound(resolver)})


def _rule_for(found: Iterable[PlacedResolver], resolver: PlacedResolver, domain: RuleDomain) -> ResolverRuleSpec | None:
    """Return the rule by which the VPC of `resolver` forwards `domain`; None where it answers by itself.

    A rule goes before a zone of its name, and else the longer name: https://docs.aws.amazon.com/Route53/latest/
    DeveloperGuide/hosted-zone-private-considerations.html#hosted-zone-private-considerations-resolver-rules
    """
    rules = [rule for _, rule in rules_on_vpc(found, resolver) if rule.domain.covers(domain)]
    best = max(rules, key=lambda rule: len(rule.domain) * (rule.domain != DOT), default=None)
    if best is None or best.type != "FORWARD":
        return None
    zones = [RuleDomain(zone.name) for zone in (*resolver.cell.cell.zones, *resolver.cell.service_zones)]
    longer = any(zone.covers(domain) and (best.domain == DOT or len(zone) > len(best.domain)) for zone in zones)
    return None if longer else best


def _is_asked(network: OnPremises, rule: ResolverRuleSpec) -> bool:
    return any(target.address in network.name_servers for target in rule.targets)


def _asked_for(network: OnPremises, domain: RuleDomain) -> Key | None:
    """Return the cell that the network asks for the whole of `domain`; None where it answers or asks nobody here."""
    if domain == DOT:
        return next((forward.to for forward in network.forwards if forward.domain == DOT), None)
    zones = [zone for zone in network.zones if RuleDomain(zone).covers(domain)]
    forwards = [forward for forward in network.forwards if forward.domain.covers(domain)]
    best = max(forwards, key=lambda forward: len(forward.domain) * (forward.domain != DOT), default=None)
    if best is None or any(best.domain == DOT or len(zone) >= len(best.domain) for zone in zones):
        return None
    return best.to
