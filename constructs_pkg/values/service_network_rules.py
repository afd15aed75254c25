"""What a service network of VPC Lattice must keep to.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetworkVpcAssociation.html and
https://docs.aws.amazon.com/vpc-lattice/latest/ug/quotas.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.values.allowed_callers import check_callers
from constructs_pkg.values.common_rules import other_region
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import ServiceNetworkArn
from constructs_pkg.values.retention import check_retention
from constructs_pkg.values.security_group_rules import check_groups, check_ingress
from constructs_pkg.values.service_network import ServiceNetworkSpec
from constructs_pkg.values.service_rules import RESERVED_STARTS
from constructs_pkg.values.zone_profile import check_sharing

GROUPS_OF_AN_ASSOCIATION = 5

# What only the account that has a service network says about it.
_OF_ITS_OWNER = ("allowed", "open_because", "share_with", "publish_to")
_OF_A_JOINED_VPC = ("ingress", "security_group_ids", "private_dns_preference")
_SPECIFIED = ("specified", "verified-and-specified")


def check_service_network(spec: ServiceNetworkSpec, region: Region, account: object) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    return [
        *_brought(spec, region),
        *_association(spec),
        *_private_dns(spec),
        *check_callers(spec.allowed, spec.open_because, region),
        *_logs(spec.log_retention_days),
        *check_sharing(spec.share_with, spec.outside_organization, region, account),
        *_parameter(spec),
    ]


def _brought(spec: ServiceNetworkSpec, region: Region) -> Iterator[Problem]:
    if spec.arn is None:
        return
    if isinstance(spec.arn, ServiceNetworkArn):
        yield from other_region("service-network-in-other-region", "arn", spec.arn, region)
    for key in _OF_ITS_OWNER:
        if getattr(spec, key):
            limit = "is given for a service network that exists, about which its owner says that"
            yield Problem("owned-by-others", key, "", limit, "leave it out")
    if not spec.joined:
        limit = "is off for a service network that exists, so that nothing would be made"
        # A service may still be put into it, which is made with the service.
        yield Problem("network-not-joined", "joined", "false", limit, "leave it on if its clients call", "warning")


def _association(spec: ServiceNetworkSpec) -> Iterable[Problem]:
    if not spec.joined:
        for key in _OF_A_JOINED_VPC:
            if getattr(spec, key):
                limit = "is given, and the VPC does not join"
                yield Problem("association-not-made", key, "", limit, "leave it out, or set joined")
        return
    yield from check_ingress(spec.ingress, "ingress")
    if spec.security_group_ids is None:
        if not spec.ingress and spec.network.cidr is None:
            limit = "is missing, and the network's cidr is not known: no client would be let in"
            yield Problem("no-clients-known", "ingress", "", limit, "say who reaches its services")
        return
    yield from check_groups(spec.security_group_ids, "security_group_ids")
    count = len(spec.security_group_ids)
    if not 0 < count <= GROUPS_OF_AN_ASSOCIATION:
        limit = f"is outside 1 to {GROUPS_OF_AN_ASSOCIATION} security groups of an association"
        fix = "name 1 to 5, or leave the key out to have one made"
        yield Problem("security-groups-of-association", "security_group_ids", f"{count} groups", limit, fix)
    if spec.ingress:
        limit = "is given beside security_group_ids, whose rules are not changed here"
        yield Problem("ingress-with-association-groups", "ingress", "", limit, "leave one of them out")


def _private_dns(spec: ServiceNetworkSpec) -> Iterable[Problem]:
    specified = spec.private_dns_preference in _SPECIFIED
    domains = spec.private_dns_specified_domains
    if specified and not domains:
        limit = "is missing, and private_dns_preference asks for specified names"
        yield Problem("domains-not-specified", "private_dns_specified_domains", "", limit, "name 1 to 10 domain names")
    elif domains and not specified:
        limit = "are given, and private_dns_preference does not look at them"
        fix = "set it to specified or verified-and-specified"
        yield Problem("domains-without-preference", "private_dns_specified_domains", ", ".join(domains), limit, fix)


def _logs(days: int | None) -> Iterable[Problem]:
    for problem in check_retention(days) if days is not None else ():
        yield Problem(problem.rule, "log_retention_days", problem.value, problem.limit, problem.fix)


def _parameter(spec: ServiceNetworkSpec) -> Iterator[Problem]:
    if spec.publish_to and spec.publish_to.lower().startswith(RESERVED_STARTS):
        limit = f"begins with {' or '.join(RESERVED_STARTS)}, which Systems Manager keeps for itself"
        yield Problem("reserved-parameter-path", "publish_to", spec.publish_to, limit, "choose another path")
