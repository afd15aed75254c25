"""A Lambda function of ours: its code in the template, its role with exactly what the code calls, its kept logs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from constructs_pkg.fragments.encryption import LOG_KEY
from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, kept, ref, resource
from constructs_pkg.fragments.handler_source import handler_source, source_with_settings

RUNTIME = "python3.14"
RETENTION_DAYS = 365
LONGEST_TIMEOUT = 900

INLINE_POLICY = Acknowledgement(
    "NIST.800.53.R5-IAMNoInlinePolicy", "The policy belongs to this role alone and is deleted with it."
)
_CONCURRENCY = Acknowledgement(
    "NIST.800.53.R5-LambdaConcurrency",
    "It runs when its resource is made, changed or deleted; reserved concurrency is taken from the account's other "
    "functions.",
)
# PutTraceSegments in https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
_UNTRACED = Acknowledgement(
    "Serverless-LambdaTracing",
    "Its log tells what it did, and permissions for AWS X-Ray have no resource-level permission.",
)


def without_dead_letters(reason: str) -> tuple[Acknowledgement, ...]:
    """Return why nothing keeps the events that a function could not handle."""
    return Acknowledgement("NIST.800.53.R5-LambdaDLQ", reason), Acknowledgement("Serverless-LambdaDLQ", reason)


def on_every_resource(reason: str) -> tuple[Acknowledgement, ...]:
    """Return why a function's role has a permission on every resource."""
    rules = ("AwsSolutions-IAM5[Resource::*]", "Serverless-LambdaStarPermissions")
    return tuple(Acknowledgement(rule, reason) for rule in rules)


CUSTOM_RESOURCE = (
    _CONCURRENCY,
    *without_dead_letters("CloudFormation waits for its answer and reports a missing one as a failure."),
)
"""What a function that answers CloudFormation says to rules about functions that answer events."""


def outside_vpc(reason: str) -> Acknowledgement:
    """Return why a function does not run in a VPC."""
    return Acknowledgement("NIST.800.53.R5-LambdaInsideVPC", reason)


def function_fragment(
    prefix: str,
    *,
    module: str,
    description: str,
    statements: Sequence[Mapping[str, Json]],
    partition: str,
    timeout: int = 60,
    environment: Mapping[str, Json] | None = None,
    settings: Mapping[str, Json] | None = None,
    memory: int = 128,
    concurrency: int | None = None,
    dead_letters: Json = None,
    log_key_arn: Json = None,
    role_reasons: Sequence[Acknowledgement] = (),
    function_reasons: Sequence[Acknowledgement] = (),
) -> Fragment:
    """Return a function, its role and its log group, under ids that begin with `prefix`.

    Args:
        prefix: Begins the ids: ``<prefix>Function``, ``<prefix>Role``, ``<prefix>LogGroup``.
        module: The module of the handlers whose ``handler`` it runs.
        description: What it does, for people.
        statements: What its role may do, beside writing its own log.
        partition: The partition it runs in.
        timeout: Seconds it may take, at most 900. Default: 60.
        environment: Its environment variables. Default: none.
        settings: What is written into its code, of which nothing is known only at deployment. Default: nothing.
        memory: MB it has. Default: 128.
        concurrency: How often it may run at once, taken from the account's other functions. Default: as they leave.
        dead_letters: The ARN of the queue that gets events it could not handle. Default: none.
        log_key_arn: The KMS key that encrypts its log. Default: the fragment's own (`log_key_fragment`).
        role_reasons: Security rules its role knowingly does not follow.
        function_reasons: Security rules it knowingly does not follow itself.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html for the limits.
    """
    function, role, log_group = f"{prefix}Function", f"{prefix}Role", f"{prefix}LogGroup"
    own_log = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": attribute(log_group, "Arn"),
    }
    return Fragment(
        {
            log_group: kept(
                "AWS::Logs::LogGroup",
                {"KmsKeyId": log_key_arn or attribute(LOG_KEY, "Arn"), "RetentionInDays": RETENTION_DAYS},
            ),
            role: service_role("lambda.amazonaws.com", prefix, [*statements, own_log]),
            function: resource(
                "AWS::Lambda::Function",
                {
                    "Description": description,
                    "Code": {"ZipFile": _code(module, settings)},
                    "Handler": "index.handler",
                    "Runtime": RUNTIME,
                    "Architectures": ["arm64"] if partition == "aws" else None,
                    "MemorySize": memory,
                    "ReservedConcurrentExecutions": concurrency,
                    "DeadLetterConfig": {"TargetArn": dead_letters} if dead_letters is not None else None,
                    "Timeout": timeout,
                    "Environment": {"Variables": environment} if environment else None,
                    "Role": attribute(role, "Arn"),
                    "LoggingConfig": {"LogGroup": ref(log_group), "LogFormat": "JSON"},
                },
            ),
        },
        acknowledgements={role: (*role_reasons, INLINE_POLICY), function: (*function_reasons, _UNTRACED)},
    )


def _code(module: str, settings: Mapping[str, Json] | None) -> str:
    return handler_source(module) if settings is None else source_with_settings(module, settings)


def service_role(service: str, policy_name: str, statements: Sequence[Mapping[str, Json]]) -> Json:
    """Return a role that `service` takes, with one policy of `statements`."""
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return resource(
        "AWS::IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {
                    "PolicyName": policy_name,
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": list(statements)},
                }
            ],
        },
    )


def custom_resource(
    function: str, properties: Mapping[str, Json], *, kind: str | None = None, timeout: int = 120, **attributes: Json
) -> Json:
    """Return a custom resource that the function with the id `function` makes.

    Args:
        function: The id of the function.
        properties: What the function is given.
        kind: What it makes, for the type ``Custom::<kind>``. Default: the type of every custom resource.
        timeout: Seconds until CloudFormation stops waiting for it. Default: 120.
        **attributes: The resource's attributes, such as ``DependsOn``.

    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
    """
    return resource(
        f"Custom::{kind}" if kind else "AWS::CloudFormation::CustomResource",
        {"ServiceToken": attribute(function, "Arn"), "ServiceTimeout": timeout, **properties},
        **attributes,
    )
