"""Valid traffic trees as people write them, and the worlds they are asked in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from constructs_pkg.audit.world import Client

from .interpreter import NEAREST, Asker

Wish = dict[str, Any]
Draw = Callable[..., Any]

REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2")
PLACES = (
    {"country": "*"},
    {"country": "US"},
    {"country": "US", "subdivision": "CA"},
    {"country": "GB"},
    {"country": "IE"},
    {"continent": "EU"},
    {"continent": "NA"},
)
POLICIES = ("weighted", "latency", "failover", "geolocation", "geoproximity", "multivalue")

# The places of the Regions, by their cities' country, state and continent.
VPCS = {
    "us-east-1": (("US", "VA"), ("US", ""), ("", "NA")),
    "us-west-2": (("US", "OR"), ("US", ""), ("", "NA")),
    "eu-west-1": (("IE", ""), ("", "EU")),
}
CLIENTS = (
    (Client("us-west-2", "US", "NA", "CA", latitude=45.8, longitude=-119.7), (("US", "CA"), ("US", ""), ("", "NA"))),
    (Client("us-east-1", "US", "NA", latitude=38.9, longitude=-77.4), (("US", ""), ("", "NA"))),
    (Client("eu-west-1", "GB", "EU", latitude=53.3, longitude=-6.3), (("GB", ""), ("", "EU"))),
    (Client("eu-west-1", "FR", "EU", latitude=53.3, longitude=-6.3), (("FR", ""), ("", "EU"))),
    (Client("us-east-1", "BR", "SA", latitude=38.9, longitude=-77.4), (("BR", ""), ("", "SA"))),
)


@dataclass
class _Growing:
    draw: Draw
    policies: tuple[str, ...]
    checked: bool
    rules: Wish = field(default_factory=dict)
    endpoints: Wish = field(default_factory=dict)
    checks: list[str] = field(default_factory=list)
    leaves: int = 0

    def one(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def chance(self, percent: int = 30) -> bool:
        return bool(self.draw(st.integers(0, 99)) < percent)

    def address(self) -> str:
        self.leaves += 1
        return f"192.0.2.{self.leaves}"

    def check(self) -> str:
        self.checks.append(f"00000000-0000-0000-0000-{len(self.checks) + 1:012x}")
        return self.checks[-1]

    def rule(self, depth: int) -> Wish:
        policy = self.one(*(one for one in self.policies if depth or one != "multivalue" or len(self.policies) == 1))
        if policy == "failover":
            return {"policy": policy, "primary": self.way(depth, signalled=True), "secondary": self.way(depth)}
        own = self.choices(policy)
        ways = [{**each, **(self.leaf() if policy == "multivalue" else self.way(depth))} for each in own]
        return {"policy": policy, "branches": {f"b{number}": way for number, way in enumerate(ways)}}

    def choices(self, policy: str) -> list[Wish]:
        match policy:
            case "weighted":
                weights = self.draw(st.lists(st.sampled_from((0, 1, 2, 5, 20, 80)), min_size=1, max_size=3))
                return [{"weight": weight} for weight in weights]
            case "latency" | "geoproximity":
                return [{"region": one} for one in self.some(REGIONS)]
            case "geolocation":
                return [dict(place) for place in self.some(PLACES)]
        return [{} for _ in range(self.one(1, 2, 3))]

    def some(self, options: tuple[Any, ...]) -> list[Any]:
        places = self.draw(st.lists(st.integers(0, len(options) - 1), min_size=1, max_size=3, unique=True))
        return [options[place] for place in places]

    def leaf(self, signalled: bool = False) -> Wish:
        check = {"health_check_id": self.check()} if signalled or self.checked or self.chance(50) else {}
        if self.endpoints and self.chance(15):
            return {"endpoint": self.one(*self.endpoints), **check}
        if self.chance(15):
            key = f"shared-{len(self.endpoints)}"
            self.endpoints[key] = {"values": [self.address()]}
            return {"endpoint": key, **check}
        return {"values": [self.address()], **check}

    def way(self, depth: int, signalled: bool = False) -> Wish:
        if depth == 0 or self.chance(40):
            return self.leaf(signalled)
        health: Wish = {}
        if not self.checked:
            # A primary has a signal: by its target, or by a check of its own.
            evaluated = self.chance(75)
            health = {} if evaluated else {"evaluate_target_health": False}
            if self.chance(15) or (signalled and not evaluated):
                health["health_check_id"] = self.check()
        if self.rules and self.chance(25):
            return {"rule": self.one(*self.rules), **health}
        inner = self.rule(depth - 1)
        if self.chance(30):
            key = f"named-{len(self.rules)}"
            self.rules[key] = inner
            return {"rule": key, **health}
        return {"tree": inner, **health}


@dataclass(frozen=True)
class Grown:
    """A tree as people write it, and the health checks in it."""

    tree: Wish
    checks: tuple[str, ...]


@st.composite
def trees(draw: Draw, policies: tuple[str, ...] = POLICIES, checked: bool = False) -> Grown:
    """Trees of `policies`; with `checked` each leaf has a health check and every way evaluates its target."""
    growing = _Growing(draw, policies, checked)
    root = growing.rule(draw(st.integers(0, 3)))
    tree: Wish = {"name": "global", "type": "A", "rules": growing.rules, "endpoints": growing.endpoints}
    if growing.chance(20):
        growing.rules["begin"] = root
        return Grown({**tree, "start_rule": "begin"}, tuple(growing.checks))
    return Grown({**tree, "tree": root}, tuple(growing.checks))


def downs(checks: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """Sets of health checks that fail."""
    return st.frozensets(st.sampled_from(checks)) if checks else st.just(frozenset())


def clients() -> st.SearchStrategy[tuple[Client, Asker]]:
    """Clients of a public zone."""
    return st.sampled_from([(client, Asker(client.region or "", False, places)) for client, places in CLIENTS])


def vpcs() -> st.SearchStrategy[Asker]:
    """VPCs of a private zone, by their Region."""
    return st.sampled_from([Asker(region, True, VPCS[region]) for region in NEAREST])
