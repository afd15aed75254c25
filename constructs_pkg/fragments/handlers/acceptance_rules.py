"""Which connections to an endpoint service its provider accepts: rules, and the one that decides.

Pure: AWS Lambda and the command line run the same code.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

ACCEPT, REJECT, LEAVE = "accept", "reject", "leave"

Rule = Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """A connection that is asked for or exists.

    Attributes:
        account: The account of the endpoint.
        region: The Region of the endpoint.
        endpoint_id: The endpoint.
        tags: The tags that the provider sees of the connection.
        memberships: Ids of the organization, root and organizational units that the account is in; None where
            that is not known.
        others: How many connections of the account are connected or were accepted before it.
    """

    account: str
    region: str
    endpoint_id: str
    tags: Mapping[str, str]
    memberships: Collection[str] | None
    others: int


@dataclass(frozen=True)
class Verdict:
    """What is to be done with a connection, and why.

    Attributes:
        action: ``accept``, ``reject`` or ``leave``.
        rule: The key of the rule that decides; None where no rule matches and a human decides.
        reason: Why, in a sentence.
        passed: The rules before it and why each does not match.
    """

    action: str
    rule: str | None
    reason: str
    passed: tuple[tuple[str, str], ...] = ()


def verdict(request: Request, rules: Sequence[Rule], now: datetime) -> Verdict:
    """Return what the first rule that matches `request` says; without one it is left for a human.

    Args:
        request: The connection.
        rules: The rules in their order. Each has a ``key`` and an ``action``, and may have ``reason``, ``accounts``,
            ``organizations``, ``organizational_units``, ``regions``, ``endpoint_ids``, ``tags`` (each with its values),
            ``not_before``, ``expires`` (ISO 8601 with an offset) and ``most_connections``; what a rule does not
            have it does not ask for.
        now: The time, aware of its offset.
    """
    passed: list[tuple[str, str]] = []
    for rule in rules:
        why = unknown(request, rule, now)
        if why is not None:
            return Verdict(LEAVE, rule["key"], why, tuple(passed))
        why = mismatch(request, rule, now)
        if why is None:
            reason = rule.get("reason") or f"rule {rule['key']} matches"
            return Verdict(rule["action"], rule["key"], reason, tuple(passed))
        passed.append((rule["key"], why))
    return Verdict(LEAVE, None, "no rule matches", tuple(passed))


def unknown(request: Request, rule: Rule, now: datetime) -> str | None:
    """Return why nobody can tell whether `rule` matches, or None: everything else it asks for is given."""
    if request.memberships is not None or not (rule.get("organizations") or rule.get("organizational_units")):
        return None
    if _elsewhere(request, rule, now) is not None:
        return None
    return f"the organization of account {request.account} could not be looked up"


def mismatch(request: Request, rule: Rule, now: datetime) -> str | None:
    """Return why `rule` does not match, or None if it does."""
    member = request.memberships or ()
    for key in ("organizations", "organizational_units"):
        if (asked := rule.get(key)) and not set(asked) & set(member):
            return f"account {request.account} is in none of {', '.join(asked)}"
    return _elsewhere(request, rule, now)


def _elsewhere(request: Request, rule: Rule, now: datetime) -> str | None:
    """Return why `rule` does not match, whatever organization the account is in."""
    for key, value in (
        ("accounts", request.account),
        ("regions", request.region),
        ("endpoint_ids", request.endpoint_id),
    ):
        if (asked := rule.get(key)) and value not in asked:
            return f"{value} is none of {', '.join(asked)}"
    for name, values in rule.get("tags", {}).items():
        if request.tags.get(name) not in values:
            return f"tag {name} is {request.tags.get(name, 'missing')}, and none of {', '.join(values)}"
    if (start := rule.get("not_before")) and now < at(start):
        return f"it holds from {start}"
    if (end := rule.get("expires")) and now >= at(end):
        return f"it expired at {end}"
    most = rule.get("most_connections")
    if most is not None and request.others >= most:
        return f"account {request.account} has {request.others} connections, and {most} are the most"
    return None


def at(text: str) -> datetime:
    """Return the time that `text` tells; without an offset it is UTC."""
    told = datetime.fromisoformat(text)
    return told if told.tzinfo else told.replace(tzinfo=UTC)
