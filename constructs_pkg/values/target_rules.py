"""What the targets of one listener must keep to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.common_rules import other_account, other_region, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ApplicationLoadBalancerArn
from constructs_pkg.values.service import Targets

# Blocks of address targets, beside the VPC's own subnets: target type in
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
TARGET_BLOCKS = tuple(map(Cidr, ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")))


def check_targets(
    targets: Targets, network: Network | None, region: Region, account: Late | AccountId, *, dualstack: bool
) -> list[Problem]:
    """Return the problems of `targets` of a load balancer in `network`, with paths below ``targets``."""
    problems = [
        *_one_kind(targets),
        *_asked_kind(targets),
        *_repeats("instance_ids", targets.instance_ids),
        *_repeats("ip_addresses", targets.ip_addresses),
        *_addresses(targets, network),
        *_families(targets, dualstack=dualstack),
        *_load_balancer(targets, region, account),
    ]
    return [problem.under("targets") for problem in problems]


def _one_kind(targets: Targets) -> Iterable[Problem]:
    kinds = (
        *("instance_ids", "ip_addresses", "application_load_balancer_arn"),
        *("dns_name", "endpoint_id", "interface_endpoint", "database_proxy"),
    )
    given = [kind for kind in kinds if getattr(targets, kind)]
    if len(given) > 1:
        fix = "a target group has one type: keep one kind, and give the others a listener of their own"
        yield Problem("mixed-targets", "", "", f"are of several kinds: {', '.join(given)}", fix)


def _asked_kind(targets: Targets) -> Iterable[Problem]:
    if targets.kind is not None and targets.listed not in (targets.kind, None):
        limit = f"is not the kind of what is listed, {targets.listed}"
        yield Problem("target-kind-differs", "kind", targets.kind, limit, "leave it out: it follows what is listed")


def _repeats(key: str, values: tuple[object, ...]) -> Iterable[Problem]:
    for place, first in repeated(values):
        limit = f"is also {key}[{first}]"
        yield Problem("duplicate-target", f"{key}[{place}]", str(values[place]), limit, "name each target once")


def _literal(targets: Targets) -> Iterator[tuple[str, IpAddress]]:
    for place, address in enumerate(targets.ip_addresses):
        if isinstance(address, IpAddress):
            yield f"ip_addresses[{place}]", address


def _addresses(targets: Targets, network: Network | None) -> Iterable[Problem]:
    own, whole = _own_blocks(network)
    for path, target in _literal(targets):
        address = target.address
        if address.is_multicast or address.is_loopback or address.is_link_local or address.is_unspecified:
            limit = "is no address of one host that others can reach"
            yield Problem("unreachable-target", path, target, limit, "give the target's own private address")
        elif whole and address.version == 4 and not any(block.holds(target) for block in (*TARGET_BLOCKS, *own)):
            yield Problem(
                "public-target",
                path,
                target,
                f"is neither in the VPC ({', '.join(own)}) nor in {', '.join(TARGET_BLOCKS)}",
                "give a private address; for a second block of the VPC, name one of its subnets with its cidr",
            )


def _own_blocks(network: Network | None) -> tuple[list[Cidr], bool]:
    """Return the blocks that are known to be the network's, and whether they are all that can be known."""
    if network is None:
        return [], False
    blocks = [network.cidr, *(subnet.cidr for subnet in network.subnets)]
    return [block for block in blocks if isinstance(block, Cidr)], isinstance(network.cidr, Cidr)


def stands_outside(target: object, network: Network | None) -> bool:
    """Return whether the address `target` is known to be in no block of `network`, for which AWS wants no zone told.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
    """
    own, whole = _own_blocks(network)
    if not whole or not isinstance(target, IpAddress) or target.address.version != 4:
        return False
    return not any(block.holds(target) for block in own)


def _families(targets: Targets, *, dualstack: bool) -> Iterable[Problem]:
    # IpAddressType in
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-target-group.html
    addresses = list(_literal(targets))
    versions = {address.address.version for _, address in addresses}
    if len(versions) > 1:
        fix = "a target group has one: keep IPv4 or IPv6"
        yield Problem("mixed-address-families", "ip_addresses", "", "are of IPv4 and IPv6", fix)
    for path, target in addresses:
        if target.address.version == 6 and not dualstack:
            fix = "add ipv6 to ip_address_types, which makes it dualstack"
            yield Problem("ipv6-target", path, target, "needs a dualstack load balancer", fix)


def _load_balancer(targets: Targets, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    arn, path = targets.application_load_balancer_arn, "application_load_balancer_arn"
    if isinstance(arn, ApplicationLoadBalancerArn):
        yield from other_region("load-balancer-in-other-region", path, arn, region)
        yield from other_account("load-balancer-in-other-account", path, arn, account)
