"""What Resolver rules must keep to.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverRule.html and, for
quotas, https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_use import is_of_one_host
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_rule import ResolverRuleSpec
from constructs_pkg.values.security_group_rules import HIGHEST_PORT, LOWEST_PORT
from constructs_pkg.values.zone_profile import check_sharing

TARGETS_OF_A_RULE = 6


def check_resolver_rule(spec: ResolverRuleSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    return [
        *_form(spec),
        *_targets(spec),
        *check_delegation(spec, region),
        *check_sharing(spec.share_with, spec.outside_organization, region, account),
    ]


def _form(spec: ResolverRuleSpec) -> Iterator[Problem]:
    forwards = spec.type == "FORWARD"
    if forwards and not spec.targets:
        limit, fix = (
            "is empty, and a FORWARD rule forwards to something",
            "name the resolvers, or make it a SYSTEM rule",
        )
        yield Problem("rule-without-targets", "targets", "", limit, fix)
    if not forwards and spec.targets:
        limit = f"are for FORWARD rules, and this one is {spec.type}"
        yield Problem("targets-of-other-rule", "targets", str(len(spec.targets)), limit, "leave them out")
    if spec.type == "SYSTEM" and spec.endpoint_id is not None:
        limit, fix = "is given, and a SYSTEM rule sends nothing out", "leave it out"
        yield Problem("endpoint-of-system-rule", "endpoint_id", str(spec.endpoint_id), limit, fix)
    if spec.type != "SYSTEM" and spec.endpoint_id is None:
        limit = f"is not given, and queries of a {spec.type} rule leave by an outbound endpoint"
        yield Problem("rule-without-endpoint", "endpoint_id", "", limit, "give the endpoint's id")


def _targets(spec: ResolverRuleSpec) -> Iterator[Problem]:
    if len(spec.targets) > TARGETS_OF_A_RULE:
        limit = f"are more than the {TARGETS_OF_A_RULE} addresses that a rule has at most"
        yield Problem("too-many-targets", "targets", str(len(spec.targets)), limit, "name fewer")
    if len({target.address.address.version for target in spec.targets}) > 1:
        limit, fix = "are IPv4 and IPv6 addresses, of which a rule takes one kind", "name those of one kind"
        yield Problem("mixed-target-addresses", "targets", "", limit, fix)
    for place, first in repeated((one.address, one.asked_port) for one in spec.targets):
        path, value = f"targets[{place}].address", spec.targets[place].address
        yield Problem("duplicate-target", path, value, f"is also targets[{first}]", "name it once")
    for place, target in enumerate(spec.targets):
        if not is_of_one_host(target.address):
            limit = "is no address of a resolver in another network: queries go to one host, by routes of the VPC"
            fix = "give the resolver's own address"
            yield Problem("unreachable-target", f"targets[{place}].address", target.address, limit, fix)
        yield from out_of_range("port-out-of-range", f"targets[{place}].port", target.port, LOWEST_PORT, HIGHEST_PORT)
        if target.server_name_indication is not None and target.protocol == "Do53":
            path, limit = f"targets[{place}].server_name_indication", "is for DoH, and this target is asked by Do53"
            fix = "leave it out, or ask by DoH"
            yield Problem("name-indication-without-doh", path, target.server_name_indication, limit, fix)


def check_delegation(spec: ResolverRuleSpec, region: Region) -> Iterator[Problem]:
    """Yield the problem of a DELEGATE rule where there is no delegation.

    Source: https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-r53.html#govcloud-r53-diffs
    """
    if spec.type == "DELEGATE" and region.startswith("us-gov-"):
        limit, fix = "is no type in AWS GovCloud (US), whose Resolver delegates nothing", "use FORWARD"
        yield Problem("delegation-in-govcloud", "type", spec.type, limit, fix)
