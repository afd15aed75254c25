"""What a cell is made of: its network, its logs, its way to AWS services and its private zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Tag

from constructs_pkg.values.aws_service import GatewayEndpoint, InterfaceEndpoint
from constructs_pkg.values.cidr import Cidr, VpcCidr
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.handed_over import HandedOver, given_as
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import AddressGrid, AvailabilityZone, Count, Flag, Network, Tier, TierKind
from constructs_pkg.values.place import Region
from constructs_pkg.values.query_logs import QueryLogs
from constructs_pkg.values.resource_id import HostedZoneId, ProfileId
from constructs_pkg.values.spec import Spec, one_of
from constructs_pkg.values.zone_sharing import AssociateOrTrue, SeenBy, ZoneAuthority

_INWARD_FIRST = (TierKind.ISOLATED, TierKind.EGRESS, TierKind.PUBLIC)


class FlowLogs(Spec):
    """Whether and how a cell's VPC flow logs are kept, in an encrypted log group."""

    retention_days: Annotated[int, Field(strict=True)] = 365
    """Days until an entry is deleted: one of CloudWatch Logs' periods. Default: 365."""

    traffic: Annotated[str, Field(pattern="^(ALL|ACCEPT|REJECT)$")] = "ALL"
    """Which traffic is logged: ALL, ACCEPT or REJECT. Default: ALL."""

    max_aggregation_seconds: Annotated[int, Field(strict=True)] = 600
    """The longest interval one entry sums up: 60 or 600 seconds. Default: 600."""

    record: Literal["default", "endpoints", "all"] = "default"
    """What an entry holds: AWS's default; what shows traffic through endpoints; or every field that AWS documents.
    Changing it replaces the flow log, and what passes between is not logged. Default: default."""

    fields: tuple[str, ...] = ()
    """Exactly these fields instead, in any order: entries hold them in the order of AWS's table. Changing them
    replaces the flow log. Default: those of `record`."""


class PrivateZone(Spec):
    """A private hosted zone: made for the cell, or brought by its id."""

    name: ZoneName
    """The zone's name."""

    id: Late | HostedZoneId | None = None
    """The id of an existing zone that is associated with the cell's VPC. Default: a zone is made."""


class CellZone(PrivateZone):
    """A private zone of a cell, and how it is shared with other VPCs."""

    id: (
        Annotated[
            Annotated[Late, Tag("<late>")]
            | Annotated[HandedOver, Tag("<parameter>")]
            | Annotated[HostedZoneId, Tag("<literal>")],
            one_of(given_as),
        ]
        | None
    ) = None
    """The id of an existing zone: literal; ``{ssm_parameter: /path}``, read at deployment in the cell's account and
    Region; or ``{stack_parameter: Name}``, given at deployment. Default: a zone is made."""

    associate: AssociateOrTrue = None
    """Whether the cell associates its VPC with the existing zone: ``true`` for a zone of its own account,
    ``{authorised_by: role ARN}`` for one of another. Default: no: somebody else has associated it."""

    also_seen_by: tuple[SeenBy, ...] = ()
    """Further VPCs of the same account, in any Region, that see a zone made here. Default: none."""

    authority: ZoneAuthority | None = None
    """A role by which other accounts may associate their VPCs with the zone. Default: none."""


class MadeNetwork(Spec):
    """The VPC that a cell makes."""

    cidr: VpcCidr
    """The VPC's IPv4 block, /16 to /28. Changing it replaces the VPC."""

    availability_zones: tuple[AvailabilityZone, ...]
    """The zones it spans, each under its own slot; at least one."""

    tiers: tuple[Tier, ...] = (Tier(slot=0, name="isolated"),)
    """Its layers of subnets. Default: one isolated tier at slot 0."""

    address_grid: AddressGrid = AddressGrid()
    """How its CIDR is divided. Default: 4 tier slots by 4 zone slots."""

    nat_gateways: Count = 0
    """NAT gateways for egress tiers, in the public tier's subnets, lowest zone slot first. Default: none."""

    internet_gateway: Flag = False
    """Whether the VPC has an internet gateway although no tier is public: CloudFront asks for one before it reaches a
    load balancer inside (VPC origin). No route leads to it. Default: only with a public tier."""

    ipv6: Flag = False
    """Whether the VPC gets an IPv6 block from Amazon and each subnet a /64 of it. Default: no."""

    gateway_endpoints: tuple[GatewayEndpoint, ...] = (
        GatewayEndpoint(service="s3"),
        GatewayEndpoint(service="dynamodb"),
    )
    """Gateway endpoints on every route table. Default: S3 and DynamoDB, for the cell's own account."""

    flow_logs: FlowLogs | None = FlowLogs()
    """Its VPC flow logs. Default: all traffic, kept 365 days, encrypted. None: not logged."""

    close_default_security_group: Flag = True
    """Whether all rules are taken from the VPC's default security group. Default: yes."""

    @property
    def keeps_logs(self) -> bool:
        """Whether anything in it writes logs, which its own key encrypts."""
        return self.flow_logs is not None or self.close_default_security_group

    def inward_tier(self, name: str | None = None) -> Tier:
        """Return the tier called `name`, which exists; of None, the one that is least open to the internet."""
        if name is not None:
            return next(tier for tier in self.tiers if tier.name == name)
        return min(self.tiers, key=lambda tier: (_INWARD_FIRST.index(tier.kind), tier.slot))


def _made_or_existing(given: Any) -> str:
    existing = isinstance(given, Network) or (isinstance(given, dict) and "vpc_id" in given)
    return "existing" if existing else "made"


CellNetwork = Annotated[
    Annotated[MadeNetwork, Tag("<made>")] | Annotated[Network, Tag("<existing>")], one_of(_made_or_existing)
]


class CellSpec(Spec):
    """A cell: a network, made or brought, with the private zones its workloads see."""

    network: CellNetwork
    """The VPC to make, or the one that exists."""

    zones: tuple[CellZone, ...] = ()
    """Its private hosted zones. Default: none."""

    gateway_endpoints: tuple[GatewayEndpoint, ...] = ()
    """Gateway endpoints to make on the route tables of an existing network; of a network to make they are told there.
    Default: none."""
    profile: (
        Annotated[
            Annotated[Late, Tag("<late>")]
            | Annotated[HandedOver, Tag("<parameter>")]
            | Annotated[ProfileId, Tag("<literal>")],
            one_of(given_as),
        ]
        | None
    ) = None
    """The id of the Route 53 Profile whose zones its VPC gets as well, of this or another account: literal, or given
    at deployment by ``{ssm_parameter: /path}`` or ``{stack_parameter: Name}``. Default: none."""

    interface_endpoints: tuple[InterfaceEndpoint, ...] = ()
    """Interface endpoints to AWS services. Default: none."""

    interface_endpoint_tier: str | None = None
    """The tier their network interfaces stand in. Default: the isolated tier of the
    lowest slot, else an egress tier, else a public one."""

    interface_endpoint_clients: tuple[Cidr, ...] = ()
    """Blocks beside the VPC's own that reach them on 443, such as those of cells whose zones lead to them. Default:
    the VPC alone."""
    query_logs: QueryLogs | None = None
    """Whether and where the DNS queries from its VPC are logged. Default: not."""

    @property
    def makes_anything(self) -> bool:
        """Whether there is anything to make: False where VPC and zones are all brought."""
        brought = isinstance(self.network, Network) and all(zone.id is not None for zone in self.zones)
        reached = bool(self.interface_endpoints or self.gateway_endpoints or self.query_logs)
        return not brought or reached or self.profile is not None or self.shares_zones

    def service_zones(self, region: Region) -> tuple[PrivateZone, ...]:
        """Return the zones that are made in `region` for the names of AWS services, in the order of their names."""
        names = {name for endpoint in self.interface_endpoints for name in endpoint.own_zones(region)}
        return tuple(PrivateZone(name=name) for name in sorted(names))

    @property
    def stack_parameters(self) -> tuple[str, ...]:
        """The names of the stack parameters by which it is given ids, each once, in order."""
        ids = (self.profile, *(zone.id for zone in self.zones))
        return tuple(
            sorted({one.stack_parameter for one in ids if isinstance(one, HandedOver) and one.stack_parameter})
        )

    def given(self, values: Mapping[str, Late]) -> Self:
        """Return the cell with what the stack parameters give in their place, by their names."""
        if not values:
            return self
        zones = tuple(zone.model_copy(update={"id": _given(zone.id, values)}) for zone in self.zones)
        return self.model_copy(update={"zones": zones, "profile": _given(self.profile, values)})

    @property
    def shares_zones(self) -> bool:
        """Whether anything is made for brought zones: an association, a role, or an id that is handed over."""
        return any(zone.associate or zone.authority or isinstance(zone.id, HandedOver) for zone in self.zones)


def _given(identifier: object, values: Mapping[str, Late]) -> object:
    known = isinstance(identifier, HandedOver) and identifier.stack_parameter
    return values[known] if known else identifier
