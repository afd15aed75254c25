"""What the ways from APIs into a VPC must keep to.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
"""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_account, other_region, out_of_range, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import NetworkLoadBalancerArn
from constructs_pkg.values.security_group_rules import HIGHEST_PORT, LOWEST_PORT, check_groups
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec, RestVpcLinkSpec


def check_http_vpc_link(spec: HttpVpcLinkSpec, region: Region) -> list[Problem]:
    """Return the problems of `spec` in `region`; empty means good."""
    return [
        *check_network(spec.network, region),
        *check_placement(spec.network, spec.tier, spec.availability_zones),
        *_outward(spec),
    ]


def check_rest_vpc_link(spec: RestVpcLinkSpec, region: Region, account: Late | AccountId) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    arn, path = spec.load_balancer_arn, "load_balancer"
    if not isinstance(arn, NetworkLoadBalancerArn):
        return []
    return [
        *other_region("load-balancer-in-other-region", path, arn, region),
        *other_account("load-balancer-in-other-account", path, arn, account),
    ]


def _outward(spec: HttpVpcLinkSpec) -> Iterable[Problem]:
    if spec.security_group_ids is not None:
        yield from check_groups(spec.security_group_ids, "security_group_ids")
        if not spec.security_group_ids:
            fix = "name some, or leave the key out to have one made"
            yield Problem("vpc-link-without-groups", "security_group_ids", "", "is empty", fix)
        for key, is_given in (("ports", spec.ports != (443,)), ("target_cidrs", spec.target_cidrs is not None)):
            if is_given:
                limit = "is given beside security_group_ids, whose rules are not changed here"
                yield Problem("targets-with-security-groups", key, "", limit, "leave one of them out")
        return
    if not spec.ports:
        yield Problem("no-ports", "ports", "", "is empty: the link would reach nothing", "name the targets' ports")
    for place, port in enumerate(spec.ports):
        yield from out_of_range("port-out-of-range", f"ports[{place}]", port, LOWEST_PORT, HIGHEST_PORT)
    for place, first in repeated(spec.ports):
        path, limit = f"ports[{place}]", f"is ports[{first}] again"
        yield Problem("duplicate-port", path, str(spec.ports[place]), limit, "name each port once")
    if spec.target_cidrs is None and spec.network.cidr is None:
        limit = "is missing, and the network's cidr is not known: the link would reach nothing"
        yield Problem("no-targets-known", "target_cidrs", "", limit, "give the blocks of the targets")
