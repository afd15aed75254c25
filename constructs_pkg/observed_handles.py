"""What AWS measures of a construct, as the CDK's own metrics, alarms and topics; each made on first use."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sns as sns

from constructs_pkg.cdk_values import text_of
from constructs_pkg.fragments.alarms import alarm_id
from constructs_pkg.fragments.measured import Measured
from constructs_pkg.fragments.notifications import TOPIC
from constructs_pkg.included import IncludedFragment
from constructs_pkg.values.late import Late


class ObservedFragment(IncludedFragment):
    """A construct of which AWS has metrics, and which may make alarms and a topic."""

    @property
    def notification_topic(self) -> sns.ITopic | None:
        """The topic made here that its alarms and connections tell; None where none was needed.

        Nobody is told before somebody subscribes: ``notification_topic.add_subscription(...)``.
        """
        if TOPIC not in self._made_ids:
            return None
        found = self.node.try_find_child("NotificationTopicHandle")
        if found is None:
            return sns.Topic.from_topic_arn(self, "NotificationTopicHandle", self._ref(TOPIC))
        return found  # type: ignore[return-value]

    @property
    @abstractmethod
    def display_name(self) -> str:
        """What people call it."""

    @property
    @abstractmethod
    def measured(self) -> Sequence[Measured]:
        """What AWS measures of it, for `CellDashboard`."""

    def _late_attribute(self, resource_id: str, name: str) -> Late:
        # A child, and not `get_resource`, which does not know what was added to the fragment.
        resource = self.node.find_child(resource_id)
        assert isinstance(resource, cdk.CfnResource)
        return Late(cdk.Token.as_string(resource.get_att(name)))

    def _metric(self, name: str, part: str) -> cloudwatch.Metric:
        for each in self.measured:
            if each.kind.name == name and each.part == part:
                return cloudwatch.Metric(
                    namespace=each.kind.namespace,
                    metric_name=each.kind.metric,
                    dimensions_map={key: _text(value) for key, value in sorted(each.dimensions.items())},
                    statistic=each.kind.statistic,
                    period=cdk.Duration.seconds(each.kind.period),
                )
        raise LookupError(f"{self.node.path}: {_called(name, part)} is not measured; see docs/observability.md")

    def _alarm(self, name: str, part: str) -> cloudwatch.IAlarm:
        resource = self.node.try_find_child(alarm_id(name, part))
        if not isinstance(resource, cloudwatch.CfnAlarm):
            raise LookupError(f"{self.node.path}: there is no alarm {_called(name, part)}; ask for it with `alarms`")
        handle = f"{alarm_id(name, part)}Handle"
        found = self.node.try_find_child(handle)
        if found is None:
            return cloudwatch.Alarm.from_alarm_arn(self, handle, resource.attr_arn)
        return found  # type: ignore[return-value]


def _text(value: object) -> str:
    return text_of(value) if isinstance(value, Late) else str(value)


def _called(name: str, part: str) -> str:
    return f"{name!r} of {part}" if part else repr(name)
