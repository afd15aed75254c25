"""Cycles in a graph that is given by its edges."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def cycles(starts: Iterable[Node], edges: Callable[[Node], Iterable[Node]]) -> Iterator[tuple[Node, ...]]:
    """Yield cycles that the starts lead into, each once: every node of a cycle is in one that is yielded.

    The search keeps its own stack, so that a chain of any length ends.
    """
    done: set[Node] = set()
    for start in starts:
        if start in done:
            continue
        way: list[Node] = [start]
        place = {start: 0}
        open_edges = [iter(tuple(edges(start)))]
        while way:
            following = next(open_edges[-1], None)
            if following is None:
                open_edges.pop()
                left = way.pop()
                del place[left]
                done.add(left)
            elif following in place:
                yield tuple(way[place[following] :])
            elif following not in done:
                place[following] = len(way)
                way.append(following)
                open_edges.append(iter(tuple(edges(following))))
