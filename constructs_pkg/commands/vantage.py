"""The vantage that a command's `--from` names, or an end with one line that says which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_pkg.commands.assembly import refuse

if TYPE_CHECKING:
    from constructs_pkg.audit.facts import Facts
    from constructs_pkg.audit.vantage import Vantage

# Vantages that an error lists.
MOST_LABELS = 10


def vantage_of(facts: Facts, origin: str) -> Vantage:
    """Return the vantage that `origin` names, or end."""
    from constructs_pkg.audit.vantage import vantage_named, vantages_of

    vantage = vantage_named(facts, origin)
    if vantage is None:
        labels = [one.label for one in vantages_of(facts)]
        more = f" and {len(labels) - MOST_LABELS} more" if len(labels) > MOST_LABELS else ""
        refuse(f"--from {origin}: no such vantage; there are internet, {', '.join(labels[:MOST_LABELS])}{more}")
    return vantage
