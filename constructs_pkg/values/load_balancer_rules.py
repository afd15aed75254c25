"""What the Network Load Balancer that a provider makes must keep to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.common_rules import repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.listener_rules import is_dualstack
from constructs_pkg.values.load_balancer_traffic import inbound, outbound
from constructs_pkg.values.network import Network
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.security_group_rules import check_groups, check_rule_count
from constructs_pkg.values.service import AccessLogs, ListenerProtocol, LoadBalancer, ServiceSpec

# Name in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
LONGEST_NAME = 32
RESERVED_START = "internal-"


def check_load_balancer(spec: ServiceSpec, network: Network) -> list[Problem]:
    """Return the problems of the load balancer that `spec` makes in `network`, below ``load_balancer``."""
    asked = spec.load_balancer
    problems = [*check_name(asked.name), *_groups(asked), *_blocks(asked), *_logs(spec), *_local_zones(asked, network)]
    return [
        *check_placement(network, asked.tier, asked.availability_zones, path="load_balancer"),
        *(problem.under("load_balancer") for problem in [*problems, *_one_zone(asked, network)]),
        *_target_blocks(spec, network),
        *_rule_counts(spec, network),
        *_ipv6(spec, network),
    ]


def check_name(name: str | None) -> Iterable[Problem]:
    """Yield the problems of the physical name of a load balancer of any type, at ``name``."""
    if name is None:
        return
    if len(name) > LONGEST_NAME:
        limit = f"is over {LONGEST_NAME} characters ({len(name)})"
        yield Problem("load-balancer-name", "name", name, limit, "shorten it, or leave it out")
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", name):
        limit = "is not of letters, digits and inner hyphens"
        yield Problem("load-balancer-name", "name", repr(name), limit, "write it of those, or leave it out")
    if name.startswith(RESERVED_START):
        limit = f"starts with {RESERVED_START}, which Elastic Load Balancing keeps for itself"
        yield Problem("load-balancer-name", "name", name, limit, "start it otherwise, or leave it out")


def _groups(asked: LoadBalancer) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    groups, enforced = asked.security_group_ids, asked.enforce_inbound_rules_on_private_link_traffic
    key = "enforce_inbound_rules_on_private_link_traffic"
    if groups is None:
        if enforced and asked.client_cidrs is None:
            limit = "shuts everybody out: the security group made here lets nobody in"
            yield Problem("enforcement-without-clients", key, "true", limit, "give client_cidrs")
        return
    yield from check_groups(groups, "security_group_ids")
    if not groups and enforced is not None:
        limit = "judges by no security group"
        yield Problem("enforcement-without-security-group", key, str(enforced).lower(), limit, "leave it out")
    if not groups:
        limit = "is empty: a load balancer made without a security group never gets one"
        fix = "leave the key out to have one made"
        yield Problem("no-security-groups", "security_group_ids", "", limit, fix, "warning")


def _blocks(asked: LoadBalancer) -> Iterable[Problem]:
    for key, blocks in (("client_cidrs", asked.client_cidrs), ("target_cidrs", asked.target_cidrs)):
        if blocks is not None and asked.security_group_ids is not None:
            limit = "is given beside security_group_ids, whose rules are not changed here"
            yield Problem("cidrs-with-security-groups", key, "", limit, "leave one of them out")
        if blocks == ():
            yield Problem("no-cidrs", key, "", "is empty", "name at least one block, or leave the key out")
    lists = asked.client_prefix_list_ids
    if lists and asked.security_group_ids is not None:
        limit = "is given beside security_group_ids, whose rules are not changed here"
        yield Problem("cidrs-with-security-groups", "client_prefix_list_ids", "", limit, "leave one of them out")
    for place, first in repeated(lists):
        path, limit = f"client_prefix_list_ids[{place}]", f"is also client_prefix_list_ids[{first}]"
        yield Problem("duplicate-prefix-list", path, str(lists[place]), limit, "name each list once")


def _logs(spec: ServiceSpec) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html
    logs = spec.load_balancer.access_logs
    secure = any(listener.protocol is ListenerProtocol.TLS for listener in spec.listeners)
    if logs is not None:
        yield from _decision(logs)
    elif secure:
        fix = "give a bucket, or omitted_because"
        yield Problem("access-logs-undecided", "access_logs", "", "is missing beside a TLS listener", fix)
    if logs and logs.bucket and not secure:
        limit = "stays empty: access logs are written for TLS listeners only"
        fix = "leave access_logs out, or use VPC flow logs"
        yield Problem("access-logs-never-written", "access_logs.bucket", str(logs.bucket), limit, fix, "warning")


def _decision(logs: AccessLogs) -> Iterable[Problem]:
    if not logs.bucket and not logs.omitted_because:
        fix = "give one of them"
        yield Problem("access-logs-undecided", "access_logs", "", "has neither bucket nor omitted_because", fix)
    if logs.bucket and logs.omitted_because:
        fix = "keep one of them"
        yield Problem("access-logs-contradiction", "access_logs", "", "has both bucket and omitted_because", fix)
    if logs.prefix and not logs.bucket:
        yield Problem("prefix-without-bucket", "access_logs.prefix", logs.prefix, "has no bucket", "give the bucket")


def _local_zones(asked: LoadBalancer, network: Network) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/availability-zones.html
    for subnet in network.choose(asked.tier, asked.availability_zones):
        zone = subnet.availability_zone
        if not isinstance(zone, Late) and zone.removeprefix(zone.region).startswith("-"):
            limit = f"is in Local Zone {zone}, where no Network Load Balancer stands"
            fix = "leave that zone out of availability_zones"
            yield Problem("load-balancer-in-local-zone", "availability_zones", str(subnet.id), limit, fix)


def _one_zone(asked: LoadBalancer, network: Network) -> Iterable[Problem]:
    zones = {subnet.availability_zone for subnet in network.choose(asked.tier, asked.availability_zones)}
    if len(zones) == 1:
        yield Problem(
            "one-availability-zone",
            "availability_zones",
            str(*zones),
            "is the only zone: the service ends with it",
            "stand in at least two",
            "warning",
        )


def _target_blocks(spec: ServiceSpec, network: Network) -> Iterable[Problem]:
    asked = spec.load_balancer
    if network.cidr or asked.target_cidrs is not None or asked.security_group_ids is not None:
        return
    for place, listener in enumerate(spec.listeners):
        addresses = listener.targets.ip_addresses
        if not addresses or not all(isinstance(address, IpAddress) for address in addresses):
            yield Problem(
                "target-cidrs-unknown",
                f"listeners[{place}].targets",
                "",
                "lie in blocks that nothing tells, so the security group cannot let traffic out to them",
                "give load_balancer.target_cidrs or network.cidr",
            )


def _rule_counts(spec: ServiceSpec, network: Network) -> Iterable[Problem]:
    asked = spec.load_balancer
    if asked.security_group_ids is not None:
        return
    yield from check_rule_count([each.block for each in inbound(spec)], "load_balancer.client_cidrs", inward=True)
    outward = "listeners" if asked.target_cidrs is None else "load_balancer.target_cidrs"
    yield from check_rule_count([each.block for each in outbound(spec, network)], outward, inward=False)


def _ipv6(spec: ServiceSpec, network: Network) -> Iterable[Problem]:
    # https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
    if is_dualstack(spec) and network.ipv6 is False:
        limit = "needs IPv6 blocks in the load balancer's subnets, and the network has none"
        yield Problem("no-ipv6-in-network", "ip_address_types", "ipv6", limit, "offer ipv4, or give the network IPv6")
