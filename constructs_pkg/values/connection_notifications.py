"""Whom AWS tells of the connections of a service or an endpoint."""

from __future__ import annotations

from typing import Literal

from constructs_pkg.values.late import Late
from constructs_pkg.values.resource_id import TopicArn
from constructs_pkg.values.spec import Spec


class ConnectionNotifications(Spec):
    """Events on connections that an SNS topic is told of.

    What a message holds is not documented: take it as a sign to look at the connections.
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html
    """

    events: tuple[Literal["Accept", "Connect", "Delete", "Reject"], ...] = ("Accept", "Connect", "Delete", "Reject")
    """Connect and Delete, which consumers cause, and Accept and Reject, which providers do. Default: all four."""

    topic_arn: Late | TopicArn | None = None
    """The SNS topic, whose policy lets vpce.amazonaws.com publish. Default: the cell's; else one is made, encrypted
    with a key of its own."""
