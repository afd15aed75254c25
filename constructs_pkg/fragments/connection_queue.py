"""How a function learns that something happened to a connection: PrivateLink tells a topic, which tells a queue.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html,
https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, ref, resource
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

KEY = "ConnectionKey"
TOPIC = "ConnectionTopic"
TOPIC_POLICY = "ConnectionTopicPolicy"
QUEUE = "ConnectionQueue"
QUEUE_POLICY = "ConnectionQueuePolicy"
DEAD_LETTERS = "ConnectionDeadLetters"
DEAD_LETTERS_POLICY = "ConnectionDeadLettersPolicy"
SUBSCRIPTION = "ConnectionSubscription"
NOTIFICATION = "ReconcilerNotification"

EVENTS = ["Accept", "Connect", "Delete", "Reject"]
DAYS_KEPT = 14
MOST_RECEIVED = 5

_ACCOUNT = pseudo_parameter("AWS::AccountId")


def connection_queue_fragment(service_id: Json, *, region: Region, name: str, timeout: int) -> Fragment:
    """Return the topic, the queue, and where messages go that nobody could handle, all encrypted with one key.

    Args:
        service_id: The service.
        region: Its Region.
        name: What people call it.
        timeout: Seconds that the function may take which handles the messages.
    """
    service_arn = concatenated(f"arn:{region.partition}:ec2:{region}:", _ACCOUNT, ":vpc-endpoint-service/", service_id)
    return Fragment(
        {
            KEY: resource(
                "AWS::KMS::Key",
                {
                    "Description": f"Encrypts what is told of connections to {name}",
                    "EnableKeyRotation": True,
                    "KeyPolicy": _document(
                        {
                            "Sid": "AccountGoverns",
                            "Effect": "Allow",
                            "Principal": {"AWS": concatenated(f"arn:{region.partition}:iam::", _ACCOUNT, ":root")},
                            "Action": "kms:*",
                            "Resource": "*",
                        },
                        _for_service("vpce.amazonaws.com", _USE_OF_KEY, "*", service_arn),
                        _for_service("sns.amazonaws.com", _USE_OF_KEY, "*", _topics(region)),
                    ),
                },
            ),
            TOPIC: resource("AWS::SNS::Topic", {"DisplayName": name, "KmsMasterKeyId": attribute(KEY, "Arn")}),
            TOPIC_POLICY: resource(
                "AWS::SNS::TopicPolicy",
                {
                    "Topics": [ref(TOPIC)],
                    "PolicyDocument": _document(
                        _for_service("vpce.amazonaws.com", "sns:Publish", ref(TOPIC), service_arn),
                        _only_encrypted("sns:Publish", ref(TOPIC)),
                    ),
                },
            ),
            QUEUE: resource(
                "AWS::SQS::Queue",
                {
                    "KmsMasterKeyId": attribute(KEY, "Arn"),
                    # Six times the function's: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
                    "VisibilityTimeout": 6 * timeout,
                    "RedrivePolicy": {
                        "deadLetterTargetArn": attribute(DEAD_LETTERS, "Arn"),
                        "maxReceiveCount": MOST_RECEIVED,
                    },
                },
            ),
            DEAD_LETTERS: resource(
                "AWS::SQS::Queue",
                {"KmsMasterKeyId": attribute(KEY, "Arn"), "MessageRetentionPeriod": DAYS_KEPT * 86_400},
            ),
            QUEUE_POLICY: _queue_policy(
                QUEUE, _for_service("sns.amazonaws.com", "sqs:SendMessage", attribute(QUEUE, "Arn"), ref(TOPIC))
            ),
            DEAD_LETTERS_POLICY: _queue_policy(DEAD_LETTERS),
            SUBSCRIPTION: resource(
                "AWS::SNS::Subscription",
                {"Protocol": "sqs", "TopicArn": ref(TOPIC), "Endpoint": attribute(QUEUE, "Arn")},
                DependsOn=[QUEUE_POLICY],
            ),
            NOTIFICATION: resource(
                "AWS::EC2::VPCEndpointConnectionNotification",
                {"ServiceId": service_id, "ConnectionEvents": EVENTS, "ConnectionNotificationArn": ref(TOPIC)},
                # What is told before somebody listens is lost, and found by the schedule.
                DependsOn=[SUBSCRIPTION, TOPIC_POLICY],
            ),
        }
    )


_USE_OF_KEY = ["kms:Decrypt", "kms:GenerateDataKey*"]


def _document(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _topics(region: Region) -> Json:
    # The key is made before the topic, and cannot name it.
    return concatenated(f"arn:{region.partition}:sns:{region}:", _ACCOUNT, ":*")


def _for_service(principal: str, action: Json, target: Json, source_arn: Json) -> Json:
    return {
        "Sid": principal.split(".")[0].capitalize(),
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": action,
        "Resource": target,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": _ACCOUNT},
            "ArnLike": {"aws:SourceArn": source_arn},
        },
    }


def _only_encrypted(action: str, target: Json) -> Json:
    return {
        "Sid": "OnlyEncrypted",
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": target,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def _queue_policy(queue: str, *statements: Json) -> Json:
    denied = _only_encrypted("sqs:*", attribute(queue, "Arn"))
    return resource("AWS::SQS::QueuePolicy", {"Queues": [ref(queue)], "PolicyDocument": _document(*statements, denied)})
