"""Targets that are looked up: one function a service, and for each listener its permission, first lookup and rule.

The function runs outside the VPC. The names of databases, clusters and RDS Proxies are answered by public DNS, with
private addresses where they are not publicly accessible; isolated subnets do not reach Elastic Load Balancing's API.
Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html (PubliclyAccessible)
"""

from __future__ import annotations

from constructs_pkg.fragments.database_proxy import READER
from constructs_pkg.fragments.database_proxy_access import PROXY
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    join,
    ref,
    resource,
)
from constructs_pkg.fragments.function import INLINE_POLICY, custom_resource, function_fragment, outside_vpc
from constructs_pkg.fragments.listener import target_group_id
from constructs_pkg.values.run_time_targets import MINUTES
from constructs_pkg.values.service import Listener, ServiceSpec

PREFIX = "RefreshTargets"
FUNCTION = f"{PREFIX}Function"
METRIC_NAMESPACE, FAILED_REFRESHES = "PrivateCells", "FailedTargetRefreshes"
"""The metric that counts refreshes that failed, by the dimension ``TargetGroup``, a target group's ARN."""

TIMEOUT = 240
_DOES = "Keeps the targets of an endpoint service at the addresses that are looked up"

# What RDS tells when a database's address may have changed:
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
_EVENTS = {
    "source": ["aws.rds"],
    "detail-type": ["RDS DB Instance Event", "RDS DB Cluster Event", "RDS DB Proxy Event"],
    "detail": {"EventCategories": ["availability", "configuration change", "failover", "recovery"]},
}

_ROLE_REASONS = (
    Acknowledgement(
        "AwsSolutions-IAM5[Resource::*]",
        "elasticloadbalancing:DescribeTargetHealth, ec2:DescribeVpcEndpoints and ec2:DescribeNetworkInterfaces have no "
        "resource-level permission.",
    ),
)
_FUNCTION_REASONS = (
    Acknowledgement(
        "NIST.800.53.R5-LambdaConcurrency",
        "It runs once a lookup; reserved concurrency is taken from the account's other functions.",
    ),
    Acknowledgement(
        "NIST.800.53.R5-LambdaDLQ",
        "The next lookup repeats what one could not do, and a metric counts those that fail.",
    ),
    outside_vpc(
        "It looks names up in public DNS and calls Elastic Load Balancing, which isolated subnets do not reach."
    ),
)


def run_time_targets_fragment(spec: ServiceSpec, *, partition: str, log_key_arn: Json = None) -> Fragment:
    """Return what looks up the targets of the listeners of `spec`; nothing if no listener has such."""
    looked_up = [listener for listener in spec.listeners if listener.targets.looked_up]
    if not looked_up:
        return Fragment({})
    return join(
        function_fragment(
            PREFIX,
            module="refresh_targets",
            description=_DOES,
            statements=_statements(),
            partition=partition,
            timeout=TIMEOUT,
            log_key_arn=log_key_arn,
            role_reasons=_ROLE_REASONS,
            function_reasons=_FUNCTION_REASONS,
        ),
        Fragment({f"{PREFIX}Failures": _failures()}),
        *(_of_listener(listener) for listener in looked_up),
    )


def targets_id(port: int) -> str:
    """Return the id of the first lookup of the targets behind the listener on `port`."""
    return f"RunTimeTargets-{port}"


def _statements() -> list[dict[str, Json]]:
    # None of them has resource-level permission, and a service may get listeners of either kind.
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_elasticloadbalancingv2.html
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    return [
        {
            "Effect": "Allow",
            "Action": [
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeVpcEndpoints",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            "Resource": "*",
        }
    ]


def _failures() -> Json:
    return resource(
        "AWS::Logs::MetricFilter",
        {
            "LogGroupName": ref(f"{PREFIX}LogGroup"),
            "FilterPattern": '{ $.event = "refresh-failed" }',
            "MetricTransformations": [
                {
                    "MetricNamespace": METRIC_NAMESPACE,
                    "MetricName": FAILED_REFRESHES,
                    "MetricValue": "1",
                    "Dimensions": [{"Key": "TargetGroup", "Value": "$.target_group"}],
                }
            ],
        },
    )


def _of_listener(listener: Listener) -> Fragment:
    port = listener.port
    group = ref(target_group_id(port))
    policy, rule = f"{PREFIX}Policy-{port}", f"{PREFIX}Rule-{port}"
    asked = _asked(listener)
    return Fragment(
        {
            policy: resource(
                "AWS::IAM::Policy",
                {
                    "PolicyName": f"Targets-{port}",
                    "Roles": [ref(f"{PREFIX}Role")],
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [_registering(group)]},
                },
            ),
            targets_id(port): custom_resource(
                FUNCTION, asked, kind="RunTimeTargets", timeout=TIMEOUT + 60, DependsOn=[policy]
            ),
            rule: _rule(listener, asked),
            f"{PREFIX}Permission-{port}": resource(
                "AWS::Lambda::Permission",
                {
                    "Action": "lambda:InvokeFunction",
                    "FunctionName": attribute(FUNCTION, "Arn"),
                    "Principal": "events.amazonaws.com",
                    "SourceArn": attribute(rule, "Arn"),
                },
            ),
        },
        acknowledgements={policy: (INLINE_POLICY,)},
    )


def _registering(group: Json) -> Json:
    actions = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
    return {"Effect": "Allow", "Action": actions, "Resource": group}


def _asked(listener: Listener) -> dict[str, Json]:
    """Return what the function is asked to do for `listener`."""
    targets = listener.targets
    subject: dict[str, Json] = {"EndpointId": targets.endpoint_id}
    if targets.database_proxy:
        subject = {"DnsName": attribute(READER if targets.database_proxy == "read_only" else PROXY, "Endpoint")}
    elif targets.dns_name:
        subject = {"DnsName": targets.dns_name}
    return {"TargetGroupArn": ref(target_group_id(listener.port)), "Port": str(listener.forwarded_port), **subject}


def _rule(listener: Listener, asked: dict[str, Json]) -> Json:
    minutes = listener.targets.refresh_minutes or MINUTES
    return resource(
        "AWS::Events::Rule",
        {
            "Description": f"Looks up the targets of port {listener.port}",
            "ScheduleExpression": f"rate({minutes} minute{'s' if minutes > 1 else ''})",
            "EventPattern": None if listener.targets.endpoint_id else _EVENTS,
            "State": "ENABLED",
            "Targets": [{"Id": "Refresh", "Arn": attribute(FUNCTION, "Arn"), "Input": _json_text(asked)}],
        },
        # It is deleted first, so that it does not register again what the deletion of the targets takes away.
        DependsOn=[targets_id(listener.port)],
    )


def _json_text(fields: dict[str, Json]) -> Json:
    """Return `fields` as JSON text, whose values may be known only at deployment; none holds a quote."""
    parts: list[Json] = []
    for name, value in fields.items():
        parts += [f'{"," if parts else "{"}"{name}":"', value, '"']
    return concatenated(*parts, "}")
