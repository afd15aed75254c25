"""A Route 53 Global Resolver with its views, and what each view lets in, answers from and filters.

Sources: the types' pages below
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Route53GlobalResolver.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.fragments.dns_firewall import block_response
from constructs_pkg.fragments.fragment import Fragment, Resource, attribute, ref, resource
from constructs_pkg.fragments.handed_over import Parameters
from constructs_pkg.values.global_resolver import DnsView, GlobalFirewallRule, GlobalResolverSpec

RESOLVER = "Resource"
_LONGEST_NAME = 64


def global_resolver_fragment(spec: GlobalResolverSpec, *, outputs: bool = False) -> Fragment:
    """Return the Global Resolver `spec`; a name that replaces its resource has nothing in it that people change."""
    read = Parameters()
    spec = spec.known(read)
    made: dict[str, Resource] = {
        RESOLVER: resource(
            "AWS::Route53GlobalResolver::GlobalResolver",
            {
                "Name": spec.name,
                "Regions": sorted(spec.regions),
                "IpAddressType": "DUAL_STACK" if spec.ip_address_type == "dualstack" else "IPV4",
                "ObservabilityRegion": spec.observability_region,
            },
        )
    }
    for key, view in spec.views.items():
        made.update(_view(key, view))
    shown = {
        "DnsName": {
            "Description": "The Global Resolver's name for DoH and DoT",
            "Value": attribute(RESOLVER, "DnsName"),
        }
    }
    return Fragment(made, parameters=read.declarations, outputs=shown if outputs else {})


def view_id(key: str) -> str:
    """Return the id of the view under that key."""
    return f"View {key}"


def _view(key: str, view: DnsView) -> Iterator[tuple[str, Resource]]:
    own = view_id(key)
    yield (
        own,
        resource(
            "AWS::Route53GlobalResolver::DnsView",
            {
                "GlobalResolverId": ref(RESOLVER),
                "Name": key,
                "Description": view.description,
                "DnssecValidation": _enabled(view.dnssec_validation),
                "EdnsClientSubnet": _enabled(view.edns_client_subnet),
                "FirewallRulesFailOpen": _enabled(view.fail_open),
            },
        ),
    )
    for name, source in view.access_sources.items():
        yield (
            f"{own} source {name}",
            resource(
                "AWS::Route53GlobalResolver::AccessSource",
                {
                    "Name": name,
                    "DnsViewId": ref(own),
                    "Cidr": source.cidr,
                    "Protocol": source.protocol,
                    "IpAddressType": f"IPV{source.cidr.network.version}",
                },
            ),
        )
    for name, expires_at in view.access_tokens.items():
        yield (
            f"{own} token {name}",
            resource(
                "AWS::Route53GlobalResolver::AccessToken",
                {"Name": name, "DnsViewId": ref(own), "ExpiresAt": expires_at},
            ),
        )
    for zone in view.zones:
        yield (
            f"{own} zone {zone.name}",
            resource(
                "AWS::Route53GlobalResolver::HostedZoneAssociation",
                {
                    "Name": f"zone-{zone.name.replace('.', '-')}"[:_LONGEST_NAME],
                    "HostedZoneId": zone.id,
                    "ResourceArn": attribute(own, "Arn"),
                },
            ),
        )
    for name, rule in view.firewall.items():
        yield from _rule(own, name, rule)


def _rule(view: str, name: str, rule: GlobalFirewallRule) -> Iterator[tuple[str, Resource]]:
    domains = f"{view} domains {name}"
    if rule.domains:
        given = {"GlobalResolverId": ref(RESOLVER), "Name": f"{view[len('View ') :]}-{name}"[:_LONGEST_NAME]}
        yield (
            domains,
            resource("AWS::Route53GlobalResolver::FirewallDomainList", {**given, "Domains": sorted(rule.domains)}),
        )
    yield (
        f"{view} rule {name}",
        resource(
            "AWS::Route53GlobalResolver::FirewallRule",
            {
                "Name": name,
                "DnsViewId": ref(view),
                "Priority": rule.priority,
                "Action": rule.action,
                "FirewallDomainListId": ref(domains) if rule.domains else rule.domain_list_id,
                "DnsAdvancedProtection": rule.threat_protection,
                "ConfidenceThreshold": rule.confidence_threshold,
                "QType": rule.query_type,
                **block_response(rule),
            },
        ),
    )


def _enabled(flag: bool) -> str:
    return "ENABLED" if flag else "DISABLED"
