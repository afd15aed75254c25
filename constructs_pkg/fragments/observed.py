"""The alarms and notifications of one service or endpoint, and the topic they tell unless one is given."""

from __future__ import annotations

from collections.abc import Sequence

from constructs_pkg.fragments.alarms import alarms_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, join, ref
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.fragments.notifications import (
    TOPIC,
    TOPIC_POLICY,
    connection_notification_fragment,
    topic_fragment,
)
from constructs_pkg.values.observed import Observed
from constructs_pkg.values.place import Region


def observed_fragment(
    spec: Observed, measured: Sequence[Measured], *, of: str, identifier: Json, region: Region, name: str
) -> Fragment:
    """Return the alarms on what is `measured` of `spec`, and the notifications of its connections.

    Args:
        spec: The service or endpoint.
        measured: What is measured of it.
        of: The property of a notification that names it: ``ServiceId`` or ``VPCEndpointId``.
        identifier: Its id.
        region: The Region it is in.
        name: What people call it.
    """
    told = spec.notifications.topic_arn if spec.notifications else None
    alarms_tell = spec.alarms.topic_arn if spec.alarms else None
    return join(
        topic_fragment(region, name) if spec.tells_made_topic else Fragment({}),
        alarms_fragment(spec.alarms, measured, topic_arn=alarms_tell or ref(TOPIC), name=name),
        connection_notification_fragment(
            spec.notifications,
            of=of,
            identifier=identifier,
            topic_arn=told or ref(TOPIC),
            after=[] if told else [TOPIC_POLICY],
        ),
    )
