"""Hosts and records that no rule refuses."""

from .drawing import Wish, World
from .network_strategies import address

VALUES = {
    "A": ["10.200.0.1", "10.200.0.2"],
    "AAAA": ["fd00::1", "fd00::2"],
    "CAA": ['0 issue "amazon.com"'],
    "CNAME": ["db.example.net"],
    "HTTPS": ['1 . alpn="h2,h3" port=8443'],
    "MX": ["10 mail.example.net", "20 mail2.example.net"],
    "NAPTR": ['100 10 "s" "SIP+D2T" "" _sip._tcp.example.net'],
    "NS": ["ns-1.example.net", "ns-2.example.net"],
    "PTR": ["host.example.net"],
    "SPF": ['"v=spf1 -all"'],
    "SRV": ["10 5 5432 db.example.net"],
    "SSHFP": ["4 2 0123456789abcdef", "1 2 fedcba9876543210"],
    "SVCB": ["1 db.example.net port=5432", "2 db2.example.net ipv4hint=10.200.0.1"],
    "TLSA": ["3 1 1 0123456789abcdef"],
    "TXT": ['"one" "two"', '"three"'],
}
CONTINENTS = ("AF", "AN", "AS", "EU", "NA", "OC", "SA")
POLICIES = ("weighted", "latency", "failover", "geolocation", "geolocation", "geoproximity", "multivalue")


def zone_names(cell: Wish) -> list[str]:
    """The zones that names can be put into: not those of other accounts."""
    own = (zone for zone in cell.get("zones", []) if isinstance(zone, str) or not _is_foreign(zone))
    return [zone if isinstance(zone, str) else zone["name"] for zone in own]


def _is_foreign(zone: Wish) -> bool:
    return isinstance(zone.get("associate"), dict)


def name(world: World, cell: Wish, *, with_zone: bool = True) -> Wish:
    """A name that nothing else has, in one of the cell's zones, written in one of the ways people write it."""
    zones = zone_names(cell)
    zone, label = world.one(*zones), f"n{world.serial()}"
    label = world.one(label, label, f"{label}.deep", f"_x.{label}", f"*.{label}", label.upper())
    ways = [{"name": f"{label}.{zone}"}, {"name": f"{label}.{zone}."}]
    if len(cell["zones"]) == 1:
        ways.append({"name": label})
    if with_zone:
        ways += [{"name": label, "zone": zone}, {"name": f"{label}.{zone}", "zone": zone}]
    return world.one(*ways)


def hosts(world: World, cell: Wish) -> Wish:
    found = {}
    for _ in range(world.number(1, 3)):
        addresses = {address(world, cell["network"]) for _ in range(world.number(1, 2))}
        extra = ["fd00::10"] if world.chance() else []
        found[name(world, cell, with_zone=False)["name"]] = [*sorted(addresses), *extra]
    return found


def records(world: World, cell: Wish) -> list[Wish]:
    """Simple records, and groups of one routing policy."""
    found: list[Wish] = []
    for _ in range(world.one(6, 7, 5, 8, 4)):
        placed = name(world, cell)
        group = policy_group(world) if world.chance(50) else [simple(world, placed["name"])]
        found += ({**placed, **record} for record in group)
    if world.chance():
        zone = world.one(*zone_names(cell))
        found.append({"name": world.one("@", zone), "zone": zone, "type": "TXT", "values": VALUES["TXT"]})
    return found


def simple(world: World, written: str) -> Wish:
    kind = world.one(*(kind for kind in VALUES if kind != "NS" or not written.startswith("*")))
    if kind in ("A", "AAAA") and world.chance(50):
        website = {"to": "s3-website", "region": world.one(*world.regions)}
        return {"type": kind, "alias": website if kind == "A" and world.chance(75) else alias(world)}
    if kind in ("TXT", "SPF") and world.chance(50):
        return {"type": kind, "text": world.one("plain", ["one", 'a "quoted" one']), **ttl(world)}
    return {"type": kind, "values": VALUES[kind], **ttl(world)}


def ttl(world: World) -> Wish:
    return world.maybe(ttl=lambda: world.one(0, 60, 86400))


PUBLISHED: tuple[Wish, ...] = (
    {"to": "network-load-balancer", "dns_name": "orders.elb.example.net"},
    {"to": "application-load-balancer", "dns_name": "web.elb.example.net"},
    {"to": "global-accelerator", "dns_name": "a1234567890abcdef.awsglobalaccelerator.com"},
)
OWN_ZONES = ("vpc-endpoint", "api-gateway", "vpc-lattice")


def alias(world: World, **fields: object) -> Wish:
    target = {"dns_name": "target.example.net", "zone_id": world.zone_id()}
    if world.chance(70):
        target = world.one(
            *({**each, "region": world.one(*world.regions)} for each in PUBLISHED),
            *({**target, "to": kind} for kind in OWN_ZONES),
            {"to": "record", "dns_name": world.one("other", "other.example.net")},
        )
    return {**target, **world.maybe(evaluate_target_health=True), **fields}


def policy_group(world: World) -> list[Wish]:
    policy = world.one(*POLICIES)
    kind = world.one("A", "A", "AAAA", "TXT")
    shared = ttl(world)
    group = []
    for index, choice in enumerate(_choices(world, policy)):
        record = {"type": kind, "policy": {"policy": policy, "set_identifier": f"s{index}", **choice}}
        needs_health = choice.get("role") == "PRIMARY"
        if kind != "TXT" and policy != "multivalue" and world.chance(40):
            record["alias"] = alias(world, **({"evaluate_target_health": True} if needs_health else {}))
            needs_health = False
        else:
            record |= {"values": [VALUES[kind][index % 2]], **shared}
        if needs_health or world.chance():
            record["health_check_id"] = f"00000000-0000-0000-0000-{world.serial():012x}"
        group.append(record)
    return group


def _choices(world: World, policy: str) -> list[Wish]:
    match policy:
        case "weighted":
            return [{"weight": world.number(0, 255)} for _ in range(world.number(1, 3))]
        case "latency":
            return [{"region": region} for region in world.some(world.regions, least=1)]
        case "failover":
            return [{"role": "PRIMARY"}, {"role": "SECONDARY"}]
        case "geolocation":
            continents = [{"continent": each} for each in world.some(CONTINENTS)]
            return [{"country": "*"}, *continents, world.one({"country": "DE"}, {"country": "US", "subdivision": "CA"})]
        case "geoproximity":
            places: list[Wish] = [
                *({"region": region} for region in world.regions),
                {"local_zone_group": "us-west-2-den-1"},
                {"coordinates": {"latitude": "52.52", "longitude": "-13.4"}},
            ]
            return [{**place, **world.maybe(50, bias=lambda: world.number(-99, 99))} for place in places]
        case _:
            return [{}, {}]
