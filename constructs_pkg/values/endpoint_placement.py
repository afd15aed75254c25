"""In which subnets a cell's endpoints to AWS services stand."""

from __future__ import annotations

from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service import InterfaceEndpoint
from constructs_pkg.values.cell import CellSpec, MadeNetwork
from constructs_pkg.values.network import Network, PlannedSubnet, Subnet


def standing_tier(spec: CellSpec, endpoint: InterfaceEndpoint) -> str | None:
    """Return the tier that `endpoint` is asked to stand in; None: any of a network that exists."""
    asked = endpoint.tier or spec.interface_endpoint_tier
    return asked or (spec.network.inward_tier().name if isinstance(spec.network, MadeNetwork) else None)


def existing_subnets(spec: CellSpec, network: Network, endpoint: InterfaceEndpoint) -> tuple[Subnet, ...]:
    """Return the subnets of a `network` that exists in which `endpoint` stands."""
    return network.choose(standing_tier(spec, endpoint), endpoint.availability_zones)


def planned_subnets(spec: CellSpec, network: MadeNetwork, endpoint: InterfaceEndpoint) -> tuple[PlannedSubnet, ...]:
    """Return the subnets of a `network` to make in which `endpoint` stands, in the order of their slots."""
    tier, asked = standing_tier(spec, endpoint), endpoint.availability_zones
    return tuple(
        planned
        for planned in plan_subnets(network)
        if planned.tier.name == tier
        and (asked is None or planned.availability_zone.name in asked or planned.availability_zone.id in asked)
    )
