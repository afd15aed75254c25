"""DNS Firewall, read from its resources.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Resolver.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from constructs_pkg.audit.firewall_facts import FirewallFact, FirewallRuleFact
from constructs_pkg.audit.networks import normal_name
from constructs_pkg.audit.reading import Properties, Reading
from constructs_pkg.audit.rule_facts import ProfileFact
from constructs_pkg.audit.value import ListOf, Value, in_words, literal_text

# What the ids of rule groups begin with:
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRuleGroup.html.
_GROUP_ID = "rslvr-frg-"

_ADVANCED = ("DnsThreatProtection", "DnsAdvancedProtection", "FirewallRuleType")


def read_firewalls(reading: Reading, profiles: Iterable[ProfileFact]) -> Iterator[FirewallFact]:
    """Yield the rule groups made in the assembly, then those that only associations and Profiles name."""
    vpcs: dict[Value, list[tuple[Value, int | None]]] = {}
    for _, association in reading.resources("AWS::Route53Resolver::FirewallRuleGroupAssociation"):
        filters, vpc = association.identifier("FirewallRuleGroupId"), association.identifier("VpcId")
        if filters is not None and vpc is not None:
            vpcs.setdefault(filters, []).append((vpc, number(association.get("Priority"))))
    lists = domain_lists(reading, "AWS::Route53Resolver::FirewallDomainList")
    for resource, group in reading.resources("AWS::Route53Resolver::FirewallRuleGroup"):
        rules = [firewall_rule(rule, lists, "Qtype") for rule in group.entries("FirewallRules")]
        yield FirewallFact(resource, in_order(rules), tuple(vpcs.pop(resource, ())))
    brought = [one for profile in profiles for one in profile.resources]
    for identifier in dict.fromkeys([*vpcs, *(one for one in brought if _is_group(one))]):
        reading.note(f"rule group {in_words(identifier)}", "is known by its id only; what it filters is not told")
        yield FirewallFact(identifier, None, tuple(vpcs.get(identifier, ())))


def firewall_rule(rule: Properties, lists: dict[Value, tuple[str, ...] | None], type_key: str) -> FirewallRuleFact:
    """Return a rule, whose domains are those of its list; none are told of AWS's own lists."""
    listed = rule.get("FirewallDomainListId")
    advanced = next((one for one in _ADVANCED if rule.get(one) is not None), None)
    known = lists.get(listed) if listed is not None and advanced is None else None
    what = (
        f"{advanced} {in_words(rule.get(advanced) or listed or ListOf(()))}"
        if advanced
        else in_words(listed or ListOf(()))
    )
    return FirewallRuleFact(
        priority=number(rule.get("Priority")),
        action=(literal_text(rule.get("Action")) or "").upper(),
        domains=known,
        what=what,
        query_type=literal_text(rule.get(type_key)),
        response=literal_text(rule.get("BlockResponse")) or "NXDOMAIN",
        override=rule.get("BlockOverrideDomain"),
        trusts=literal_text(rule.get("FirewallDomainRedirectionAction")) == "TRUST_REDIRECTION_DOMAIN",
    )


def domain_lists(reading: Reading, kind: str) -> dict[Value, tuple[str, ...] | None]:
    """Return the domains of each list made in the assembly; None for one that is read from a file at deployment."""
    found: dict[Value, tuple[str, ...] | None] = {}
    for resource, made in reading.resources(kind):
        domains = made.get("Domains")
        texts = [literal_text(one) for one in domains.items] if isinstance(domains, ListOf) else [None]
        known = tuple(normal_name(one) for one in texts if one is not None)
        found[resource] = known if len(known) == len(texts) else None
    return found


def in_order(rules: Iterable[FirewallRuleFact]) -> tuple[FirewallRuleFact, ...]:
    """Return rules in the order in which they are looked at; those of unknown priority first, as none is sure."""
    return tuple(sorted(rules, key=lambda rule: -1 if rule.priority is None else rule.priority))


def number(value: Value | None) -> int | None:
    """Return a whole number that stands in the template; None for any other value."""
    text = literal_text(value)
    return int(text) if text is not None and text.isdigit() else None


def profile_priority(text: str | None) -> int | None:
    """Return the priority in an association's properties, such as ``{"priority":102}``; None where it is not told."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    priority = found.get("priority") if isinstance(found, dict) else None
    return priority if isinstance(priority, int) else None


def _is_group(identifier: Value) -> bool:
    return (literal_text(identifier) or "").startswith(_GROUP_ID)
