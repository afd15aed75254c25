"""`PrivateCell`: a VPC with its own private hosted zones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.cdk_values import network_of, private_zone, text_of
from constructs_pkg.cell_handles import made_network, vpc_handle
from constructs_pkg.cell_zones import ZonedFragment
from constructs_pkg.door import Door, plain_fields
from constructs_pkg.fragments.aws_endpoints import own_records
from constructs_pkg.fragments.cell import cell_fragment
from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.flow_logs import LOG_GROUP
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.fragments.network import route_table_id
from constructs_pkg.fragments.zone import zone_resource_id
from constructs_pkg.placed_stack import account_of, region_of
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service import GatewayEndpoint, InterfaceEndpoint
from constructs_pkg.values.cell import CellSpec, CellZone, FlowLogs, PrivateZone
from constructs_pkg.values.cell_rules import check_cell
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.export import NO_FURTHER_EXPORTS, FurtherExports, check_exports
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import (
    AddressGrid,
    AvailabilityZone,
    Network,
    Tier,
    TierKind,
    slot_by_letter,
)
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.query_logs import QueryLogs
from constructs_pkg.values.spec import parse
from constructs_pkg.values.zone_sharing_rules import check_zone_sharing

_UNSET: Any = object()


class PrivateCell(ZonedFragment):
    """A private network: a VPC, made or brought, with the private zones its workloads see.

    Makes the VPC with both DNS flags on, a subnet and route table for each tier and Availability Zone, an
    emptied default security group, encrypted flow logs, gateway endpoints, the interface endpoints asked for,
    and its private zones. Of a VPC or zone that is brought, nothing is made or changed.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        cidr: str | None = None,
        availability_zones: Sequence[AvailabilityZone | Mapping[str, Any] | str] | None = None,
        tiers: Sequence[Tier | Mapping[str, Any]] | None = None,
        address_grid: AddressGrid | Mapping[str, Any] | None = None,
        nat_gateways: int | None = None,
        internet_gateway: bool | None = None,
        ipv6: bool | None = None,
        gateway_endpoints: Sequence[GatewayEndpoint | Mapping[str, Any]] | None = None,
        flow_logs: FlowLogs | Mapping[str, Any] | None = _UNSET,
        close_default_security_group: bool | None = None,
        vpc: ec2.IVpc | Network | None = None,
        vpc_subnets: ec2.SubnetSelection | None = None,
        zones: Sequence[str | PrivateZone | Mapping[str, Any] | route53.IHostedZone] = (),
        profile: str | Late | Mapping[str, str] | None = None,
        interface_endpoints: Sequence[str | InterfaceEndpoint | Mapping[str, Any]] = (),
        interface_endpoint_tier: str | None = None,
        interface_endpoint_clients: Sequence[str] = (),
        query_logs: QueryLogs | Mapping[str, Any] | None = None,
        display_name: str | None = None,
        export_prefix: str | None = None,
        further_exports: FurtherExports = NO_FURTHER_EXPORTS,
        account: str | None = None,
        region: str | None = None,
    ) -> None:
        """Make the cell.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the cell begins with it.
            cidr: The IPv4 block of the VPC to make, /16 to /28.
            availability_zones: The Availability Zones of the VPC to make. A bare name such as ``us-east-1a``
                takes the slot of its letter (a is 0).
            tiers: Its layers of subnets. Default: one isolated tier at slot 0.
            address_grid: How its block is divided. Default: 4 tier slots by 4 zone slots.
            nat_gateways: How many NAT gateways egress tiers use. Default: none.
            internet_gateway: Whether the VPC has an internet gateway although no tier is public, for CloudFront's VPC
                origins. No route leads to it. Default: only with a public tier.
            ipv6: Whether the VPC and its subnets get IPv6 blocks from Amazon. Default: no.
            gateway_endpoints: Default: S3 and DynamoDB, for principals of the cell's account; none where the VPC
                exists, which needs the route tables of its subnets for them.
            flow_logs: Default: all traffic, kept 365 days, encrypted. None: no flow logs.
            close_default_security_group: Whether the default security group loses its rules. Default: yes.
            vpc: An existing VPC instead of a made one. Default: one is made.
            vpc_subnets: Which of its subnets are the cell's. Default: the CDK's choice, private ones first.
            zones: Private zones: a name makes one. An existing zone must be associated with the VPC already, or be
                given as fields or a `CellZone` that say ``associate``.
            profile: The id of a Route 53 Profile whose zones the VPC gets as well. Default: none.
            interface_endpoints: AWS services to reach by interface endpoints, such as ``ssm``. Default: none.
            interface_endpoint_tier: The tier they stand in. Default: an isolated one, else egress, else public.
            interface_endpoint_clients: Blocks beside the VPC's own that reach them on 443. Default: none.
            query_logs: Where DNS queries from the VPC are logged; ``{}`` for a log group made here. Default: nowhere.
            display_name: Shown in tags. Default: `construct_id`.
            export_prefix: Begins the names under which the stack exports VPC, subnets and zones.
                Default: nothing is exported.
            further_exports: What it exports beside those. Default: nothing.
            account: The 12-digit account, for a stack that has no literal one. Default: the stack's.
            region: The Region, for a stack that has no literal one. Default: the stack's.

        Raises:
            InvalidInput: with every problem of the input, before anything is made.
        """
        door = Door(network="" if vpc is None else "vpc")
        where = door.take("region", region_of, scope, region)
        home = door.take("account", account_of, scope, account)
        made = plain_fields(
            cidr=cidr,
            availability_zones=None
            if availability_zones is None
            else door.take_each("availability_zones", _with_slot, availability_zones),
            tiers=tiers,
            address_grid=address_grid,
            nat_gateways=nat_gateways,
            internet_gateway=internet_gateway,
            ipv6=ipv6,
            gateway_endpoints=gateway_endpoints if vpc is None else None,
            close_default_security_group=close_default_security_group,
        )
        if flow_logs is not _UNSET:
            made["flow_logs"] = flow_logs
        if vpc is not None:
            door.keep(_made_and_brought(name) for name in made)
        spec = door.parse(
            CellSpec,
            {
                "network": made if vpc is None else door.take("vpc", network_of, vpc, vpc_subnets),
                "zones": door.take_each("zones", _zone, zones),
                "gateway_endpoints": () if vpc is None or gateway_endpoints is None else gateway_endpoints,
                "profile": profile,
                "interface_endpoints": door.take_each("interface_endpoints", _interface_endpoint, interface_endpoints),
                "interface_endpoint_tier": interface_endpoint_tier,
                "interface_endpoint_clients": interface_endpoint_clients,
                "query_logs": query_logs,
            },
        )
        all_zones = (*spec.zones, *spec.service_zones(where))
        exports = check_exports(export_prefix, all_zones) if export_prefix else []
        warnings = door.refuse([*check_cell(spec, where), *check_zone_sharing(spec, where, home), *exports])
        name = display_name or construct_id
        super().__init__(
            scope,
            construct_id,
            cell_fragment(
                spec,
                account=home,
                region=where,
                name=name,
                export_prefix=export_prefix,
                further_exports=further_exports,
            ),
            warnings,
            zones=spec.zones,
            service_records={
                zone: [(f"interface_endpoints[{place}]", record) for record in records]
                for place, endpoint in enumerate(spec.interface_endpoints)
                for zone, records in own_records(endpoint, where).items()
            },
            handles={
                value.name: zone
                for zone, value in zip(zones, spec.zones, strict=True)
                if not isinstance(zone, str | PrivateZone | Mapping)
            },
        )
        self._spec = spec
        self._vpc = None if vpc is None or isinstance(vpc, Network) else vpc
        self._network: Network | None = None
        self._flow_log_group: logs.ILogGroup | None = None
        self._log_key: kms.IKey | None = None

    @property
    def vpc(self) -> ec2.IVpc:
        """The VPC, made or brought, as the CDK's own interface; made on first use.

        Raises:
            ValueError: if it was given as a network whose tiers span different Availability Zones, or have two
                subnets in one, which no VPC of the CDK can.
        """
        if self._vpc is None:
            self._vpc = vpc_handle(self, self.network, self._kinds(), self._route_tables())
        return self._vpc

    @property
    def network(self) -> Network:
        """The VPC and its subnets with their tiers and zone ids, as services and endpoints take them."""
        if self._network is None:
            network = self._spec.network
            self._network = (
                network if isinstance(network, Network) else made_network(network, self._ref, self._attribute)
            )
        return self._network

    @property
    def flow_log_group(self) -> logs.ILogGroup | None:
        """The log group of the VPC's flow logs; None for a brought VPC or one that is not logged."""
        network = self._spec.network
        if isinstance(network, Network) or network.flow_logs is None:
            return None
        if self._flow_log_group is None:
            # By its name: the CDK adds to an ARN what the group's own ARN ends in already.
            name = self._ref(LOG_GROUP)
            self._flow_log_group = logs.LogGroup.from_log_group_name(self, "FlowLogGroupHandle", name)
        return self._flow_log_group

    @property
    def log_key(self) -> kms.IKey | None:
        """The key that encrypts the cell's logs; None where the cell keeps no logs."""
        network = self._spec.network
        if isinstance(network, Network) or not network.keeps_logs:
            return None
        if self._log_key is None:
            self._log_key = kms.Key.from_key_arn(self, "LogKeyHandle", self._attribute(LOG_KEY, "Arn"))
        return self._log_key

    def _kinds(self) -> dict[str, TierKind]:
        network = self._spec.network
        return {} if isinstance(network, Network) else {tier.name: tier.kind for tier in network.tiers}

    def _route_tables(self) -> list[str | None]:
        network = self._spec.network
        if isinstance(network, Network):
            given = (subnet.route_table_id for subnet in network.subnets)
            return [None if table is None else text_of(table) for table in given]
        return [
            self._ref(route_table_id(subnet.tier.slot, subnet.availability_zone.slot))
            for subnet in plan_subnets(network)
        ]


def zone_output_id(construct_id: str, name: str) -> str:
    """Return the logical id of the output with the id of zone `name`, of a `Cell` right below its stack."""
    return logical_id(construct_id, "$Outputs", zone_resource_id(name))


def _with_slot(zone: AvailabilityZone | Mapping[str, Any] | str) -> AvailabilityZone | Mapping[str, Any]:
    return {"slot": slot_by_letter(zone), "name": zone} if isinstance(zone, str) else zone


def _made_and_brought(name: str) -> Problem:
    limit = "describes a VPC to make"
    return Problem("network-made-and-brought", name, "", limit, "leave out either it or vpc")


def _zone(zone: str | PrivateZone | Mapping[str, Any] | route53.IHostedZone) -> CellZone:
    if isinstance(zone, CellZone):
        return zone
    if isinstance(zone, Mapping):
        return parse(CellZone, zone)
    if isinstance(zone, str):
        return CellZone(name=ZoneName(zone))
    known = private_zone(zone)
    return CellZone(name=known.name, id=known.id)


def _interface_endpoint(
    endpoint: str | InterfaceEndpoint | Mapping[str, Any],
) -> InterfaceEndpoint | Mapping[str, Any]:
    return {"service": endpoint} if isinstance(endpoint, str) else endpoint
