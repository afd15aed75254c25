"""The Resolver of a cell, rendered without the CDK."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from constructs_pkg.fragments.dns_firewall import GROUP, dns_firewall_fragment
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.resolver_endpoint import ENDPOINT, resolver_endpoint_fragment
from constructs_pkg.fragments.resolver_rule import RULE, resolver_rule_fragment, rule_association_fragment
from constructs_pkg.fragments.resolver_settings import resolver_settings_fragment
from constructs_pkg.naming import (
    FIREWALL,
    RESOLVER_SETTINGS,
    resolver_endpoint_construct_id,
    resolver_rule_construct_id,
    rule_association_construct_id,
)
from constructs_pkg.preview.owner import Owner
from constructs_pkg.topology.parts import PlannedPart
from constructs_pkg.values.beside import OutboundOfCell, key_of_rule
from constructs_pkg.values.dns_firewall import DnsFirewallSpec
from constructs_pkg.values.handed_over import HandedOver
from constructs_pkg.values.late import Late
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec
from constructs_pkg.values.resolver_rule import ResolverRuleSpec, RuleAssociationSpec
from constructs_pkg.values.resolver_settings import ResolverSettingsSpec
from constructs_pkg.values.zone_profile import ProfileSpec

Rendered = Iterable[tuple[str, Fragment]]
Given = Mapping[str, Late]


def endpoint(owner: Owner, part: PlannedPart, given: Given) -> Rendered:
    """Render a Resolver endpoint."""
    spec = cast("ResolverEndpointSpec", part.spec)
    fragment = resolver_endpoint_fragment(spec, name=_name(owner, part), outputs=True)
    yield resolver_endpoint_construct_id(part.key), fragment


def rule(owner: Owner, part: PlannedPart, given: Given) -> Rendered:
    """Render a Resolver rule."""
    spec = cast("ResolverRuleSpec", part.spec)
    if isinstance(spec.endpoint_id, OutboundOfCell):
        outbound = Late({"Ref": logical_id(resolver_endpoint_construct_id("outbound"), ENDPOINT)})
        spec = spec.model_copy(update={"endpoint_id": outbound})
    yield resolver_rule_construct_id(part.key), resolver_rule_fragment(spec, name=_name(owner, part))


def association(owner: Owner, part: PlannedPart, given: Given) -> Rendered:
    """Render the association of a rule that exists."""
    spec = cast("RuleAssociationSpec", part.spec)
    spec = spec.model_copy(update={"rule_id": _given(given, spec.rule_id)})
    yield rule_association_construct_id(part.key), rule_association_fragment(spec)


def firewall(owner: Owner, part: PlannedPart, given: Given) -> Rendered:
    """Render a firewall."""
    spec = cast("DnsFirewallSpec", part.spec)
    spec = spec.model_copy(update={"rule_group_id": _given(given, spec.rule_group_id)})
    yield FIREWALL, dns_firewall_fragment(spec, name=_name(owner, part))


def settings(owner: Owner, part: PlannedPart, given: Given) -> Rendered:
    """Render the Resolver's settings."""
    yield RESOLVER_SETTINGS, resolver_settings_fragment(cast("ResolverSettingsSpec", part.spec))


def profile_contents(profile: ProfileSpec) -> ProfileSpec:
    """Return `profile` with the ARNs of rules and the firewall of the same stack in their places."""
    rules = {
        key: Late({"Fn::GetAtt": [logical_id(resolver_rule_construct_id(key_of_rule(arn)), RULE), "Arn"]})
        for key, arn in profile.resolver_rules.items()
    }
    group = Late({"Fn::GetAtt": [logical_id(FIREWALL, GROUP), "Arn"]})
    firewalls = {key: one.model_copy(update={"rule_group_arn": group}) for key, one in profile.firewalls.items()}
    return profile.model_copy(update={"resolver_rules": rules, "firewalls": firewalls})


def _given(given: Given, identifier: Any) -> Any:
    handed = isinstance(identifier, HandedOver) and identifier.stack_parameter
    return given[handed] if handed else identifier


def _name(owner: Owner, part: PlannedPart) -> str:
    return f"{owner.display_name} {part.key}"
