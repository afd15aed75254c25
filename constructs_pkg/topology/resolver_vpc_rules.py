"""What a VPC has once, whichever rules and cells bring it there: rules of a domain, places of firewalls, settings.

Sources: ResourceExistsException in
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_AssociateResolverRule.html and Priority in
https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_AssociateFirewallRuleGroup.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.topology.hybrid import PlacedResolver
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_rule import ResolverRuleSpec


def rules_on_vpc(found: Iterable[PlacedResolver], resolver: PlacedResolver) -> Iterator[tuple[str, ResolverRuleSpec]]:
    """Yield each rule on the VPC of `resolver` with its place there: its own, and shared ones of cells in `found`."""
    yield from ((f"rules.{key}.domain", rule) for key, rule in resolver.rules.items() if rule.vpcs)
    owners = {one.cell.key: one for one in found}
    for key, shared in sorted(resolver.wish.shared_rules.items()):
        owner = owners.get(shared.rule_of.cell) if shared.rule_of is not None else None
        if shared.rule_of is not None and owner is not None and shared.rule_of.rule in owner.rules:
            yield f"shared_rules.{key}.rule_of.rule", owner.rules[shared.rule_of.rule]


def check_vpcs(found: Iterable[PlacedResolver]) -> Iterator[Problem]:
    """Yield a problem for everything that a VPC would have twice."""
    resolvers = tuple(found)
    taken: dict[tuple[object, ...], str] = {}
    for resolver in resolvers:
        yield from _associated(resolver, taken)
        yield from _domains(resolvers, resolver, taken)
        yield from _addresses(resolver, taken)
        firewall, path = resolver.firewall, f"{resolver.path}.firewall.priority"
        if firewall is not None:
            first = taken.setdefault((resolver.cell.vpc, "firewall", firewall.priority), path)
            if first != path:
                limit = f"is also {first}, and each rule group of a VPC has its own"
                yield Problem("duplicate-association-priority", path, str(firewall.priority), limit, "choose another")
        if resolver.settings is not None:
            first = taken.setdefault((resolver.cell.vpc, "settings"), resolver.path)
            if first != resolver.path:
                limit = f"sets dnssec_validation or autodefined_reverse, as {first} does for the same VPC"
                yield Problem("resolver-settings-twice", resolver.path, "", limit, "set them in one cell")


def _associated(resolver: PlacedResolver, taken: dict[tuple[object, ...], str]) -> Iterator[Problem]:
    for key, shared in sorted(resolver.wish.shared_rules.items()):
        path = f"{resolver.path}.shared_rules.{key}.id"
        # A stack parameter has its value in one stack alone.
        place = resolver.cell.key if isinstance(shared.id, HandedOver) else resolver.cell.vpc
        first = taken.setdefault((place, "association", str(shared.id)), path)
        if first != path:
            limit = f"is also {first}: a rule is associated with a VPC once"
            yield Problem("rule-associated-twice", path, str(shared.id), limit, "name it once")


def _domains(
    found: Iterable[PlacedResolver], resolver: PlacedResolver, taken: dict[tuple[object, ...], str]
) -> Iterator[Problem]:
    for place, rule in rules_on_vpc(found, resolver):
        if rule.type == "DELEGATE":
            continue
        path = f"{resolver.path}.{place}"
        first = taken.setdefault((resolver.cell.vpc, "domain", rule.domain), path)
        if first != path:
            limit = f"is also that of {first.removesuffix('.domain').removesuffix('.rule_of.rule')} on the same VPC"
            yield Problem("duplicate-rule-domain", path, rule.domain, limit, "keep one of them on the VPC")


def _addresses(resolver: PlacedResolver, taken: dict[tuple[object, ...], str]) -> Iterator[Problem]:
    for key, endpoint in resolver.endpoints.items():
        kept = f"{resolver.path}.{key.replace('-', '_')}.addresses"
        for place, address in enumerate(endpoint.addresses):
            first = taken.setdefault((resolver.cell.vpc, "address", address), kept)
            if first != kept:
                limit = f"is also among {first}, and an address is of one endpoint"
                yield Problem("duplicate-address", f"{kept}[{place}]", address, limit, "choose another")
