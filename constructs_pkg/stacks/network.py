"""The stack of a cell's VPC and private zones."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.cell import PrivateCell
from constructs_pkg.naming import (
    CELL,
    HANDED_OVER,
    profile_construct_id,
)
from constructs_pkg.placed_stack import PlacedStack
from constructs_pkg.stacks.place import place_of
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.planned import PlannedSource
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Network
from constructs_pkg.zone_profile import profile_output_id


class NetworkStack(PlacedStack):
    """A cell's VPC and private zones: seldom touched, and protected from deletion."""

    def __init__(self, scope: Construct, cell: PlannedCell) -> None:
        super().__init__(
            scope,
            cell.network_stack,
            **place_of(cell),
            description=f"Network and private zones of cell {cell.display_name}",
            termination_protection=cell.termination_protection,
        )
        names = cell.spec.stack_parameters
        spec = cell.spec.given(
            {name: Late(cdk.CfnParameter(self, name, description=HANDED_OVER).value_as_string) for name in names}
        )
        self.cell = PrivateCell(
            self,
            CELL,
            **_network(cell),
            zones=spec.zones,
            profile=spec.profile,
            interface_endpoints=spec.interface_endpoints,
            interface_endpoint_tier=spec.interface_endpoint_tier,
            interface_endpoint_clients=spec.interface_endpoint_clients,
            query_logs=spec.query_logs,
            display_name=cell.display_name,
            export_prefix=cell.network_stack,
            further_exports=cell.further_exports,
        )
        if source := cell.profile_from:
            self.add_metadata("PrivateCells", {"parameters": {source.parameter: _declared_output(source)}})


def _network(cell: PlannedCell) -> dict[str, Any]:
    network = cell.spec.network
    if isinstance(network, Network):
        return {"vpc": network, "gateway_endpoints": cell.spec.gateway_endpoints}
    return {name: getattr(network, name) for name in type(network).model_fields}


def _declared_output(source: PlannedSource) -> dict[str, str]:
    """Return whose output a parameter is given, which its own template does not tell."""
    output = profile_output_id(profile_construct_id(source.profile))
    return {"account": source.account, "region": source.region, "stack": source.stack, "output": output}
