"""The delivery of a distribution's access logs (standard logging v2)."""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY, log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, attribute, join, kept, named, ref, resource
from constructs_pkg.fragments.physical_name import physical_name
from constructs_pkg.values.distribution import DistributionLogs
from constructs_pkg.values.distribution_rules import HOME
from constructs_pkg.values.late import pseudo_parameter

LOG_GROUP = "LogGroup"

# Name in https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
_LONGEST_NAME = 60


def logs_fragment(logs: DistributionLogs, *, identity: str, name: str, distribution_arn: Json) -> Fragment:
    """Return the delivery of the access logs of the distribution called `distribution_arn`.

    A log group needs no policy of ours: AWS lets the delivery write to it when that begins, where the deploying
    principal may call PutResourcePolicy, DescribeResourcePolicies and DescribeLogGroups.
    Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html

    Args:
        logs: The wish.
        identity: What the names of its parts begin with.
        name: Shown in tags.
        distribution_arn: The distribution.
    """
    made = logs.destination_arn is None
    delivery = Fragment(
        {
            "LogSource": resource(
                "AWS::Logs::DeliverySource",
                {
                    "Name": physical_name(identity, _LONGEST_NAME),
                    "ResourceArn": distribution_arn,
                    "LogType": "ACCESS_LOGS",
                    "Tags": named(name),
                },
            ),
            "LogDestination": resource(
                "AWS::Logs::DeliveryDestination",
                {
                    "Name": physical_name(identity, _LONGEST_NAME),
                    "DestinationResourceArn": attribute(LOG_GROUP, "Arn") if made else logs.destination_arn,
                    "OutputFormat": "json",
                    "Tags": named(name),
                },
            ),
            "LogDelivery": resource(
                "AWS::Logs::Delivery",
                {"DeliverySourceName": ref("LogSource"), "DeliveryDestinationArn": attribute("LogDestination", "Arn")},
            ),
        }
    )
    if not made:
        return delivery
    account = pseudo_parameter("AWS::AccountId")
    group = kept("AWS::Logs::LogGroup", {"KmsKeyId": attribute(LOG_KEY, "Arn"), "RetentionInDays": logs.kept_days})
    key = log_key_fragment(account=account, region=HOME, partition=HOME.partition)
    return join(key, Fragment({LOG_GROUP: group}), delivery)
