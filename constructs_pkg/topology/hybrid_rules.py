"""What the Resolvers of cells must keep to, each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.topology.hybrid_parts import resolvers
from constructs_pkg.topology.hybrid_wish import Rule, SharedRule
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.network_rules import check_networks
from constructs_pkg.topology.resolver_loops import check_loops
from constructs_pkg.topology.resolver_masks import check_masks
from constructs_pkg.topology.resolver_vpc_rules import check_vpcs
from constructs_pkg.values.common_rules import out_of_range
from constructs_pkg.values.dns_firewall_rules import check_dns_firewall
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_endpoint_rules import check_resolver_endpoint
from constructs_pkg.values.resolver_rule import ResolverRuleSpec
from constructs_pkg.values.resolver_rule_rules import check_resolver_rule
from constructs_pkg.values.zone_profile import FIREWALL_PRIORITY

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout

# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-entities-resolver
ENDPOINTS_OF_A_REGION = 4
RULES_OF_A_REGION = 1_000
ASSOCIATIONS_OF_A_REGION = 2_000


def check(layout: Layout) -> Iterator[Problem]:
    """Yield every problem of Resolvers and of networks on premises."""
    found = resolvers(layout)
    for resolver in found:
        yield from _endpoints(resolver)
        yield from _rules(resolver)
        yield from check_masks(layout, found, resolver)
        yield from _firewall(resolver)
        yield from _shared(layout, resolver)
    yield from _profiles(layout)
    yield from check_networks(layout)
    yield from check_vpcs(found)
    yield from check_loops(layout, found)
    yield from _quotas(found)


def _endpoints(resolver: PlacedResolver) -> Iterator[Problem]:
    for key, endpoint in resolver.endpoints.items():
        path = f"{resolver.path}.{key.replace('-', '_')}"
        # The network is the cell's, which is judged there.
        yield from (
            problem.under(path)
            for problem in check_resolver_endpoint(endpoint)
            if not problem.path.startswith("network.")
        )


def _rules(resolver: PlacedResolver) -> Iterator[Problem]:
    home = resolver.cell.cell
    for key, rule in resolver.rules.items():
        wish, path = resolver.wish.rules[key], f"{resolver.path}.rules.{key}"
        for problem in check_resolver_rule(rule, home.region, home.account):
            if problem.rule == "rule-without-endpoint":
                limit, fix = f"is of type {rule.type}, and the cell has no outbound endpoint", "give the cell outbound"
                yield Problem("rule-without-endpoint", f"{path}.type", rule.type, limit, fix)
            elif wish.to is None or wish.targets or not problem.path.startswith("targets"):
                yield problem.under(path)
            elif problem.rule not in _OF_NAME_SERVERS:
                yield replace(problem, path=f"{path}.to")
        yield from _network_of_rule(resolver, wish, path)
        yield from _ways_out(resolver, rule, path)


# Told at the network on premises whose name servers are the targets.
_OF_NAME_SERVERS = ("rule-without-targets", "duplicate-target")


def _ways_out(resolver: PlacedResolver, rule: ResolverRuleSpec, path: str) -> Iterator[Problem]:
    """Yield the problems of targets that the outbound endpoint does not reach.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries-endpoint-values.html
    (the type holds for all addresses of an endpoint; its group must let DNS out on the port that the network uses).
    """
    outbound, path = resolver.endpoints.get("outbound"), f"{path}.targets"
    if outbound is None:
        return
    protocols = {target.protocol for target in rule.targets}
    if protocols - set(outbound.protocols):
        limit = f"are asked by {', '.join(sorted(protocols))}, and the outbound endpoint speaks "
        limit += ", ".join(outbound.protocols)
        yield Problem("target-protocol", path, "", limit, "give outbound the protocols of the targets")
    families = {f"ipv{target.address.address.version}" for target in rule.targets}
    if outbound.ip_address_type != "dualstack" and families - {outbound.ip_address_type}:
        limit = f"are {' and '.join(sorted(families))}, and the outbound endpoint has {outbound.ip_address_type} alone"
        yield Problem("target-family", path, "", limit, "set ip_address_type of outbound to dualstack")
    if outbound.security_group_ids is None:
        ports = {target.asked_port for target in rule.targets if target.protocol == "Do53"}
        for port in sorted(ports - set(outbound.ports)):
            limit = "is asked, and the outbound endpoint's ports do not let it out"
            yield Problem("target-port", path, str(port), limit, "add it to ports of outbound, or leave those out")


def _network_of_rule(resolver: PlacedResolver, rule: Rule, path: str) -> Iterator[Problem]:
    if rule.to is None:
        return
    network = resolver.on_premises.get(rule.to)
    if rule.targets:
        limit = "is given beside targets, which are asked instead"
        yield Problem("network-beside-targets", f"{path}.to", rule.to, limit, "leave one of them out")
    elif network is None:
        fix = suggestion(rule.to, resolver.on_premises)
        yield Problem("unknown-network", f"{path}.to", rule.to, "is no network on premises of this topology", fix)
    elif not network.name_servers:
        limit = "has no name_servers that the rule could forward to"
        yield Problem("network-without-name-servers", f"{path}.to", rule.to, limit, "name their addresses there")
    elif resolver.cell.key not in network.reaches:
        limit = f"does not reach {resolver.cell.path}"
        yield Problem("network-not-reached", f"{path}.to", rule.to, limit, f"add {resolver.cell.key} to its reaches")


def _firewall(resolver: PlacedResolver) -> Iterator[Problem]:
    spec, home = resolver.firewall, resolver.cell.cell
    if spec is not None:
        path = f"{resolver.path}.firewall"
        yield from (problem.under(path) for problem in check_dns_firewall(spec, home.region, home.account))


def _shared(layout: Layout, resolver: PlacedResolver) -> Iterator[Problem]:
    for key, rule in resolver.wish.shared_rules.items():
        path = f"{resolver.path}.shared_rules.{key}"
        if rule.rule_of is None:
            continue
        if not isinstance(rule.id, HandedOver) or rule.id.stack_parameter is None:
            limit = "is told, and the rule's id is not a stack parameter"
            fix = "set id: {stack_parameter: RuleId}"
            yield Problem("rule-not-handed-over", f"{path}.rule_of", rule.rule_of.rule, limit, fix)
        yield from _source(layout, resolver, rule, f"{path}.rule_of")


def _source(layout: Layout, resolver: PlacedResolver, rule: SharedRule, path: str) -> Iterator[Problem]:
    assert rule.rule_of is not None
    owner = layout.cells.get(rule.rule_of.cell)
    if owner is None:
        fix = suggestion(rule.rule_of.cell, layout.cells)
        yield Problem("unknown-cell", f"{path}.cell", rule.rule_of.cell, "is no cell of this topology", fix)
        return
    known: Mapping[Key, Rule] = owner.cell.resolver.rules if owner.cell.resolver is not None else {}
    if rule.rule_of.rule not in known:
        fix = suggestion(rule.rule_of.rule, known)
        yield Problem("unknown-rule", f"{path}.rule", rule.rule_of.rule, f"is no rule of {owner.path}", fix)
        return
    here, there = resolver.cell.cell, owner.cell
    if here.region != there.region:
        limit = f"is in {there.region}, and a rule serves VPCs of its own Region"
        yield Problem("rule-elsewhere", f"{path}.rule", rule.rule_of.rule, limit, f"make a rule in {here.region}")
    shared = known[rule.rule_of.rule].share_with
    named = [principal for principal in shared if principal.partition is None]
    if here.account not in (there.account, *named) and len(named) == len(shared):
        limit, fix = f"is not shared with account {here.account}", f'add "{here.account}" to its share_with'
        yield Problem("rule-not-shared", f"{path}.rule", rule.rule_of.rule, limit, fix)


def _profiles(layout: Layout) -> Iterator[Problem]:
    """Yield the problems of rules and firewalls that Profiles hold."""
    for key, profile in sorted(layout.topology.profiles.items()):
        owner = layout.cells.get(profile.cell)
        if owner is None:
            continue
        wish = owner.cell.resolver
        known: Mapping[Key, Rule] = wish.rules if wish is not None else {}
        for place, rule in enumerate(profile.rules):
            if rule not in known:
                path = f"profiles.{key}.rules[{place}]"
                yield Problem("unknown-rule", path, rule, f"is no rule of {owner.path}", suggestion(rule, known))
        path = f"profiles.{key}.firewall_priority"
        yield from out_of_range("firewall-priority", path, profile.firewall_priority, *FIREWALL_PRIORITY)
        made = wish is not None and wish.firewall is not None and wish.firewall.rule_group_id is None
        if profile.firewall_priority is not None and not made:
            limit, fix = f"is given, and {owner.path} makes no firewall", "give the cell's resolver a firewall of rules"
            yield Problem("no-firewall-for-profile", path, str(profile.firewall_priority), limit, fix)


def _quotas(found: Iterable[PlacedResolver]) -> Iterator[Problem]:
    endpoints: Counter[tuple[str, str]] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    associations: Counter[tuple[str, str]] = Counter()
    for resolver in found:
        place = (resolver.cell.cell.account, resolver.cell.cell.region)
        endpoints[place] += len(resolver.endpoints)
        rules[place] += len(resolver.rules)
        associations[place] += sum(map(bool, (rule.vpcs for rule in resolver.rules.values())))
        associations[place] += len(resolver.associations)
    for rule, what, count, most in (
        ("many-resolver-endpoints", "Resolver endpoints", endpoints, ENDPOINTS_OF_A_REGION),
        ("many-resolver-rules", "Resolver rules", rules, RULES_OF_A_REGION),
        ("many-rule-associations", "associations of Resolver rules", associations, ASSOCIATIONS_OF_A_REGION),
    ):
        for (account, region), number in sorted(count.items()):
            if number > most:
                limit = f"{what} in {region} of account {account} are over the default quota of {most}"
                fix = "have it raised in the account before deployment"
                yield Problem(rule, "cells", str(number), limit, fix, "warning")
