"""What topics, and the events they are told of, must keep to."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.values.common_rules import other_region, repeated
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Problem
from constructs_pkg.values.resource_id import TopicArn


def check_topic(topic: object, region: Region) -> list[Problem]:
    """Return the problems of telling `topic` from `region`, at ``topic_arn``; None and late ones pass.

    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """
    return other_region("topic-in-other-region", "topic_arn", topic, region) if isinstance(topic, TopicArn) else []


def check_notifications(notifications: ConnectionNotifications | None, region: Region) -> list[Problem]:
    """Return the problems of `notifications` in `region`, below ``notifications``."""
    if notifications is None:
        return []
    found = [*check_topic(notifications.topic_arn, region), *_events(notifications)]
    return [problem.under("notifications") for problem in found]


def _events(notifications: ConnectionNotifications) -> Iterable[Problem]:
    events = notifications.events
    if not events:
        yield Problem("no-connection-events", "events", "", "is empty", "name at least one event")
    for place, first in repeated(events):
        yield Problem(
            "duplicate-connection-event", f"events[{place}]", events[place], f"is also events[{first}]", "name it once"
        )
