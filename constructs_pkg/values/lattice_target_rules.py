"""What a target group of VPC Lattice must keep to.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateTargetGroup.html and, for load balancers,
https://docs.aws.amazon.com/vpc-lattice/latest/ug/alb-target.html
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.common_rules import other_account, other_region, out_of_range, repeated
from constructs_pkg.values.lattice_targets import LatticeHealthCheck, LatticeTargetGroup
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_use import is_of_one_host
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ApplicationLoadBalancerArn

INTERVAL_SECONDS = (5, 300)
TIMEOUT_SECONDS = (1, 120)
THRESHOLD = (2, 10)
TARGETS_OF_A_GROUP = 100

_KINDS = ("ip_addresses", "instance_ids", "load_balancer_arn", "function_arn", "registered_elsewhere")
_NOT_CHECKED = ("LAMBDA", "ALB")


def check_targets(path: str, group: LatticeTargetGroup, region: Region, account: object) -> list[Problem]:
    """Return the problems of the target group `group` of `region` and `account` at `path`; empty means good."""
    found = [*_kind(group), *_load_balancer(group, region, account), *_addresses(group)]
    found += [*_protocol(group), *_health(group)]
    return [problem.under(path) for problem in found]


def check_reachable(group: LatticeTargetGroup, network: Network) -> Iterator[Problem]:
    """Yield the problems of addresses in `group` that the VPC of `network` does not have.

    "The target IP addresses must be from the subnets of the VPC", and none "publicly routable"; a VPC may have further
    blocks than the one that is told.
    Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/register-targets.html#register-ip-addresses
    """
    own = [block for block in (network.cidr, *(one.cidr for one in network.subnets)) if isinstance(block, Cidr)]
    for place, target in enumerate(group.ip_addresses):
        if not isinstance(target, IpAddress):
            continue
        path, address = f"ip_addresses[{place}]", target.address
        if not is_of_one_host(target):
            limit = "is no address of one host that others can reach"
            yield Problem("unreachable-target", path, target, limit, "give the target's own address in the VPC")
        elif isinstance(network.cidr, Cidr) and address.version == 4 and not any(one.holds(target) for one in own):
            limit = f"is not in the VPC ({', '.join(own)}), whose targets a target group has"
            fix = "give an address of the VPC; of a second block of it name a subnet with its cidr"
            yield Problem("target-outside-vpc", path, target, limit, fix, "warning")


def _kind(group: LatticeTargetGroup) -> Iterator[Problem]:
    given = [key for key in _KINDS if getattr(group, key)]
    if len(given) != 1:
        limit = f"has {' and '.join(given)}" if given else "has no targets"
        yield Problem("one-kind-of-targets", "", "", limit, f"give exactly one of {', '.join(_KINDS)}")
    for key in ("ip_addresses", "instance_ids"):
        targets = getattr(group, key)
        if len(targets) > TARGETS_OF_A_GROUP:
            limit = f"are more than {TARGETS_OF_A_GROUP}, which one template registers"
            yield Problem("too-many-targets", key, f"{len(targets)} targets", limit, "make another target group")
        for place, first in repeated(targets):
            limit = f"is {key}[{first}] as well"
            yield Problem("duplicate-target", f"{key}[{place}]", str(targets[place]), limit, "name it once")


def _load_balancer(group: LatticeTargetGroup, region: Region, account: object) -> Iterator[Problem]:
    arn, path = group.load_balancer_arn, "load_balancer_arn"
    if isinstance(arn, ApplicationLoadBalancerArn):
        yield from other_region("load-balancer-in-other-region", path, arn, region)
        yield from other_account("load-balancer-in-other-account", path, arn, account)


def _addresses(group: LatticeTargetGroup) -> Iterator[Problem]:
    kinds = {each.record_type for each in group.ip_addresses if isinstance(each, IpAddress)}
    if len(kinds) > 1:
        limit = "are of both families, and a target group is of one"
        yield Problem("mixed-address-families", "ip_addresses", "", limit, "make a target group for each")


def _protocol(group: LatticeTargetGroup) -> Iterator[Problem]:
    if group.kind == "LAMBDA":
        for key in ("port", "protocol", "protocol_version"):
            if getattr(group, key) is not None:
                limit = "is given for a function, which is invoked"
                yield Problem("protocol-of-function", key, str(getattr(group, key)), limit, "leave it out")
    if group.protocol == "TCP" and group.protocol_version is not None:
        limit = "is given for TCP"
        yield Problem("version-of-tcp", "protocol_version", group.protocol_version, limit, "leave it out")


def _health(group: LatticeTargetGroup) -> Iterator[Problem]:
    check = group.health_check
    if check is None:
        return
    if group.kind in _NOT_CHECKED:
        limit = f"is given for targets of type {group.kind}, which VPC Lattice does not check"
        yield Problem("check-of-unchecked-targets", "health_check", "", limit, "leave it out")
    yield from (problem.under("health_check") for problem in _numbers(check))


def _numbers(check: LatticeHealthCheck) -> Iterator[Problem]:
    yield from out_of_range("health-check-interval", "interval", check.interval, *INTERVAL_SECONDS)
    yield from out_of_range("health-check-timeout", "timeout", check.timeout, *TIMEOUT_SECONDS)
    for key in ("healthy_threshold", "unhealthy_threshold"):
        yield from out_of_range("health-check-threshold", key, getattr(check, key), *THRESHOLD)
