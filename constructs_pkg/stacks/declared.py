"""What the template of a cell's links stack declares in its metadata of what is not made in it.

``{"PrivateCells": {"zones": ..., "parameters": ..., "on_premises": ...}}``.
"""

from __future__ import annotations

from typing import Any

from constructs_pkg.naming import resolver_endpoint_construct_id, resolver_rule_construct_id
from constructs_pkg.resolver_endpoint import endpoint_logical_id
from constructs_pkg.resolver_rule import rule_output_id
from constructs_pkg.stacks.public_zones import declared_parameters, declared_public_zones
from constructs_pkg.topology import PlannedCell
from constructs_pkg.topology.on_premises import DeclaredNetwork, DeclaredRule
from constructs_pkg.values.network import Network


def declared(cell: PlannedCell) -> dict[str, Any]:
    """Return what is declared; a section that would be empty is left out."""
    sections = {
        "zones": {**_zones(cell), **declared_public_zones(cell), **_customers_zones(cell)},
        "parameters": {
            **declared_parameters(cell),
            **{one.parameter: _rule(one) for one in cell.declarations if isinstance(one, DeclaredRule)},
        },
        "on_premises": {str(one.key): _network(one) for one in cell.declarations if isinstance(one, DeclaredNetwork)},
    }
    return {name: held for name, held in sections.items() if held}


def _zones(cell: PlannedCell) -> dict[str, Any]:
    """Return which VPC sees each brought zone: a template that only adds records to it does not tell."""
    # Of an association the network stack's own template tells.
    brought = [zone for zone in cell.spec.zones if isinstance(zone.id, str) and zone.associate is None]
    vpc = cell.spec.network.vpc_id if isinstance(cell.spec.network, Network) else None
    return {str(zone.id): {"name": str(zone.name), "vpcs": [str(vpc)]} for zone in brought} if vpc else {}


def _customers_zones(cell: PlannedCell) -> dict[str, Any]:
    """Return what the zones of customers' names are called, which the mark put into one does not tell."""
    kept = (rules.names for service in cell.services if (rules := service.spec.connection_rules))
    return {
        str(names.zone_id): {"name": str(names.zone), "public": True}
        for names in kept
        if names is not None and isinstance(names.zone_id, str)
    }


def _rule(rule: DeclaredRule) -> dict[str, str]:
    """Return whose output a parameter is given, which its own template does not tell."""
    output = rule_output_id(resolver_rule_construct_id(rule.rule))
    return {"account": str(rule.account), "region": str(rule.region), "stack": rule.stack, "output": output}


def _network(network: DeclaredNetwork) -> dict[str, Any]:
    return {
        "name": network.display_name,
        "cidrs": [str(block) for block in network.cidrs],
        "connected_by": network.connected_by,
        "name_servers": [str(address) for address in network.name_servers],
        "zones": {
            str(zone): {str(name): [str(address) for address in addresses] for name, addresses in names}
            for zone, names in network.zones
        },
        "forwards": [
            {"domain": str(domain), "endpoint": endpoint_logical_id(resolver_endpoint_construct_id(endpoint))}
            for domain, endpoint in network.forwards
        ],
        **({"first": [str(domain) for domain in network.first]} if network.first else {}),
    }
