"""Answers CloudFormation for a custom resource, once, whatever happens."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import cfnresponse

from constructs_pkg.fragments.handlers.lines import log

Found = TypeVar("Found")

SECONDS_TO_ANSWER = 10
LONGEST_REASON = 1000


class Made(NamedTuple):
    """What a request led to: the physical id of the resource, and what ``Fn::GetAtt`` reads of it."""

    physical_id: str
    data: dict[str, Any] | None = None


def answer(event: dict[str, Any], context: Any, work: Callable[[dict[str, Any]], Made]) -> None:
    """Answer CloudFormation with what `work` makes of `event`, or with the reason why it fails."""
    log("requested", request=event["RequestType"], properties=event["ResourceProperties"])
    try:
        made = work(event)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"[:LONGEST_REASON]
        log("failed", request=event["RequestType"], reason=reason)
        known = event.get("PhysicalResourceId") or event["LogicalResourceId"]
        cfnresponse.send(event, context, cfnresponse.FAILED, {}, known, reason=reason)
    else:
        log("done", request=event["RequestType"], physical_id=made.physical_id, data=made.data)
        # A deletion is of the resource it was asked for, also where its creation failed before it had an id.
        made_id = event["PhysicalResourceId"] if event["RequestType"] == "Delete" else made.physical_id
        cfnresponse.send(event, context, cfnresponse.SUCCESS, made.data or {}, made_id)


def wait_for(look: Callable[[], Found | None], context: Any, what: str, every: float = 5.0) -> Found:
    """Return what `look` finds at last, looking every so many seconds until the function has to answer."""
    while (found := look()) is None:
        if context.get_remaining_time_in_millis() / 1000 < every + SECONDS_TO_ANSWER:
            raise TimeoutError(f"{what} did not happen in the time this function has")
        time.sleep(every)
    return found
