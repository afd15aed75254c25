"""Links to hosts shared without a load balancer that no rule refuses."""

from typing import Any

from .drawing import ACCOUNTS, Wish, World
from .link_strategies import _groups, _ingress, _name
from .network_strategies import has_ipv6, tiers, zones_of
from .record_strategies import zone_names

PREFERENCES = ("verified", "all", "verified-and-specified", "specified")


def resource_links(world: World, cells: Wish, resources: Wish) -> Wish:
    """Links of cells to `resources`, which are made to let them in, or to resource configurations elsewhere."""
    return {f"resource-{index}": _link(world, cells, resources) for index in range(world.one(1, 1, 2, 0))}


def _link(world: World, cells: Wish, resources: Wish) -> Wish:
    offer = world.one(*sorted(resources)) if resources and world.chance(70) else None
    key = resources[offer]["cell"] if offer and world.chance(70) else world.one(*cells)
    cell = cells[key]
    tier = world.one(*tiers(cell["network"])) if len(tiers(cell["network"])) > 1 else None
    if offer is not None and not _meet(cell, tier, resources[offer], cells):
        offer = None
    kinds = ["dualstack", "ipv6", "ipv4"] if has_ipv6(cell["network"]) else ["ipv4"]
    kind = world.one(*kinds)
    found: Wish = {
        "cell": key,
        "endpoint_type": "Resource",
        **({"tier": tier} if tier else {}),
        **({} if kind == "ipv4" else {"ip_address_type": kind}),
        **({"resource": offer} if offer else {}),
        "resource_configuration_arn": _arn(world, resources[offer] if offer else None, cell, cells),
        **world.one({"ingress": _ingress(world)}, {"security_group_ids": _groups(world)}),
    }
    if offer is not None:
        resources[offer]["shared_with"] = [*_others(resources[offer], cell), cell["account"]]
    if zone_names(cell) and world.chance(60):
        found["names"] = [_name(world, cell)]
    if cell["network"].get("dns", True) and world.chance(70):
        found |= _private_dns(world, resources[offer] if offer else None)
    return found


def _others(resource: Wish, cell: Wish) -> list[str]:
    return [each for each in resource.get("shared_with", []) if each != cell["account"] and each != "*"]


def _meet(cell: Wish, tier: str | None, resource: Wish, cells: Wish) -> bool:
    """Whether both sides are in one Region, with a zone in common by its id."""
    provider, gateway = cells[resource["cell"]], resource.get("gateway", {})
    chosen = gateway.get("availability_zones")
    there = [
        zone
        for zone in zones_of(provider["network"], gateway.get("tier"))
        if chosen is None or zone["availability_zone"] in chosen or zone.get("availability_zone_id") in chosen
    ]
    here, common = zones_of(cell["network"], tier), "availability_zone_id"
    ids = {zone.get(common) for zone in here} & {zone.get(common) for zone in there} - {None}
    return provider["region"] == cell["region"] and bool(ids)


def _arn(world: World, resource: Wish | None, cell: Wish, cells: Wish) -> Any:
    owner = cells[resource["cell"]]["account"] if resource else world.one(*ACCOUNTS)
    place = f"arn:{world.partition}:vpc-lattice:{cell['region']}:{owner}"
    found: Any = world.one(
        f"{place}:resourceconfiguration/rcfg-{world.serial():017x}",
        {"ssm_parameter": f"/shared-elsewhere/{world.serial()}"},
        {"stack_parameter": f"Resource{world.serial()}"},
    )
    return found


def _private_dns(world: World, resource: Wish | None) -> Wish:
    preferences = [*PREFERENCES]
    name = f"shared{world.serial()}.example.com"
    if resource is not None:
        if "custom_domain_name" not in resource:
            return {}
        name = resource["custom_domain_name"]
        if not resource.keys() & {"verify_domain", "domain_verification_id"}:
            preferences.remove("verified")
    preference = world.one(*preferences)
    domains = {"private_dns_specified_domains": [name]} if "specified" in preference else {}
    return {"private_dns": True, "dns_options": {"private_dns_preference": preference, **domains}}
