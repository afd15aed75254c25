"""What an assembly says: stacks, VPCs, private zones, records and endpoints, as immutable facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from constructs_pkg.audit.address_facts import AddressFacts
from constructs_pkg.audit.associations import by_vpc
from constructs_pkg.audit.check_facts import AlarmFact, CidrCollectionFact, HealthCheckFact, InboundFact
from constructs_pkg.audit.endpoint_facts import Brought, EndpointFact
from constructs_pkg.audit.firewall_facts import FirewallFact
from constructs_pkg.audit.network_facts import NetworkFact
from constructs_pkg.audit.presented import one_line
from constructs_pkg.audit.rule_facts import ProfileFact, RuleFact
from constructs_pkg.audit.service_facts import ServiceFact
from constructs_pkg.audit.value import Resource, Value
from constructs_pkg.audit.view_facts import ViewFact


class AssemblyError(Exception):
    """The assembly cannot be read; the message is one line that names the file or resource."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


@dataclass(frozen=True)
class StackFact:
    """A stack of the assembly.

    Attributes:
        id: What the other facts call it: its name where that is unique in the assembly.
        name: Its name in CloudFormation.
        account: Its account, None where that is chosen at deployment.
        region: Its Region, None where that is chosen at deployment.
        template: The template as it was read.
        parameters: The parameter values the manifest has the CDK command line pass.
        unread: A sentence each for what of the file could not be taken as it stands.
    """

    id: str
    name: str
    account: str | None
    region: str | None
    template: Mapping[str, object] = field(repr=False, compare=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    unread: tuple[str, ...] = field(default=(), repr=False, compare=False)

    def section(self, name: str) -> Mapping[str, object]:
        """Return a section of the template, such as ``Resources``; empty where it is absent."""
        found = self.template.get(name)
        return found if isinstance(found, Mapping) else {}

    @property
    def resource_count(self) -> int:
        """The number of resources in the template."""
        return len(self.section("Resources"))


@dataclass(frozen=True)
class VpcFact:
    """A VPC made in the assembly; flags are None where their value is not known before deployment."""

    id: Resource
    account: str | None
    region: str | None
    name: str | None
    cidr: Value | None
    dns_support: bool | None
    dns_hostnames: bool | None


@dataclass(frozen=True)
class ZoneFact:
    """A hosted zone.

    Attributes:
        id: The zone made in the assembly, or the id it is brought by.
        name: Lower case, no trailing dot; None where it is not known.
        vpcs: The VPCs associated with it: each a VPC of the assembly, an id, or known at deployment.
        declared: Whether name and associations come from the template's own metadata, since the zone
            itself is not in the assembly.
        regions: The Regions of its VPCs, as far as its template states them.
        public: Whether the internet sees it.
        elsewhere: Whether it is known only as a zone that a VPC here is associated with: it may have records that no
            template here shows.
        brought: By which interface endpoint it is brought along, None for a zone that a template makes or names.
    """

    id: Value
    name: str | None
    vpcs: tuple[Value, ...]
    declared: bool = False
    regions: tuple[tuple[Value, str], ...] = ()
    public: bool = False
    brought: Brought | None = None
    elsewhere: bool = False


@dataclass(frozen=True)
class AliasFact:
    """The target of an alias record; `zone` is the id of the hosted zone the target's name is in."""

    dns_name: Value
    zone: Value
    evaluate_target_health: Value | None = None


@dataclass(frozen=True)
class RecordFact:
    """A record: its values or its alias target, and its routing policy's fields as they stand.

    Attributes:
        source: The resource that makes it; for a group the entry's position follows in `entry`.
        zone: The id of the zone it is in.
        name: Lower case, no trailing dot, ``*`` for a wildcard's first label.
        policy: The fields of its routing policy (``Weight``, ``Failover`` ...) in the template's words.
        unhealthy: Why it is unhealthy by what its own template says, None where that says nothing.
    """

    source: Resource
    zone: Value
    name: str
    type: str
    ttl: Value | None = None
    values: tuple[Value, ...] = ()
    alias: AliasFact | None = None
    set_identifier: Value | None = None
    policy: tuple[tuple[str, Value], ...] = ()
    health_check: Value | None = None
    entry: int | None = None
    unhealthy: str | None = None

    def field(self, name: str) -> Value | None:
        """Return a field of its routing policy, or None where it has no such field."""
        return next((value for key, value in self.policy if key == name), None)


@dataclass(frozen=True)
class DistributionFact:
    """A CloudFront distribution.

    Attributes:
        id: The distribution.
        names: Its alternate domain names, as far as they are literal: lower case, no trailing dot.
        all_names_known: Whether it has no others.
        ipv6: Whether viewers may come by IPv6; None where that is not known before deployment.
    """

    id: Resource
    names: tuple[str, ...]
    all_names_known: bool
    ipv6: bool | None

    def has(self, name: str) -> bool:
        """Tell whether one of its names is `name`, or a wildcard that stands for it.

        Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/alternate-domain-names-wildcard.html.
        """
        wildcards = (one[1:] for one in self.names if one.startswith("*."))
        return name in self.names or any(name.endswith(one) for one in wildcards)


@dataclass(frozen=True)
class Facts:
    """All that was read from an assembly, in the assembly's order.

    Attributes:
        zones: The private zones.
        public_zones: The public zones made in the assembly, as far as their names are known, and those that are
            declared.
        signed_zones: The ids of the zones that are signed.
        vpcs_of_gateway_endpoints: The VPCs with Gateway Load Balancer endpoints, and their Regions.
        endpoint_zones: The private zones that interface endpoints bring along, which no template shows.
        endpoint_records: The records in those zones.
        on_premises: Networks on premises, as templates declare them.
        firewalls: The rule groups of DNS Firewall.
        views: The views of Global Resolvers.
        policy_records: Records that Route 53 makes of traffic policies and hides; nobody can ask for their names.
        unread: One sentence each for what could not be followed, so that nobody takes an answer for
            more than it is.
    """

    stacks: tuple[StackFact, ...] = ()
    vpcs: tuple[VpcFact, ...] = ()
    zones: tuple[ZoneFact, ...] = ()
    records: tuple[RecordFact, ...] = ()
    endpoints: tuple[EndpointFact, ...] = ()
    services: tuple[ServiceFact, ...] = ()
    unread: tuple[str, ...] = ()
    public_zones: tuple[ZoneFact, ...] = ()
    signed_zones: frozenset[Value] = frozenset()
    health_checks: tuple[HealthCheckFact, ...] = ()
    alarms: tuple[AlarmFact, ...] = ()
    cidr_collections: tuple[CidrCollectionFact, ...] = ()
    inbound: tuple[InboundFact, ...] = ()
    endpoint_zones: tuple[ZoneFact, ...] = ()
    endpoint_records: tuple[RecordFact, ...] = ()
    rules: tuple[RuleFact, ...] = ()
    profiles: tuple[ProfileFact, ...] = ()
    distributions: tuple[DistributionFact, ...] = ()
    vpcs_without_reverse_rules: frozenset[Value] = frozenset()
    vpcs_of_gateway_endpoints: tuple[tuple[Value, str | None], ...] = ()
    on_premises: tuple[NetworkFact, ...] = ()
    firewalls: tuple[FirewallFact, ...] = ()
    views: tuple[ViewFact, ...] = ()
    addresses: AddressFacts = field(default_factory=AddressFacts)
    policy_records: tuple[RecordFact, ...] = ()

    @cached_property
    def vpc_by_id(self) -> Mapping[Value, VpcFact]:
        """The VPCs made in the assembly, by id."""
        return {vpc.id: vpc for vpc in self.vpcs}

    @cached_property
    def endpoint_by_id(self) -> Mapping[Value, EndpointFact]:
        """The interface endpoints, by id."""
        return {endpoint.id: endpoint for endpoint in self.endpoints}

    @cached_property
    def distribution_by_id(self) -> Mapping[Value, DistributionFact]:
        """The CloudFront distributions, by id."""
        return {distribution.id: distribution for distribution in self.distributions}

    @cached_property
    def zone_by_id(self) -> Mapping[Value, ZoneFact]:
        """The zones, private and public, by id."""
        return {zone.id: zone for zone in (*self.zones, *self.public_zones)}

    @cached_property
    def public_zones_named(self) -> Mapping[str, tuple[ZoneFact, ...]]:
        """The public zones of each name."""
        found: dict[str, list[ZoneFact]] = {}
        for zone in self.public_zones:
            found.setdefault(zone.name or "", []).append(zone)
        return {name: tuple(zones) for name, zones in found.items()}

    @cached_property
    def region_of_vpc(self) -> Mapping[Value, str]:
        """The Region of each VPC: of the stack that makes it, or as a zone or endpoint in it tells."""
        found = {vpc: region for zone in self.zones for vpc, region in zone.regions}
        found |= {vpc: region for vpc, region in self.vpcs_of_gateway_endpoints if region is not None}
        found |= {one.vpc: one.region for one in self.endpoints if one.region is not None}
        return found | {vpc.id: vpc.region for vpc in self.vpcs if vpc.region is not None}

    @cached_property
    def health_check_by_id(self) -> Mapping[Value, HealthCheckFact]:
        """The health checks made in the assembly, by id."""
        return {check.id: check for check in self.health_checks}

    @cached_property
    def zones_of_vpc(self) -> Mapping[Value, tuple[ZoneFact, ...]]:
        """The private zones associated with each VPC, itself or by a Profile, by the VPC's id."""
        return by_vpc(self.zones, self.profiles)

    @cached_property
    def rules_of_vpc(self) -> Mapping[Value, tuple[RuleFact, ...]]:
        """The Resolver rules associated with each VPC, itself or by a Profile, by the VPC's id."""
        return by_vpc(self.rules, self.profiles)

    @cached_property
    def network_by_key(self) -> Mapping[str, NetworkFact]:
        """The networks on premises, by key."""
        return {network.key: network for network in self.on_premises}

    @cached_property
    def firewalls_of_vpc(self) -> Mapping[Value, tuple[tuple[int | None, FirewallFact], ...]]:
        """The rule groups that filter each VPC's queries, itself or by a Profile, with their priorities there."""
        found: dict[Value, list[tuple[int | None, FirewallFact]]] = {}
        for group in self.firewalls:
            for vpc, priority in group.vpcs:
                found.setdefault(vpc, []).append((priority, group))
            for profile in self.profiles:
                if group.id in profile.resources:
                    for vpc in profile.vpcs:
                        found.setdefault(vpc, []).append((dict(profile.priorities).get(group.id), group))
        return {vpc: tuple(groups) for vpc, groups in found.items()}

    @cached_property
    def endpoint_zones_of_vpc(self) -> Mapping[Value, tuple[ZoneFact, ...]]:
        """The zones that endpoints bring along, by the VPC's id."""
        return by_vpc(self.endpoint_zones, self.profiles)

    @cached_property
    def hidden_records_of_zone(self) -> Mapping[Value, tuple[RecordFact, ...]]:
        """The records of each zone that Route 53 hides, by the zone's id."""
        return _by_zone(self.policy_records)

    @cached_property
    def records_of_zone(self) -> Mapping[Value, tuple[RecordFact, ...]]:
        """The records of each zone, by the zone's id."""
        return _by_zone((*self.records, *self.endpoint_records))


def _by_zone(records: Iterable[RecordFact]) -> Mapping[Value, tuple[RecordFact, ...]]:
    found: dict[Value, list[RecordFact]] = {}
    for record in records:
        found.setdefault(record.zone, []).append(record)
    return {zone: tuple(held) for zone, held in found.items()}
