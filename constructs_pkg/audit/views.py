"""Views of Route 53 Global Resolvers, read from their resources.

A zone is associated with a view by the developer guide, and with the resolver by the API's reference; both are read.
Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/gr-configuring-private-hosted-zone-associations.html
and https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53globalresolver_AssociateHostedZone.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.audit.firewall_facts import FirewallRuleFact
from constructs_pkg.audit.firewalls import domain_lists, firewall_rule, in_order
from constructs_pkg.audit.networks import zone_id
from constructs_pkg.audit.reading import Reading
from constructs_pkg.audit.value import ListOf, Value, in_words, literal_text, only_resource
from constructs_pkg.audit.view_facts import ViewFact

_TYPE = "AWS::Route53GlobalResolver"


def read_views(reading: Reading) -> Iterator[ViewFact]:
    """Yield the views that the assembly makes."""
    zones: dict[Value, list[Value]] = {}
    for _, association in reading.resources(f"{_TYPE}::HostedZoneAssociation"):
        zone, target = association.identifier("HostedZoneId"), association.identifier("ResourceArn")
        if zone is not None and target is not None:
            zones.setdefault(only_resource(target) or target, []).append(zone_id(zone))
    lists = domain_lists(reading, f"{_TYPE}::FirewallDomainList")
    rules: dict[Value, list[FirewallRuleFact]] = {}
    for _, rule in reading.resources(f"{_TYPE}::FirewallRule"):
        own = rule.identifier("DnsViewId")
        if own is not None:
            rules.setdefault(own, []).append(firewall_rule(rule, lists, "QType"))
    clients = _clients(reading)
    regions: dict[Value, tuple[str, ...]] = {}
    for resource, made in reading.resources(f"{_TYPE}::GlobalResolver"):
        given = made.get("Regions")
        texts = (literal_text(one) for one in (given.items if isinstance(given, ListOf) else ()))
        regions[resource] = tuple(one for one in texts if one is not None)
    for resource, view in reading.resources(f"{_TYPE}::DnsView"):
        owner = view.identifier("GlobalResolverId")
        seen = (*zones.get(resource, ()), *(zones.get(owner, ()) if owner is not None else ()))
        yield ViewFact(
            id=resource,
            name=literal_text(view.get("Name")) or in_words(resource),
            resolver=owner,
            zones=tuple(dict.fromkeys(seen)),
            rules=in_order(rules.get(resource, ())),
            regions=regions.get(owner, ()) if owner is not None else (),
            clients=tuple(clients.get(resource, ())),
        )


def _clients(reading: Reading) -> dict[Value, list[str]]:
    """Return who may ask each view."""
    found: dict[Value, list[str]] = {}
    for _, source in reading.resources(f"{_TYPE}::AccessSource"):
        view, cidr, protocol = source.identifier("DnsViewId"), source.get("Cidr"), source.get("Protocol")
        if view is not None and cidr is not None:
            by = f" ({literal_text(protocol)})" if protocol is not None else ""
            found.setdefault(view, []).append(f"{in_words(cidr)}{by}")
    for resource, token in reading.resources(f"{_TYPE}::AccessToken"):
        view = token.identifier("DnsViewId")
        if view is not None:
            found.setdefault(view, []).append(f"token {literal_text(token.get('Name')) or in_words(resource)}")
    return found
