"""Alarms, metrics, topics, dashboards and query logs as a user of the constructs has them."""

from __future__ import annotations

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sns_subscriptions as subscriptions
from construct_cases import NETWORK, SERVICE_NAME, cell, every, only, refusal_of, template_of

from constructs_pkg import CellDashboard, EndpointConsumer, EndpointService, NotificationTopic
from constructs_pkg.fragments.logical_id import logical_id

ALARM = "AWS::CloudWatch::Alarm"
TOPIC = "arn:aws:sns:us-east-1:111111111111:operators"


def service(stack: cdk.Stack, **given: Any) -> EndpointService:
    return EndpointService(stack, "Service", vpc=NETWORK, listeners=[{"port": 5432}], **given)


def consumer(stack: cdk.Stack, **given: Any) -> EndpointConsumer:
    return EndpointConsumer(stack, "Consumer", vpc=NETWORK, service_name=SERVICE_NAME, **given)


def test_there_are_no_alarms_unless_asked_for(stack: cdk.Stack) -> None:
    """Nothing of it is made by default, and there is no topic."""
    assert service(stack).notification_topic is None
    consumer(stack)
    template = template_of(stack)
    assert ({}, {}) == (every(template, ALARM), every(template, "AWS::SNS::Topic"))


def test_several_tell_one_topic(stack: cdk.Stack) -> None:
    """A topic made once is told by services and endpoints, and somebody hears it."""
    topic = NotificationTopic(stack, "Topic")
    topic.topic.add_subscription(subscriptions.EmailSubscription("ops@example.com"))
    service(stack, alarms={"topic_arn": topic.topic_arn}, notifications={"topic_arn": topic.topic_arn})
    consumer(stack, alarms={"topic_arn": topic.topic_arn})
    template = template_of(stack)
    reference = {"Ref": logical_id("Topic", "NotificationTopic")}
    actions = [alarm["AlarmActions"] for alarm in every(template, ALARM).values()]
    assert [[reference]] * 5 == actions
    assert reference == only(template, "AWS::EC2::VPCEndpointConnectionNotification")["ConnectionNotificationArn"]
    assert reference == only(template, "AWS::SNS::Subscription")["TopicArn"]


def test_a_topic_of_the_constructs_own_is_a_handle(stack: cdk.Stack) -> None:
    """Without a topic the service makes one, which can be subscribed to."""
    topic = service(stack, alarms={}).notification_topic
    assert topic is not None
    topic.add_subscription(subscriptions.EmailSubscription("ops@example.com"))
    template = template_of(stack)
    expected = {"Ref": logical_id("Service", "NotificationTopic")}
    assert expected == only(template, "AWS::SNS::Subscription")["TopicArn"]


def test_a_listener_added_later_has_alarms(stack: cdk.Stack) -> None:
    """Its targets are watched as those of the others are."""
    made = service(stack, alarms={})
    made.add_listener({"port": 443})
    alarms = every(template_of(stack), ALARM)
    port = [alarms[logical_id("Service", f"Alarm-no-healthy-target-{port}")] for port in (443, 5432)]
    groups = [next(one["Value"] for one in alarm["Dimensions"] if one["Name"] == "TargetGroup") for alarm in port]
    assert [
        {"Fn::GetAtt": [logical_id("Service", f"TargetGroup-{port}"), "TargetGroupFullName"]} for port in (443, 5432)
    ] == groups


def test_metrics_and_alarms_are_the_cdks_own(stack: cdk.Stack) -> None:
    """An alarm of one's own on a metric, and a composite of one that was made here."""
    provider, client = service(stack, alarms={"topic_arn": TOPIC}), consumer(stack, alarms={"topic_arn": TOPIC})
    client.metric("bytes").create_alarm(stack, "Own", threshold=1, evaluation_periods=1)
    rule = cloudwatch.AlarmRule.any_of(provider.alarm("no-healthy-target", port=5432), client.alarm("packets-dropped"))
    cloudwatch.CompositeAlarm(stack, "Any", alarm_rule=rule)
    template = template_of(stack)
    own = next(held for name, held in every(template, ALARM).items() if name.startswith("Own"))
    expected = {
        "Endpoint Type": "Interface",
        "Service Name": SERVICE_NAME,
        "VPC Endpoint Id": {"Fn::GetAtt": [logical_id("Consumer", "Resource"), "Id"]},
        "VPC Id": NETWORK.vpc_id,
    }
    assert expected == {one["Name"]: one["Value"] for one in own["Dimensions"]}
    assert ("BytesProcessed", "Sum", 60) == (own["MetricName"], own["Statistic"], own["Period"])
    assert logical_id("Service", "Alarm-no-healthy-target-5432") in json.dumps(
        only(template, "AWS::CloudWatch::CompositeAlarm")
    )


@pytest.mark.parametrize("name", ["nothing", "endpoints"])
def test_what_is_not_there_is_said(stack: cdk.Stack, name: str) -> None:
    """An alarm that was not made, for want of a threshold or at all, and a metric that AWS has not."""
    made = service(stack, alarms={"topic_arn": TOPIC})
    with pytest.raises(LookupError, match=name):
        made.alarm(name)
    with pytest.raises(LookupError, match="'packets-dropped' is not measured"):
        made.metric("packets-dropped")


def test_a_dashboard_shows_services_and_endpoints(stack: cdk.Stack) -> None:
    """Its text names both, whether or not they have alarms."""
    CellDashboard(stack, "Dashboard", services=[service(stack)], consumers=[consumer(stack, display_name="client")])
    body = json.dumps(only(template_of(stack), "AWS::CloudWatch::Dashboard")["DashboardBody"])
    assert [] == [text for text in ("## Service", "## client", "EndpointsCount", "PacketsDropped") if text not in body]


def test_a_dashboard_of_nothing_is_refused(stack: cdk.Stack) -> None:
    """There is nothing to show."""
    assert {("empty-dashboard", "")} == refusal_of(lambda: CellDashboard(stack, "Dashboard"))


def test_a_cell_logs_its_queries(stack: cdk.Stack) -> None:
    """The VPC that is made is the one that is logged."""
    cell(stack, query_logs={})
    template = template_of(stack)
    association = only(template, "AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation")
    assert {"Ref": logical_id("Cell", "Resource")} == association["ResourceId"]
