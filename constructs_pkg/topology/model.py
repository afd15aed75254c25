"""The wish: cells, the services they offer, and the links by which they reach services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, Tag, field_validator, model_validator
from pydantic.json_schema import SkipJsonSchema

from constructs_pkg.topology.account import Account
from constructs_pkg.topology.api_wishes import HttpLink, PrivateApi, RestLink, SecurityGroup
from constructs_pkg.topology.customer_wish import Customer, PublicName
from constructs_pkg.topology.distribution_wish import Distribution
from constructs_pkg.topology.global_resolver_wish import GlobalResolverWish
from constructs_pkg.topology.health_signal_wish import SignalWish
from constructs_pkg.topology.hybrid_wish import OnPremises, Resolver
from constructs_pkg.topology.key import Key, ShortForm, TopologyName, without_empty
from constructs_pkg.topology.link_wish import LinkWish
from constructs_pkg.topology.mesh_wish import ClusterWish, LatticeServiceWish, NamespaceWish, ServiceNetworkWish
from constructs_pkg.topology.public_zone_wish import Entry, PublicZone
from constructs_pkg.topology.traffic_tree_wish import TrafficTreeWish
from constructs_pkg.topology.vendor import Vendor
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.aws_service import InterfaceEndpoint
from constructs_pkg.values.cell import CellSpec, CellZone
from constructs_pkg.values.cidr import IpAddress
from constructs_pkg.values.dns import RecordName, ZoneName
from constructs_pkg.values.network import DisplayName, Flag
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.record import Record
from constructs_pkg.values.resource_configuration import PortRange, ResourceConfigurationSpec
from constructs_pkg.values.resource_id import TopicArn
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.zone_profile import SharePrincipal

Tags = dict[str, str]


class CellRecord(Record):
    """A record set in one of the cell's private zones."""

    zone: ZoneName | None = None
    """The name of the zone it goes into. Default: the most specific of the cell's zones that the name is below; for
    a relative name, the cell's only zone."""

    health_signal: Key | None = None
    """The key of the health signal of the same cell that decides whether it is answered. Default: none."""

    recover_within: Annotated[int, Field(strict=True)] | None = None
    """The most seconds that may pass from a failure until nobody is answered with it any more: until its health signal
    tells of it, and then its TTL. Default: not required."""


class Cell(CellSpec):
    """A private network in one account and Region, with the names its workloads see."""

    account: AccountId
    """The account it stands in: 12 digits, in quotes."""

    region: Region
    """The Region it stands in."""

    display_name: DisplayName | None = None
    """What people call it; shown in tags and descriptions, free to change. Default: its key."""

    zones: tuple[Annotated[CellZone, ShortForm("name")], ...] = ()
    """Its private hosted zones; plain text is a zone to make. Default: none."""

    interface_endpoints: tuple[Annotated[InterfaceEndpoint, ShortForm("service")], ...] = ()
    """Interface endpoints to AWS services; plain text is a service with every default. Default: none."""

    profile_of: Key | None = None
    """The key of the Profile of this topology that the stack parameter of `profile` is given: the network stack's
    template declares it, so that templates tell what the VPC sees. Default: not told."""

    hosts: dict[RecordName, Annotated[tuple[IpAddress, ...], Field(min_length=1)]] = Field(default={})
    """Names and the IPv4 and IPv6 addresses they answer with, in the most specific of the cell's zones that the
    name is below; a relative name goes into the cell's only zone. Default: none."""

    records: tuple[CellRecord, ...] = ()
    """Every other record set of its zones. Default: none."""

    routed_to: tuple[Key, ...] = ()
    """Keys of cells it is routed to by peering, a transit gateway or a hybrid network, in either direction; their
    blocks must not overlap. Default: none: links need no routes, and linked cells may overlap."""

    resolver: Resolver | None = None
    """What the Resolver of its VPC does beside answering from its zones: endpoints, rules, a firewall. Default:
    nothing."""

    alarms: Alarms | None = None
    """Alarms on each of its services and links, by what they say themselves; on endpoints to services of another
    Region, of which AWS reports nothing, none. Default: none."""

    notification_topic_arn: TopicArn | None = None
    """The SNS topic that alarms and connections of its services and links tell, where they name none. Default: one
    made in its links stack where anything tells it."""

    dashboard: Flag = False
    """Whether its links stack has a dashboard of its services and links. Default: no."""

    termination_protection: Flag = True
    """Whether its network stack refuses to be deleted. Default: yes."""

    tags: Tags = Field(default={})
    """Tags on everything in its stacks, over those of the topology. Default: none."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        endpoints = ("gateway_endpoints", "interface_endpoints", "interface_endpoint_clients")
        return without_empty(given, "zones", *endpoints, "hosts", "records", "routed_to", "tags")

    @field_validator("hosts", mode="before")
    @classmethod
    def _hosts_differ(cls, given: Any) -> Any:
        seen: dict[str, object] = {}
        for name in given if isinstance(given, Mapping) else ():
            first = seen.setdefault(str(name).lower(), name)
            if first is not name:
                raise Refused("duplicate-name", name, f"is host {first} again", "list all addresses under one name")
        return given


Principals = Annotated[
    Annotated[Literal["consumers"], Tag("<word>")] | Annotated[tuple[Principal, ...], Tag("<list>")],
    one_of(lambda given: "word" if isinstance(given, str) else "list"),
]


class Profile(Spec):
    """A Route 53 Profile with zones, Resolver rules and the firewall of a cell, for other VPCs of the cell's Region."""

    cell: Key
    """The key of the cell whose zones it holds; it is made in the cell's account and Region."""

    zones: tuple[ZoneName, ...] = ()
    """The names of those zones, which may be those made for AWS services (``own-zones``). Default: none."""

    rules: tuple[Key, ...] = ()
    """The keys of Resolver rules of the cell. Default: none."""

    firewall_priority: Annotated[int, Field(strict=True, ge=1)] | None = None
    """The place of the cell's firewall among the rule groups of a VPC; given, the Profile holds its rule group.
    Default: it does not."""

    share_with: tuple[SharePrincipal, ...] = ()
    """Accounts, organizations and organizational units that may associate it with their VPCs. Default: nobody."""

    outside_organization: Flag = False
    """Whether accounts outside the organization may be among them, who have to accept. Default: no."""


class Service(ServiceSpec):
    """An endpoint service that a cell offers."""

    cell: Key
    """The key of the cell that offers it."""

    allowed_principals: Principals = ()  # type: ignore[assignment]
    """Who may connect; ``consumers`` stands for the accounts of all cells that link to it. Default: nobody."""

    private_dns_name: Annotated[PrivateDnsName, ShortForm("name")] | None = None
    """The name that consumers with private DNS find it under; plain text is one whose domain is held elsewhere.
    Default: none."""

    public_name: PublicName | None = None
    """The name on the internet under which it is found without PrivateLink, kept in a public zone. Default: somebody
    else keeps it, or it has none."""

    customers: dict[Key, Customer] = Field(default={})
    """Customers whose clients find their endpoints by the public zones, each under a key that never changes; it names
    the location of `blocks`. Default: none."""

    network: SkipJsonSchema[None] = None
    """Never given: it is the cell's."""


class SharedResource(ResourceConfigurationSpec):
    """A host of a cell that others reach through resource endpoints, without a load balancer."""

    cell: Key
    """The key of the cell that the host is in."""

    ports: tuple[Annotated[PortRange, ShortForm("from_port", int)], ...] = ()
    """The ports that are reached, a number or a range each; none for a database's ARN. Default: none."""

    shared_with: tuple[Principal, ...] = ()
    """Accounts, users or roles that may make an endpoint. Default: nobody."""

    network: SkipJsonSchema[None] = None  # type: ignore[assignment]
    """Never given: it is the cell's."""


class Topology(Spec):
    """Cells, the services they offer and the links by which they reach services."""

    name: TopologyName
    """Begins the name of every stack. Changing it makes everything anew."""

    cells: dict[Key, Cell]
    """The cells, each under a key that never changes."""

    services: dict[Key, Service] = Field(default={})
    """The endpoint services, each under a key that never changes. Default: none."""

    resource_configurations: dict[Key, SharedResource] = Field(default={})
    """The hosts that are shared without a load balancer, each under a key that never changes. Default: none."""

    private_apis: dict[Key, PrivateApi] = Field(default={})
    """Private REST APIs under names of their own, each under a key that never changes. Default: none."""

    http_vpc_links: dict[Key, HttpLink] = Field(default={})
    """Ways from HTTP APIs into cells, each under a key that never changes. Default: none."""

    rest_vpc_links: dict[Key, RestLink] = Field(default={})
    """Ways from REST APIs to services' load balancers, each under a key that never changes. Default: none."""

    health_signals: dict[Key, SignalWish] = Field(default={})
    """What tells Route 53 whether records may be answered, each under a key that never changes. Default: none."""

    security_groups: dict[Key, SecurityGroup] = Field(default={})
    """Security groups that several links have, each under a key that never changes. Default: none."""

    namespaces: dict[Key, NamespaceWish] = Field(default={})
    """Namespaces of AWS Cloud Map, each under a key that never changes. Default: none."""

    connected_clusters: dict[Key, ClusterWish] = Field(default={})
    """Clusters of services that call each other by ECS Service Connect, each under a key that never changes. Default:
    none."""

    service_networks: dict[Key, ServiceNetworkWish] = Field(default={})
    """Service networks of VPC Lattice, made or brought, each under a key that never changes. Default: none."""

    lattice_services: dict[Key, LatticeServiceWish] = Field(default={})
    """Services of VPC Lattice, each under a key that never changes. Default: none."""

    links: dict[Key, LinkWish] = Field(default={})
    """The links, each under a key that never changes. Default: none."""

    distributions: dict[Key, Distribution] = Field(default={})
    """Distributions of CloudFront in front of cells, each under a key that never changes. Default: none."""

    vendors: dict[Key, Vendor] = Field(default={})
    """Services elsewhere that are offered Region by Region, and what every link to them has. Default: none."""

    on_premises: dict[Key, OnPremises] = Field(default={})
    """Networks on premises, each under a key that never changes. Default: none."""

    global_resolvers: dict[Key, GlobalResolverWish] = Field(default={})
    """Route 53 Global Resolvers, each under a key that never changes. Default: none."""

    accounts: dict[AccountId, Account] = Field(default={})
    """What is known of the accounts that cells stand in, by their ids, in quotes. Default: nothing."""
    profiles: dict[Key, Profile] = Field(default={})
    """Route 53 Profiles, each under a key that never changes and names it. Default: none."""

    public_zones: dict[Key, PublicZone] = Field(default={})
    """Public hosted zones, each under a key that never changes. Default: none."""

    traffic_trees: dict[Key, TrafficTreeWish] = Field(default={})
    """Trees of routing policies, each under a key that never changes. Default: none."""

    entries: dict[Key, Entry] = Field(default={})
    """Names on the internet that lead to several cells, each under a key that never changes. Default: none."""

    tags: Tags = Field(default={})
    """Tags on everything in every stack. Default: none."""

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, given: Any) -> Any:
        return without_empty(given, *(set(cls.model_fields) - {"name"}))
