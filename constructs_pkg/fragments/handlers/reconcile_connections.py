"""Keeps the connections of an endpoint service as its provider's rules say.

A message about a connection is only a sign to look: what is done follows from what EC2 tells of all connections.
Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html
"""

import os
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import boto3

from constructs_pkg.fragments.handlers.acceptance_rules import ACCEPT, LEAVE, REJECT
from constructs_pkg.fragments.handlers.calls import ONCE, tried
from constructs_pkg.fragments.handlers.connections import accept, connections, reject
from constructs_pkg.fragments.handlers.customer_blocks import keep_blocks
from constructs_pkg.fragments.handlers.customer_names import keep_names
from constructs_pkg.fragments.handlers.lines import log
from constructs_pkg.fragments.handlers.memberships import memberships_of
from constructs_pkg.fragments.handlers.reconciliation import KEEP, Step, connected_after, steps, stopped
from constructs_pkg.fragments.handlers.settings import SETTINGS


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Look at every connection once, whatever and however much woke the function.

    Returns:
        An empty list of messages that failed: the next run repairs what this one could not do.

    Raises:
        ClientError: where EC2 does not tell the connections; the messages come again.
    """
    woken = [record.get("messageId", "") for record in event.get("Records", [])]
    log("woken", by=woken or event.get("source", "unknown"), request=context.aws_request_id)
    reconcile({**SETTINGS, **deployed()}, datetime.now(UTC))
    return {"batchItemFailures": []}


def deployed() -> dict[str, str]:
    """Return what only the deployment knows."""
    known = ("SERVICE_ID", "ZONE_ID", "COLLECTION_ID", "ORGANIZATIONS_ROLE")
    return {name.lower(): os.environ[name] for name in known if os.environ.get(name)}


def reconcile(settings: dict[str, Any], now: datetime) -> None:
    """Do what the rules say now.

    Args:
        settings: ``service_id``; ``region``; ``rules``; ``most_rejected``; ``memberships`` or ``organizations_role``;
            ``names`` with ``zone_id``; ``cidr_blocks`` with ``collection_id``; ``dry_run``.
        now: The time.
    """
    ec2 = boto3.client("ec2", config=ONCE)
    service_id = settings["service_id"]
    found = connections(ec2, service_id, settings["region"])
    decided = steps(found, settings["rules"], now, memberships_of(settings))
    stop = stopped(decided, settings["most_rejected"])
    if stop is not None:
        log("stopped", service=service_id, reason=stop)
    to_accept = [(one.connection, one.accepting_rule) for one in decided if one.action == ACCEPT and one.accepting_rule]
    to_reject = [one for one in decided if one.action == REJECT and not (stop and one.connection.is_connected)]
    failed: dict[str, str] = {}
    if not settings.get("dry_run"):
        failed |= accept(ec2, service_id, to_accept)
        failed |= reject(ec2, service_id, [one.connection for one in to_reject])
    for one in decided:
        tell(
            one,
            settings,
            now,
            failed.get(one.connection.endpoint_id),
            held=one.action == REJECT and one not in to_reject,
        )
    count(decided, failed, service_id, now)
    if settings.get("dry_run"):
        return
    staying = connected_after(decided, to_reject, failed)
    if settings.get("names"):
        names, zone_id = settings["names"], settings["zone_id"]
        tried("names-failed", lambda: keep_names(names, service_id, zone_id, decided, staying))
    if settings.get("cidr_blocks"):
        blocks, collection_id = settings["cidr_blocks"], settings["collection_id"]
        tried("blocks-failed", lambda: keep_blocks(blocks, collection_id, decided, staying))


def tell(step: Step, settings: dict[str, Any], now: datetime, failure: str | None, *, held: bool) -> None:
    """Write what was decided of one connection, and whether it was done."""
    one = step.connection
    if step.is_unclear:
        log("unknown-state", endpoint=one.endpoint_id, account=one.account, state=one.state, reason=step.reason)
    if step.verdict is None or step.action == KEEP:
        return
    log(
        "decision",
        time=now.isoformat(),
        service=settings["service_id"],
        endpoint=one.endpoint_id,
        account=one.account,
        region=one.region,
        state=one.state,
        asked=one.created.isoformat() if one.created else None,
        action=step.action,
        rule=step.verdict.rule,
        reason=step.reason,
        done=failure is None and not held and not settings.get("dry_run"),
    )
    if failure:
        log("item-failed", endpoint=one.endpoint_id, action=step.action, reason=failure)


def count(decided: list[Step], failed: dict[str, str], service_id: str, now: datetime) -> None:
    """Write how many connections there are of each kind and how long requests wait, by which alarms count."""
    left = [step.connection for step in decided if step.action == LEAVE]
    ages = [(now - one.created).total_seconds() for one in left if one.created]
    log(
        "reconciled",
        service=service_id,
        connections=len(decided),
        actions=dict(sorted(Counter(step.action for step in decided).items())),
        undecided=len(left),
        oldest_undecided_seconds=max(ages, default=0),
        failed=len(failed),
    )
