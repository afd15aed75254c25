"""The stacks of a plan: for each cell one for its network, and one for its services, endpoints and records.

What belongs to no cell has a stack of its own.

No CloudFormation reference leaves a cell; its links stack imports what its network stack exports.
"""

from __future__ import annotations

import aws_cdk as cdk
from constructs import Construct

from constructs_pkg.stacks.links import LinksStack
from constructs_pkg.stacks.network import NetworkStack
from constructs_pkg.stacks.own import OwnStack
from constructs_pkg.topology import Plan

PLANNED_ZONES = cdk.Acknowledgment(
    id="CloudFormation-Validate::W3010",
    reason="Availability Zones are planned in the topology, so that no subnet moves when AWS adds a zone",
)
"""What an application of cells says to the advice against written Availability Zones."""


def build(scope: Construct, plan: Plan) -> list[cdk.Stack]:
    """Make the stacks of `plan` below `scope` and return them, each cell's network before its links.

    Links that read a service's name from Systems Manager are deployed after those of the cell that writes it.

    Stacks and exports are called after the topology: two of one name cannot share an account and Region.
    """
    stacks: list[cdk.Stack] = []
    all_links: dict[str, LinksStack] = {}
    for cell in plan.cells:
        network = NetworkStack(scope, cell) if cell.spec.makes_anything else None
        links = LinksStack(scope, cell) if cell.links_stack else None
        if network and links:
            links.add_stack_dependency(network)
        if links:
            all_links[cell.key] = links
        stacks.extend(stack for stack in (network, links) if stack)
    stacks.extend(OwnStack(scope, planned) for planned in plan.stacks)
    for cell in plan.cells:
        for other in cell.links_after:
            # A cell that was not chosen is taken to be deployed already.
            if other in all_links:
                all_links[cell.key].add_stack_dependency(all_links[other])
    return stacks
