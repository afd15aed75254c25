"""The examples of docs/traffic-trees.md answer as the page says."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_pkg.audit.assembly import read
from constructs_pkg.audit.facts import Facts, StackFact
from constructs_pkg.audit.resolver import Resolver
from constructs_pkg.audit.value import Literal, in_words
from constructs_pkg.audit.vantage import InternetVantage
from constructs_pkg.audit.world import Client, World
from constructs_pkg.preview import preview
from constructs_pkg.topology import Topology, plan
from constructs_pkg.values.problem import InvalidInput
from constructs_pkg.values.spec import parse
from constructs_pkg.values.traffic_policy_document import read_traffic_policy

PAGE = (Path(__file__).parents[2] / "docs" / "traffic-trees.md").read_text(encoding="utf-8")
STACK = "global-app-main-public-zone"
EAST, WEST = (Literal(f"01234567-89ab-cdef-0123-456789abcde{number}") for number in (1, 2))


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


(TOPOLOGY,) = blocks("yaml")
RIGHT, WRONG = map(json.loads, blocks("json"))


def topology(**fields: Any) -> Any:
    found = yaml.safe_load(TOPOLOGY)
    found["traffic_trees"]["app"] |= fields
    return {
        **found,
        "traffic_trees": {"app": {k: v for k, v in found["traffic_trees"]["app"].items() if v is not None}},
    }


FORMS: Mapping[str, Any] = {
    "the tree": topology(),
    "the tree as a traffic policy": topology(as_traffic_policy=True),
    "the document": topology(document=RIGHT, tree=None, rules=None),
    "the document as a traffic policy": topology(document=RIGHT, tree=None, rules=None, as_traffic_policy=True),
}


def facts_of(form: str) -> Facts:
    made = preview(plan(parse(Topology, FORMS[form])))[STACK]
    return read([StackFact(STACK, STACK, "111111111111", "us-east-1", made)])


def shares(facts: Facts, client: Client, *down: Literal) -> dict[str, float]:
    """How often each value answers, of 100 evenly spread draws."""
    resolver = Resolver(facts, World(down=frozenset(down), client=client))
    found: Counter[str] = Counter()
    for number in range(100):
        answer = resolver.with_draw(number / 100).resolve("global.example.com", "A", InternetVantage())
        found[" ".join(in_words(one.value) for one in answer.final)] += 1
    return dict(found)


@pytest.mark.parametrize("form", FORMS)
def test_users_go_where_the_page_says(form: str) -> None:
    """80 to 20 in the United States, to Europe from the United Kingdom, evenly from everywhere else, and by health."""
    facts = facts_of(form)
    american, british, other = (Client(country=country) for country in ("US", "GB", "JP"))
    assert shares(facts, american) == {"192.0.2.1": 80, "192.0.2.2": 20}
    assert shares(facts, british) == {"192.0.2.3": 100}
    assert shares(facts, other) == {"192.0.2.1": 50, "192.0.2.2": 50}
    assert shares(facts, american, EAST) == {"192.0.2.2": 100}
    assert shares(facts, american, EAST, WEST) == {"192.0.2.1": 50, "192.0.2.2": 50}


def test_the_trace_is_the_one_shown() -> None:
    """The page shows the end of the trace of a question from the United States."""
    world = World(client=Client(country="US"))
    answer = Resolver(facts_of("the tree"), world).resolve("global.example.com", "A", InternetVantage())
    shown = blocks("text")[0].splitlines()
    assert list(answer.trace[-len(shown) :]) == shown


def test_the_mistakes_are_the_ones_shown() -> None:
    """The page shows what is said of a document that Route 53 would refuse."""
    with pytest.raises(InvalidInput) as refused:
        read_traffic_policy(WRONG, "global")
    assert str(refused.value).splitlines() == blocks("text")[1].splitlines()
    mended = json.loads(json.dumps(WRONG))
    mended["Rules"]["geolocation_rule"]["RuleType"] = "geo"
    with pytest.raises(InvalidInput) as refused:
        read_traffic_policy(mended, "global")
    fixes = {problem.fix for problem in refused.value.problems}
    assert {"did you mean 'Country'?", "write it as RuleReference"} <= fixes
