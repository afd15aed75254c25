"""Adds to the emulator, before it starts, what the library's templates need and it lacks."""

from __future__ import annotations

from importlib.metadata import version

from emulator import (
    balancers,
    certificates,
    cidr_collections,
    dnssec,
    edge,
    exports,
    geoproximity,
    global_resolver,
    group_rules,
    health_checks,
    ipv6,
    lattice,
    lattice_services,
    network,
    private_domains,
    profiles,
    query_logging,
    rds_proxies,
    resolver,
    route53,
    traffic_policies,
    use,
    vpc_links,
    vpcs,
    zone_sharing,
    zones,
)
from emulator.ec2 import add_actions
from emulator.privatelink import connections, endpoints, notifications, private_dns, resource_endpoints, services, types
from emulator.resources import add_types

MADE_FOR = "1.5.33"
"""The release of ministack whose private structures this knows."""


def install() -> None:
    """Add everything; another release of the emulator than the pinned one is an error."""
    found = version("ministack")
    if found != MADE_FOR:
        raise RuntimeError(f"the overlay is made for ministack {MADE_FOR}, not {found}: run its contract tests")
    for room in _WITH_ACTIONS:
        add_actions(room.ACTIONS)
    for each in WITH_TYPES:
        add_types(each.TYPES)
    for other in _WITH_MORE:
        other.install()


_WITH_ACTIONS = (
    services,
    endpoints,
    connections,
    notifications,
    private_dns,
    resource_endpoints,
    ipv6,
)
WITH_TYPES = (
    types,
    network,
    ipv6,
    zones,
    cidr_collections,
    health_checks,
    dnssec,
    certificates,
    lattice,
    lattice_services,
    profiles,
    private_domains,
    rds_proxies,
    group_rules,
    query_logging,
    traffic_policies,
    resolver,
    global_resolver,
    vpc_links,
    edge,
)
_WITH_MORE = (
    balancers,
    certificates,
    exports,
    vpcs,
    ipv6,
    use,
    geoproximity,
    route53,
    cidr_collections,
    health_checks,
    dnssec,
    zone_sharing,
    query_logging,
    resolver,
)
