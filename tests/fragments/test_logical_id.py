"""Logical ids as the fragments compute them, against those that the CDK itself gives."""

from __future__ import annotations

from itertools import count

import aws_cdk as cdk
import pytest
from constructs import Construct
from hypothesis import example, given, settings
from hypothesis import strategies as st

from constructs_pkg.fragments.logical_id import logical_id

# What constructs allow in an id: anything but the marks of a token, a word that JavaScript keeps for itself, and
# surrogates, which are no text.
_PART = st.one_of(
    st.sampled_from(["Default", "Resource", "Cell", "cell", "A" * 300, "Zone a.example.com", "Record z * A us/east"]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(
        lambda part: "${Token[" not in part and part != "__proto__"
    ),
)
_PATH = st.lists(_PART, min_size=1, max_size=5).filter(lambda path: set(path) != {"Default"})

_numbers = count()


@pytest.fixture(scope="module")
def root() -> cdk.App:
    return cdk.App(analytics_reporting=False)


def _by_the_cdk(root: cdk.App, path: list[str]) -> str:
    """The id that the CDK gives to a resource at `path` in a stack of its own."""
    stack = cdk.Stack(root, f"Stack{next(_numbers)}")
    scope: Construct = stack
    for part in path[:-1]:
        scope = Construct(scope, part)
    return str(stack.resolve(cdk.CfnResource(scope, path[-1], type="Test::Test::Test").logical_id))


@settings(max_examples=150, deadline=None)
@given(_PATH)
@example(["Cell", "Resource"])
@example(["Default", "Cell", "Default", "Resource"])
@example(["Cell", "Cell", "MyCell", "Cell"])
@example(["Service-orders", "Listener-5432"])
@example(["Cell", "Record example.com *.any A us/east--1"])
@example(["A" * 255])
@example(["A" * 256])
@example(["Cell", "ü" * 10, "\U0001d518/\U0001d518"])
@example(["x/y", "line\nbreak"])
@example(["x/y"])
@example(["Resource"])
def test_ids_are_those_of_the_cdk(root: cdk.App, path: list[str]) -> None:
    """Whatever a path holds, its logical id is the one that the CDK gives, or neither gives one."""
    try:
        expected = _by_the_cdk(root, path)
    except RuntimeError:
        # The CDK refuses a path that leaves nothing to make an id of.
        expected = ""
    assert expected == logical_id(*path)


def test_ids_tell_parts_apart() -> None:
    """Paths of one text divided differently have different ids, as have a slash in a part and one between parts."""
    paths = [("Ab", "c"), ("A", "bc"), ("A", "b", "c"), ("A", "b/c"), ("Abc", "Default", "x"), ("Abc", "x")]
    ids = [logical_id(*path) for path in paths]
    assert ids[-1] == ids[-2]
    assert len(paths) - 1 == len(set(ids))


def test_ids_fit_cloudformation() -> None:
    """However long a path is, its id has at most the 255 characters that CloudFormation allows."""
    assert 255 >= len(logical_id(*["A" * 200] * 5, "B" * 200))
