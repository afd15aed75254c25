"""What a Global Resolver must keep to.

Sources: the API's pages below https://docs.aws.amazon.com/Route53/latest/APIReference/, such as
API_route53globalresolver_CreateGlobalResolver.html, and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/gr-how-it-works.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.dns_firewall_rules import check_filtering
from constructs_pkg.values.global_resolver import CONTROL_REGION, DnsView, GlobalFirewallRule, GlobalResolverSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem

FEWEST_REGIONS = 2
# RFC 1918, RFC 6598 and RFC 4193.
_PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")

LOWEST_PRIORITY, HIGHEST_PRIORITY = 1, 10_000


def check_global_resolver(spec: GlobalResolverSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec`, made in `region`; empty means good."""
    views = [problem.under(f"views.{key}") for key, view in spec.views.items() for problem in _view(view, spec)]
    return [*_place(spec, region), *views, *_sources(spec)]


def _place(spec: GlobalResolverSpec, region: Region) -> Iterator[Problem]:
    if region != CONTROL_REGION:
        limit = f"is not {CONTROL_REGION}, the only Region in which a Global Resolver is made"
        yield Problem("global-resolver-region", "region", region, limit, f"make it in a stack of {CONTROL_REGION}")
    for place, first in repeated(spec.regions):
        limit = f"is also regions[{first}]"
        yield Problem("duplicate-region", f"regions[{place}]", spec.regions[place], limit, "name it once")
    for place, answering in enumerate(spec.regions):
        if answering.partition != CONTROL_REGION.partition:
            limit = f"is of partition {answering.partition}, and {CONTROL_REGION} of {CONTROL_REGION.partition}"
            fix = f"name Regions of {CONTROL_REGION.partition}"
            yield Problem("global-resolver-partition", f"regions[{place}]", answering, limit, fix)
    if len(set(spec.regions)) < FEWEST_REGIONS:
        limit = "is one Region, and a Global Resolver answers from two or more"
        yield Problem("one-region-resolver", "regions", ", ".join(spec.regions), limit, "name a second")


def _view(view: DnsView, spec: GlobalResolverSpec) -> Iterator[Problem]:
    if not view.access_sources and not view.access_tokens:
        limit = "has neither access_sources nor access_tokens, so that nobody may ask"
        yield Problem("view-without-clients", "", "", limit, "say who may ask", "warning")
    for key, source in view.access_sources.items():
        if source.cidr.network.version == 6 and spec.ip_address_type == "ipv4":
            limit = "is IPv6, and the resolver is asked at IPv4 addresses alone"
            yield Problem(
                "ipv6-access-source", f"access_sources.{key}.cidr", source.cidr, limit, "set ip_address_type: dualstack"
            )
        if any(Cidr(block).overlaps(source.cidr) for block in _PRIVATE):
            limit = "is no block of public addresses, by which clients are known over the internet"
            fix = "give the addresses that clients have behind their NAT"
            yield Problem("private-access-source", f"access_sources.{key}.cidr", source.cidr, limit, fix, "warning")
    for place, zone in enumerate(view.zones):
        if zone.id is None:
            fix = "give the id of an existing zone"
            yield Problem("zone-without-id", f"zones[{place}]", zone.name, "has no id", fix)
    for place, first in repeated(zone.name for zone in view.zones):
        limit = f"is also zones[{first}].name: which of the two would answer is not told"
        yield Problem("duplicate-zone", f"zones[{place}].name", view.zones[place].name, limit, "name each zone once")
    keys, rules = list(view.firewall), list(view.firewall.values())
    for place, first in repeated(rule.priority for rule in rules):
        limit = f"is also that of firewall.{keys[first]}: which of the two decides is not told"
        path = f"firewall.{keys[place]}.priority"
        yield Problem("duplicate-firewall-priority", path, str(rules[place].priority), limit, "choose another")
    for key, rule in view.firewall.items():
        yield from (problem.under(f"firewall.{key}") for problem in _rule(rule))


def _rule(rule: GlobalFirewallRule) -> Iterator[Problem]:
    yield from check_filtering(rule, rule.domain_list_id is not None)
    yield from out_of_range("global-firewall-priority", "priority", rule.priority, LOWEST_PRIORITY, HIGHEST_PRIORITY)


def _sources(spec: GlobalResolverSpec) -> Iterator[Problem]:
    """Yield a problem for each block that two views take in: which of them its clients see is not documented."""
    found = [(view, key, source) for view, wish in spec.views.items() for key, source in wish.access_sources.items()]
    for place, (view, key, source) in enumerate(found):
        for other, known, first in found[:place]:
            if other != view and source.protocol == first.protocol and source.cidr.overlaps(first.cidr):
                path = f"views.{view}.access_sources.{key}.cidr"
                limit = f"overlaps views.{other}.access_sources.{known}: which view its clients see is not documented"
                yield Problem("overlapping-access-sources", path, source.cidr, limit, "let views be asked by others")
