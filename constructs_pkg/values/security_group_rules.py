"""What security groups on a network interface, and the traffic they let in, must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constructs_pkg.values.cidr import Cidr
from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.consumer import Ingress
from constructs_pkg.values.late import Late
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import SecurityGroupId

QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups"
GROUPS_OF_AN_INTERFACE = 5
MOST_GROUPS_OF_AN_INTERFACE = 16
RULES_OF_A_GROUP = 60

# The rules of a group times the groups of an interface are never more, so that one group alone can have them all.
MOST_RULES_OF_A_GROUP = 1_000

# FromPort and ToPort of TCP and UDP in
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html; this library lets no port 0 in.
LOWEST_PORT, HIGHEST_PORT = 1, 65_535

_ANY_IPV6 = "::/0"
_SOURCES = ("cidr", "ipv6_cidr", "security_group_id", "prefix_list_id")


def check_groups(group_ids: Sequence[Late | SecurityGroupId], path: str) -> list[Problem]:
    """Return the problems of bringing the security groups `group_ids`, given at `path`."""
    problems = [
        Problem(
            "duplicate-security-group",
            f"{path}[{place}]",
            str(group_ids[place]),
            f"is also {path}[{first}]",
            "name each group once",
        )
        for place, first in repeated(group_ids)
    ]
    count = len(group_ids)
    if count > MOST_GROUPS_OF_AN_INTERFACE:
        limit = f"are more than the {MOST_GROUPS_OF_AN_INTERFACE} that a network interface can have"
        fix = "merge some"
        problems.append(Problem("too-many-security-groups", path, f"{count} groups", limit, fix))
    elif count > GROUPS_OF_AN_INTERFACE:
        limit = f"are more than the {GROUPS_OF_AN_INTERFACE} of a network interface's default quota"
        fix = "merge some, or have the quota raised first"
        problems.append(Problem("many-security-groups", path, f"{count} groups", limit, fix, "warning"))
    return problems


def check_ingress(ingress: Sequence[Ingress], path: str) -> list[Problem]:
    """Return the problems of the traffic to let in, given at `path`."""
    problems = [problem.under(f"{path}[{at}]") for at, rule in enumerate(ingress) for problem in _rule(rule)]
    for place, first in repeated(_meaning(rule) for rule in ingress):
        limit = f"is the same as {path}[{first}]"
        problems.append(Problem("duplicate-ingress", f"{path}[{place}]", "", limit, "say it once"))
    problems += check_rule_count([_ANY_IPV6 if rule.ipv6_cidr else rule.cidr for rule in ingress], path, inward=True)
    return problems


def check_rule_count(blocks: Sequence[object], path: str, *, inward: bool) -> list[Problem]:
    """Return the problem of more rules in one direction than a security group holds, if it is so.

    Args:
        blocks: The source or destination of each rule; anything but an IPv6 block counts as IPv4.
        path: What the rules come from.
        inward: Whether they let traffic in.
    """
    # The quota holds for IPv4 and IPv6 each.
    for_ipv6 = sum(1 for block in blocks if isinstance(block, str) and ":" in block)
    count, way = max(for_ipv6, len(blocks) - for_ipv6), "inbound" if inward else "outbound"
    fewer = "use port ranges, larger blocks or a prefix list" if inward else "use larger blocks or fewer ports"
    if count > MOST_RULES_OF_A_GROUP:
        limit = f"are more than the {MOST_RULES_OF_A_GROUP} {way} rules that a security group can have"
        return [
            Problem(
                "too-many-ingress-rules" if inward else "too-many-egress-rules", path, f"{count} rules", limit, fewer
            )
        ]
    if count > RULES_OF_A_GROUP:
        limit = f"are more than the {RULES_OF_A_GROUP} {way} rules of a security group's default quota"
        return [
            Problem(
                "many-ingress-rules" if inward else "many-egress-rules",
                path,
                f"{count} rules",
                limit,
                f"{fewer}, or have the quota raised first: {QUOTAS}",
                "warning",
            )
        ]
    return []


def _rule(rule: Ingress) -> Iterable[Problem]:
    yield from out_of_range("port-out-of-range", "from_port", rule.from_port, LOWEST_PORT, HIGHEST_PORT)
    yield from out_of_range("port-out-of-range", "to_port", rule.to_port, LOWEST_PORT, HIGHEST_PORT)
    if rule.to_port is not None and rule.to_port < rule.from_port:
        limit = f"is below from_port {rule.from_port}"
        yield Problem("port-range-reversed", "to_port", str(rule.to_port), limit, "give the last port of the range")
    if isinstance(rule.ipv6_cidr, Cidr) and rule.ipv6_cidr.network.version != 6:
        yield Problem("ipv6-cidr-not-ipv6", "ipv6_cidr", rule.ipv6_cidr, "is not IPv6", "give it as cidr")
    given = [source for source in _SOURCES if getattr(rule, source) is not None]
    if len(given) != 1:
        limit = f"has the sources {', '.join(given)}" if given else "has no source"
        yield Problem("ingress-source", "", "", limit, f"give exactly one of {', '.join(_SOURCES)}")


def _meaning(rule: Ingress) -> tuple[object, ...]:
    last = rule.from_port if rule.to_port is None else rule.to_port
    return (rule.protocol, rule.from_port, last, *(getattr(rule, source) for source in _SOURCES))
