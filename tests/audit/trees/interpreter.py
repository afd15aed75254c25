"""What a traffic tree answers, told from the tree as people write it and from Route 53's documentation alone.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html,
.../health-checks-how-route-53-chooses-records.html and .../dns-failover-complex-configs.html.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Wish = dict[str, Any]
Answers = dict[tuple[str, ...], Fraction]

UNKNOWN = ("?",)
"""The answer where AWS does not publish what it depends on: latencies between places that no record is of."""

# The Regions of the trees from the nearest to the farthest, by great-circle distances between their cities.
NEAREST = {
    "us-east-1": ("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2"),
    "us-west-2": ("us-west-2", "us-east-1", "eu-west-1", "ap-southeast-2"),
    "eu-west-1": ("eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2"),
}


@dataclass(frozen=True)
class Asker:
    """Who asks: its Region, whether latencies to other Regions can be told, and its places, the smallest first."""

    region: str
    private: bool
    places: tuple[tuple[str, str], ...]


@dataclass
class Interpreter:
    """Follows a tree in one world: every way that chance may take, with its probability."""

    tree: Wish
    down: frozenset[str]
    asker: Asker

    def answers(self) -> Answers:
        """The answers and how probable each is."""
        return self._of_rule(first_rule(self.tree))

    def _of_rule(self, rule: Wish) -> Answers:
        ways = ways_of(rule)
        chosen = getattr(self, f"_{rule['policy']}")(ways)
        if chosen is None:
            return {UNKNOWN: Fraction(1)}
        if rule["policy"] == "multivalue":
            return {tuple(sorted({value for way in chosen for value in self._leaf(way)})): Fraction(1)}
        found: Answers = {}
        for way, share in chosen:
            for answer, inner in self._of_way(way).items():
                found[answer] = found.get(answer, Fraction(0)) + share * inner
        return found or {(): Fraction(1)}

    def _of_way(self, way: Wish) -> Answers:
        rule = self._rule(way)
        return self._of_rule(rule) if rule is not None else {tuple(sorted(self._leaf(way))): Fraction(1)}

    def _rule(self, way: Wish) -> Wish | None:
        return rule_behind(self.tree, way)

    def _leaf(self, way: Wish) -> list[str]:
        return values_of(self.tree, way)

    def healthy(self, way: Wish) -> bool:
        """A way is healthy by its check, and by what it leads to where it evaluates that."""
        rule = self._rule(way)
        if way.get("health_check_id") in self.down:
            return False
        if rule is None or not way.get("evaluate_target_health", True):
            return True
        return any(self.healthy(one) for one in ways_of(rule))

    def _among(self, ways: list[Wish]) -> list[Wish]:
        """The healthy ones; where none is, all count as healthy."""
        return [way for way in ways if self.healthy(way)] or ways

    def _failover(self, ways: list[Wish]) -> list[tuple[Wish, Fraction]]:
        primary, secondary = ways
        takes_over = not self.healthy(primary) and self.healthy(secondary)
        return [(secondary if takes_over else primary, Fraction(1))]

    def _weighted(self, ways: list[Wish]) -> list[tuple[Wish, Fraction]]:
        weighing = [way for way in ways if way["weight"]]
        healthy = [way for way in weighing if self.healthy(way)]
        idle = [way for way in ways if not way["weight"] and self.healthy(way)]
        among = healthy or idle or weighing or ways
        total = sum(way["weight"] for way in among)
        return [(way, Fraction(way["weight"], total) if total else Fraction(1, len(among))) for way in among]

    def _latency(self, ways: list[Wish]) -> list[tuple[Wish, Fraction]] | None:
        among = self._among(ways)
        if len(among) == 1:
            return [(among[0], Fraction(1))]
        order = NEAREST[self.asker.region]
        nearest = min(among, key=lambda way: order.index(way["region"]))
        known = self.asker.private or nearest["region"] == self.asker.region
        return [(nearest, Fraction(1))] if known else None

    def _geoproximity(self, ways: list[Wish]) -> list[tuple[Wish, Fraction]]:
        order = NEAREST[self.asker.region]
        return [(min(self._among(ways), key=lambda way: order.index(way["region"])), Fraction(1))]

    def _geolocation(self, ways: list[Wish]) -> list[tuple[Wish, Fraction]]:
        by_place = {place_of(way): way for way in ways}
        covering = [by_place[place] for place in (*self.asker.places, ("*", "")) if place in by_place]
        return [(self._among(covering)[0], Fraction(1))] if covering else []

    def _multivalue(self, ways: list[Wish]) -> list[Wish]:
        return self._among(ways)


def ways_of(rule: Wish) -> list[Wish]:
    """The branches of a rule."""
    return [rule["primary"], rule["secondary"]] if rule["policy"] == "failover" else [*rule["branches"].values()]


def place_of(way: Wish) -> tuple[str, str]:
    """The place of a geolocation branch: country and subdivision, or nothing and a continent."""
    return ("", way["continent"]) if "continent" in way else (way["country"], way.get("subdivision", ""))


def rule_behind(tree: Wish, way: Wish) -> Wish | None:
    """The rule that a branch leads to, if it leads to one."""
    found: Wish | None = tree["rules"][way["rule"]] if "rule" in way else way.get("tree")
    return found


def first_rule(tree: Wish) -> Wish:
    """The rule that a tree begins with."""
    found: Wish = tree.get("tree") or tree["rules"][tree["start_rule"]]
    return found


def ends_of(tree: Wish, rule: Wish) -> Iterator[Wish]:
    """The last branch of each way from a rule to an end."""
    for way in ways_of(rule):
        behind = rule_behind(tree, way)
        yield from ends_of(tree, behind) if behind is not None else (way,)


def paths(tree: Wish) -> int:
    """How many ways lead from the beginning of a tree to an end."""
    return sum(1 for _ in ends_of(tree, first_rule(tree)))


def leaves_of(tree: Wish) -> Iterator[tuple[str, list[str]]]:
    """The health check and the values at every end."""
    for way in ends_of(tree, first_rule(tree)):
        yield way["health_check_id"], values_of(tree, way)


def values_of(tree: Wish, way: Wish) -> list[str]:
    """The values that a branch leads to."""
    found: list[str] = tree["endpoints"][way["endpoint"]]["values"] if "endpoint" in way else way["values"]
    return found
