"""Queries that would go round: out by a rule, and back in by an inbound endpoint of a VPC that has the rule.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.topology.hybrid_wish import OnPremises
from constructs_pkg.topology.key import Key
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_rule import DOT, ResolverRuleSpec, RuleDomain


def check_loops(found: Iterable[PlacedResolver]) -> Iterator[Problem]:
    """Yield a problem for each rule whose queries come back to a VPC that has it."""
    for resolver in found:
        for key, rule in resolver.rules.items():
            if rule.type != "FORWARD" or not rule.vpcs:
                continue
            yield from _own_endpoint(resolver, key, rule)
            for network_key, network in sorted(resolver.on_premises.items()):
                if _is_asked(network, rule) and _asked_for(network, rule.domain) == resolver.cell.key:
                    limit = (
                        f"is forwarded to on_premises.{network_key}, which forwards it back to {resolver.cell.path}: "
                        "queries go round"
                    )
                    fix = "let the network answer for it, or leave the rule off the VPC with on_own_vpc: false"
                    path = f"{resolver.path}.rules.{key}.domain"
                    yield Problem("resolver-loop", path, rule.domain, limit, fix)


def _own_endpoint(resolver: PlacedResolver, key: Key, rule: ResolverRuleSpec) -> Iterator[Problem]:
    # The Resolver refuses it: RSLVR-00804 in https://github.com/aws-samples/aws-network-hub-for-terraform/pull/26.
    own = {address for one in resolver.endpoints.values() if one.is_inbound for address in one.addresses}
    for place, target in enumerate(rule.targets):
        if target.address in own:
            limit = "is an address of the cell's own inbound endpoint: queries go round"
            path = f"{resolver.path}.rules.{key}.targets[{place}].address"
            yield Problem("resolver-loop", path, target.address, limit, "forward to another, or leave the rule out")


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
