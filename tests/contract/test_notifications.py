"""Connection notifications reach their topics, for a service and for an endpoint.

Source: https://docs.aws.amazon.com/vpc/latest/privatelink/create-notification-endpoint-service.html.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from .cloud import CONSUMER, PROVIDER, STRANGER, Cloud, refused


class Heard:
    """A topic of an account with a queue that hears it."""

    def __init__(self, cloud: Cloud, account: str) -> None:
        name = f"heard-{next(cloud.numbers)}"
        self._sqs, sns = cloud.client("sqs", account), cloud.client("sns", account)
        self.topic: str = sns.create_topic(Name=name)["TopicArn"]
        self._queue: str = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])["Attributes"][
            "QueueArn"
        ]
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=arn)

    def events(self) -> list[str]:
        """Return the events that were told, in their order."""
        held = self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(json.loads(one["Body"])["Message"])["VpcEndpointEvent"] for one in held]


def notify(cloud: Cloud, heard: Heard, account: str = PROVIDER, **of: Any) -> str:
    """Have the topic told of every event, and return the notification's id."""
    made = cloud.client("ec2", account).create_vpc_endpoint_connection_notification(
        ConnectionNotificationArn=heard.topic, ConnectionEvents=["Accept", "Connect", "Delete", "Reject"], **of
    )
    identifier: str = made["ConnectionNotification"]["ConnectionNotificationId"]
    return identifier


def test_a_consumer_is_told_that_it_was_accepted(cloud: Cloud) -> None:
    """The endpoint's own topic, in the consumer's account, hears what the provider does."""
    service = cloud.service(f"arn:aws:iam::{CONSUMER}:root")
    endpoint, heard = cloud.endpoint(service), Heard(cloud, CONSUMER)
    notify(cloud, heard, CONSUMER, VpcEndpointId=endpoint["VpcEndpointId"])
    cloud.client("ec2").accept_vpc_endpoint_connections(
        ServiceId=service["ServiceId"], VpcEndpointIds=[endpoint["VpcEndpointId"]]
    )
    assert ["Accept"] == heard.events()


def test_a_provider_is_told_of_a_connection(cloud: Cloud) -> None:
    """The service's topic hears of each new endpoint."""
    service, heard = cloud.service(f"arn:aws:iam::{CONSUMER}:root"), Heard(cloud, PROVIDER)
    notify(cloud, heard, ServiceId=service["ServiceId"])
    cloud.endpoint(service)
    assert ["Connect"] == heard.events()


def test_a_notification_of_an_endpoint_is_shown_changed_and_deleted(cloud: Cloud) -> None:
    """It is its account's, and gone once deleted."""
    service, heard = cloud.service(f"arn:aws:iam::{CONSUMER}:root"), Heard(cloud, CONSUMER)
    endpoint = cloud.endpoint(service)["VpcEndpointId"]
    identifier = notify(cloud, heard, CONSUMER, VpcEndpointId=endpoint)
    ec2 = cloud.client("ec2", CONSUMER)
    ec2.modify_vpc_endpoint_connection_notification(ConnectionNotificationId=identifier, ConnectionEvents=["Reject"])
    (shown,) = ec2.describe_vpc_endpoint_connection_notifications(ConnectionNotificationId=identifier)[
        "ConnectionNotificationSet"
    ]
    assert (endpoint, ["Reject"]) == (shown["VpcEndpointId"], shown["ConnectionEvents"])
    ec2.delete_vpc_endpoint_connection_notifications(ConnectionNotificationIds=[identifier])
    assert (
        []
        == ec2.describe_vpc_endpoint_connection_notifications(ConnectionNotificationId=identifier)[
            "ConnectionNotificationSet"
        ]
    )


def test_what_a_notification_needs(cloud: Cloud) -> None:
    """An event of AWS's, and one endpoint or service of the account."""
    service, heard = cloud.service(), Heard(cloud, PROVIDER)
    given = {"ConnectionNotificationArn": heard.topic, "ServiceId": service["ServiceId"]}
    with refused("InvalidParameter"):
        cloud.client("ec2").create_vpc_endpoint_connection_notification(**given, ConnectionEvents=["Appear"])
    with refused("InvalidParameterCombination"):
        cloud.client("ec2").create_vpc_endpoint_connection_notification(
            ConnectionNotificationArn=heard.topic, ConnectionEvents=["Accept"]
        )
    with refused("InvalidVpcEndpointServiceId.NotFound"):
        notify(cloud, Heard(cloud, STRANGER), STRANGER, ServiceId=service["ServiceId"])


@pytest.mark.parametrize("identifier", ["vpce-00000000000000000"])
def test_a_missing_endpoint_is_refused(cloud: Cloud, identifier: str) -> None:
    """There is nothing to be told of."""
    with refused("InvalidVpcEndpointId.NotFound"):
        notify(cloud, Heard(cloud, PROVIDER), VpcEndpointId=identifier)
