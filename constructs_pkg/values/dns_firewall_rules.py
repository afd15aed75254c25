"""What DNS Firewall's rule groups must keep to.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRule.html,
.../API_route53resolver_AssociateFirewallRuleGroup.html and, for quotas,
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.dns_firewall import DnsFirewallSpec, FilteringRule, FirewallRule
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.zone_profile import check_sharing

RULES_OF_A_GROUP = 100
LOWEST_PRIORITY, HIGHEST_PRIORITY = 100, 9_900
LONGEST_TTL = 604_800


def check_dns_firewall(spec: DnsFirewallSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    rules = [problem.under(f"rules.{key}") for key, rule in spec.rules.items() for problem in _rule(rule)]
    sharing = check_sharing(spec.share_with, spec.outside_organization, region, account)
    return [*_group(spec), *_priorities(spec), *rules, *_order(spec), *sharing]


def _group(spec: DnsFirewallSpec) -> Iterator[Problem]:
    if not spec.rules and spec.rule_group_id is None:
        limit, fix = "is empty, so that nothing is filtered", "add rules, or name a rule group that exists"
        yield Problem("firewall-without-rules", "rules", "", limit, fix)
    if spec.rule_group_id is not None:
        for field in ("rules", "share_with"):
            if getattr(spec, field):
                limit = "is for the rule group that is made here, and rule_group_id brings another"
                yield Problem("rules-of-brought-group", field, "", limit, "leave one of them out")
    if len(spec.rules) > RULES_OF_A_GROUP:
        limit = f"are more than the {RULES_OF_A_GROUP} rules of a group's default quota"
        yield Problem(
            "many-firewall-rules", "rules", str(len(spec.rules)), limit, "have it raised, or join rules", "warning"
        )
    yield from out_of_range("firewall-priority", "priority", spec.priority, LOWEST_PRIORITY, HIGHEST_PRIORITY)


def _priorities(spec: DnsFirewallSpec) -> Iterator[Problem]:
    keys, rules = list(spec.rules), list(spec.rules.values())
    for place, first in repeated(rule.priority for rule in rules):
        limit = f"is also that of rules.{keys[first]}, and each rule of a group has its own"
        path = f"rules.{keys[place]}.priority"
        yield Problem("duplicate-firewall-priority", path, str(rules[place].priority), limit, "choose another")


def _rule(rule: FirewallRule) -> Iterator[Problem]:
    yield from check_filtering(rule, rule.domain_list_id is not None)
    if rule.threat_protection is not None and rule.trust_redirection:
        limit, fix = "is for rules with domains", "leave it out"
        yield Problem("redirection-of-threat", "trust_redirection", "true", limit, fix)


def check_filtering(rule: FilteringRule, has_list: bool) -> Iterator[Problem]:
    """Yield the problems of what a `rule` matches and answers; `has_list` tells of a domain list that exists."""
    matched = {"domains": rule.domains, "domain_list_id": has_list, "threat_protection": rule.threat_protection}
    given = [field for field, value in matched.items() if value]
    if len(given) != 1:
        limit = f"has {' and '.join(given)}" if given else "matches nothing"
        yield Problem("firewall-rule-object", "", "", limit, f"give exactly one of {', '.join(matched)}")
    for place, first in repeated(rule.domains):
        limit = f"is also domains[{first}]"
        yield Problem("duplicate-firewall-domain", f"domains[{place}]", rule.domains[place], limit, "name it once")
    if rule.threat_protection is not None and rule.action == "ALLOW":
        limit, fix = "is no action of a rule with advanced protection", "use ALERT or BLOCK"
        yield Problem("allowed-threat", "action", rule.action, limit, fix)
    if (rule.threat_protection is None) != (rule.confidence_threshold is None):
        limit = "goes with threat_protection: both or none"
        yield Problem("threat-without-confidence", "confidence_threshold", "", limit, "give both, or leave both out")
    yield from _response(rule)


def _response(rule: FilteringRule) -> Iterator[Problem]:
    for field in ("block_response", "block_override"):
        if getattr(rule, field) is not None and rule.action != "BLOCK":
            limit = f"is for BLOCK, and this rule is to {rule.action}"
            yield Problem("response-of-other-action", field, "", limit, "leave it out")
    if rule.block_override is not None:
        if rule.block_response is not None:
            limit, fix = "is given beside block_override, which is another response", "leave one of them out"
            yield Problem("two-block-responses", "block_response", rule.block_response, limit, fix)
        path = "block_override.ttl"
        yield from out_of_range("block-override-ttl", path, rule.block_override.ttl, 0, LONGEST_TTL)


def _order(spec: DnsFirewallSpec) -> Iterator[Problem]:
    """Yield a warning for each rule that none is left for, and for an allow-list that blocks nothing after it."""
    whole: str | None = None
    for key, rule in sorted(spec.rules.items(), key=lambda item: item[1].priority):
        if whole is not None:
            limit = f"is never reached: rules.{whole} matches every name before it"
            fix = "give it a lower priority than that"
            yield Problem("unreached-firewall-rule", f"rules.{key}.priority", str(rule.priority), limit, fix, "warning")
        elif "*" in rule.domains and rule.query_type is None:
            whole = key
    actions = {rule.action for rule in spec.rules.values()}
    if actions == {"ALLOW"}:
        limit = "allow alone, and what no rule matches is let through as well"
        fix = 'add a last rule that blocks: {domains: ["*"], action: BLOCK}'
        yield Problem("allow-list-without-block", "rules", ", ".join(spec.rules), limit, fix, "warning")
