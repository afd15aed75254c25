"""How the cells of a matrix are marked, and what the marks mean: one legend for terminals and pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from constructs_pkg.audit.answer import Status
from constructs_pkg.audit.names import NOT_PRIVATE, Cell

ODD = "≠"
"""Stands before an answer that is unlike that of most clones, so that no colour is needed to find it."""

_MEANINGS: Mapping[str, str] = {
    ODD: "not as in most clones; that each has hosts and endpoints of its own is no difference",
    "NXDOMAIN": "the zone that covers the name there does not have it; below a private zone public DNS is not asked",
    "NODATA": "the zone that covers the name there has it, but no record of this type",
    "SERVFAIL": "the records lead back to themselves, or a resolver that the query is forwarded to does not answer",
    "FORWARDED": "a Resolver rule sends the query to other resolvers; what they answer is not in the templates",
    "NO-ANSWER": "the VPC has no DNS server that answers",
    "UNRESOLVED": "the templates do not tell; dig --trace says why",
    NOT_PRIVATE: "no private zone of that vantage covers the name; public DNS answers",
}


def tone(cell: Cell) -> str:
    """Return what colours a cell: ``plain``, ``odd``, ``public``, or the status that is not NOERROR.

    A name that public DNS does not have is no wonder where others have it in private zones.
    """
    status = cell.answer.status
    if status is Status.NOT_PRIVATE or (cell.answer.is_public and status in (Status.NXDOMAIN, Status.NODATA)):
        return "public"
    if status is not Status.NOERROR:
        return str(status.value).lower()
    return "odd" if cell.odd else "plain"


def legend(cells: Iterable[Cell]) -> tuple[tuple[str, str], ...]:
    """Return each mark that stands in one of the cells, and its meaning."""
    shown = set()
    for cell in cells:
        shown |= {ODD} if cell.odd else set()
        shown.add(NOT_PRIVATE if cell.answer.status is Status.NOT_PRIVATE else cell.answer.status.value)
    return tuple((mark, meaning) for mark, meaning in _MEANINGS.items() if mark in shown)
