"""Phrases that sentences of several rules have in common."""

from __future__ import annotations

from collections.abc import Iterable

# Things that one sentence names; more are counted.
MOST_NAMED = 8


def listed(items: Iterable[str]) -> str:
    """Return items as a person lists them, the first few by name."""
    found = list(dict.fromkeys(items))
    if len(found) > MOST_NAMED:
        return f"{', '.join(found[:MOST_NAMED])} and {len(found) - MOST_NAMED} more"
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def counted(count: int, noun: str) -> str:
    """Return a number with its noun, ``1 record`` or ``2 records``."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
