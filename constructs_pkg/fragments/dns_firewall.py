"""A DNS Firewall rule group, its domain lists, its associations with VPCs and its share.

Sources: the types' pages below
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53Resolver.html.
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, ref, resource
from constructs_pkg.fragments.handed_over import Parameters
from constructs_pkg.fragments.ram_share import resource_share
from constructs_pkg.values.dns_firewall import DnsFirewallSpec, FilteringRule, FirewallRule
from constructs_pkg.values.late import Late

GROUP = "Resource"
OUTPUT = "RuleGroupId"


def dns_firewall_fragment(spec: DnsFirewallSpec, *, name: str) -> Fragment:
    """Return the rule group `spec`; the names of lists and groups would replace them, so that they have none."""
    made = {
        _list_id(key): resource("AWS::Route53Resolver::FirewallDomainList", {"Domains": sorted(rule.domains)})
        for key, rule in spec.rules.items()
        if rule.domains
    }
    read, brought = Parameters(), spec.rule_group_id
    if isinstance(brought, Late):
        brought = read(brought)
    if brought is None:
        rules = sorted(spec.rules.items(), key=lambda item: item[1].priority)
        made[GROUP] = resource(
            "AWS::Route53Resolver::FirewallRuleGroup", {"FirewallRules": [_rule(key, rule) for key, rule in rules]}
        )
        made |= resource_share(attribute(GROUP, "Arn"), name, spec.share_with, spec.outside_organization)
    group = ref(GROUP) if brought is None else brought
    for key, vpc_id in spec.vpcs.items():
        made[f"Association {key}"] = resource(
            "AWS::Route53Resolver::FirewallRuleGroupAssociation",
            {
                "FirewallRuleGroupId": group,
                "VpcId": vpc_id,
                "Priority": spec.priority,
                "MutationProtection": "ENABLED" if spec.mutation_protection else "DISABLED",
            },
        )
    shown = {OUTPUT: {"Description": "The DNS Firewall rule group's id", "Value": group}} if brought is None else {}
    return Fragment(made, parameters=read.declarations, outputs=shown)


def _list_id(key: str) -> str:
    return f"Domains {key}"


def _rule(key: str, rule: FirewallRule) -> Json:
    given = {
        "Priority": rule.priority,
        "Action": rule.action,
        "FirewallDomainListId": ref(_list_id(key)) if rule.domains else rule.domain_list_id,
        "DnsThreatProtection": rule.threat_protection,
        "ConfidenceThreshold": rule.confidence_threshold,
        "Qtype": rule.query_type,
        **block_response(rule),
        "FirewallDomainRedirectionAction": _redirection(rule),
    }
    return {name: value for name, value in given.items() if value is not None}


def block_response(rule: FilteringRule) -> dict[str, Json]:
    """Return the properties that say what blocked queries are answered with; none of a rule that blocks nothing."""
    if rule.action != "BLOCK":
        return {}
    if rule.block_override is None:
        return {"BlockResponse": rule.block_response or "NXDOMAIN"}
    return {
        "BlockResponse": "OVERRIDE",
        "BlockOverrideDnsType": "CNAME",
        "BlockOverrideDomain": rule.block_override.domain,
        "BlockOverrideTtl": rule.block_override.ttl,
    }


def _redirection(rule: FirewallRule) -> str | None:
    if rule.threat_protection is not None:
        return None
    return "TRUST_REDIRECTION_DOMAIN" if rule.trust_redirection else "INSPECT_REDIRECTION_DOMAIN"
