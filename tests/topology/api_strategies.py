"""Private APIs, VPC links and shared security groups that no rule refuses."""

from .drawing import Wish, World
from .network_strategies import tiers, zones_of
from .service_strategies import principals


def apis(world: World, cells: Wish, services: Wish, links: Wish) -> Wish:
    """What a topology has of them; services and links are changed to use it."""
    found: Wish = {
        "private_apis": {f"api-{index}": _api(world, cells) for index in range(world.one(1, 1, 0))},
        "http_vpc_links": {f"http-{index}": _http_link(world, cells) for index in range(world.one(1, 1, 0))},
        "rest_vpc_links": _rest_links(world, services),
        "security_groups": _groups(world, cells, links),
    }
    for service in services.values():
        _before_endpoint(world, cells[service["cell"]], service)
    for link in links.values():
        _by_tier(world, cells, link)
    return {key: value for key, value in found.items() if value}


def _api(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    cell = cells[key]
    certificate = "01234567-89ab-cdef-0123-456789abcdef"
    parameter = {"stack_parameter": f"Api{world.serial()}"}
    by_path = {"ssm_parameter": f"/apis/{world.serial()}"}
    named = cell.get("zones", []) and world.chance(50)
    return {
        "cell": key,
        "domain_name": f"api{world.serial()}.{_zone(world, cell) if named else 'api.test'}",
        "certificate_arn": f"arn:{world.partition}:acm:{cell['region']}:{cell['account']}:certificate/{certificate}",
        "rest_api_id": world.one("a1b2c3d4e5", parameter, by_path),
        "stage": "live",
        "endpoint_ids": {"first": world.id("vpce"), **world.maybe(second=world.id("vpce"))},
        **world.maybe(base_path="v1", endpoint_ids_elsewhere=lambda: [world.id("vpce")]),
        **(
            {"shared_with": principals(world), **world.maybe(60, outside_organization=True)} if world.chance(60) else {}
        ),
    }


def _zone(world: World, cell: Wish) -> str:
    zone = world.one(*cell["zones"])
    return str(zone if isinstance(zone, str) else zone["name"]).rstrip(".")


def _http_link(world: World, cells: Wish) -> Wish:
    key = world.one(*cells)
    network = cells[key]["network"]
    tier = world.one(*tiers(network)) if len(tiers(network)) > 1 or world.chance() else None
    standing = zones_of(network, tier)
    placed: Wish = {
        "cell": key,
        **({"tier": tier} if tier else {}),
        **world.maybe(availability_zones=lambda: [zone["availability_zone"] for zone in world.some(standing, least=1)]),
    }
    if world.chance():
        return {**placed, "security_group_ids": [world.id("sg")]}
    blocks = {"target_cidrs": ["10.0.0.0/8"]} if "cidr" not in network or world.chance() else {}
    return {**placed, **blocks, **world.maybe(ports=[443, 8443])}


def _rest_links(world: World, services: Wish) -> Wish:
    brought = {"load_balancer_arns", "gateway_load_balancer", "gateway_load_balancer_arns"}
    able = [key for key, service in sorted(services.items()) if not service.keys() & brought]
    return {f"rest-{key}": {"service": key} for key in able if world.chance(40)}


def _groups(world: World, cells: Wish, links: Wish) -> Wish:
    found: Wish = {}
    for link in links.values():
        if "cell" not in link or "security_group_ids" not in link or world.chance():
            continue
        key = f"group-{link['cell']}"
        found[key] = {"cell": link["cell"], "ingress": [{"from_port": 443, "cidr": "10.0.0.0/8"}]}
        link["security_groups"] = [key]
        if world.chance(80):
            del link["security_group_ids"]
    if world.chance():
        home = world.one(*cells)
        found["unused"] = {"cell": home, "ingress": [{"from_port": 443, "security_group_id": world.id("sg")}]}
    return found


def _before_endpoint(world: World, cell: Wish, service: Wish) -> None:
    """Let the targets of a listener that are looked up be those of an endpoint of the cell."""
    made = [one if isinstance(one, str) else one["service"] for one in cell.get("interface_endpoints", [])]
    for listener in service.get("listeners", []):
        targets = listener.get("targets", {})
        if made and "endpoint_id" in targets and world.chance(95):
            del targets["endpoint_id"]
            targets["interface_endpoint"] = world.one(*made)


def _by_tier(world: World, cells: Wish, link: Wish) -> None:
    """Name a tier instead of the route table."""
    if "cell" not in link or "availability_zones" not in link:
        return
    network = cells[link["cell"]]["network"]
    known = "vpc_id" not in network or all("route_table_id" in subnet for subnet in network["subnets"])
    for index, route in enumerate(link.get("routes", {}).values()):
        if known and world.chance(80):
            # A destination of its own: public and egress tiers have default routes already.
            for key in ("route_table_id", "cidr"):
                route.pop(key, None)
            tier = world.one(*tiers(network))
            zones = [zone["availability_zone"] for zone in zones_of(network, tier)]
            route |= {
                "tier": tier,
                **(_list_of(world) if "prefix_list_id" in route else {"cidr": f"198.18.{index}.0/24"}),
            }
            if link["availability_zones"][0] not in zones or world.chance(60):
                route["availability_zone"] = world.one(*zones)


def _list_of(world: World) -> Wish:
    return {"prefix_list_id": world.id("pl")}
