"""What a run does to each connection of a service: what the rules say of it now, held against what it is."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from constructs_pkg.fragments.handlers.acceptance_rules import ACCEPT, REJECT, Request, Rule, Verdict, verdict
from constructs_pkg.fragments.handlers.connections import ACCEPTED_BY, OVER, PENDING, Connection

KEEP, NOTHING = "keep", "nothing"

Memberships = Callable[[str], Collection[str] | None]


@dataclass(frozen=True)
class Step:
    """What is to be done with one connection.

    Attributes:
        connection: The connection.
        action: ``accept``, ``reject`` or ``leave`` of one that waits; ``keep`` or ``reject`` of one that is
            connected; ``nothing`` where there is nothing to decide, or nobody can tell.
        verdict: What the rules say; None where they were not asked.
        reason: Why.
    """

    connection: Connection
    action: str
    verdict: Verdict | None
    reason: str

    @property
    def is_unclear(self) -> bool:
        """Whether EC2 tells something of it that this code does not know."""
        return self.verdict is None and self.connection.state not in OVER

    @property
    def accepting_rule(self) -> str | None:
        """The key of the rule by which its consumer is connected, or may be; None where there is none."""
        return self.verdict.rule if self.verdict and self.verdict.action == ACCEPT else None


def steps(found: Sequence[Connection], rules: Sequence[Rule], now: datetime, memberships: Memberships) -> list[Step]:
    """Return what is to be done with each of `found`, which come the oldest first.

    The connections of an account are counted in that order, those that are connected before those that wait, so that
    a request never pushes out who is connected. Who is to be rejected pushes out nobody who is connected either, but
    has its place until it is gone: a rejection may be held back or fail.
    """
    decided: dict[str, Step] = {}
    staying: Counter[str] = Counter()
    for one in (each for each in found if each.is_connected):
        step = decided[one.endpoint_id] = _step(one, rules, now, memberships, staying[one.account])
        staying[one.account] += step.action != REJECT
    taken = Counter(one.account for one in found if one.is_connected)
    for one in (each for each in found if not each.is_connected):
        step = decided[one.endpoint_id] = _step(one, rules, now, memberships, taken[one.account])
        taken[one.account] += step.action == ACCEPT
    return [decided[one.endpoint_id] for one in found]


def stopped(decided: Iterable[Step], most_rejected: float) -> str | None:
    """Return why no connected consumer is rejected in this run, or None.

    Args:
        decided: What would be done.
        most_rejected: The share of connected consumers that one run may reject, 0 to 1; it may always reject one.
    """
    connected = [step for step in decided if step.connection.is_connected]
    rejected = sum(step.action == REJECT for step in connected)
    if rejected <= max(1, most_rejected * len(connected)):
        return None
    return f"{rejected} of {len(connected)} connected consumers would be rejected, and {most_rejected:.0%} are the most"


def connected_after(decided: Iterable[Step], rejected: Collection[Step], failed: Collection[str]) -> frozenset[str]:
    """Return the endpoints that are connected after a run.

    Args:
        decided: What was decided.
        rejected: What of it was asked of EC2 to be rejected.
        failed: The endpoints for which EC2 did not do what it was asked.
    """
    return frozenset(
        step.connection.endpoint_id
        for step in decided
        if (step.action == ACCEPT and step.connection.endpoint_id not in failed)
        or (step.connection.is_connected and (step not in rejected or step.connection.endpoint_id in failed))
    )


def _step(one: Connection, rules: Sequence[Rule], now: datetime, memberships: Memberships, others: int) -> Step:
    if one.trouble is not None:
        return Step(one, NOTHING, None, one.trouble)
    if one.state in OVER:
        return Step(one, NOTHING, None, f"it is {one.state}")
    if one.state != PENDING and not one.is_connected:
        return Step(one, NOTHING, None, f"its state {one.state} is not known")
    told = {name: value for name, value in one.tags.items() if name != ACCEPTED_BY}
    request = Request(one.account, one.region, one.endpoint_id, told, memberships(one.account), others)
    found = verdict(request, rules, now)
    if one.state == PENDING:
        return Step(one, found.action, found, found.reason)
    return _of_connected(one, found)


def _of_connected(one: Connection, found: Verdict) -> Step:
    if one.state != "available":
        return Step(one, KEEP, found, found.reason)
    if found.action == REJECT:
        return Step(one, REJECT, found, found.reason)
    # Whom a human let in stays, as does who is left to one.
    if found.rule is None and one.accepted_by:
        why = dict(found.passed).get(one.accepted_by, "it is gone")
        return Step(one, REJECT, found, f"rule {one.accepted_by}, which accepted it, holds no more: {why}")
    return Step(one, KEEP, found, found.reason)
