"""What a resource configuration must keep to beyond its single values.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/resource-configuration.html,
https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html and
https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceConfiguration.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from constructs_pkg.values.cidr import Cidr, IpAddress
from constructs_pkg.values.common_rules import other_account, other_partition, other_region, repeated
from constructs_pkg.values.late import Late
from constructs_pkg.values.network_rules import check_network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.principal import EVERYONE, Principal
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_configuration import PortRange, ResourceConfigurationSpec
from constructs_pkg.values.resource_id import DatabaseArn
from constructs_pkg.values.security_group_rules import HIGHEST_PORT, LOWEST_PORT, check_groups
from constructs_pkg.values.service_rules import RESERVED_STARTS

# securityGroupIds in https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html
GROUPS_OF_A_GATEWAY = 5
MOST_ADDRESSES_OF_AN_INTERFACE = 62


def check_resource_configuration(
    spec: ResourceConfigurationSpec, region: Region, account: Late | AccountId
) -> list[Problem]:
    """Return the problems of `spec` in `region` of `account`; empty means good."""
    gateway = spec.gateway
    return [
        *check_network(spec.network, region),
        *check_placement(spec.network, gateway.tier, gateway.availability_zones, path="gateway"),
        *_host(spec, region, account),
        *_ports(spec),
        *_gateway(spec),
        *_principals(spec, region),
        *_domain(spec),
        *_parameter(spec),
    ]


def _host(spec: ResourceConfigurationSpec, region: Region, account: Late | AccountId) -> Iterable[Problem]:
    host = spec.host
    given = [key for key in ("domain_name", "ip_address", "database_arn") if getattr(host, key) is not None]
    if len(given) != 1:
        limit = f"tells {' and '.join(given)}" if given else "tells nothing"
        fix = "give one of domain_name, ip_address and database_arn"
        yield Problem("one-shared-host", "host", "", limit, fix)
    if host.domain_name is None and host.ip_address_type != "ipv4":
        limit = "is given without a domain_name, whose addresses it chooses"
        yield Problem(
            "address-type-without-domain", "host.ip_address_type", host.ip_address_type, limit, "leave it out"
        )
    if isinstance(host.database_arn, DatabaseArn):
        yield from other_region("database-in-other-region", "host.database_arn", host.database_arn, region)
        yield from other_account("database-in-other-account", "host.database_arn", host.database_arn, account)
    if _is_outside(host.ip_address, spec.network.cidr):
        limit = f"is not in {spec.network.cidr}, and only addresses of the VPC can be shared"
        fix = "give an address of the VPC, or a domain_name"
        # The VPC may have further blocks, which a network does not tell.
        path, address = "host.ip_address", str(host.ip_address)
        yield Problem("shared-address-outside-vpc", path, address, limit, fix, "warning")


def _is_outside(address: Late | IpAddress | None, block: Late | Cidr | None) -> bool:
    if not isinstance(address, IpAddress) or not isinstance(block, Cidr):
        return False
    return ":" not in address and not block.holds(address)


def _ports(spec: ResourceConfigurationSpec) -> Iterable[Problem]:
    if spec.host.database_arn is not None:
        if spec.ports:
            limit = "are given for a database, which has its own"
            yield Problem("ports-of-database", "ports", "", limit, "leave them out, or share its domain_name")
    elif not spec.ports:
        yield Problem("no-ports", "ports", "", "is empty", "give the ports that consumers reach, such as 5432")
    for place, ports in enumerate(spec.ports):
        for key, port in (("from_port", ports.from_port), ("to_port", ports.last_port)):
            if not LOWEST_PORT <= port <= HIGHEST_PORT:
                limit = f"is outside {LOWEST_PORT} to {HIGHEST_PORT}"
                yield Problem("port-out-of-range", f"ports[{place}].{key}", str(port), limit, "choose a port of TCP")
        if ports.last_port < ports.from_port:
            limit = f"is below from_port {ports.from_port}"
            yield Problem("ports-reversed", f"ports[{place}].to_port", str(ports.to_port), limit, "swap the two")
    yield from _overlaps(spec.ports)


def _overlaps(ports: Sequence[PortRange]) -> Iterable[Problem]:
    for (first, one), (second, other) in combinations(enumerate(ports), 2):
        if one.from_port <= other.last_port and other.from_port <= one.last_port:
            limit = f"shares ports with ports[{first}]"
            yield Problem("ports-overlap", f"ports[{second}]", str(other), limit, "name each port once")


def _gateway(spec: ResourceConfigurationSpec) -> Iterable[Problem]:
    gateway = spec.gateway
    if gateway.domain_names == "in-vpc" and spec.host.domain_name is None:
        limit = "is given without a domain_name to resolve"
        yield Problem("resolution-without-domain", "gateway.domain_names", "in-vpc", limit, "leave it out")
    if not 1 <= gateway.ipv4_addresses <= MOST_ADDRESSES_OF_AN_INTERFACE:
        limit = f"is outside 1 to {MOST_ADDRESSES_OF_AN_INTERFACE} addresses of a gateway's network interface"
        path = "gateway.ipv4_addresses"
        yield Problem("gateway-addresses-out-of-range", path, str(gateway.ipv4_addresses), limit, "choose one of them")
    if gateway.security_group_ids is None:
        if gateway.target_cidrs is None and spec.network.cidr is None and spec.host.ip_address is None:
            limit = "is missing, and the network's cidr is not known: the gateway would reach nothing"
            yield Problem("no-targets-known", "gateway.target_cidrs", "", limit, "give the blocks of the host")
        return
    yield from check_groups(gateway.security_group_ids, "gateway.security_group_ids")
    count = len(gateway.security_group_ids)
    if not 0 < count <= GROUPS_OF_A_GATEWAY:
        limit = f"is outside 1 to {GROUPS_OF_A_GATEWAY} security groups of a resource gateway"
        fix = "name 1 to 5, or leave the key out to have one made"
        yield Problem("security-groups-of-gateway", "gateway.security_group_ids", f"{count} groups", limit, fix)
    if gateway.target_cidrs is not None:
        limit = "is given beside security_group_ids, whose rules are not changed here"
        yield Problem("targets-with-security-groups", "gateway.target_cidrs", "", limit, "leave one of them out")


def _principals(spec: ResourceConfigurationSpec, region: Region) -> Iterable[Problem]:
    for place, principal in enumerate(spec.shared_with):
        path = f"shared_with[{place}]"
        if principal == EVERYONE:
            limit = "is nobody that AWS Resource Access Manager shares with"
            yield Problem("shared-with-everyone", path, EVERYONE, limit, "name accounts, users or roles")
        elif isinstance(principal, Principal):
            yield from other_partition(path, principal, principal.partition, region)
    for place, first in repeated(spec.shared_with):
        limit = f"is the same as shared_with[{first}]"
        yield Problem(
            "duplicate-principal", f"shared_with[{place}]", str(spec.shared_with[place]), limit, "name each one once"
        )
    if spec.outside_organization and not spec.shared_with:
        limit = "is given, and nobody is in shared_with"
        yield Problem("outside-without-principals", "outside_organization", "true", limit, "leave it out")


def _domain(spec: ResourceConfigurationSpec) -> Iterable[Problem]:
    named, brought = spec.custom_domain_name, spec.domain_verification_id
    if spec.verify_domain and brought is not None:
        limit = "is given beside verify_domain, which makes one"
        yield Problem("verification-made-and-brought", "domain_verification_id", str(brought), limit, "leave one out")
    if named is None and (spec.verify_domain or brought is not None):
        path = "verify_domain" if spec.verify_domain else "domain_verification_id"
        limit = "is given without a custom_domain_name to verify"
        yield Problem("verification-without-domain", path, "", limit, "give the name, or leave it out")
    elif named is not None and not spec.verify_domain and brought is None:
        limit = "is not verified: a consumer's private DNS answers it only where the consumer names it"
        fix = "set verify_domain, or tell consumers to list the name"
        yield Problem("custom-domain-not-verified", "custom_domain_name", named, limit, fix, "warning")


def _parameter(spec: ResourceConfigurationSpec) -> Iterable[Problem]:
    if spec.publish_to and spec.publish_to.lower().startswith(RESERVED_STARTS):
        limit = f"begins with {' or '.join(RESERVED_STARTS)}, which Systems Manager keeps for itself"
        yield Problem("reserved-parameter-path", "publish_to", spec.publish_to, limit, "choose another path")
