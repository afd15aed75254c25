"""The plan: what is to be built, cell by cell, in full. Immutable, comparable and printable."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.topology.key import Key
from constructs_pkg.topology.outline import outline
from constructs_pkg.topology.parts import PlannedPart, PlannedStack
from constructs_pkg.values.cell import CellSpec, PrivateZone
from constructs_pkg.values.consumer import ConsumerSpec, is_of_aws
from constructs_pkg.values.export import FurtherExports
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.private_api import PrivateApiDomainSpec
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import Record
from constructs_pkg.values.resource_configuration import ResourceConfigurationSpec
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.shared_group import SharedGroupSpec
from constructs_pkg.values.spec import Spec
from constructs_pkg.values.vpc_link import HttpVpcLinkSpec
from constructs_pkg.values.zone_profile import ProfileSpec


@dataclass(frozen=True)
class PlannedService:
    """An endpoint service of a cell.

    Attributes:
        key: Its key in the topology; its construct's id.
        spec: Everything about it.
    """

    key: Key
    spec: ServiceSpec


@dataclass(frozen=True)
class PlannedResource:
    """A host of a cell that is shared without a load balancer.

    Attributes:
        key: Its key in the topology; its construct's id.
        spec: Everything about it.
    """

    key: Key
    spec: ResourceConfigurationSpec


@dataclass(frozen=True)
class PlannedConsumer:
    """An interface endpoint of a cell.

    Attributes:
        key: Its link's key in the topology; its construct's id.
        spec: Everything about it.
    """

    key: Key
    spec: ConsumerSpec

    @property
    def shows_id(self) -> bool:
        """Whether its stack shows the endpoint's id: nobody at AWS asks for that of an endpoint to its own services."""
        return not is_of_aws(self.spec.service_name)


@dataclass(frozen=True)
class PlannedProfile:
    """A Route 53 Profile with zones of a cell.

    Attributes:
        key: Its key in the topology; its construct's id.
        spec: Everything about it.
    """

    key: Key
    spec: ProfileSpec


@dataclass(frozen=True)
class PlannedSource:
    """The Profile that a stack parameter is given.

    Attributes:
        parameter: The parameter's name.
        account: The account of the stack that makes the Profile.
        region: The Region of that stack.
        stack: Its name.
        profile: The Profile's key in the topology.
    """

    parameter: str
    account: AccountId
    region: Region
    stack: str
    profile: Key


@dataclass(frozen=True)
class PlannedApi:
    """A private API of a cell under a name of its own, by its key in the topology."""

    key: Key
    spec: PrivateApiDomainSpec


@dataclass(frozen=True)
class PlannedHttpLink:
    """A way from HTTP APIs into a cell, by its key in the topology."""

    key: Key
    spec: HttpVpcLinkSpec


@dataclass(frozen=True)
class PlannedRestLink:
    """A way from REST APIs to the load balancer of a service of the cell, by its key in the topology."""

    key: Key
    service: Key


@dataclass(frozen=True)
class PlannedGroup:
    """A security group that several consumers of a cell have, by its key in the topology."""

    key: Key
    spec: SharedGroupSpec


@dataclass(frozen=True)
class PlannedCell:
    """A cell and all that stands in it.

    Attributes:
        key: Its key in the topology.
        display_name: What people call it.
        account: The account of its stacks.
        region: The Region of its stacks.
        network_stack: The name of the stack with its VPC and zones; begins the names of that stack's exports.
        links_stack: The name of the stack with its services, shared hosts, consumers, records and Profiles; None
            if it has none of them.
        links_after: Keys of the cells whose links stacks are deployed before this one's, which reads from Systems
            Manager what they write there.
        spec: What the network stack makes or refers to.
        network: The network as the links stack refers to it.
        zones: Its private zones as the links stack refers to them, each with an id.
        service_zones: The zones made for the names of AWS services, likewise.
        records: The records of each zone that has any, hosts included.
        services: The endpoint services it offers.
        resources: The hosts it shares without a load balancer.
        consumers: The interface endpoints that stand in it.
        groups: The security groups that several of its consumers have.
        apis: The private APIs of its account.
        http_links: The ways from HTTP APIs into it.
        rest_links: The ways from REST APIs to its services.
        parts: Whatever else its links stack holds, in the order of making.
        declarations: What its links stack's template declares of what is not made in it.
        further_exports: What its network stack exports because its links stack asks for it.
        profiles: The Route 53 Profiles with its zones.
        profile_from: What the stack parameter of its own Profile is given; None where that is not told.
        makes_topic: Whether its links stack makes the topic that alarms and connections tell.
        dashboard: Whether its links stack has a dashboard.
        tags: Tags on everything in its stacks, in the order of their keys.
        termination_protection: Whether its network stack refuses to be deleted.
    """

    key: Key
    display_name: str
    account: AccountId
    region: Region
    network_stack: str
    links_stack: str | None
    links_after: tuple[Key, ...]
    spec: CellSpec
    network: Network
    zones: tuple[PrivateZone, ...]
    service_zones: tuple[PrivateZone, ...]
    records: tuple[tuple[PrivateZone, tuple[Record, ...]], ...]
    services: tuple[PlannedService, ...]
    resources: tuple[PlannedResource, ...]
    consumers: tuple[PlannedConsumer, ...]
    groups: tuple[PlannedGroup, ...]
    apis: tuple[PlannedApi, ...]
    http_links: tuple[PlannedHttpLink, ...]
    rest_links: tuple[PlannedRestLink, ...]
    parts: tuple[PlannedPart, ...]
    declarations: tuple[Spec, ...]
    further_exports: FurtherExports
    profiles: tuple[PlannedProfile, ...]
    profile_from: PlannedSource | None
    makes_topic: bool
    dashboard: bool
    tags: tuple[tuple[str, str], ...]
    termination_protection: bool


@dataclass(frozen=True)
class Plan:
    """All cells of a topology, in the order of their keys, and what belongs to none of them.

    Attributes:
        name: The topology's name.
        cells: The cells.
        stacks: The stacks that belong to no cell.
        warnings: What was let through but deserves a look.
    """

    name: str
    cells: tuple[PlannedCell, ...]
    stacks: tuple[PlannedStack, ...]
    warnings: tuple[Problem, ...]

    def __str__(self) -> str:
        """Return the plan as indented text."""
        return outline(self)
