"""A VPC's default security group, closed by a custom resource: CloudFormation itself cannot take rules from it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import (
    Acknowledgement,
    Fragment,
    Json,
    attribute,
    concatenated,
    kept,
    ref,
    resource,
)
from constructs_pkg.fragments.network import VPC

FUNCTION = "DefaultSecurityGroupFunction"
ROLE = "DefaultSecurityGroupRole"
LOG_GROUP = "DefaultSecurityGroupLogGroup"
RUNTIME = "python3.14"
RETENTION_DAYS = 365


@cache
def _handler_source() -> str:
    return files(f"{__package__}.handlers").joinpath("close_default_security_group.py").read_text(encoding="utf-8")


def closed_default_security_group_fragment(*, account: Json, region: Json, partition: str) -> Fragment:
    """Return the custom resource that empties the default security group of the fragment's VPC.

    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
    """
    group = attribute(VPC, "DefaultSecurityGroup")
    group_arn = concatenated(f"arn:{partition}:ec2:", region, ":", account, ":security-group/", group)
    return Fragment(
        {
            LOG_GROUP: kept(
                "AWS::Logs::LogGroup",
                {"KmsKeyId": attribute(LOG_KEY, "Arn"), "RetentionInDays": RETENTION_DAYS},
            ),
            ROLE: _role(group_arn),
            FUNCTION: resource(
                "AWS::Lambda::Function",
                {
                    "Description": "Takes every rule from the default security group of a private cell",
                    "Code": {"ZipFile": _handler_source()},
                    "Handler": "index.handler",
                    "Runtime": RUNTIME,
                    "Architectures": ["arm64"] if partition == "aws" else None,
                    "MemorySize": 128,
                    "Timeout": 60,
                    "Role": attribute(ROLE, "Arn"),
                    "LoggingConfig": {"LogGroup": ref(LOG_GROUP), "LogFormat": "JSON"},
                },
            ),
            "ClosedDefaultSecurityGroup": resource(
                "AWS::CloudFormation::CustomResource",
                {"ServiceToken": attribute(FUNCTION, "Arn"), "ServiceTimeout": 120, "SecurityGroupId": group},
            ),
        },
        acknowledgements={VPC: _VPC_REASONS, ROLE: _ROLE_REASONS, FUNCTION: _FUNCTION_REASONS},
    )


def _role(group_arn: Json) -> Json:
    statements = [
        {
            "Effect": "Allow",
            "Action": ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
            "Resource": group_arn,
        },
        # Describing has no resource-level permission.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
        {"Effect": "Allow", "Action": "ec2:DescribeSecurityGroups", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": attribute(LOG_GROUP, "Arn"),
        },
    ]
    return resource(
        "AWS::IAM::Role",
        {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "Policies": [
                {
                    "PolicyName": "CloseDefaultSecurityGroup",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": statements},
                }
            ],
        },
    )


_VPC_REASONS = (
    Acknowledgement(
        "NIST.800.53.R5-VPCDefaultSecurityGroupClosed",
        "A custom resource takes every rule from it; cdk-nag knows only the CDK's own custom resource that does so.",
    ),
)

_ROLE_REASONS = (
    Acknowledgement("AwsSolutions-IAM5[Resource::*]", "ec2:DescribeSecurityGroups has no resource-level permission."),
    Acknowledgement(
        "NIST.800.53.R5-IAMNoInlinePolicy", "The policy belongs to this role alone and is deleted with it."
    ),
)

_FUNCTION_REASONS = (
    Acknowledgement(
        "NIST.800.53.R5-LambdaConcurrency",
        "It runs when the VPC is made or deleted; reserved concurrency is taken from the account's other functions.",
    ),
    Acknowledgement(
        "NIST.800.53.R5-LambdaDLQ",
        "CloudFormation waits for its answer and reports a missing one as a failure.",
    ),
    Acknowledgement(
        "NIST.800.53.R5-LambdaInsideVPC",
        "It calls EC2 and answers CloudFormation, while the VPC it would run in is still being made.",
    ),
)
