"""Names that a rule goes before, so that nobody is answered from where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.discovery_rules import private_namespaces
from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.topology.lattice import alias_records
from constructs_pkg.topology.resolver_vpc_rules import rules_on_vpc
from constructs_pkg.values.dns import DnsName
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_rule import DOT

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout


def check_masks(layout: Layout, found: Iterable[PlacedResolver], resolver: PlacedResolver) -> Iterator[Problem]:
    """Yield a warning for all that rules on the VPC of `resolver` keep from being answered."""
    yield from _aws_names(resolver)
    yield from _masked(layout, found, resolver)


def _aws_names(resolver: PlacedResolver) -> Iterator[Problem]:
    own = [(key, rule) for key, rule in resolver.rules.items() if rule.vpcs and rule.type != "DELEGATE"]
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


def _masked(layout: Layout, found: Iterable[PlacedResolver], resolver: PlacedResolver) -> Iterator[Problem]:
    """Yield a warning for each zone, namespace and record of the VPC that a rule goes before.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
    """
    rules = [(f"{resolver.path}.{place}", rule) for place, rule in rules_on_vpc(found, resolver)]
    rules = [(path, rule) for path, rule in rules if rule.type != "DELEGATE"]
    rules.sort(key=lambda item: len(item[1].domain) * (item[1].domain != DOT), reverse=True)
    zones = {str(zone.name): "zone" for zone in resolver.cell.cell.zones}
    zones |= dict.fromkeys(private_namespaces(layout, resolver.cell), "namespace")
    for path, rule in rules:
        if rule.type == "FORWARD" and str(rule.domain) in zones:
            limit = f"is also a {zones[rule.domain]} of the cell, before which the rule goes"
            fix = f"forward a domain below it, or leave the {zones[rule.domain]} out"
            yield Problem("rule-before-zone", path, rule.domain, limit, fix, "warning")
    known = (*layout.records_seen_in(resolver.cell), *alias_records(layout, resolver.cell))
    seen = {(one.path, DnsName(one.record.name), one.zone.name) for one in known}
    for path, name, zone in sorted(seen):
        best = next(((place, rule) for place, rule in rules if rule.domain.covers(name)), None)
        if best is not None and best[1].type == "FORWARD" and best[1].domain != DOT and len(best[1].domain) > len(zone):
            by = best[0].removesuffix(".domain").removesuffix(".rule_of.rule")
            limit = f"is never answered from zone {zone}: {by} forwards {best[1].domain}"
            yield Problem("masked-record", path, name, limit, "choose a name outside that domain", "warning")
