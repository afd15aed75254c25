"""Health signals: the health check that is made, its alarm, and what is refused."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import assertions
from aws_cdk import aws_cloudwatch as cloudwatch
from construct_cases import ACCOUNT, NETWORK, NLB_ARN, REGION, SERVICE_NAME, cell, refusal_of

from constructs_pkg import EndpointConsumer, EndpointService, HealthSignal
from constructs_pkg.fragments.health_signal import health_signal_fragment
from constructs_pkg.values.health_signal import HealthSignalSpec
from constructs_pkg.values.place import Region
from constructs_pkg.values.spec import parse


@pytest.fixture
def stack() -> cdk.Stack:
    """A stack of a literal account and Region."""
    return cdk.Stack(cdk.App(), "Stack", env=cdk.Environment(account=ACCOUNT, region=REGION))


def only(stack: cdk.Stack, kind: str) -> dict[str, Any]:
    """The properties of the stack's one resource of a type."""
    (found,) = assertions.Template.from_stack(stack).find_resources(kind).values()
    properties: dict[str, Any] = found["Properties"]
    return properties


def config_of(**given: Any) -> dict[str, Any]:
    """The configuration of the health check that a signal becomes."""
    fragment = health_signal_fragment(parse(HealthSignalSpec, given), region=Region(REGION), name="site")
    config: dict[str, Any] = fragment.template()["Resources"]["Resource"]["Properties"]["HealthCheckConfig"]
    return config


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"http": {"domain_name": "www.example.com"}},
            {
                "Type": "HTTP",
                "FullyQualifiedDomainName": "www.example.com",
                "RequestInterval": 30,
                "FailureThreshold": 3,
                "Port": 80,
                "ResourcePath": "/",
            },
        ),
        (
            {"http": {"domain_name": "www.example.com", "search": "ok"}, "inverted": True},
            {
                "Type": "HTTP_STR_MATCH",
                "FullyQualifiedDomainName": "www.example.com",
                "RequestInterval": 30,
                "FailureThreshold": 3,
                "Port": 80,
                "ResourcePath": "/",
                "SearchString": "ok",
                "Inverted": True,
            },
        ),
        (
            {
                "https": {
                    "ip_address": "52.95.110.1",
                    "checker_regions": ["us-west-2", "eu-west-1", "us-east-1"],
                    "measure_latency": True,
                    "interval": 10,
                }
            },
            {
                "Type": "HTTPS",
                "IPAddress": "52.95.110.1",
                "RequestInterval": 10,
                "FailureThreshold": 3,
                "Regions": ["eu-west-1", "us-east-1", "us-west-2"],
                "MeasureLatency": True,
                "Port": 443,
                "ResourcePath": "/",
                # There is no name to tell.
                "EnableSNI": False,
            },
        ),
        (
            {"tcp": {"domain_name": "db.example.com", "port": 5432, "failure_threshold": 1}},
            {
                "Type": "TCP",
                "FullyQualifiedDomainName": "db.example.com",
                "RequestInterval": 30,
                "FailureThreshold": 1,
                "Port": 5432,
            },
        ),
        (
            {"calculated": {"children": ["01234567-89ab-cdef-0123-456789abcdef", "abc"]}},
            {
                "Type": "CALCULATED",
                "ChildHealthChecks": ["01234567-89ab-cdef-0123-456789abcdef", "abc"],
                "HealthThreshold": 2,
            },
        ),
        (
            {"alarm": {"name": "orders", "region": "eu-west-1", "without_data": "Unhealthy"}},
            {
                "Type": "CLOUDWATCH_METRIC",
                "AlarmIdentifier": {"Name": "orders", "Region": "eu-west-1"},
                "InsufficientDataHealthStatus": "Unhealthy",
            },
        ),
    ],
)
def test_a_signal_is_a_health_check(given: dict[str, Any], expected: dict[str, Any]) -> None:
    """Each kind has the properties of its type in Route 53, and no others."""
    assert expected == config_of(**given)


def test_healthy_hosts_of_a_service(stack: cdk.Stack) -> None:
    """The alarm is on the service's own target group, and tells nobody."""
    service = EndpointService(stack, "Orders", vpc=NETWORK, listeners=[{"port": 5432}, {"port": 443}])
    signal = HealthSignal(stack, "Up", service=service, service_healthy_hosts={"port": 443, "periods": 2}, outputs=True)
    alarm, template = only(stack, "AWS::CloudWatch::Alarm"), assertions.Template.from_stack(stack).to_json()
    assert "AlarmActions" not in alarm
    assert (60, 2, "breaching") == (alarm["Period"], alarm["EvaluationPeriods"], alarm["TreatMissingData"])
    (group,) = (each["Value"]["Fn::GetAtt"] for each in alarm["Dimensions"] if each["Name"] == "TargetGroup")
    assert (443, "TargetGroupFullName") == (template["Resources"][group[0]]["Properties"]["Port"], group[1])
    assert stack.resolve(signal.health_check_id) in [each["Value"] for each in template["Outputs"].values()]
    assert 120 == signal.seconds_to_detect


def test_an_endpoint(stack: cdk.Stack) -> None:
    """The alarm is on the endpoint's own metric, above the threshold that is given."""
    consumer = EndpointConsumer(
        stack,
        "Orders",
        vpc=NETWORK,
        service_name=SERVICE_NAME,
        ingress=[{"from_port": 443, "cidr": "10.0.0.0/16"}],
    )
    HealthSignal(stack, "Up", consumer=consumer, endpoint={"alarm": "resets-received", "threshold": 100})
    alarm = only(stack, "AWS::CloudWatch::Alarm")
    assert ("AWS/PrivateLinkEndpoints", "RstPacketsReceived", "GreaterThanThreshold", 100) == (
        alarm["Namespace"],
        alarm["MetricName"],
        alarm["ComparisonOperator"],
        alarm["Threshold"],
    )


def test_an_alarm_of_the_cdk(stack: cdk.Stack) -> None:
    """It is named by its own name, which is known at deployment."""
    metric = cloudwatch.Metric(namespace="Orders", metric_name="Depth")
    alarm = cloudwatch.Alarm(stack, "Depth", metric=metric, threshold=10, evaluation_periods=1)
    HealthSignal(stack, "Up", alarm=alarm)
    named = only(stack, "AWS::Route53::HealthCheck")["HealthCheckConfig"]["AlarmIdentifier"]
    assert {"Name": stack.resolve(alarm.alarm_name), "Region": REGION} == {
        "Name": stack.resolve(named["Name"]),
        "Region": named["Region"],
    }


def test_records_and_signals_refer_to_it(stack: cdk.Stack) -> None:
    """Its id is the health check of a record, and a child of another signal."""
    made = cell(stack)
    signal = HealthSignal(stack, "Depth", metric={"namespace": "Orders", "name": "D", "statistic": "Sum", "above": 1})
    HealthSignal(stack, "All", calculated={"children": [signal.health_check_id]})
    policy = {"policy": "multivalue", "set_identifier": "one"}
    made.add_record(
        {
            "name": "db",
            "type": "A",
            "values": ["10.0.0.10"],
            "ttl": 10,
            "policy": policy,
            "health_check_id": signal.health_check_id,
        }
    )
    expected = stack.resolve(signal.health_check_id)
    checks = assertions.Template.from_stack(stack).find_resources("AWS::Route53::HealthCheck").values()
    children = [each["Properties"]["HealthCheckConfig"].get("ChildHealthChecks") for each in checks]
    assert expected == only(stack, "AWS::Route53::RecordSet")["HealthCheckId"]
    assert [expected] in children


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("health-signal-without-kind", "")),
        ({"https": {"ip_address": "10.0.0.10"}}, ("health-check-of-private-address", "https.ip_address")),
        ({"service_healthy_hosts": {}}, ("no-hosts-measured", "service_healthy_hosts")),
        ({"endpoint": {}}, ("endpoint-not-measured", "endpoint")),
        ({"alarm": {"name": "orders"}}, ("missing-key", "alarm.region")),
    ],
)
def test_an_illegal_signal_is_refused(stack: cdk.Stack, given: dict[str, Any], expected: tuple[str, str]) -> None:
    """It is refused at the argument, and nothing is made."""
    assert expected in refusal_of(lambda: HealthSignal(stack, "Up", **given))
    assert [] == stack.node.children


def test_a_service_of_other_load_balancers_has_no_signal(stack: cdk.Stack) -> None:
    """Nothing is measured here of load balancers that are brought."""
    service = EndpointService(stack, "Orders", load_balancers=[NLB_ARN])
    assert {("no-hosts-measured", "service_healthy_hosts")} == refusal_of(
        lambda: HealthSignal(stack, "Up", service=service)
    )
