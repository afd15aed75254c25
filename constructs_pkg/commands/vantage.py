"""The vantage that a command's `--from` names, or an end with one line that says which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from constructs_pkg.commands.assembly import refuse

if TYPE_CHECKING:
    from constructs_pkg.audit.facts import Facts
    from constructs_pkg.audit.vantage import Vantage


def vantage_of(facts: Facts, origin: str) -> Vantage:
    """Return the vantage that `origin` names, or end."""
    from constructs_pkg.audit.vantage import names_of_vantages, vantage_named

    vantage = vantage_named(facts, origin)
    if vantage is None:
        refuse(f"--from {origin}: no such vantage; there are {names_of_vantages(facts)}")
    return vantage
