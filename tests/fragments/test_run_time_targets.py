"""What looks up targets: least privilege, one rule a listener, and nothing that one listener changes of another."""

from __future__ import annotations

import json
from typing import Any

import pytest

from constructs_pkg.fragments.fragment import Fragment
from constructs_pkg.fragments.service import service_fragment
from constructs_pkg.values.place import Region
from constructs_pkg.values.service import ServiceSpec
from constructs_pkg.values.spec import parse

KEY = "arn:aws:kms:us-east-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef"
NETWORK: dict[str, Any] = {
    "vpc_id": "vpc-0123456789abcdef0",
    "cidr": "10.0.0.0/16",
    "log_key_arn": KEY,
    "subnets": [
        {"id": f"subnet-0123456789abcdef{place}", "availability_zone": f"us-east-1{letter}"}
        for place, letter in enumerate("ab")
    ],
}
BY_NAME = {"port": 5432, "targets": {"dns_name": "orders.abc.us-east-1.rds.amazonaws.com"}}
BY_ENDPOINT = {"port": 443, "targets": {"endpoint_id": "vpce-0123456789abcdef0", "refresh_minutes": 5}}


def fragment(*listeners: dict[str, Any], network: dict[str, Any] = NETWORK, **more: Any) -> Fragment:
    """Return the fragment of a service with these listeners."""
    spec = parse(ServiceSpec, {"network": network, "listeners": list(listeners), **more})
    return service_fragment(spec, region=Region("us-east-1"), name="Orders")


def statements(of: Fragment, resource: str) -> list[Any]:
    """Return the statements of the one policy of a role or policy, as a template has them."""
    properties = of.template()["Resources"][resource]["Properties"]
    document = properties.get("PolicyDocument") or properties["Policies"][0]["PolicyDocument"]
    found: list[Any] = document["Statement"]
    return found


def test_a_service_that_looks_nothing_up_has_no_function() -> None:
    """Listed targets need neither function nor rule."""
    made = fragment({"port": 5432, "targets": {"ip_addresses": ["10.0.0.10"]}}).resources.values()
    assert not {"AWS::Lambda::Function", "AWS::Events::Rule", "AWS::KMS::Key"} & {each["Type"] for each in made}


@pytest.mark.parametrize("added", [BY_ENDPOINT, {"port": 80}])
def test_a_listener_changes_no_other_resource(added: dict[str, Any]) -> None:
    """What looks up the targets of one listener stays as it is when the service gets another."""
    before, after = (dict(fragment(*listeners).resources) for listeners in ([BY_NAME], [BY_NAME, added]))
    # The load balancer's one security group lets traffic out on the new port as well.
    changed = {name for name, held in before.items() if after[name] != held}
    assert {"SecurityGroup"} == changed


def test_the_role_may_describe_and_no_more() -> None:
    """The function's own role has what knows no resource-level permission, and its log."""
    assert [
        {
            "Effect": "Allow",
            "Action": [
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeVpcEndpoints",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            "Resource": "*",
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": {"Fn::GetAtt": ["RefreshTargetsLogGroup", "Arn"]},
        },
    ] == statements(fragment(BY_NAME), "RefreshTargetsRole")


def test_targets_are_changed_in_the_listeners_own_group_only() -> None:
    """Each listener's policy names its one target group."""
    assert [
        {
            "Effect": "Allow",
            "Action": ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
            "Resource": {"Ref": "TargetGroup-5432"},
        }
    ] == statements(fragment(BY_NAME, BY_ENDPOINT), "RefreshTargetsPolicy-5432")


@pytest.mark.parametrize(
    ("listener", "schedule", "subject", "on_events"),
    [
        (BY_NAME, "rate(1 minute)", {"DnsName": "orders.abc.us-east-1.rds.amazonaws.com"}, True),
        (BY_ENDPOINT, "rate(5 minutes)", {"EndpointId": "vpce-0123456789abcdef0"}, False),
    ],
)
def test_a_rule_asks_what_cloudformation_asked(
    listener: dict[str, Any], schedule: str, subject: dict[str, str], on_events: bool
) -> None:
    """The rule's input is JSON with the properties of the custom resource; databases tell of themselves as well."""
    made = fragment(listener).template()["Resources"]
    port = listener["port"]
    rule, declared = (made[f"{start}-{port}"]["Properties"] for start in ("RefreshTargetsRule", "RunTimeTargets"))
    (target,) = rule["Targets"]
    parts = target["Input"]["Fn::Join"][1]
    group = {"Ref": f"TargetGroup-{port}"}
    asked = json.loads("".join("GROUP" if part == group else part for part in parts))
    assert {"TargetGroupArn": "GROUP", "Port": str(port), **subject} == asked
    assert {**asked, "TargetGroupArn": group} == {
        name: value for name, value in declared.items() if not name.startswith("Service")
    }
    assert (schedule, on_events) == (rule["ScheduleExpression"], "EventPattern" in rule)


def test_only_the_rule_may_start_the_function() -> None:
    """EventBridge may start it for the one rule, and no other source may."""
    permission = fragment(BY_NAME).template()["Resources"]["RefreshTargetsPermission-5432"]["Properties"]
    assert {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Fn::GetAtt": ["RefreshTargetsFunction", "Arn"]},
        "Principal": "events.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["RefreshTargetsRule-5432", "Arn"]},
    } == permission


def test_the_permission_comes_before_the_first_lookup() -> None:
    """CloudFormation attaches the policy before it asks for targets."""
    assert ["RefreshTargetsPolicy-5432"] == fragment(BY_NAME).resources["RunTimeTargets-5432"]["DependsOn"]


def test_the_rule_goes_before_its_targets() -> None:
    """CloudFormation deletes the rule first, so that no run registers again what the deletion takes away."""
    assert ["RunTimeTargets-5432"] == fragment(BY_NAME).resources["RefreshTargetsRule-5432"]["DependsOn"]


def test_logs_have_a_key_where_the_network_has_none() -> None:
    """Without the network's key the fragment makes one, which encrypts every log in it."""
    network = {name: value for name, value in NETWORK.items() if name != "log_key_arn"}
    proxy = {"name": "orders", "engine_family": "POSTGRESQL", "user_name": "app", "instance_identifier": "orders"}
    made = fragment(BY_NAME, network=network, database_proxy=proxy).template()["Resources"]
    groups = [held["Properties"]["KmsKeyId"] for held in made.values() if held["Type"] == "AWS::Logs::LogGroup"]
    assert [{"Fn::GetAtt": ["LogKey", "Arn"]}] * 2 == groups
    assert "AWS::KMS::Key" == made["LogKey"]["Type"]
