"""How a function learns that something happened to a connection: PrivateLink tells a topic, which tells a queue.

Sources: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html,
https://docs.aws.amazon.com/sns/latest/dg/sns-enable-encryption-for-topic-sqs-queue-subscriptions.html,
https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html,
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html,
https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
"""

from __future__ import annotations

from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    ref,
    resource,
)
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

KEY = "ConnectionKey"
TOPIC = "ConnectionTopic"
TOPIC_POLICY = "ConnectionTopicPolicy"
QUEUE = "ConnectionQueue"
QUEUE_POLICY = "ConnectionQueuePolicy"
DEAD_LETTERS = "ConnectionDeadLetters"
DEAD_LETTERS_POLICY = "ConnectionDeadLettersPolicy"
UNDELIVERED = "ConnectionUndelivered"
UNDELIVERED_POLICY = "ConnectionUndeliveredPolicy"
SUBSCRIPTION = "ConnectionSubscription"
NOTIFICATION = "ReconcilerNotification"

EVENTS = ["Accept", "Connect", "Delete", "Reject"]
DAYS_KEPT = 14
MOST_RECEIVED = 5

_ACCOUNT = pseudo_parameter("AWS::AccountId")
_DEAD_LETTERS_REASONS = (
    Acknowledgement("Serverless-SQSRedrivePolicy", "It is where messages go that nobody could handle."),
)
_FOR_WHAT_DID_NOT_ARRIVE = "SNS and EventBridge put into it what did not arrive, and people read it."
_UNDELIVERED_REASONS = (
    Acknowledgement("AwsSolutions-SQS3", _FOR_WHAT_DID_NOT_ARRIVE),
    Acknowledgement("Serverless-SQSRedrivePolicy", _FOR_WHAT_DID_NOT_ARRIVE),
)


def connection_queue_fragment(
    service_id: Json, *, region: Region, name: str, timeout: int, schedule_arn: Json
) -> Fragment:
    """Return the topic, the queue, where messages go that nobody could handle, and where those that did not arrive.

    One key encrypts all but the last: what did not arrive because a key failed arrives there.

    Args:
        service_id: The service.
        region: Its Region.
        name: What people call it.
        timeout: Seconds that the function may take which handles the messages.
        schedule_arn: The rule that wakes the function as well.
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
                        _for_service("vpce.amazonaws.com", _USE_OF_KEY, "*", service_arn, by_account=True),
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
                        _for_service("vpce.amazonaws.com", "sns:Publish", ref(TOPIC), service_arn, by_account=True),
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
            # EventBridge does not say to KMS for whose rule it asks: a key's policy could not hold it to this one.
            # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
            UNDELIVERED: resource(
                "AWS::SQS::Queue", {"SqsManagedSseEnabled": True, "MessageRetentionPeriod": DAYS_KEPT * 86_400}
            ),
            QUEUE_POLICY: _queue_policy(
                QUEUE, _for_service("sns.amazonaws.com", "sqs:SendMessage", attribute(QUEUE, "Arn"), ref(TOPIC))
            ),
            DEAD_LETTERS_POLICY: _queue_policy(DEAD_LETTERS),
            UNDELIVERED_POLICY: _queue_policy(
                UNDELIVERED,
                _for_service("sns.amazonaws.com", "sqs:SendMessage", attribute(UNDELIVERED, "Arn"), ref(TOPIC)),
                _for_service("events.amazonaws.com", "sqs:SendMessage", attribute(UNDELIVERED, "Arn"), schedule_arn),
            ),
            SUBSCRIPTION: resource(
                "AWS::SNS::Subscription",
                {
                    "Protocol": "sqs",
                    "TopicArn": ref(TOPIC),
                    "Endpoint": attribute(QUEUE, "Arn"),
                    "RedrivePolicy": {"deadLetterTargetArn": attribute(UNDELIVERED, "Arn")},
                },
                DependsOn=[QUEUE_POLICY],
            ),
            NOTIFICATION: resource(
                "AWS::EC2::VPCEndpointConnectionNotification",
                {"ServiceId": service_id, "ConnectionEvents": EVENTS, "ConnectionNotificationArn": ref(TOPIC)},
                # What is told before somebody listens is lost, and found by the schedule.
                DependsOn=[SUBSCRIPTION, TOPIC_POLICY],
            ),
        },
        acknowledgements={DEAD_LETTERS: _DEAD_LETTERS_REASONS, UNDELIVERED: _UNDELIVERED_REASONS},
    )


_USE_OF_KEY = ["kms:Decrypt", "kms:GenerateDataKey*"]


def _document(*statements: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _topics(region: Region) -> Json:
    # The key is made before the topic, and cannot name it.
    return concatenated(f"arn:{region.partition}:sns:{region}:", _ACCOUNT, ":*")


def _for_service(principal: str, action: Json, target: Json, source_arn: Json, *, by_account: bool = False) -> Json:
    """Return what lets a service of AWS act on behalf of one resource, whose ARN tells the account.

    Args:
        principal: The service.
        action: What it may do.
        target: With what.
        source_arn: The resource.
        by_account: Whether the service is documented to tell the account by itself as well. SNS and EventBridge are
            not, where they send to a queue: a condition that they do not meet would lose every message.
    """
    return {
        "Sid": principal.split(".")[0].capitalize(),
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": action,
        "Resource": target,
        "Condition": {
            **({"StringEquals": {"aws:SourceAccount": _ACCOUNT}} if by_account else {}),
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
