"""What keeps the connections of a service: its permissions to the letter, what wakes it, and what watches it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from construct_cases import NETWORK, NLB_ARN, Template, every, only, refusal_of, template_of
from reconciler_documents import (
    ALWAYS,
    COLLECTING,
    DEAD_LETTERS,
    DRAINING,
    DRAINS_OWN_LOG,
    KEY,
    LOOKING_UP,
    NAMING,
    OWN_LOG,
    QUEUE,
    SERVICE,
    TOPIC,
    TRUSTED,
    UNDELIVERED,
    document,
    joined,
    made,
)

from constructs_pkg import ConnectionReconciler, EndpointService
from constructs_pkg.fragments.logical_id import logical_id
from constructs_pkg.values.late import Late

PAGE = Path(__file__).parents[2] / "docs" / "acceptance.md"
FRIEND = {"key": "friend", "action": "accept", "accounts": ["222222222222"]}
UNIT = {"key": "unit", "action": "accept", "organizational_units": ["ou-ab12-11111111"]}
NAMES = {"zone": "customers.example.com", "zone_id": "Z0123456789CUSTOMERS", "customers": {"222222222222": "friend"}}
ROLE = "arn:aws:iam::999999999999:role/looks-up-accounts"
COLLECTION = "01234567-89ab-cdef-0123-456789abcdef"
BLOCKS = {**FRIEND, "cidr_blocks": ["192.0.2.0/24"]}
PINNED = {
    "ConnectionDeadLetters": "RulesConnectionDeadLetters4063CF93",
    "ConnectionDeadLettersPolicy": "RulesConnectionDeadLettersPolicy0FEC7DE5",
    "ConnectionKey": "RulesConnectionKeyF1B4175E",
    "ConnectionQueue": "RulesConnectionQueueAF4C700E",
    "ConnectionQueuePolicy": "RulesConnectionQueuePolicy844B69FB",
    "ConnectionSubscription": "RulesConnectionSubscriptionC341591E",
    "ConnectionTopic": "RulesConnectionTopic32697610",
    "ConnectionTopicPolicy": "RulesConnectionTopicPolicyAC10C98C",
    "ConnectionUndelivered": "RulesConnectionUndeliveredE2F4487E",
    "ConnectionUndeliveredPolicy": "RulesConnectionUndeliveredPolicy0756A237",
    "Drain": "RulesDrainE3C549FC",
    "DrainFunction": "RulesDrainFunctionD31FC9C5",
    "DrainLogGroup": "RulesDrainLogGroupF2AE271A",
    "DrainRole": "RulesDrainRole5AE6F9DB",
    "LogKey": "RulesLogKey486CFD40",
    "ReconcileFunction": "RulesReconcileFunction970FF1E5",
    "ReconcileLogGroup": "RulesReconcileLogGroupFC28231A",
    "ReconcileMessages": "RulesReconcileMessages37FC1D17",
    "ReconcilePermission": "RulesReconcilePermission2AC1429E",
    "ReconcileRole": "RulesReconcileRoleA8C0FC35",
    "ReconcileSchedule": "RulesReconcileSchedule336E2EFF",
    "ReconcilerNotification": "RulesReconcilerNotification2048DB07",
}


def reconciler(stack: cdk.Stack, *rules: dict[str, Any], **given: Any) -> ConnectionReconciler:
    return ConnectionReconciler(stack, "Rules", **{"service": SERVICE, "rules": rules or [FRIEND], **given})


def local(template: Template, prefix: str = "Rules") -> dict[str, Any]:
    """The resources by their ids within the construct, and what refers to them likewise."""
    back = {logical_id(prefix, name): name for name in PINNED}

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {back.get(key, key): renamed(held) for key, held in value.items()}
        if isinstance(value, list):
            return [renamed(held) for held in value]
        return back.get(value, value) if isinstance(value, str) else value

    told: dict[str, Any] = renamed(template["Resources"])
    return told


@pytest.fixture
def resources(stack: cdk.Stack) -> dict[str, Any]:
    """What a reconciler of one rule is made of."""
    reconciler(stack)
    return local(template_of(stack))


def test_its_ids_stay(stack: cdk.Stack) -> None:
    """A new id would be a new queue, which nothing tells, and a drain that runs at once."""
    reconciler(stack)
    held = template_of(stack)["Resources"]
    others = {name for name in held if re.match(r"Rules(Alarm|Count)", name)}
    assert sorted(PINNED.values()) == sorted(held.keys() - others)


@pytest.mark.parametrize(
    ("rules", "given", "expected"),
    [
        ([FRIEND], {}, []),
        ([UNIT], {"organizations_role": ROLE}, LOOKING_UP),
        ([FRIEND], {"names": NAMES}, NAMING),
        ([BLOCKS], {"cidr_collection_id": COLLECTION}, COLLECTING),
        (
            [BLOCKS, UNIT],
            {"organizations_role": ROLE, "names": NAMES, "cidr_collection_id": COLLECTION},
            [*LOOKING_UP, *NAMING, *COLLECTING],
        ),
    ],
    ids=["alone", "organizations", "names", "blocks", "all"],
)
def test_the_function_may_do_this_and_no_more(
    rules: list[dict[str, Any]], given: dict[str, Any], expected: list[dict[str, Any]], stack: cdk.Stack
) -> None:
    """Its whole policy; what is not asked for is not permitted."""
    reconciler(stack, *rules, **given)
    role = local(template_of(stack))["ReconcileRole"]["Properties"]
    assert {
        "AssumeRolePolicyDocument": TRUSTED,
        "Policies": [{"PolicyName": "Reconcile", "PolicyDocument": document(*ALWAYS, *expected, OWN_LOG)}],
    } == role


@pytest.mark.parametrize(
    ("on_deletion", "given", "expected"),
    [
        ("keep", {"names": NAMES, "cidr_collection_id": COLLECTION}, []),
        ("reject", {}, []),
        ("reject", {"names": NAMES}, NAMING),
        ("reject", {"cidr_collection_id": COLLECTION}, COLLECTING),
    ],
)
def test_the_draining_may_do_this_and_no_more(
    on_deletion: str, given: dict[str, Any], expected: list[dict[str, Any]], stack: cdk.Stack
) -> None:
    """It lets nobody in, and takes names and blocks away only where it rejects before a deletion."""
    reconciler(stack, BLOCKS if "cidr_collection_id" in given else FRIEND, on_deletion=on_deletion, **given)
    found = local(template_of(stack))
    assert {
        "AssumeRolePolicyDocument": TRUSTED,
        "Policies": [{"PolicyName": "Drain", "PolicyDocument": document(*DRAINING, *expected, DRAINS_OWN_LOG)}],
    } == found["DrainRole"]["Properties"]
    told = {"ZONE", "ZONE_ID"} if expected == NAMING else {"COLLECTION_ID"} if expected else set()
    assert {"SERVICE_ID", *told} == found["DrainFunction"]["Properties"]["Environment"]["Variables"].keys()


@pytest.mark.parametrize(
    ("name", "property_", "expected"),
    [
        ("ConnectionTopicPolicy", "PolicyDocument", TOPIC),
        ("ConnectionQueuePolicy", "PolicyDocument", QUEUE),
        ("ConnectionDeadLettersPolicy", "PolicyDocument", DEAD_LETTERS),
        ("ConnectionUndeliveredPolicy", "PolicyDocument", UNDELIVERED),
        ("ConnectionKey", "KeyPolicy", KEY),
    ],
)
def test_nobody_else_may_tell_it_anything(
    name: str, property_: str, expected: dict[str, Any], resources: dict[str, Any]
) -> None:
    """AWS's services act for this endpoint service and this topic alone, and everybody uses TLS."""
    assert expected == resources[name]["Properties"][property_]


def test_a_message_passes_encrypted_queues(resources: dict[str, Any]) -> None:
    """It may be handled for six times the function's timeout, five times, before it is put aside for two weeks.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    """
    function, key = resources["ReconcileFunction"]["Properties"], made("ConnectionKey")
    redrive = {"deadLetterTargetArn": made("ConnectionDeadLetters"), "maxReceiveCount": 5}
    assert {
        "KmsMasterKeyId": key,
        "VisibilityTimeout": 6 * function["Timeout"],
        "RedrivePolicy": redrive,
    } == resources["ConnectionQueue"]["Properties"]
    dead = {"KmsMasterKeyId": key, "MessageRetentionPeriod": 14 * 86_400}
    assert dead == resources["ConnectionDeadLetters"]["Properties"]
    assert key == resources["ConnectionTopic"]["Properties"]["KmsMasterKeyId"]
    assert True is resources["ConnectionKey"]["Properties"]["EnableKeyRotation"]
    assert {
        "Protocol": "sqs",
        "TopicArn": {"Ref": "ConnectionTopic"},
        "Endpoint": made("ConnectionQueue"),
        "RedrivePolicy": {"deadLetterTargetArn": made("ConnectionUndelivered")},
    } == resources["ConnectionSubscription"]["Properties"]
    assert {
        "ServiceId": SERVICE,
        "ConnectionEvents": ["Accept", "Connect", "Delete", "Reject"],
        "ConnectionNotificationArn": {"Ref": "ConnectionTopic"},
    } == resources["ReconcilerNotification"]["Properties"]


def test_what_does_not_arrive_is_kept_without_the_key(resources: dict[str, Any]) -> None:
    """A key that fails, or that AWS may not use, does not keep messages from the queue for what did not arrive.

    EventBridge tells KMS no resource that a key's policy could ask for:
    https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    """
    assert {"SqsManagedSseEnabled": True, "MessageRetentionPeriod": 14 * 86_400} == resources["ConnectionUndelivered"][
        "Properties"
    ]
    assert "events.amazonaws.com" not in str(resources["ConnectionKey"])


def test_the_function_is_woken_by_both(resources: dict[str, Any]) -> None:
    """By the queue and by the schedule, which is not throttled by the queue, and neither once the service is drained.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
    """
    function = resources["ReconcileFunction"]["Properties"]
    assert (3, {"TargetArn": made("ConnectionDeadLetters")}) == (
        function["ReservedConcurrentExecutions"],
        function["DeadLetterConfig"],
    )
    assert {
        "EventSourceArn": made("ConnectionQueue"),
        "FunctionName": {"Ref": "ReconcileFunction"},
        "BatchSize": 100,
        "MaximumBatchingWindowInSeconds": 5,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "ScalingConfig": {"MaximumConcurrency": 2},
    } == resources["ReconcileMessages"]["Properties"]
    schedule = resources["ReconcileSchedule"]["Properties"]
    undelivered = {"Arn": made("ConnectionUndelivered")}
    target = {"Id": "Reconcile", "Arn": made("ReconcileFunction"), "DeadLetterConfig": undelivered}
    assert ("rate(5 minutes)", "ENABLED", [target]) == (
        schedule["ScheduleExpression"],
        schedule["State"],
        schedule["Targets"],
    )
    assert {
        "Action": "lambda:InvokeFunction",
        "FunctionName": made("ReconcileFunction"),
        "Principal": "events.amazonaws.com",
        "SourceArn": made("ReconcileSchedule"),
    } == resources["ReconcilePermission"]["Properties"]
    # CloudFormation deletes what depends before what it depends on.
    for waker in ("ReconcileMessages", "ReconcileSchedule"):
        assert ["Drain"] == resources[waker]["DependsOn"]


@pytest.mark.parametrize(("minutes", "expression"), [(1, "rate(1 minute)"), (2, "rate(2 minutes)")])
def test_the_schedule_is_spelled_as_events_want_it(minutes: int, expression: str, stack: cdk.Stack) -> None:
    """Singular for one: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html"""
    reconciler(stack, minutes=minutes)
    assert expression == only(template_of(stack), "AWS::Events::Rule")["ScheduleExpression"]


def test_each_alarm_is_on_the_page(resources: dict[str, Any]) -> None:
    """The page lists every alarm, and every alarm that it lists is there."""
    rows = PAGE.read_text(encoding="utf-8").split("| Alarm | Goes off when |")[1].split("\n\n")[0]
    listed = re.findall(r"`(\w+)`", "\n".join(row.split("|")[1] for row in rows.splitlines() if row.count("|") > 2))
    found = [match[1] for name in resources if (match := re.fullmatch(r"RulesAlarm(\w+?)[0-9A-F]{8}", name))]
    assert sorted(listed) == sorted(found)


def test_each_counted_event_is_one_that_the_function_writes(resources: dict[str, Any]) -> None:
    """A filter on a line that nobody writes would never raise its alarm."""
    filters = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::Logs::MetricFilter"]
    code = resources["ReconcileFunction"]["Properties"]["Code"]["ZipFile"]
    for one in filters:
        (event,) = re.findall(r'^\{ \$\.event = "([a-z-]+)" \}$', one["FilterPattern"])
        assert re.search(rf"""log\(\s*['"]{event}['"]""", code), event
        assert {"Ref": "ReconcileLogGroup"} == one["LogGroupName"]
    measured = {str(one["MetricTransformations"][0]["MetricName"]) for one in filters}
    alarms = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::CloudWatch::Alarm"]
    assert measured == {str(one["MetricName"]) for one in alarms if one["Namespace"] == "PrivateCells"}


def test_alarms_tell_whom_they_are_given(stack: cdk.Stack) -> None:
    """And nobody by default."""
    topic = "arn:aws:sns:us-east-1:111111111111:operators"
    reconciler(stack, notification_topic_arn=topic)
    ConnectionReconciler(stack, "Silent", service=SERVICE, rules=[FRIEND])
    alarms = every(template_of(stack), "AWS::CloudWatch::Alarm")
    told = {name.startswith("Rules"): one.get("AlarmActions") for name, one in alarms.items()}
    assert {True: [topic], False: None} == told
    shown = assertions.Annotations.from_stack(stack)
    shown.has_warning("/Stack/Silent", assertions.Match.string_like_regexp("alarms tell nobody"))
    shown.has_no_warning("/Stack/Rules", assertions.Match.any_value())


def test_what_was_decided_can_be_read_when_all_else_is_gone(resources: dict[str, Any]) -> None:
    """The logs and their key outlive the stack. The key of the queues goes with them: a message decides nothing."""
    kept = ("Retain", "Retain")
    policies = ("DeletionPolicy", "UpdateReplacePolicy")
    for name in ("ReconcileLogGroup", "DrainLogGroup", "LogKey"):
        assert kept == tuple(resources[name][each] for each in policies)
    for name in ("ReconcileLogGroup", "DrainLogGroup"):
        assert made("LogKey") == resources[name]["Properties"]["KmsKeyId"]
    passing = ("ConnectionKey", "ConnectionTopic", "ConnectionQueue", "ConnectionDeadLetters", "ConnectionUndelivered")
    assert set() == {each for name in passing for each in policies if each in resources[name]}


@pytest.mark.parametrize("on_deletion", ["keep", "reject"])
def test_the_service_is_drained_if_that_is_asked_for(on_deletion: str, stack: cdk.Stack) -> None:
    """CloudFormation waits for longer than the function may take."""
    reconciler(stack, on_deletion=on_deletion)
    found = local(template_of(stack))
    assert {
        "ServiceToken": made("DrainFunction"),
        "ServiceTimeout": 960,
        "ServiceId": SERVICE,
        "OnDeletion": on_deletion,
    } == found["Drain"]["Properties"]
    assert 900 == found["DrainFunction"]["Properties"]["Timeout"]


def test_the_zone_of_names_is_marked(stack: cdk.Stack) -> None:
    """With the service, so that no other writes there."""
    reconciler(stack, names=NAMES)
    template = template_of(stack)
    assert {
        "HostedZoneId": "Z0123456789CUSTOMERS",
        "Name": "_private-cells.customers.example.com.",
        "Type": "TXT",
        "TTL": "300",
        "ResourceRecords": [f'"service={SERVICE}"'],
    } == only(template, "AWS::Route53::RecordSet")
    # CloudFormation deletes what depends first: the mark is there while names are taken away.
    marks = [name for name, held in template["Resources"].items() if held["Type"] == "AWS::Route53::RecordSet"]
    assert marks == local(template)["Drain"]["DependsOn"]
    variables = local(template)["ReconcileFunction"]["Properties"]["Environment"]["Variables"]
    assert {"SERVICE_ID": SERVICE, "ZONE_ID": "Z0123456789CUSTOMERS"} == variables


def test_a_service_of_its_own_has_one(stack: cdk.Stack) -> None:
    """Everything is about the service that is made beside it, and its logs have the key that the service has."""
    EndpointService(
        stack,
        "Api",
        vpc=NETWORK,
        listeners=[{"port": 443}],
        allowed_principals=["222222222222"],
        connection_rules={"rules": [FRIEND]},
    )
    template = template_of(stack)
    (service,) = every(template, "AWS::EC2::VPCEndpointService")
    found = local(template, "Api")
    assert {"Ref": service} == found["ReconcilerNotification"]["Properties"]["ServiceId"]
    assert {"SERVICE_ID": {"Ref": service}} == found["ReconcileFunction"]["Properties"]["Environment"]["Variables"]
    accepting = found["ReconcileRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"][0]
    arn = joined("arn:aws:ec2:us-east-1:", {"Ref": "AWS::AccountId"}, ":vpc-endpoint-service/", {"Ref": service})
    assert {**ALWAYS[0], "Resource": arn} == accepting
    keys = ["ConnectionKey", "LogKey", "NotificationKey"]
    assert {logical_id("Api", key) for key in keys} == every(template, "AWS::KMS::Key").keys()
    assert 2 == len(every(template, "AWS::Lambda::Function"))
    # Whatever is referred to exists.
    references = set(re.findall(r"'(?:Ref)': '(Api\w+)'|'Fn::GetAtt': \['(Api\w+)'", str(template)))
    assert {each or other for each, other in references} <= template["Resources"].keys()


def test_a_service_without_rules_has_none_of_it(stack: cdk.Stack) -> None:
    """Nothing is made that was not asked for."""
    EndpointService(stack, "Api", vpc=NETWORK, listeners=[{"port": 443}])
    assert {} == every(template_of(stack), "AWS::Lambda::Function")


def test_the_alarms_of_a_service_tell_its_topic(stack: cdk.Stack) -> None:
    """Rules tell the topic that is made for them, or the one that they are given."""
    EndpointService(
        stack, "Api", vpc=NETWORK, listeners=[{"port": 443}], connection_rules={"rules": [FRIEND]}, alarms={}
    )
    template = template_of(stack)
    actions = {str(one.get("AlarmActions")) for one in every(template, "AWS::CloudWatch::Alarm").values()}
    assert {str([{"Ref": logical_id("Api", "NotificationTopic")}])} == actions


def test_several_stand_in_one_stack(stack: cdk.Stack) -> None:
    """Each with its own id, for a service of the CDK's and for one known at deployment alone."""
    balancer = elbv2.NetworkLoadBalancer.from_network_load_balancer_attributes(
        stack, "Balancer", load_balancer_arn=NLB_ARN
    )
    service = ec2.VpcEndpointService(stack, "Service", vpc_endpoint_service_load_balancers=[balancer])
    of_cdk = ConnectionReconciler(stack, "Cdk", service=service, rules=[FRIEND])
    ConnectionReconciler(stack, "Late", service=Late(service.vpc_endpoint_service_id), rules=[FRIEND])
    assert stack.resolve(of_cdk.function_arn) == made(logical_id("Cdk", "ReconcileFunction"))
    assert stack.resolve(of_cdk.drain_function_arn) == made(logical_id("Cdk", "DrainFunction"))
    cdk.CfnOutput(stack, "Function", value=of_cdk.function.function_arn)
    cdk.CfnOutput(stack, "Letters", value=of_cdk.dead_letters.queue_arn)
    template = template_of(stack)
    assert 4 == len(every(template, "AWS::Lambda::Function"))
    assert made(logical_id("Cdk", "ConnectionDeadLetters")) == template["Outputs"]["Letters"]["Value"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"rules": []}, {("no-rules", "rules")}),
        ({"service": "vpce-svc-1"}, {("malformed-id", "service_id")}),
        ({"rules": [{"key": "all", "action": "accept"}]}, {("accepts-anybody", "rules[0]")}),
        ({"minutes": 0, "most_rejected": 2.0}, {("wrong-type", "minutes"), ("wrong-type", "most_rejected")}),
    ],
)
def test_what_is_illegal_is_refused(given: dict[str, Any], expected: set[tuple[str, str]], stack: cdk.Stack) -> None:
    """All of it at once, and nothing is made."""
    assert expected == refusal_of(lambda: reconciler(stack, **given))
    assert [] == stack.node.children


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"connection_rules": {"rules": []}}, ("no-rules", "connection_rules.rules")),
        (
            {"connection_rules": {"rules": [{"key": "all", "action": "accept"}]}},
            ("accepts-anybody", "connection_rules.rules[0]"),
        ),
        (
            {"connection_rules": {"rules": [FRIEND]}, "acceptance_required": False},
            ("acceptance-not-required", "connection_rules.rules"),
        ),
        (
            {"connection_rules": {"rules": [{**FRIEND, "accounts": ["1"]}]}},
            ("malformed-account-id", "connection_rules.rules[0].accounts[0]"),
        ),
    ],
)
def test_illegal_rules_of_a_service_are_refused(
    given: dict[str, Any], expected: tuple[str, str], stack: cdk.Stack
) -> None:
    """At the rule that is wrong, and nothing is made."""
    make: Callable[[], object] = lambda: EndpointService(  # noqa: E731
        stack, "Api", vpc=NETWORK, listeners=[{"port": 443}], **given
    )
    assert expected in refusal_of(make)
    assert [] == stack.node.children
