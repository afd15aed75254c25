"""The topic that alarms and connections tell, its key and its policies, and what AWS tells it of connections."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, ref, resource
from constructs_pkg.values.connection_notifications import ConnectionNotifications
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

TOPIC = "NotificationTopic"
TOPIC_KEY = "NotificationKey"
TOPIC_POLICY = "NotificationTopicPolicy"
CONNECTION_NOTIFICATION = "ConnectionNotification"

_ACCOUNT = pseudo_parameter("AWS::AccountId")

_TOLD = "The topic that alarms and connections tell"

# What publishes, and the resources of the own account and Region on whose behalf it may.
_PUBLISHERS = {
    "Alarms": ("cloudwatch.amazonaws.com", "cloudwatch", ("alarm:*",)),
    "Connections": ("vpce.amazonaws.com", "ec2", ("vpc-endpoint-service/*", "vpc-endpoint/*")),
}


def topic_fragment(region: Region, name: str, *, outputs: bool = False) -> Fragment:
    """Return an encrypted topic, called `name` for people, that alarms and PrivateLink of its account may tell.

    Both policies ask for whose sake a service of AWS publishes, so that nobody else's alarm or endpoint reaches it.
    Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html,
    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    """
    return Fragment(
        {
            TOPIC_KEY: resource(
                "AWS::KMS::Key",
                {
                    "Description": f"Encrypts what alarms and connections of {name} tell",
                    "EnableKeyRotation": True,
                    "KeyPolicy": _policy(
                        _governed(region),
                        *(_use(who, region, ["kms:Decrypt", "kms:GenerateDataKey*"], "*") for who in _PUBLISHERS),
                    ),
                },
            ),
            TOPIC: resource("AWS::SNS::Topic", {"DisplayName": name, "KmsMasterKeyId": attribute(TOPIC_KEY, "Arn")}),
            TOPIC_POLICY: resource(
                "AWS::SNS::TopicPolicy",
                {
                    "Topics": [ref(TOPIC)],
                    "PolicyDocument": _policy(
                        *(_use(who, region, ["sns:Publish"], ref(TOPIC)) for who in _PUBLISHERS),
                        {
                            "Sid": "OnlyEncrypted",
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "sns:Publish",
                            "Resource": ref(TOPIC),
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        },
                    ),
                },
            ),
        },
        outputs={"TopicArn": {"Description": "What alarms and connections tell", "Value": ref(TOPIC)}}
        if outputs
        else {},
    )


def connection_notification_fragment(
    notifications: ConnectionNotifications | None, *, of: str, identifier: Json, topic_arn: Json, after: list[str]
) -> Fragment:
    """Return what tells the topic of the connections of one service or endpoint.

    Args:
        notifications: The events; None for none.
        of: The property that names it: ``ServiceId`` or ``VPCEndpointId``.
        identifier: Its id.
        topic_arn: The topic.
        after: Ids of what is made before: the policy of a topic made beside it.
    """
    if notifications is None:
        return Fragment({})
    properties = {
        of: identifier,
        "ConnectionEvents": sorted(notifications.events),
        "ConnectionNotificationArn": topic_arn,
    }
    dependencies = {"DependsOn": after} if after else {}
    kind = "AWS::EC2::VPCEndpointConnectionNotification"
    return Fragment({CONNECTION_NOTIFICATION: resource(kind, properties, **dependencies)})


def _policy(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _governed(region: Region) -> Json:
    return {
        "Sid": "AccountGoverns",
        "Effect": "Allow",
        "Principal": {"AWS": concatenated(f"arn:{region.partition}:iam::", _ACCOUNT, ":root")},
        "Action": "kms:*",
        "Resource": "*",
    }


def _use(publisher: str, region: Region, actions: list[str], target: Json) -> Json:
    principal, service, resources = _PUBLISHERS[publisher]
    start = f"arn:{region.partition}:{service}:{region}:"
    return {
        "Sid": publisher,
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": actions if len(actions) > 1 else actions[0],
        "Resource": target,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": _ACCOUNT},
            "ArnLike": {"aws:SourceArn": [concatenated(start, _ACCOUNT, f":{each}") for each in resources]},
        },
    }
