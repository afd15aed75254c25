"""Global Resolvers that no rule refuses."""

from .drawing import ACCOUNTS, Wish, World


def global_resolvers(world: World, cells: Wish) -> Wish:
    """What a topology has of them: there are none outside the one partition."""
    if world.partition != "aws" or not world.chance(90):
        return {}
    account = world.one(*ACCOUNTS)
    wish: Wish = {
        "account": account,
        "regions": ["us-east-1", "eu-west-1", *world.some(["us-west-2"])],
        "views": {"staff": _view(world, _zones(world, cells, account), 0), "guests": _view(world, [], 1)},
        **world.maybe(
            name="Staff",
            ip_address_type="dualstack",
            observability_region="us-east-1",
            display_name="Staff",
            termination_protection=False,
            tags={"owner": "network"},
        ),
    }
    return {"global_resolvers": {"staff": wish}}


def _view(world: World, zones: list[Wish], place: int) -> Wish:
    wish: Wish = {
        "access_sources": {"office": {"cidr": f"198.51.{place}.0/24", "protocol": world.one("DO53", "DOH", "DOT")}},
        "firewall": _firewall(world),
        **({"zones": zones} if zones else {}),
        **world.maybe(
            access_tokens={"laptops": "2027-06-30T00:00:00Z"},
            dnssec_validation=False,
            edns_client_subnet=True,
            fail_open=True,
            description="A group of clients",
        ),
    }
    return wish


def _zones(world: World, cells: Wish, account: str) -> list[Wish]:
    """Zones of cells of the account, each name once, and one that exists."""
    found: dict[str, Wish] = {}
    for key, cell in cells.items():
        for zone in cell.get("zones", []) if cell["account"] == account else []:
            name = zone if isinstance(zone, str) else zone["name"]
            found.setdefault(name, {"cell": key, "name": name})
    serial = world.serial()
    by = world.one(world.zone_id(), {"stack_parameter": f"Seen{serial}"}, {"ssm_parameter": f"/seen/{serial}"})
    return [*found.values(), {"name": f"seen{serial}.test", "id": by}]


def _firewall(world: World) -> Wish:
    answer = {"block_response": world.one("NODATA", "NXDOMAIN")}
    block: Wish = world.one(answer, answer, {"block_override": {"domain": "blocked.test", "ttl": 60}})
    return {
        "own": {"priority": 1, "action": "ALLOW", "domains": ["*.example.com"], **world.maybe(50, query_type="A")},
        "listed": {"priority": 2, "action": "BLOCK", "domain_list_id": "fdl-0123456789abcdef0", **block},
        "advanced": {
            "priority": 3,
            "action": world.one("ALERT", "BLOCK"),
            "threat_protection": world.one("DGA", "DICTIONARY_DGA", "DNS_TUNNELING"),
            "confidence_threshold": world.one("LOW", "MEDIUM", "HIGH"),
        },
    }
