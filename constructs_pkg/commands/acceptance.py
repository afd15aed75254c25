"""`private-cells acceptance`: what rules say of a connection, before anybody is let in or cut off by them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from constructs_pkg.commands.assembly import facts_of, refuse
from constructs_pkg.commands.connection_request import NoRequest, chosen, others, requests_in

if TYPE_CHECKING:
    from constructs_pkg.audit.connection_rules import ConnectionRules
    from constructs_pkg.fragments.handlers.acceptance_rules import Request, Verdict

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
    """Say what the rules do with a request for a connection, which rule decides, and why.

    REQUEST is a JSON file with one connection, or all, as `aws ec2 describe-vpc-endpoint-connections` writes them.
    ASSEMBLY is the folder that was synthesized: the rules are read from the function in it, and asked by the code that
    the function runs.

    Without --others the connected ones of the same account in REQUEST are counted.
    """
    from constructs_pkg.audit.presented import one_line
    from constructs_pkg.fragments.handlers.acceptance_rules import Request, verdict

    rules = _rules(assembly, function_id)
    try:
        told = requests_in(_json(request_file))
        one = chosen(told, endpoint_id)
    except NoRequest as problem:
        refuse(f"{request_file}: {problem}")
    known = members or (None if rules.looks_up else rules.memberships.get(one.account, ()))
    request = Request(
        one.account,
        one.region or rules.region,
        one.endpoint_id,
        one.tags,
        known,
        others(told, one) if count is None else count,
    )
    now = _time(moment)
    try:
        found = verdict(request, rules.rules, now)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        refuse(f"{rules.id}: its rules are none that this version writes: {error!r}")
    if form == "json":
        click.echo(json.dumps(_document(rules, request, now, found), indent=2))
        return
    lines = [
        f"{request.endpoint_id} of account {request.account} in {request.region}, at {now.isoformat()}",
        f"{found.action}: {found.reason}",
        f"decided by {f'rule {found.rule}' if found.rule else 'no rule'} of {rules.id}",
        *(f"  not {key}: {why}" for key, why in found.passed),
    ]
    for line in lines:
        click.echo(one_line(line))


def _rules(assembly: Path, function_id: str | None) -> ConnectionRules:
    from constructs_pkg.audit.connection_rules import connection_rules

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


def _document(rules: ConnectionRules, request: Request, now: datetime, found: Verdict) -> dict[str, Any]:
    return {
        "endpoint": request.endpoint_id,
        "account": request.account,
        "region": request.region,
        "tags": dict(request.tags),
        "memberships": None if request.memberships is None else sorted(request.memberships),
        "others": request.others,
        "time": now.isoformat(),
        "function": rules.id,
        "action": found.action,
        "rule": found.rule,
        "reason": found.reason,
        "passed": [{"rule": key, "why": why} for key, why in found.passed],
    }
