"""Reads a cloud assembly into facts: JSON only, without the CDK, Node or the network."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from constructs_pkg.audit.address_facts import AddressFacts
from constructs_pkg.audit.addresses import read_placed, read_subnets
from constructs_pkg.audit.checks import (
    read_alarms,
    read_cidr_collections,
    read_health_checks,
    read_inbound_endpoints,
)
from constructs_pkg.audit.declared import read_declared_zones, zones_known_by_id
from constructs_pkg.audit.dhcp import read_dhcp
from constructs_pkg.audit.discovery import read_discovery
from constructs_pkg.audit.distributions import read_declared_public_zones, read_distributions
from constructs_pkg.audit.endpoint_zones import zones_of_endpoint
from constructs_pkg.audit.endpoints import read_endpoints, vpcs_of_gateway_endpoints
from constructs_pkg.audit.facts import AssemblyError, Facts, StackFact
from constructs_pkg.audit.firewalls import read_firewalls
from constructs_pkg.audit.folder import read_stacks
from constructs_pkg.audit.hosts import read_hosts
from constructs_pkg.audit.networks import read_signed_zones, read_vpcs, read_zones
from constructs_pkg.audit.on_premises import read_networks
from constructs_pkg.audit.reading import Reading, note_what_is_not_read
from constructs_pkg.audit.records import read_records
from constructs_pkg.audit.rules import read_profiles, read_rules, vpcs_without_reverse_rules
from constructs_pkg.audit.services import read_services
from constructs_pkg.audit.shared_hosts import read_shared_hosts
from constructs_pkg.audit.traffic_policies import read_traffic_policies
from constructs_pkg.audit.views import read_views
from constructs_pkg.audit.zone_associations import with_associations

__all__ = ["AssemblyError", "load", "read"]


def load(folder: str | Path) -> Facts:
    """Return the facts of the assembly in `folder`.

    Args:
        folder: A cloud assembly with its ``manifest.json``, such as ``cdk.out``, or a folder of
            templates.

    Raises:
        AssemblyError: if it cannot be read.
    """
    return read(read_stacks(Path(folder)))


def read(stacks: Iterable[StackFact]) -> Facts:
    """Return the facts of stacks whose templates have been read.

    What a template alone does not tell is noted in `Facts.unread`; nothing is guessed.
    """
    reading = Reading(tuple(stacks))
    note_what_is_not_read(reading)
    discovery = read_discovery(reading)
    told = (*read_zones(reading), *discovery.zones, *read_declared_zones(reading))
    private = tuple(zone for zone in told if not zone.public)
    zones = tuple(with_associations(reading, private))
    public = (*(zone for zone in told if zone.public), *read_declared_public_zones(reading, told))
    policies = read_traffic_policies(reading, {zone.id for zone in zones})
    records = (*read_records(reading), *discovery.records, *policies.shown)
    endpoints, services = tuple(read_endpoints(reading)), tuple(read_services(reading))
    hosts = tuple(read_shared_hosts(reading))
    endpoint_zones = tuple(zone for one in endpoints for zone in zones_of_endpoint(one, services, hosts))
    profiles = tuple(read_profiles(reading))
    return Facts(
        stacks=reading.stacks,
        vpcs=tuple(read_vpcs(reading)),
        zones=(*zones, *zones_known_by_id(reading, (*zones, *public), records)),
        records=records,
        endpoints=endpoints,
        vpcs_of_gateway_endpoints=tuple(vpcs_of_gateway_endpoints(reading)),
        services=services,
        addresses=AddressFacts(
            subnets=tuple(read_subnets(reading)),
            placed=tuple(read_placed(reading)),
            dhcp=tuple(read_dhcp(reading)),
            hosts=tuple(read_hosts(reading)),
        ),
        endpoint_zones=tuple(one.zone for one in endpoint_zones),
        policy_records=policies.hidden,
        endpoint_records=tuple(record for one in endpoint_zones for record in one.records),
        public_zones=tuple(zone for zone in public if zone.name is not None),
        signed_zones=frozenset(read_signed_zones(reading)),
        health_checks=tuple(read_health_checks(reading)),
        alarms=tuple(read_alarms(reading)),
        cidr_collections=tuple(read_cidr_collections(reading)),
        inbound=tuple(read_inbound_endpoints(reading)),
        rules=tuple(read_rules(reading, profiles)),
        profiles=profiles,
        distributions=tuple(read_distributions(reading)),
        vpcs_without_reverse_rules=frozenset(vpcs_without_reverse_rules(reading)),
        on_premises=tuple(read_networks(reading)),
        firewalls=tuple(read_firewalls(reading, profiles)),
        views=tuple(read_views(reading)),
        unread=reading.unread,
    )
