"""The witness answers every traffic tree as an interpreter of the tree itself, written apart, does."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_pkg.audit.facts import Facts
from constructs_pkg.audit.vantage import Vantage
from constructs_pkg.audit.world import World
from constructs_pkg.values.traffic_tree import TrafficTreeSpec

from .drawing import Grown, clients, downs, trees, vpcs
from .forms import INTERNET, as_policy, as_records, drawn, in_cell, spec_of, undrawn, world
from .interpreter import UNKNOWN, Answers, Asker, Interpreter, leaves_of, paths

Form = Callable[[TrafficTreeSpec], Facts]

EXAMPLES = settings(max_examples=200, deadline=None, suppress_health_check=[*HealthCheck])
DRAWS = 40


def assert_answers(facts: Facts, asked: World, expected: Answers, ways: int, where: Vantage = INTERNET) -> None:
    """Assert that the answers are those expected, each as often as it should be for evenly spread draws.

    Each way through the tree has one interval of the draws, so that a count is off by one a way at most.
    """
    found = drawn(facts, asked, (number / DRAWS for number in range(DRAWS)), where)
    assert found.keys() <= expected.keys()
    for answer, share in expected.items():
        assert abs(found[answer] - share * DRAWS) <= ways
    every = {value for answer in expected for value in answer}
    ends_differ = len(expected) > 1 and () in expected
    certain = UNKNOWN not in expected and not ends_differ
    assert undrawn(facts, asked, where) == (tuple(sorted(every)) if certain else UNKNOWN)


@pytest.mark.parametrize("form", [as_records, as_policy])
@EXAMPLES
@given(data=st.data())
def test_a_tree_in_a_public_zone_answers_as_it_is_written(form: Form, data: st.DataObject) -> None:
    """As records and as a traffic policy it answers as the interpreter says, in any world."""
    grown: Grown = data.draw(trees())
    down = data.draw(downs(grown.checks))
    client, asker = data.draw(clients())
    facts = form(spec_of(grown.tree))
    assert facts.unread == ()
    expected = Interpreter(grown.tree, down, asker).answers()
    assert_answers(facts, world(down, client), expected, paths(grown.tree))


@EXAMPLES
@given(data=st.data())
def test_a_tree_in_a_private_zone_answers_as_it_is_written(data: st.DataObject) -> None:
    """Its records answer as the interpreter says, by the Region of the VPC."""
    grown: Grown = data.draw(trees())
    down = data.draw(downs(grown.checks))
    asker: Asker = data.draw(vpcs())
    facts, where = in_cell(spec_of(grown.tree, "private"), asker.region)
    expected = Interpreter(grown.tree, down, asker).answers()
    assert_answers(facts, world(down), expected, paths(grown.tree), where)


@EXAMPLES
@given(data=st.data())
def test_both_forms_answer_alike(data: st.DataObject) -> None:
    """What may be answered is the same in both forms."""
    grown: Grown = data.draw(trees())
    asked = world(data.draw(downs(grown.checks)), data.draw(clients())[0])
    spec = spec_of(grown.tree)
    assert undrawn(as_records(spec), asked) == undrawn(as_policy(spec), asked)


@pytest.mark.parametrize("form", [as_records, as_policy])
@EXAMPLES
@given(data=st.data())
def test_one_healthy_leaf_is_enough_for_a_healthy_answer(form: Form, data: st.DataObject) -> None:
    """Where every leaf has a check and every way evaluates its target, a healthy leaf answers if there is one."""
    grown: Grown = data.draw(trees(("failover", "weighted", "latency"), checked=True))
    leaves = list(leaves_of(grown.tree))
    healthy = data.draw(st.sampled_from([check for check, _ in leaves]))
    down = data.draw(downs(grown.checks)) - {healthy}
    client, asker = data.draw(clients())
    good = {value for check, values in leaves if check not in down for value in values}
    reached = Interpreter(grown.tree, down, asker).answers()
    for answer in drawn(form(spec_of(grown.tree)), world(down, client), (0.0, 0.3, 0.7, 0.99)):
        # Latencies between places that no record is of are not published; then nothing is said.
        assert UNKNOWN in reached if answer == UNKNOWN else set(answer) <= good
        assert answer


NESTED = {
    "name": "global",
    "type": "A",
    "tree": {
        "policy": "weighted",
        "branches": {
            "blue": {"weight": 80, "rule": "regions"},
            "green": {"weight": 20, "rule": "regions"},
            "old": {"weight": 100, "tree": {"policy": "weighted", "branches": {"a": {"weight": 3, "rule": "regions"}}}},
            "off": {"weight": 0, "values": ["192.0.2.9"]},
        },
    },
    "rules": {
        "regions": {
            "policy": "weighted",
            "branches": {
                "east": {"weight": 50, "values": ["192.0.2.1"]},
                "west": {"weight": 30, "values": ["192.0.2.2"]},
                "north": {
                    "weight": 20,
                    "tree": {
                        "policy": "weighted",
                        "branches": {
                            "first": {"weight": 255, "values": ["192.0.2.3"]},
                            "last": {"weight": 1, "values": ["192.0.2.4"]},
                        },
                    },
                },
            },
        }
    },
}


@pytest.mark.parametrize("form", [as_records, as_policy])
def test_weights_hold_over_many_draws(form: Form) -> None:
    """Over 100,000 draws each leaf comes as often as its weights say, within five standard deviations."""
    draws = 100_000
    random = Random(20151001)
    found = drawn(form(spec_of(NESTED)), world(), (random.random() for _ in range(draws)))
    expected = {
        ("192.0.2.1",): Fraction(1, 2),
        ("192.0.2.2",): Fraction(3, 10),
        ("192.0.2.3",): Fraction(1, 5) * Fraction(255, 256),
        ("192.0.2.4",): Fraction(1, 5) * Fraction(1, 256),
    }
    assert found.keys() == expected.keys()
    for answer, share in expected.items():
        deviation = sqrt(draws * share * (1 - share))
        assert abs(found[answer] - draws * share) <= 5 * deviation


def test_choices_behind_each_other_are_independent() -> None:
    """The draw of one choice says nothing of the next: two halves of two halves are four quarters."""
    halves = {"policy": "weighted", "branches": {"a": {"weight": 1, "values": ["192.0.2.1"]}}}
    halves["branches"] |= {"b": {"weight": 1, "values": ["192.0.2.2"]}}  # type: ignore[operator]
    other = {"policy": "weighted", "branches": {"a": {"weight": 1, "values": ["192.0.2.3"]}}}
    other["branches"] |= {"b": {"weight": 1, "values": ["192.0.2.4"]}}  # type: ignore[operator]
    branches = {"a": {"weight": 1, "tree": halves}, "b": {"weight": 1, "tree": other}}
    tree = {"name": "global", "type": "A", "tree": {"policy": "weighted", "branches": branches}}
    found = drawn(as_records(spec_of(tree)), world(), (number / 400 for number in range(400)))
    assert found == Counter({(f"192.0.2.{number}",): 100 for number in (1, 2, 3, 4)})
