"""What a Resolver endpoint must keep to.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html for
protocols and flags, and https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html for quotas.
"""

from __future__ import annotations

from collections.abc import Iterator

from constructs_pkg.values.cidr import is_kept_by_aws
from constructs_pkg.values.common_rules import out_of_range, repeated
from constructs_pkg.values.placement_rules import check_placement
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resolver_endpoint import ResolverEndpointSpec, subnet_of
from constructs_pkg.values.security_group_rules import HIGHEST_PORT, LOWEST_PORT, check_groups, check_rule_count

FEWEST_ADDRESSES = 2
ADDRESSES_OF_AN_ENDPOINT = 6
MOST_ADDRESSES = 20

_PROTOCOLS = {
    "inbound": (("Do53",), ("DoH",), ("DoH-FIPS",), ("Do53", "DoH"), ("Do53", "DoH-FIPS")),
    "inbound-delegation": (("Do53",),),
    "outbound": (("Do53",), ("DoH",), ("Do53", "DoH")),
}

_ONLY_FOR = {
    "target_name_server_metrics": ("outbound",),
    "ipv6_internet_access": ("outbound",),
    "dns64": ("inbound", "inbound-delegation"),
}


def check_resolver_endpoint(spec: ResolverEndpointSpec) -> list[Problem]:
    """Return the problems of `spec`; empty means good."""
    placement = check_placement(spec.network, spec.tier, spec.availability_zones)
    problems = [*placement, *_protocols(spec), *_flags(spec), *_addresses(spec), *_security(spec)]
    if not placement:
        problems += _counts(spec)
    return problems


def _protocols(spec: ResolverEndpointSpec) -> Iterator[Problem]:
    allowed = _PROTOCOLS[spec.direction]
    if tuple(sorted(spec.protocols)) not in allowed:
        limit = f"are no protocols of an {spec.direction} endpoint"
        choices = " or ".join(", ".join(one) for one in allowed)
        yield Problem("resolver-protocols", "protocols", ", ".join(spec.protocols), limit, f"use {choices}")
    for place, port in enumerate(spec.ports):
        yield from out_of_range("port-out-of-range", f"ports[{place}]", port, LOWEST_PORT, HIGHEST_PORT)
    for place, first in repeated(spec.ports):
        # A security group takes the same rule once.
        limit = f"is also ports[{first}]"
        yield Problem("duplicate-port", f"ports[{place}]", str(spec.ports[place]), limit, "name it once")
    if spec.is_inbound and spec.ports != (53,):
        limit = "are for outbound endpoints: an inbound one hears DNS on port 53 alone"
        yield Problem("ports-of-inbound", "ports", ", ".join(map(str, spec.ports)), limit, "leave them out")


def _flags(spec: ResolverEndpointSpec) -> Iterator[Problem]:
    for field, directions in _ONLY_FOR.items():
        if getattr(spec, field) and spec.direction not in directions:
            limit = f"is for {' and '.join(directions)} endpoints, and this one is {spec.direction}"
            yield Problem("resolver-flag-direction", field, "true", limit, "leave it out")
    if spec.ip_address_type != "ipv4" and spec.network.ipv6 is False:
        limit = "needs IPv6 blocks, and the network has none"
        fix = "use ipv4, or give the network IPv6"
        yield Problem("no-ipv6-in-network", "ip_address_type", spec.ip_address_type, limit, fix)


def _addresses(spec: ResolverEndpointSpec) -> Iterator[Problem]:
    for place, first in repeated(spec.addresses):
        limit = f"is also addresses[{first}]"
        yield Problem("duplicate-address", f"addresses[{place}]", spec.addresses[place], limit, "name it once")
    if spec.addresses and spec.ip_address_type == "ipv6":
        limit = "are given to an endpoint that has IPv6 addresses alone"
        fix = "leave them out: fixed addresses are IPv4 here"
        yield Problem("fixed-address-not-ipv4", "addresses", str(len(spec.addresses)), limit, fix)
    for place, address in enumerate(spec.addresses):
        path = f"addresses[{place}]"
        if address.address.version != 4:
            yield Problem("fixed-address-not-ipv4", path, address, "is not IPv4", "fixed addresses are IPv4 here")
            continue
        subnet = subnet_of(address, spec.subnets)
        if subnet is None:
            fix = "choose one inside the block of a subnet that it stands in, which has to be known"
            yield Problem("address-outside-subnets", path, address, "is in no subnet of the endpoint", fix)
        elif subnet.cidr is not None and is_kept_by_aws(address, subnet.cidr):
            limit = f"is kept by AWS in {subnet.cidr}: the first four addresses and the last"
            yield Problem("reserved-address", path, address, limit, "choose another of the block")


def _counts(spec: ResolverEndpointSpec) -> Iterator[Problem]:
    count = len(spec.addresses) or len(spec.subnets)
    path = "addresses" if spec.addresses else "availability_zones"
    if count < FEWEST_ADDRESSES:
        limit, fix = "is fewer than the two addresses that an endpoint has at least", "let it stand in two zones"
        yield Problem("few-resolver-addresses", path, str(count), limit, fix)
    elif count > MOST_ADDRESSES:
        limit = f"are more than the {MOST_ADDRESSES} addresses that an endpoint can have"
        yield Problem("too-many-resolver-addresses", path, str(count), limit, "name fewer")
    elif count > ADDRESSES_OF_AN_ENDPOINT:
        limit = f"are more than the {ADDRESSES_OF_AN_ENDPOINT} addresses of an endpoint's default quota"
        yield Problem("many-resolver-addresses", path, str(count), limit, "have it raised, or name fewer", "warning")
    if len({subnet.availability_zone for subnet, _ in spec.placed}) == 1:
        # https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/best-practices-resolver-endpoint-high-availability.html
        limit = "leaves the endpoint in one Availability Zone, with which it fails"
        yield Problem("resolver-endpoint-in-one-az", path, str(count), limit, "let it stand in two", "warning")


def _security(spec: ResolverEndpointSpec) -> Iterator[Problem]:
    for place, first in repeated(spec.peers):
        yield Problem("duplicate-peer", f"peers[{place}]", spec.peers[place], f"is also peers[{first}]", "name it once")
    if spec.security_group_ids is not None:
        if spec.peers:
            limit = "are for the group that is made here, and security_group_ids brings others"
            yield Problem("peers-with-own-groups", "peers", ", ".join(spec.peers), limit, "leave one of them out")
        yield from check_groups(spec.security_group_ids, "security_group_ids")
        return
    if not spec.peers:
        way = "may ask it" if spec.is_inbound else "may be asked"
        fix = "name the blocks of the resolvers on the other side"
        yield Problem("resolver-endpoint-without-peers", "peers", "", f"is empty, so that nobody {way}", fix)
    blocks = [block for block in spec.peers for _ in spec.listeners]
    yield from check_rule_count(blocks, "peers", inward=spec.is_inbound)
