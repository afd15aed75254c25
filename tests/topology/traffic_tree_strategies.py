"""Traffic trees in the zones of cells and in public zones that no rule refuses."""

from collections.abc import Sequence

from .drawing import Wish, World
from .record_strategies import CONTINENTS, VALUES, alias, name, zone_names

PUBLIC = "trees"
AWS_ENDPOINTS: list[Wish] = [
    {"type": "application-load-balancer", "value": "web-1.us-east-1.elb.amazonaws.com"},
    {"type": "network-load-balancer", "value": "web-1.elb.us-east-1.amazonaws.com"},
    {"type": "elastic-load-balancer", "value": "web-1.eu-west-1.elb.amazonaws.com"},
    {"type": "elastic-beanstalk", "value": "web.us-east-1.elasticbeanstalk.com"},
    {"type": "s3-website", "value": "www.example.net", "region": "us-east-1"},
    {"type": "cloudfront", "value": "d111111abcdef8.cloudfront.net"},
]
DOCUMENT: Wish = {
    "AWSPolicyFormatVersion": "2015-10-01",
    "RecordType": "A",
    "StartRule": "site_switch",
    "Endpoints": {"one": {"Type": "value", "Value": "192.0.2.1"}, "two": {"Type": "value", "Value": "192.0.2.2"}},
    "Rules": {
        "site_switch": {
            "RuleType": "failover",
            "Primary": {"EndpointReference": "one", "HealthCheck": "00000000-0000-0000-0000-00000000000a"},
            "Secondary": {"EndpointReference": "two"},
        }
    },
}


def traffic_trees(world: World, cells: Wish, deciding: Wish) -> Wish:
    """What a topology has of them, with the public zone that some are in."""
    found: Wish = {}
    named = [key for key, cell in cells.items() if zone_names(cell)]
    homes = {wish["cell"] for wish in deciding.get("health_signals", {}).values()}
    decided = [key for key in named if key in homes]
    for key in [*world.some(named, most=2), *world.some(decided, most=2)]:
        signals = [each for each, wish in deciding.get("health_signals", {}).items() if wish["cell"] == key]
        found[f"tree-{len(found)}"] = {
            "cell": key,
            **name(world, cells[key]),
            **_tree(world, public=False, signals=signals),
        }
    for number in range(2 if named else 0):
        found[f"simple-{number}"] = _simple(world, world.one(*named), cells)
    if world.partition != "aws" or not world.chance(75):
        return {"traffic_trees": found} if found else {}
    for _ in range(world.one(1, 2)):
        told = [*deciding.get("health_signals", {})] if world.chance() else []
        way = {"public_zone": PUBLIC, "name": f"t{world.serial()}", **_tree(world, public=True, signals=told)}
        if "alias" not in str(way) and world.chance(60):
            way["as_traffic_policy"] = True
        found[f"tree-{len(found)}"] = way
    zone = {"name": "trees.example", "account": "111111111111", "id": world.zone_id()}
    return {"traffic_trees": found, "public_zones": {PUBLIC: zone}}


def _simple(world: World, key: str, cells: Wish) -> Wish:
    """A tree of one endpoint, which any type may be."""
    kind = world.one(*VALUES)
    placed = {"name": f"t{world.serial()}.{world.one(*zone_names(cells[key]))}"}
    return {
        "cell": key,
        **placed,
        "type": kind,
        "start_endpoint": "one",
        "endpoints": {"one": {"values": VALUES[kind]}},
    }


def _tree(world: World, public: bool, signals: Sequence[str] = ()) -> Wish:
    if world.chance(15):
        return {"document": DOCUMENT, **world.maybe(ttl=30)}
    drawn = _Drawn(world, public, signals)
    root = drawn.rule(2)
    begin: Wish = world.one({"tree": root}, {"tree": root}, {"start_rule": "begin"}, {"start_endpoint": "first"})
    if "start_rule" in begin:
        drawn.rules["begin"] = root
    if "start_endpoint" in begin:
        drawn.endpoints["first"] = {"values": [drawn.value()]}
        drawn.rules, drawn.endpoints = {}, {"first": drawn.endpoints["first"]}
    parts = {"rules": drawn.rules, "endpoints": drawn.endpoints}
    kind = {"type": drawn.type} if drawn.type != "A" or world.chance() else {}
    return {**begin, **kind, **{key: held for key, held in parts.items() if held}, **world.maybe(ttl=20)}


class _Drawn:
    """One tree while it is drawn."""

    def __init__(self, world: World, public: bool, signals: Sequence[str]) -> None:
        self.world, self.public, self.signals = world, public, signals
        self.type = world.one("A", "A", "A", "AAAA")
        self.rules: Wish = {}
        self.endpoints: Wish = {}

    def rule(self, depth: int) -> Wish:
        policy = self.world.one("weighted", "latency", "failover", "geolocation", "geolocation", "geoproximity")
        if not depth:
            policy = self.world.one(policy, "multivalue", "geolocation")
        if policy == "failover":
            primary = self.way(depth)
            if not {"health_check_id", "health_signal"} & primary.keys():
                primary |= self.check(of_values="values" in primary)
            secondary = self.way(depth)
            if self.of_cloudfront(primary) and self.of_cloudfront(secondary):
                # Only one distribution has the name.
                secondary = self.leaf()
            return {"policy": policy, "primary": primary, "secondary": secondary}
        branches = {
            f"b{number}": {**choice, **(self.leaf() if policy == "multivalue" else self.way(depth))}
            for number, choice in enumerate(self.choices(policy))
        }
        return {"policy": policy, "branches": branches}

    def of_cloudfront(self, way: Wish) -> bool:
        end = self.endpoints.get(way.get("endpoint", ""), way)
        return bool(end.get("aws", {}).get("type") == "cloudfront")

    def choices(self, policy: str) -> list[Wish]:
        world = self.world
        match policy:
            case "weighted":
                return [{"weight": world.number(0, 255)} for _ in range(world.number(1, 3))]
            case "latency":
                return [{"region": region} for region in world.some(world.regions, least=1)]
            case "geolocation":
                continents = [{"continent": each} for each in world.some(CONTINENTS, least=3)]
                subdivision = world.maybe(50, subdivision="CA")
                return [{"country": "*"}, *continents, {"country": "US", **subdivision}]
            case "geoproximity":
                biased = world.maybe(50, bias=lambda: world.number(-99, 99))
                return [{"region": region, **biased} for region in world.regions]
        return [{}, {}]

    def check(self, of_values: bool) -> Wish:
        # A signal may promise a time of recovery, which is known of values alone.
        if of_values and self.signals and self.world.chance(95):
            return {"health_signal": self.world.one(*self.signals)}
        return {"health_check_id": f"00000000-0000-0000-0000-{self.world.serial():012x}"}

    def value(self) -> str:
        number = self.world.serial()
        return f"10.201.{number // 250 % 250}.{number % 250}" if self.type == "A" else f"fd00:1::{number:x}"

    def leaf(self) -> Wish:
        return {"values": [self.value()], **(self.check(of_values=True) if self.world.chance(60) else {})}

    def way(self, depth: int) -> Wish:
        world = self.world
        if depth and world.chance(50):
            inner = self.rule(depth - 1)
            health = world.maybe(evaluate_target_health=world.one(True, False))
            if world.chance(60):
                return {"tree": inner, **health}
            key = f"r{len(self.rules)}"
            self.rules[key] = inner
            return {"rule": key, **health}
        if world.chance(25):
            key = f"e{len(self.endpoints)}"
            self.endpoints[key] = self.endpoint()
            return {"endpoint": key, **(self.check(of_values=False) if world.chance(60) else {})}
        return world.one(self.leaf(), self.endpoint())

    def endpoint(self) -> Wish:
        world = self.world
        if world.chance(50) and self.type == "A" and world.partition == "aws":
            possible = AWS_ENDPOINTS if self.public else AWS_ENDPOINTS[:-1]
            return {"aws": dict(world.one(*possible))}
        return world.one({"alias": alias(world)}, {"values": [self.value()]})
