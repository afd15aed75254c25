"""Zones of services, zonal names and DNS options that no rule refuses."""

from .drawing import Wish, World
from .network_strategies import zones_of
from .record_strategies import zone_names


def standing(cell: Wish, link: Wish) -> list[Wish]:
    """The zones that the endpoint of a link stands in."""
    zones = zones_of(cell["network"], link.get("tier"))
    chosen = link.get("availability_zones")
    offered = link.get("service_availability_zone_ids")
    return [
        zone
        for zone in zones
        if (chosen is None or zone["availability_zone"] in chosen)
        and (offered is None or zone.get("availability_zone_id") in offered)
    ]


def offered_zones(world: World, cell: Wish, link: Wish) -> Wish:
    """Some of the zones that the endpoint could stand in, and one where it could not."""
    ids = [zone.get("availability_zone_id") for zone in standing(cell, link)]
    known = [each for each in ids if each]
    if not known or len(known) < len(ids) or "availability_zones" in link:
        return {}
    elsewhere = f"{known[0].rpartition('-')[0]}-az6"
    return world.maybe(40, service_availability_zone_ids=lambda: [*world.some(known, least=1), elsewhere])


def zonal_names(world: World, cell: Wish, link: Wish, region: str) -> list[Wish]:
    """Names by zone and in one zone, of endpoints that have them."""
    zones = standing(cell, link)
    service = link.get("service_name")
    of_aws = isinstance(service, str) and ".vpce." not in service
    if region != cell["region"] or of_aws:
        return []
    found: list[Wish] = []
    inside = world.one(*zone_names(cell))
    if all(zone.get("availability_zone_id") for zone in zones) and world.chance(40):
        label = world.one("*.{az_id}", "{az_id}")
        found.append({"name": f"{label}.n{world.serial()}", "zone": inside, **world.maybe(kind="cname")})
    if world.chance(40):
        zone = world.one(*zones)
        asked = world.one(zone["availability_zone"], zone.get("availability_zone_id") or zone["availability_zone"])
        found.append({"name": f"n{world.serial()}", "zone": inside, "availability_zone": asked})
    return found


def dns_options(world: World, cell: Wish, link: Wish) -> Wish:
    """Options that go with the endpoint's addresses and service."""
    kinds = {
        "ipv4": ["ipv4"],
        "ipv6": ["ipv6"],
        "dualstack": ["service-defined", "dualstack", "ipv6"],
    }
    possible = kinds[link.get("ip_address_type", "ipv4")]
    options: Wish = {"record_ip_type": possible[world.serial() % len(possible)]}
    if str(link.get("service_name")).endswith(".s3") and link.get("private_dns"):
        network = cell["network"]
        gateways = [one["service"] for one in network.get("gateway_endpoints", [{"service": "s3"}])]
        possible_for_inbound = [True, False] if "vpc_id" in network or "s3" in gateways else [False]
        options["private_dns_only_for_inbound_resolver_endpoint"] = world.one(*possible_for_inbound)
    return options
