"""`Observed`: what may have alarms, and connections that somebody is told of."""

from __future__ import annotations

from typing import Self

from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.late import Late
from constructs_pkg.values.resource_id import TopicArn
from constructs_pkg.values.spec import Spec


class Observed(Spec):
    """A service or an endpoint, of which AWS has metrics and connections."""

    alarms: Alarms | None = None
    """Alarms on what AWS measures of it: of a service also of the load balancer made here, of an endpoint to a service
    of another Region nothing. Default: none; in a topology those of the cell."""

    notifications: ConnectionNotifications | None = None
    """Which events on its connections an SNS topic is told of. Default: none."""

    @property
    def tells_made_topic(self) -> bool:
        """Whether its alarms or connections tell a topic that is not given."""
        alarms, notifications = self.alarms, self.notifications
        from_alarms = alarms is not None and alarms.enabled and alarms.topic_arn is None
        return from_alarms or (notifications is not None and notifications.topic_arn is None)

    def telling(self, topic_arn: Late | TopicArn | None, alarms: Alarms | None) -> Self:
        """Return it with `alarms`, telling the topic wherever none is given."""
        changed = {
            key: held if held is None or held.topic_arn else held.model_copy(update={"topic_arn": topic_arn})
            for key, held in (("alarms", alarms), ("notifications", self.notifications))
        }
        return self.model_copy(update=changed)
