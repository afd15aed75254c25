"""The Resolver of a cell as parts of its links stack, and as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from constructs_pkg.topology.canonical import canonical
from constructs_pkg.topology.hybrid import PlacedResolver, place_resolvers
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.topology.placed import PlacedCell
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.network import Subnet
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, RuleAssociationSpec
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec
from constructs_pkg.values.spec import Spec

if TYPE_CHECKING:
    from constructs_pkg.topology.layout import Layout

FIREWALL_KEY = Key("firewall")
SETTINGS_KEY = Key("settings")


def resolvers(layout: Layout) -> tuple[PlacedResolver, ...]:
    """Return the Resolvers of the cells of `layout`."""
    return tuple(place_resolvers(layout.cells, layout.topology.on_premises))


def parts(layout: Layout, placed: PlacedCell) -> Iterator[PlannedPart]:
    """Yield what is made for the Resolver of a cell, endpoints before the rules that leave by them."""
    for resolver in resolvers(layout):
        if resolver.cell is placed:
            yield from _parts(resolver)


def interfaces(layout: Layout) -> Iterator[Subnet]:
    """Yield the subnets that endpoints stand in, once for each of their addresses."""
    for resolver in resolvers(layout):
        yield from resolver.subnets


def _parts(resolver: PlacedResolver) -> Iterator[PlannedPart]:
    for key, endpoint in resolver.endpoints.items():
        yield PlannedPart(Key(key), canonical(endpoint, but="network"))
    for key, rule in resolver.rules.items():
        yield PlannedPart(key, canonical(rule))
    for key, association in resolver.associations.items():
        yield PlannedPart(key, association, _given(association.rule_id))
    if resolver.firewall is not None:
        yield PlannedPart(FIREWALL_KEY, canonical(resolver.firewall), _given(resolver.firewall.rule_group_id))
    if resolver.settings is not None:
        yield PlannedPart(SETTINGS_KEY, resolver.settings)


def _given(identifier: object) -> tuple[str, ...]:
    named = isinstance(identifier, HandedOver) and identifier.stack_parameter
    return (named,) if named else ()


def _endpoint(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, ResolverEndpointSpec)
    where = ", ".join(str(address or subnet.availability_zone) for subnet, address in spec.placed)
    yield f"{spec.direction} endpoint at {where} for {', '.join(spec.peers) or 'its own groups'}"


def _rule(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, ResolverRuleSpec)
    to = f" to {', '.join(target.address for target in spec.targets)}" if spec.targets else ""
    shared = f", shared with: {', '.join(spec.share_with)}" if spec.share_with else ""
    yield f"{spec.type} rule {part.key} of {spec.domain}{to}{shared}"


def _association(part: PlannedPart) -> Iterator[str]:
    assert isinstance(part.spec, RuleAssociationSpec)
    yield f"rule {part.key}: {part.spec.rule_id}"


def _firewall(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, DnsFirewallSpec)
    if spec.rule_group_id is not None:
        yield f"firewall of rule group {spec.rule_group_id}"
    for key, rule in sorted(spec.rules.items(), key=lambda item: item[1].priority):
        matched = ", ".join(rule.domains) or rule.domain_list_id or rule.threat_protection
        yield f"firewall rule {key} ({rule.priority}): {rule.action} {matched}"


def _settings(part: PlannedPart) -> Iterator[str]:
    spec = part.spec
    assert isinstance(spec, ResolverSettingsSpec)
    if spec.dnssec_validation:
        yield "answers of signed public zones are validated"
    if not spec.autodefined_reverse:
        yield "reverse names are not answered by the Resolver itself"


OUTLINES: dict[type[Spec], Callable[[PlannedPart], Iterator[str]]] = {
    ResolverEndpointSpec: _endpoint,
    ResolverRuleSpec: _rule,
    RuleAssociationSpec: _association,
    DnsFirewallSpec: _firewall,
    ResolverSettingsSpec: _settings,
}
"""How each part is described."""
