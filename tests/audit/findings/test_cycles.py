"""Cycles of a graph."""

import pytest

from constructs_pkg.audit.findings.cycles import cycles

GRAPHS = [
    ({"a": ["b"], "b": ["c"], "c": []}, []),
    ({"a": ["a"]}, [("a",)]),
    ({"a": ["b"], "b": ["c"], "c": ["b"]}, [("b", "c")]),
    ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, [("a", "b"), ("a", "c")]),
    ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
]


@pytest.mark.parametrize(("graph", "expected"), GRAPHS)
def test_finds_the_cycles_of_a_graph(graph: dict[str, list[str]], expected: list[tuple[str, ...]]) -> None:
    """Ways that meet again are no cycle; a way back is."""
    assert expected == list(cycles(graph, graph.__getitem__))


def test_a_chain_of_any_length_ends() -> None:
    """No recursion: a long chain of names is followed to its end."""
    assert [] == list(cycles([0], lambda place: [place + 1] if place < 20_000 else []))
