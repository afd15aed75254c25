"""The function in a process of its own, as AWS Lambda lays it out, woken by what SNS puts into SQS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .cloud import HOME, SERVICE
from .lambda_zip import built, invoked
from .running import events

FRIEND, STRANGER = "222222222222", "333333333333"
TOLD = {"region": HOME, "rules": [{"key": "friend", "action": "accept", "accounts": [FRIEND]}], "most_rejected": 0.5}
TOPIC = f"arn:aws:sns:{HOME}:111111111111:connections"
QUEUE = f"arn:aws:sqs:{HOME}:111111111111:connections"
SCHEDULE = {"source": "aws.events", "detail-type": "Scheduled Event", "resources": [], "detail": {}}


def envelope(*bodies: str) -> dict[str, Any]:
    """An event of SQS whose messages are notifications of SNS.

    Sources: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and
    https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html for the two forms. What PrivateLink writes
    into the message is not documented.
    """
    notifications = (
        {
            "Type": "Notification",
            "MessageId": f"00000000-0000-0000-0000-{number:012d}",
            "TopicArn": TOPIC,
            "Subject": "Amazon VPC notification",
            "Message": body,
            "Timestamp": "2026-01-01T00:00:00.000Z",
            "SignatureVersion": "1",
            "Signature": "EXAMPLE",
            "SigningCertURL": f"https://sns.{HOME}.amazonaws.com/SimpleNotificationService-example.pem",
            "UnsubscribeURL": f"https://sns.{HOME}.amazonaws.com/?Action=Unsubscribe",
        }
        for number, body in enumerate(bodies)
    )
    return {
        "Records": [
            {
                "messageId": notification["MessageId"],
                "receiptHandle": "EXAMPLE",
                "body": json.dumps(notification),
                "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1767225600000"},
                "messageAttributes": {},
                "md5OfBody": "00000000000000000000000000000000",
                "eventSource": "aws:sqs",
                "eventSourceARN": QUEUE,
                "awsRegion": HOME,
            }
            for notification in notifications
        ]
    }


CONNECT = json.dumps({"vpcEndpointId": "vpce-00000000000000000", "serviceId": SERVICE, "eventType": "Connect"})


@pytest.mark.parametrize(
    "event",
    [
        envelope(CONNECT),
        envelope(CONNECT, CONNECT),
        envelope("not JSON at all", "{}"),
        {"Records": [{"messageId": "1", "body": "not even a notification"}]},
        {"Records": []},
        SCHEDULE,
        {},
    ],
    ids=["one", "twice", "strange", "foreign", "empty", "schedule", "nothing"],
)
def test_whatever_wakes_it_the_connections_decide(event: dict[str, Any], tmp_path: Path) -> None:
    """A message is a sign to look; that it is handled is said to SQS."""
    log, told = invoked(built(tmp_path, TOLD), [event], [FRIEND, STRANGER])
    assert ["Available", "PendingAcceptance"] == told["states"]
    assert [{"batchItemFailures": []}] == told["returned"]
    assert ["accept", "leave"] == [line["action"] for line in events(log, "decision")]


def test_no_event_is_as_good_as_the_next_run(tmp_path: Path) -> None:
    """A lost message changes nothing for longer than the schedule's interval; a late one changes nothing at all."""
    log, told = invoked(built(tmp_path, TOLD), [SCHEDULE, envelope(CONNECT), SCHEDULE], [FRIEND])
    assert ["Available"] == told["states"]
    assert [0, 0, 0] == [line["failed"] for line in events(log, "reconciled")]
    assert 1 == len(events(log, "decision"))
