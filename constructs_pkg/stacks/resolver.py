"""The Resolver of a cell: its endpoints, rules, firewall and settings."""

from __future__ import annotations

from typing import Any, cast

from constructs import Construct

from constructs_pkg.dns_firewall import DnsFirewall
from constructs_pkg.naming import (
    FIREWALL,
    RESOLVER_SETTINGS,
    resolver_endpoint_construct_id,
    resolver_rule_construct_id,
    rule_association_construct_id,
)
from constructs_pkg.resolver_endpoint import ResolverEndpoint
from constructs_pkg.resolver_rule import ResolverRule, ResolverRuleAssociation
from constructs_pkg.resolver_settings import ResolverSettings
from constructs_pkg.stacks.making import Making
from constructs_pkg.topology.key import Key
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.beside import OutboundOfCell, key_of_rule
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, RuleAssociationSpec
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec
from constructs_pkg.values.zone_profile import ProfileSpec


def make_endpoint(making: Making, part: PlannedPart) -> Construct:
    """Make a Resolver endpoint."""
    spec = cast("ResolverEndpointSpec", part.spec)
    return ResolverEndpoint(
        making.stack,
        resolver_endpoint_construct_id(part.key),
        vpc=spec.network,
        direction=spec.direction,
        tier=spec.tier,
        availability_zones=spec.availability_zones,
        addresses=spec.addresses,
        peers=spec.peers,
        ports=spec.ports,
        protocols=spec.protocols,
        ip_address_type=spec.ip_address_type,
        security_groups=spec.security_group_ids,
        rni_enhanced_metrics=spec.rni_enhanced_metrics,
        target_name_server_metrics=spec.target_name_server_metrics,
        dns64=spec.dns64,
        ipv6_internet_access=spec.ipv6_internet_access,
        display_name=_name(making, part),
        outputs=True,
    )


def make_rule(making: Making, part: PlannedPart) -> Construct:
    """Make a Resolver rule; what it forwards leaves by the cell's outbound endpoint."""
    spec = cast("ResolverRuleSpec", part.spec)
    outbound = cast("ResolverEndpoint", making.made.get(("resolver-endpoint", Key("outbound"))))
    return ResolverRule(
        making.stack,
        resolver_rule_construct_id(part.key),
        domain=spec.domain,
        type=spec.type,
        targets=spec.targets,
        endpoint=outbound if isinstance(spec.endpoint_id, OutboundOfCell) else spec.endpoint_id,
        vpcs=spec.vpcs,
        share_with=spec.share_with,
        outside_organization=spec.outside_organization,
        display_name=_name(making, part),
    )


def make_association(making: Making, part: PlannedPart) -> Construct:
    """Associate a rule that exists."""
    spec = cast("RuleAssociationSpec", part.spec)
    rule_id = _given(making, spec.rule_id)
    identity = rule_association_construct_id(part.key)
    return ResolverRuleAssociation(making.stack, identity, rule_id=rule_id, vpc=spec.vpc_id)


def make_firewall(making: Making, part: PlannedPart) -> Construct:
    """Make or associate a rule group of DNS Firewall."""
    spec = cast("DnsFirewallSpec", part.spec)
    return DnsFirewall(
        making.stack,
        FIREWALL,
        rules=spec.rules,
        rule_group_id=None if spec.rule_group_id is None else _given(making, spec.rule_group_id),
        vpcs=spec.vpcs,
        priority=spec.priority,
        mutation_protection=spec.mutation_protection,
        share_with=spec.share_with,
        outside_organization=spec.outside_organization,
        display_name=_name(making, part),
    )


def make_settings(making: Making, part: PlannedPart) -> Construct:
    """Set what is not AWS's own default."""
    spec = cast("ResolverSettingsSpec", part.spec)
    return ResolverSettings(
        making.stack,
        RESOLVER_SETTINGS,
        vpc=spec.vpc_id,
        dnssec_validation=spec.dnssec_validation,
        autodefined_reverse=spec.autodefined_reverse,
    )


def profile_contents(profile: ProfileSpec, making: Making) -> dict[str, Any]:
    """Return the rules and the firewall of the same stack that a Profile holds, as its construct takes them."""
    rules = {
        key: cast("ResolverRule", making.made["resolver-rule", Key(key_of_rule(arn))]).resolver_rule_arn
        for key, arn in profile.resolver_rules.items()
    }
    firewalls = {
        key: {
            "rule_group_arn": cast("DnsFirewall", making.made["firewall", Key("firewall")]).rule_group_arn,
            "priority": firewall.priority,
        }
        for key, firewall in profile.firewalls.items()
    }
    return {"resolver_rules": rules, "firewalls": firewalls}


def _given(making: Making, identifier: Late | str) -> Late | str:
    handed = isinstance(identifier, HandedOver) and identifier.stack_parameter
    return making.given[handed] if handed else identifier


def _name(making: Making, part: PlannedPart) -> str:
    return f"{making.owner.display_name} {part.key}"
