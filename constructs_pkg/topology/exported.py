"""What a cell's network stack exports only because something in its links stack asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from constructs_pkg.topology.api_wishes import LinkRoute
from constructs_pkg.topology.placed import PlacedCell, PlacedService
from constructs_pkg.values.addresses import plan_subnets
from constructs_pkg.values.aws_service import InterfaceEndpoint
from constructs_pkg.values.aws_service_names import short_name
from constructs_pkg.values.cell import MadeNetwork
from constructs_pkg.values.endpoint_route import EndpointRoute
from constructs_pkg.values.export import endpoint_export, route_table_export
from constructs_pkg.values.late import Late, import_value
from constructs_pkg.values.network import PlannedSubnet, Subnet, TierKind
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.record import AliasTarget
from constructs_pkg.values.resource_id import RouteTableId
from constructs_pkg.values.service import Listener, ServiceSpec

EXECUTE_API = "execute-api"


def execute_api_of(cell: PlacedCell) -> InterfaceEndpoint | None:
    """Return the interface endpoint of `cell` by which private APIs are called, if it has one."""
    return endpoint_of(cell, EXECUTE_API)


def endpoint_of(cell: PlacedCell, service: str) -> InterfaceEndpoint | None:
    """Return the interface endpoint of `cell` to that service of AWS, if it has one."""
    region = cell.cell.region
    asked = short_name(service, region)
    return next((one for one in cell.cell.interface_endpoints if short_name(one.service, region) == asked), None)


def imported_endpoint(stack: str, endpoint: InterfaceEndpoint) -> Late:
    """Return the id of the `endpoint` that the network stack `stack` makes."""
    return import_value(endpoint_export(stack, endpoint.service, "Id"))


def imported_target(stack: str, endpoint: InterfaceEndpoint) -> AliasTarget:
    """Return that endpoint as the target of aliases."""
    dns_name, zone_id = (import_value(endpoint_export(stack, endpoint.service, part)) for part in ("Name", "ZoneId"))
    return AliasTarget(dns_name=dns_name, zone_id=zone_id, evaluate_target_health=False)


def with_endpoint_targets(service: PlacedService, spec: ServiceSpec) -> ServiceSpec:
    """Return `spec` with the ids of the cell's endpoints in place of their services' names."""
    if not any(listener.targets.interface_endpoint for listener in spec.listeners):
        return spec
    return spec.model_copy(update={"listeners": tuple(_listener(service.cell, each) for each in spec.listeners)})


def _listener(cell: PlacedCell, listener: Listener) -> Listener:
    asked = listener.targets.interface_endpoint
    endpoint = endpoint_of(cell, asked) if asked else None
    if endpoint is None:
        return listener
    found = {"interface_endpoint": None, "endpoint_id": imported_endpoint(cell.network_stack, endpoint)}
    return listener.model_copy(update={"targets": listener.targets.model_copy(update=found)})


def route_of(cell: PlacedCell, route: LinkRoute, subnets: tuple[Subnet, ...]) -> EndpointRoute:
    """Return `route` with the id of its table, for an endpoint in `subnets`."""
    table: Late | RouteTableId | None = route.route_table_id
    if table is None:
        table = _table_of(cell, route, subnets)
    fields = {name: getattr(route, name) for name in EndpointRoute.model_fields}
    return EndpointRoute(**{**fields, "route_table_id": table or Late("no route table")})


def route_slots(
    cell: PlacedCell, routes: Iterable[LinkRoute], subnets: tuple[Subnet, ...]
) -> Iterator[tuple[int, int]]:
    """Yield the slots of the subnets of a made `cell` to whose tables `routes` are added."""
    for route in routes:
        planned = _planned_of(cell, route, subnets)
        if planned is not None:
            yield planned.tier.slot, planned.availability_zone.slot


def check_route(cell: PlacedCell, route: LinkRoute, subnets: tuple[Subnet, ...], path: str) -> Iterator[Problem]:
    """Yield the problems of naming the table of `route`, for an endpoint in `subnets`."""
    if (route.route_table_id is None) == (route.tier is None):
        fix = "give either route_table_id or tier"
        yield Problem("route-table-of-route", path, "", "needs exactly one route table", fix)
    elif route.tier is None and route.availability_zone is not None:
        limit = "is given beside route_table_id, which tells the table"
        yield Problem(
            "zone-of-route-table", f"{path}.availability_zone", route.availability_zone, limit, "leave it out"
        )
    elif route.tier is not None and _table_of(cell, route, subnets) is None:
        limit = "has no known route table in that zone"
        fix = "name a tier and zone of the cell, or give route_table_id"
        yield Problem("no-such-route-table", f"{path}.tier", route.tier, limit, fix)
    elif (planned := _planned_of(cell, route, subnets)) is not None and str(route.cidr) in _defaults(cell, planned):
        limit = f"is the destination of a route that the {planned.tier.kind} tier {planned.tier.name} has already"
        yield Problem("route-taken", f"{path}.cidr", str(route.cidr), limit, "name another tier or block")


def _defaults(cell: PlacedCell, planned: PlannedSubnet) -> tuple[str, ...]:
    network = cell.cell.network
    assert isinstance(network, MadeNetwork)
    if planned.tier.kind is TierKind.ISOLATED:
        return ()
    ipv4 = planned.tier.kind is TierKind.PUBLIC or network.nat_gateways > 0
    return (*(("0.0.0.0/0",) if ipv4 else ()), *(("::/0",) if network.ipv6 else ()))


def _planned_of(cell: PlacedCell, route: LinkRoute, subnets: tuple[Subnet, ...]) -> PlannedSubnet | None:
    network = cell.cell.network
    if route.tier is None or not isinstance(network, MadeNetwork):
        return None
    zones = _zones(route, subnets)
    return next(
        (
            planned
            for planned in plan_subnets(network)
            if planned.tier.name == route.tier
            and (planned.availability_zone.name in zones or planned.availability_zone.id in zones)
        ),
        None,
    )


def _table_of(cell: PlacedCell, route: LinkRoute, subnets: tuple[Subnet, ...]) -> Late | RouteTableId | None:
    planned = _planned_of(cell, route, subnets)
    if planned is not None:
        slots = (planned.tier.slot, planned.availability_zone.slot)
        return import_value(route_table_export(cell.network_stack, *slots))
    network = cell.network
    if network is None or isinstance(cell.cell.network, MadeNetwork):
        return None
    found = network.choose(route.tier, tuple(_zones(route, subnets)))
    return found[0].route_table_id if found else None


def _zones(route: LinkRoute, subnets: tuple[Subnet, ...]) -> list[str]:
    if route.availability_zone is not None:
        return [route.availability_zone]
    return [str(subnet.availability_zone) for subnet in subnets]
