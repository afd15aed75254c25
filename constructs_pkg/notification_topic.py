"""`NotificationTopic`: one encrypted topic that alarms and connections tell."""

from __future__ import annotations

from aws_cdk import aws_sns as sns
from constructs import Construct

from constructs_pkg.door import Door
from constructs_pkg.fragments.notifications import TOPIC, topic_fragment
from constructs_pkg.included import IncludedFragment
from constructs_pkg.placed_stack import region_of


class NotificationTopic(IncludedFragment):
    """An SNS topic for the alarms and connection notifications of several services and endpoints.

    Makes the topic, a key of its own that encrypts it, and its policy: CloudWatch alarms and PrivateLink publish to
    it, for resources of its own account and Region only. It has no subscribers.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        display_name: str | None = None,
        region: str | None = None,
        outputs: bool = False,
    ) -> None:
        """Make the topic.

        Args:
            scope: The construct to make it in.
            construct_id: The id below `scope`; every logical id of the topic begins with it.
            display_name: What its messages are from. Default: `construct_id`.
            region: The Region, for a stack that has no literal one. Default: the stack's.
            outputs: Whether the stack shows the topic's ARN as an output. Default: no.

        Raises:
            InvalidInput: if the Region is not known.
        """
        door = Door()
        where = door.take("region", region_of, scope, region)
        door.refuse()
        super().__init__(scope, construct_id, topic_fragment(where, display_name or construct_id, outputs=outputs))
        self._topic: sns.ITopic | None = None

    @property
    def topic_arn(self) -> str:
        """The topic's ARN, for `topic_arn` of alarms and notifications."""
        return self._ref(TOPIC)

    @property
    def topic(self) -> sns.ITopic:
        """The topic as the CDK's own interface, for subscriptions; made on first use."""
        if self._topic is None:
            self._topic = sns.Topic.from_topic_arn(self, "TopicHandle", self.topic_arn)
        return self._topic
