"""A tree in each of its forms, as templates, and what the witness reads from them."""

from collections import Counter
from collections.abc import Iterable

from constructs_pkg.audit.answer import Answer, Status
from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Literal, in_words
from constructs_pkg.audit.vantage import InternetVantage, Vantage
from constructs_pkg.audit.world import Client, World
from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.traffic_tree import traffic_policy_fragment, traffic_tree_fragment
from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.record import Visibility
from constructs_pkg.values.spec import parse
from constructs_pkg.values.traffic_tree import TrafficTreeSpec
from constructs_pkg.values.traffic_tree_rules import check_traffic_tree

from ..templates import ref, stack, vantage, vpc, zone
from .interpreter import UNKNOWN, Wish

INTERNET = InternetVantage()
NAME = "global.example.com"
ZONE = PrivateZone(name=ZoneName("example.com"), id=Late({"Ref": "Zone"}))


def spec_of(tree: Wish, visibility: Visibility = "public") -> TrafficTreeSpec:
    """Return a tree that no rule refuses."""
    spec = parse(TrafficTreeSpec, tree)
    errors = [problem for problem in check_traffic_tree(spec, ZONE.name, visibility) if problem.severity == "error"]
    assert errors == []
    return spec


def as_records(spec: TrafficTreeSpec) -> Facts:
    """Return what is read of the tree's records in a public zone."""
    return _facts(traffic_tree_fragment(spec, ZONE), {"Zone": zone("example.com")})


def as_policy(spec: TrafficTreeSpec) -> Facts:
    """Return what is read of the tree's traffic policy in a public zone."""
    return _facts(traffic_policy_fragment(spec, ZONE, name="global"), {"Zone": zone("example.com")})


def in_cell(spec: TrafficTreeSpec, region: str) -> tuple[Facts, Vantage]:
    """Return what is read of the tree's records in a private zone, and the zone's VPC."""
    made = {"Zone": zone("example.com", ref("Vpc")), "Vpc": vpc("us")}
    facts = _facts(traffic_tree_fragment(spec, ZONE), made, region)
    return facts, vantage(facts, "us")


def _facts(fragment: Fragment, zones: Wish, region: str = "us-east-1") -> Facts:
    resources = {key.replace(" ", ""): held for key, held in fragment.template()["Resources"].items()}
    return read([stack("us", {**zones, **resources}, region)])


def world(down: Iterable[str] = (), client: Client | None = None) -> World:
    """Return a world in which these health checks fail."""
    return World(down=frozenset(map(Literal, down)), client=client)


def told(answer: Answer) -> tuple[str, ...]:
    """Return the values of an answer in the interpreter's words."""
    if answer.outcome is Status.UNRESOLVED:
        return UNKNOWN
    if answer.outcome is Status.NODATA:
        return ()
    return tuple(sorted({in_words(one.value) for one in answer.final}))


def drawn(facts: Facts, asked: World, draws: Iterable[float], where: Vantage = INTERNET) -> Counter[tuple[str, ...]]:
    """Return how often each answer comes for these draws."""
    resolver = Resolver(facts, asked)
    return Counter(told(resolver.with_draw(draw).resolve(NAME, "A", where)) for draw in draws)


def undrawn(facts: Facts, asked: World, where: Vantage = INTERNET) -> tuple[str, ...]:
    """Return every value that may be answered."""
    return told(Resolver(facts, asked).resolve(NAME, "A", where))
