"""`private-cells acceptance`: what rules say of a connection, before anybody is let in or cut off by them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from constructs_pkg.commands.assembly import facts_of, refuse
from constructs_pkg.commands.connection_request import NoRequest, chosen, requests_in

if TYPE_CHECKING:
    from constructs_pkg.audit.reconcilers import ConnectionRules
    from constructs_pkg.fragments.handlers.connection import Connection
    from constructs_pkg.fragments.handlers.reconciliation import Memberships, Step

LARGEST_FILE = 4_000_000


@click.group()
def acceptance() -> None:
    """Ask the rules by which a provider accepts connections."""


@acceptance.command()
@click.argument("request_file", metavar="REQUEST", type=click.Path(path_type=Path))
@click.argument("assembly", type=click.Path(path_type=Path), default="cdk.out")
@click.option("--function", "function_id", metavar="STACK/LOGICALID", help="The function, where there are several.")
@click.option("--endpoint", "endpoint_id", metavar="ID", help="The endpoint, where REQUEST has several.")
@click.option("--at", "moment", metavar="TIME", help="The time that is asked about, ISO 8601.  [default: now]")
@click.option("--others", "count", type=click.IntRange(0), help="How many connections its account has already.")
@click.option("--member", "members", metavar="ID", multiple=True, help="What its account is in: known, not looked up.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def explain(
    request_file: Path,
    assembly: Path,
    function_id: str | None,
    endpoint_id: str | None,
    moment: str | None,
    count: int | None,
    members: tuple[str, ...],
    form: str,
) -> None:
    """Say what the reconciler does with a connection, which rule decides, and why.

    REQUEST is a JSON file with one connection, or all, as `aws ec2 describe-vpc-endpoint-connections` writes them.
    ASSEMBLY is the folder that was synthesized: the rules are read from the function in it, and asked by the code that
    the function runs.

    What is done depends on the connection's state; one that tells none waits to be accepted. Without --others those of
    the same account in REQUEST count that are connected, or are accepted before it.
    """
    from constructs_pkg.audit.presented import one_line
    from constructs_pkg.fragments.handlers.connection import read_connection
    from constructs_pkg.fragments.handlers.reconciliation import step_of, steps, stopped

    rules = _rules(assembly, function_id)
    try:
        told = requests_in(_json(request_file))
        endpoint = chosen(told, endpoint_id)
    except NoRequest as problem:
        refuse(f"{request_file}: {problem}")
    found = sorted((read_connection(each, rules.region) for each in told), key=lambda one: one.age)
    asked = next(one for one in found if one.endpoint_id == endpoint)
    known = _memberships(rules, asked, members)
    now = _time(moment)
    try:
        decided = steps(found, rules.rules, now, known)
        step = next(one for one in decided if one.connection is asked)
        if count is not None:
            step = step_of(asked, rules.rules, now, known, count)
        held = stopped(decided, rules.most_rejected) if step.action == "reject" and asked.is_connected else None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        refuse(f"{rules.id}: its rules are none that this version writes: {error!r}")
    others = _others(found, asked) if count is None else count
    if form == "json":
        click.echo(json.dumps(_document(rules, step, known(asked.account), others, now, held), indent=2))
        return
    for line in _lines(rules, step, now, held):
        click.echo(one_line(line))


def _memberships(rules: ConnectionRules, asked: Connection, members: tuple[str, ...]) -> Memberships:
    def known(account: str) -> Collection[str] | None:
        if members and account == asked.account:
            return members
        return None if rules.looks_up else rules.memberships.get(account, ())

    return known


def _others(found: Iterable[Connection], asked: Connection) -> int:
    """Return how many other connections of the account are connected."""
    return sum(one.account == asked.account and one is not asked and one.is_connected for one in found)


def _lines(rules: ConnectionRules, step: Step, now: datetime, held: str | None) -> Iterator[str]:
    one = step.connection
    yield f"{one.endpoint_id} of account {one.account} in {one.region}, at {now.isoformat()}"
    if step.verdict is None:
        counted = ", and counted: the alarm UnknownState tells of it" if step.is_unclear else ""
        yield f"left as it is: {step.reason}{counted}"
        return
    yield f"{step.action}: {step.reason}"
    if held is not None:
        yield f"held back, with all of the run, if REQUEST has every connection: {held}"
    yield f"decided by {f'rule {step.verdict.rule}' if step.verdict.rule else 'no rule'} of {rules.id}"
    yield from (f"  not {key}: {why}" for key, why in step.verdict.passed)


def _rules(assembly: Path, function_id: str | None) -> ConnectionRules:
    from constructs_pkg.audit.reconcilers import connection_rules

    there = list(connection_rules(facts_of(assembly)))
    found = [each for each in there if function_id in (None, each.id)]
    if not there:
        refuse(f"{assembly}: no function in it has rules about connections")
    if len(found) != 1:
        refuse(f"{assembly}: choose one of its functions with --function: {', '.join(each.id for each in there)}")
    return found[0]


def _json(file: Path) -> object:
    try:
        if file.stat().st_size > LARGEST_FILE:
            refuse(f"{file}: is over {LARGEST_FILE} bytes")
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        refuse(f"{file}: {error.strerror}")
    except (ValueError, RecursionError) as error:
        refuse(f"{file}: no JSON: {error}")


def _time(moment: str | None) -> datetime:
    from constructs_pkg.fragments.handlers.acceptance_rules import at

    try:
        return datetime.now(UTC) if moment is None else at(moment)
    except ValueError:
        refuse(f"--at {moment}: is no time; write one such as 2026-12-31T23:59:59Z")


def _document(
    rules: ConnectionRules,
    step: Step,
    memberships: Collection[str] | None,
    others: int,
    now: datetime,
    held: str | None,
) -> dict[str, Any]:
    one, verdict = step.connection, step.verdict
    return {
        "endpoint": one.endpoint_id,
        "account": one.account,
        "region": one.region,
        "state": one.state,
        "tags": one.tags,
        "memberships": None if memberships is None else sorted(memberships),
        "others": others,
        "time": now.isoformat(),
        "function": rules.id,
        "action": step.action,
        "counted": step.is_unclear,
        "held": held,
        "rule": verdict.rule if verdict else None,
        "reason": step.reason,
        "passed": [{"rule": key, "why": why} for key, why in (verdict.passed if verdict else ())],
    }
