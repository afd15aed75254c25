"""Alarms, topics, dashboards and logs as CloudFormation resources, beside what AWS's pages say of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_pkg.fragments.alarms import proxy_alarms_fragment
from constructs_pkg.fragments.cell import cell_fragment
from constructs_pkg.fragments.consumer import consumer_fragment
from constructs_pkg.fragments.dashboard import Shown, dashboard_fragment
from constructs_pkg.fragments.measured import measured_endpoint, measured_service
from constructs_pkg.fragments.service import service_fragment
from constructs_pkg.values.alarms import Alarms
from constructs_pkg.values.cell import CellSpec
from constructs_pkg.values.consumer import ConsumerSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.spec import parse

REGION = Region("us-east-1")
SERVICE_NAME = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
TOPIC = "arn:aws:sns:us-east-1:111111111111:operators"
NETWORK = {
    "vpc_id": "vpc-0123456789abcdef0",
    "cidr": "10.0.0.0/16",
    "subnets": [
        {"id": "subnet-0000000000000000a", "availability_zone": "us-east-1a"},
        {"id": "subnet-0000000000000000b", "availability_zone": "us-east-1b"},
    ],
}
ALB = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/web/0123456789abcdef"

Resources = dict[str, Any]


def service(**given: Any) -> Resources:
    """The resources of a service with two listeners."""
    spec = parse(ServiceSpec, {"network": NETWORK, "listeners": [{"port": 443}, {"port": 5432}], **given})
    made: Resources = service_fragment(spec, region=REGION, name="orders").template()["Resources"]
    return made


def consumer(**given: Any) -> Resources:
    """The resources of an endpoint."""
    spec = parse(ConsumerSpec, {"network": NETWORK, "service_name": SERVICE_NAME, **given})
    made: Resources = consumer_fragment(spec, region=REGION, name="orders").template()["Resources"]
    return made


def cell(**given: Any) -> Resources:
    """The resources of a cell in one zone."""
    flow_logs = {"flow_logs": given.pop("flow_logs")} if "flow_logs" in given else {}
    network = {"cidr": "10.0.0.0/16", "availability_zones": [{"slot": 0, "name": "us-east-1a"}], **flow_logs}
    spec = parse(CellSpec, {"network": given.pop("network", network), **given})
    made: Resources = cell_fragment(spec, account="111111111111", region=REGION, name="shop").template()["Resources"]
    return made


def added(before: Resources, after: Resources) -> set[str]:
    """What is new in a template in which everything else is as it was."""
    assert before.items() <= after.items()
    return set(after) - set(before)


def dimensions(alarm: Any) -> dict[str, Any]:
    return {one["Name"]: one["Value"] for one in alarm["Properties"]["Dimensions"]}


def test_alarms_with_safe_defaults_are_made_and_change_nothing_else() -> None:
    """A service's alarms are those that need no threshold, one a listener where they are on its targets."""
    expected = {
        "Alarm-no-healthy-target-443",
        "Alarm-no-healthy-target-5432",
        "Alarm-unhealthy-target-443",
        "Alarm-unhealthy-target-5432",
        "Alarm-port-allocation-errors",
        "Alarm-rejected-flows",
    }
    assert expected == added(service(), service(alarms={"topic_arn": TOPIC}))


@pytest.mark.parametrize(
    ("name", "tuning"), [("connections", {"threshold": 10}), ("rejected-flows", {"each_zone": True, "periods": 2})]
)
def test_one_alarm_more_changes_no_other(name: str, tuning: dict[str, Any]) -> None:
    """Tuning one alarm leaves every other resource as it is."""
    before = service(alarms={"topic_arn": TOPIC, "tune": {name: {"enabled": False}}})
    after = service(alarms={"topic_arn": TOPIC, "tune": {name: tuning}})
    assert all(identity.startswith(f"Alarm-{name}") for identity in added(before, after))


def test_a_listener_more_brings_its_own_alarms_only() -> None:
    """The alarms on other listeners' targets are the same."""
    alarms = {"topic_arn": TOPIC}
    before, after = service(listeners=[{"port": 443}], alarms=alarms), service(alarms=alarms)
    assert {"Alarm-no-healthy-target-5432", "Alarm-unhealthy-target-5432"} == added_alarms(before, after)


def added_alarms(before: Resources, after: Resources) -> set[str]:
    alarms = [{key: held for key, held in each.items() if key.startswith("Alarm-")} for each in (before, after)]
    return added(*alarms)


def test_no_healthy_target_is_alarming_by_its_maximum_and_by_silence() -> None:
    """AWS advises the maximum of healthy hosts; a target group that reports nothing has no target."""
    alarm = service(alarms={"topic_arn": TOPIC})["Alarm-no-healthy-target-5432"]
    page = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html"
    assert {
        "AlarmDescription": f"orders: no-healthy-target 5432; see {page}",
        "Namespace": "AWS/NetworkELB",
        "MetricName": "HealthyHostCount",
        "Dimensions": [
            {"Name": "LoadBalancer", "Value": {"Fn::GetAtt": ["LoadBalancer", "LoadBalancerFullName"]}},
            {"Name": "TargetGroup", "Value": {"Fn::GetAtt": ["TargetGroup-5432", "TargetGroupFullName"]}},
        ],
        "Statistic": "Maximum",
        "ComparisonOperator": "LessThanThreshold",
        "Threshold": 1,
        "Period": 60,
        "EvaluationPeriods": 5,
        "DatapointsToAlarm": 5,
        "TreatMissingData": "breaching",
        "AlarmActions": [TOPIC],
    } == alarm["Properties"]


def test_an_alarm_is_tuned() -> None:
    """Everything that is told of an alarm is in it."""
    tuning = {"threshold": 99.5, "period": 300, "periods": 4, "datapoints": 3, "missing_data": "ignore"}
    alarms = {"topic_arn": TOPIC, "notify_ok": True, "tune": {"target-resets": tuning}}
    made = service(alarms=alarms)["Alarm-target-resets"]["Properties"]
    keys = ("Threshold", "Period", "EvaluationPeriods", "DatapointsToAlarm", "TreatMissingData", "OKActions")
    assert [99.5, 300, 4, 3, "ignore", [TOPIC]] == [made[key] for key in keys]


def test_an_alarm_a_zone_is_on_the_zones_metric() -> None:
    """Each zone's alarm names the zone beside the load balancer, and there is none for the whole."""
    made = service(alarms={"topic_arn": TOPIC, "tune": {"rejected-flows": {"each_zone": True}}})
    found = {key: dimensions(held) for key, held in made.items() if key.startswith("Alarm-rejected-flows")}
    balancer = {"Fn::GetAtt": ["LoadBalancer", "LoadBalancerFullName"]}
    assert {
        f"Alarm-rejected-flows-us-east-1{zone}": {"AvailabilityZone": f"us-east-1{zone}", "LoadBalancer": balancer}
        for zone in "ab"
    } == found


def test_an_application_load_balancer_is_not_counted_as_a_target() -> None:
    """AWS does not count one, so there is no alarm that could never go off or would for ever."""
    listeners = [{"port": 80, "targets": {"application_load_balancer_arn": ALB}}]
    made = service(listeners=listeners, alarms={"topic_arn": TOPIC})
    assert [] == [key for key in made if "healthy" in key]


def test_an_endpoints_dimensions_are_called_as_aws_calls_them() -> None:
    """The names have spaces, and the type is one of AWS's two words."""
    made = consumer(alarms={"topic_arn": TOPIC})
    assert {
        "Endpoint Type": "Interface",
        "Service Name": SERVICE_NAME,
        "VPC Endpoint Id": {"Fn::GetAtt": ["Resource", "Id"]},
        "VPC Id": "vpc-0123456789abcdef0",
    } == dimensions(made["Alarm-packets-dropped"])
    assert {"Alarm-packets-dropped"} == added(consumer(), made)


def test_alarms_switched_off_make_nothing() -> None:
    """Neither alarms nor a topic."""
    assert service() == service(alarms={"enabled": False})


def test_a_proxys_alarms_are_by_its_name() -> None:
    """Of the availability AWS asks for the target group's role as well."""
    made = proxy_alarms_fragment("orders", Alarms(), topic_arn=TOPIC, name="orders").template()["Resources"]
    found = {key: dimensions(held) for key, held in made.items()}
    assert {
        "Alarm-proxy-unavailable": {"ProxyName": "orders", "TargetGroup": "default", "TargetRole": "READ_WRITE"},
        "Alarm-database-setup-failures": {"ProxyName": "orders"},
    } == found


def test_a_topic_made_here_is_encrypted_and_takes_from_its_own_account_alone() -> None:
    """The key's and the topic's policies are what AWS's pages ask for, with both keys against a confused deputy."""
    made = service(alarms={}, notifications={})
    account = {"Ref": "AWS::AccountId"}

    def by(publisher: str, start: str, *resources: str) -> dict[str, Any]:
        arns = [{"Fn::Join": ["", [f"arn:aws:{start}:us-east-1:", account, f":{each}"]]} for each in resources]
        conditions = {"StringEquals": {"aws:SourceAccount": account}, "ArnLike": {"aws:SourceArn": arns}}
        return {"Effect": "Allow", "Principal": {"Service": publisher}, "Condition": conditions}

    alarms = {"Sid": "Alarms", **by("cloudwatch.amazonaws.com", "cloudwatch", "alarm:*")}
    connections = {
        "Sid": "Connections",
        **by("vpce.amazonaws.com", "ec2", "vpc-endpoint-service/*", "vpc-endpoint/*"),
    }
    use = {"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}
    publish = {"Action": "sns:Publish", "Resource": {"Ref": "NotificationTopic"}}
    governs = {
        "Sid": "AccountGoverns",
        "Effect": "Allow",
        "Principal": {"AWS": {"Fn::Join": ["", ["arn:aws:iam::", account, ":root"]]}},
        "Action": "kms:*",
        "Resource": "*",
    }
    only = {"Sid": "OnlyEncrypted", "Effect": "Deny", "Principal": "*", **publish}
    only["Condition"] = {"Bool": {"aws:SecureTransport": "false"}}
    key = made["NotificationKey"]["Properties"]
    assert (True, [governs, alarms | use, connections | use]) == (
        key["EnableKeyRotation"],
        key["KeyPolicy"]["Statement"],
    )
    policy = made["NotificationTopicPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert [alarms | publish, connections | publish, only] == policy
    key_arn = {"Fn::GetAtt": ["NotificationKey", "Arn"]}
    assert key_arn == made["NotificationTopic"]["Properties"]["KmsMasterKeyId"]


def test_a_notification_waits_for_the_policy_of_a_topic_made_here() -> None:
    """A topic that is brought has its policy already."""
    made, brought = service(notifications={}), consumer(notifications={"events": ["Reject"], "topic_arn": TOPIC})
    assert {
        "Type": "AWS::EC2::VPCEndpointConnectionNotification",
        "Properties": {
            "ServiceId": {"Ref": "Resource"},
            "ConnectionEvents": ["Accept", "Connect", "Delete", "Reject"],
            "ConnectionNotificationArn": {"Ref": "NotificationTopic"},
        },
        "DependsOn": ["NotificationTopicPolicy"],
    } == made["ConnectionNotification"]
    expected = {
        "VPCEndpointId": {"Ref": "Resource"},
        "ConnectionEvents": ["Reject"],
        "ConnectionNotificationArn": TOPIC,
    }
    assert ("DependsOn" in brought["ConnectionNotification"], expected) == (
        False,
        brought["ConnectionNotification"]["Properties"],
    )
    assert {"ConnectionNotification"} == added(consumer(), brought)


def test_a_dashboards_body_is_json_once_its_parts_are_joined() -> None:
    """Every service and endpoint has a heading; a metric is named as in the alarm."""
    offered = parse(ServiceSpec, {"network": NETWORK, "listeners": [{"port": 443}]})
    asked = parse(ConsumerSpec, {"network": NETWORK, "service_name": SERVICE_NAME})

    def attribute(resource: str, name: str) -> dict[str, Any]:
        return {"Fn::GetAtt": [resource, name]}

    shown = [
        Shown("shop orders", measured_service(offered, attribute)),
        Shown('client "orders"', measured_endpoint(asked, attribute, SERVICE_NAME)),
    ]
    made = dashboard_fragment(shown, REGION).template()["Resources"]["Resource"]["Properties"]["DashboardBody"]
    _, parts = made["Fn::Join"]
    body = json.loads("".join(part if isinstance(part, str) else "-".join(part["Fn::GetAtt"]) for part in parts))
    headings = [one["properties"]["markdown"] for one in body["widgets"] if one["type"] == "text"]
    assert ["## shop orders", '## client "orders"'] == headings
    metrics = [metric for one in body["widgets"] for metric in one["properties"].get("metrics", [])]
    assert [
        *("AWS/PrivateLinkServices", "EndpointsCount", "Service Id", "Resource-ServiceId"),
        {"stat": "Maximum", "period": 300, "label": "EndpointsCount"},
    ] in metrics
    places = [(one["x"], one["y"], one["width"], one["height"]) for one in body["widgets"]]
    assert len(set(places)) == len(places)
    assert all(left + width <= 24 for left, _, width, _ in places)


def test_query_logs_go_to_a_log_group_of_the_cell() -> None:
    """The configuration is called after the VPC and has no tags, since a change of either replaces it."""
    made = cell(query_logs={"retention_days": 30})
    assert {"QueryLogGroup", "QueryLogConfig", "QueryLogAssociation"} == added(cell(), made)
    assert {
        "Name": {"Ref": "Resource"},
        "DestinationArn": {"Fn::GetAtt": ["QueryLogGroup", "Arn"]},
    } == made["QueryLogConfig"]["Properties"]
    key = {"Fn::GetAtt": ["LogKey", "Arn"]}
    assert {"KmsKeyId": key, "RetentionInDays": 30} == made["QueryLogGroup"]["Properties"]
    assert ("Retain", "Retain") == tuple(
        made["QueryLogGroup"][f"{kind}Policy"] for kind in ("Deletion", "UpdateReplace")
    )


def test_query_logs_of_a_brought_vpc_have_a_key() -> None:
    """The network's own, or one that is made."""
    key = "arn:aws:kms:us-east-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef"
    own, brought = cell(network=NETWORK, query_logs={}), cell(network={**NETWORK, "log_key_arn": key}, query_logs={})
    names = {"QueryLogGroup", "QueryLogConfig", "QueryLogAssociation"}
    assert (names | {"LogKey"}, names) == (set(own), set(brought))
    assert (365, key) == tuple(brought["QueryLogGroup"]["Properties"][name] for name in ("RetentionInDays", "KmsKeyId"))


def test_query_logs_to_a_bucket_make_no_log_group() -> None:
    """What is brought is named, and nothing is made for it."""
    made = cell(query_logs={"destination_arn": "arn:aws:s3:::query-logs"})
    assert {"QueryLogConfig", "QueryLogAssociation"} == added(cell(), made)


def test_a_flow_logs_fields_stand_in_the_order_of_awss_table() -> None:
    """Another order of the same fields replaces nothing; the default record names no format at all."""
    logs = [
        cell(flow_logs={"fields": list(fields)})["FlowLog"] for fields in (("action", "vpc-id"), ("vpc-id", "action"))
    ]
    assert "${action} ${vpc-id}" == logs[0]["Properties"]["LogFormat"] == logs[1]["Properties"]["LogFormat"]
    assert "LogFormat" not in cell()["FlowLog"]["Properties"]


def test_the_record_for_endpoints_shows_what_is_behind_a_hop() -> None:
    """It has the addresses inside the packets, their AWS services, the direction and the zone."""
    text = cell(flow_logs={"record": "endpoints"})["FlowLog"]["Properties"]["LogFormat"]
    needed = ("pkt-srcaddr", "pkt-dstaddr", "pkt-dst-aws-service", "flow-direction", "traffic-path", "az-id", "vpc-id")
    assert [] == [field for field in needed if f"${{{field}}}" not in text.split()]


def test_the_record_with_everything_has_all_of_awss_fields() -> None:
    """42 fields in versions 2 to 10."""
    assert 42 == len(cell(flow_logs={"record": "all"})["FlowLog"]["Properties"]["LogFormat"].split())
