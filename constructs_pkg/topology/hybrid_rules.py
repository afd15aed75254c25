"""What the Resolvers of cells must keep to, each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.topology.hybrid_parts import resolvers
from constructs_pkg.topology.hybrid_wish import Rule, SharedRule
from constructs_pkg.topology.key import Key, suggestion
from constructs_pkg.topology.network_rules import check_networks
from constructs_pkg.topology.resolver_loops import check_loops
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.dns_firewall_rules import check_dns_firewall
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_endpoint_rules import check_resolver_endpoint
from constructs_pkg.values.resolver_rule import DOT
from constructs_pkg.values.resolver_rule_rules import check_resolver_rule

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
        yield from _domains(resolver)
        yield from _masked(layout, resolver)
        yield from _firewall(resolver)
        yield from _shared(layout, resolver)
    yield from _profiles(layout)
    yield from check_networks(layout)
    yield from check_loops(found)
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
            elif not (wish.to is not None and problem.path.startswith("targets")):
                yield problem.under(path)
        yield from _network_of_rule(resolver, wish, path)
        outbound = resolver.endpoints.get("outbound")
        protocols = {target.protocol for target in rule.targets}
        if outbound is not None and protocols - set(outbound.protocols):
            limit = f"are asked by {', '.join(sorted(protocols))}, and the outbound endpoint speaks "
            limit += ", ".join(outbound.protocols)
            yield Problem("target-protocol", f"{path}.targets", "", limit, "give outbound the protocols of the targets")


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


def _domains(resolver: PlacedResolver) -> Iterator[Problem]:
    """Yield problems of several rules together, as the VPC has them."""
    own = [(key, rule) for key, rule in resolver.rules.items() if rule.vpcs and rule.type != "DELEGATE"]
    for place, first in repeated(rule.domain for _, rule in own):
        path = f"{resolver.path}.rules.{own[place][0]}.domain"
        limit = f"is also that of rules.{own[first][0]}: which of the two counts is not documented"
        yield Problem("duplicate-rule-domain", path, own[place][1].domain, limit, "keep one of them on the VPC")
    kept = [rule.domain for _, rule in own if rule.type == "SYSTEM"]
    if any(domain == _AWS for domain in kept):
        return
    for key, rule in own:
        if rule.type == "FORWARD" and rule.domain in _ABOVE_AWS:
            limit = "forwards the names of AWS's services as well, for which AWS advises a SYSTEM rule"
            fix = "add a rule: {domain: amazonaws.com, type: SYSTEM}"
            path = f"{resolver.path}.rules.{key}.domain"
            yield Problem("forwarded-aws-names", path, rule.domain, limit, fix, "warning")


# https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html
_AWS, _ABOVE_AWS = "amazonaws.com", (DOT, "com")


def _masked(layout: Layout, resolver: PlacedResolver) -> Iterator[Problem]:
    """Yield a warning for each zone and record of the VPC that a rule goes before.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    rules = [(key, rule) for key, rule in resolver.rules.items() if rule.vpcs and rule.type != "DELEGATE"]
    rules.sort(key=lambda item: len(item[1].domain) * (item[1].domain != DOT), reverse=True)
    zones = {str(zone.name) for zone in resolver.cell.cell.zones}
    for key, rule in rules:
        if rule.type == "FORWARD" and str(rule.domain) in zones:
            limit = "is also a zone of the cell, before which the rule goes"
            fix = "forward a domain below it, or leave the zone out"
            yield Problem("rule-before-zone", f"{resolver.path}.rules.{key}.domain", rule.domain, limit, fix, "warning")
    seen = {(one.path, DnsName(one.record.name), one.zone.name) for one in layout.records_seen_in(resolver.cell)}
    for path, name, zone in sorted(seen):
        best = next(((key, rule) for key, rule in rules if rule.domain.covers(name)), None)
        if best is not None and best[1].type == "FORWARD" and best[1].domain != DOT and len(best[1].domain) > len(zone):
            limit = f"is never answered from zone {zone}: {resolver.path}.rules.{best[0]} forwards {best[1].domain}"
            yield Problem("masked-record", path, name, limit, "choose a name outside that domain", "warning")


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
        made = wish is not None and wish.firewall is not None and wish.firewall.rule_group_id is None
        if profile.firewall_priority is not None and not made:
            limit, fix = f"is given, and {owner.path} makes no firewall", "give the cell's resolver a firewall of rules"
            path = f"profiles.{key}.firewall_priority"
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
