"""VPC flow logs, kept in an encrypted log group."""

from __future__ import annotations

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    kept,
    named,
    ref,
    resource,
)
from constructs_pkg.fragments.network import VPC
from constructs_pkg.values.cell import FlowLogs
from constructs_pkg.values.flow_log_fields import log_format

LOG_GROUP = "FlowLogGroup"
ROLE = "FlowLogRole"


def flow_logs_fragment(logs: FlowLogs, *, account: Json, region: Json, partition: str, name: str) -> Fragment:
    """Return the flow log of the fragment's VPC, its log group and the role that writes to it.

    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
    """
    flow_log_arns = concatenated(f"arn:{partition}:ec2:", region, ":", account, ":vpc-flow-log/*")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "StringEquals": {"aws:SourceAccount": account},
                    "ArnLike": {"aws:SourceArn": flow_log_arns},
                },
            }
        ],
    }
    return Fragment(
        {
            LOG_GROUP: kept(
                "AWS::Logs::LogGroup",
                {"KmsKeyId": attribute(LOG_KEY, "Arn"), "RetentionInDays": logs.retention_days},
            ),
            ROLE: resource("AWS::IAM::Role", {"AssumeRolePolicyDocument": trust, "Policies": [_write_policy()]}),
            "FlowLog": resource(
                "AWS::EC2::FlowLog",
                {
                    "ResourceType": "VPC",
                    "ResourceId": ref(VPC),
                    "TrafficType": logs.traffic,
                    "LogDestinationType": "cloud-watch-logs",
                    "LogGroupName": ref(LOG_GROUP),
                    "DeliverLogsPermissionArn": attribute(ROLE, "Arn"),
                    "MaxAggregationInterval": logs.max_aggregation_seconds,
                    "LogFormat": log_format(logs.record, logs.fields),
                    "Tags": named(name),
                },
            ),
        },
        acknowledgements={
            ROLE: (
                Acknowledgement(
                    "NIST.800.53.R5-IAMNoInlinePolicy",
                    "The policy belongs to this role alone and is deleted with it.",
                ),
            )
        },
    )


def _write_policy() -> Json:
    return {
        "PolicyName": "WriteFlowLogs",
        "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                    "Resource": attribute(LOG_GROUP, "Arn"),
                }
            ],
        },
    }
