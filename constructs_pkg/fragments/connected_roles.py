"""The roles of a task on AWS Fargate: what starts it, and what it is."""

from __future__ import annotations

import re

from constructs_pkg.fragments.fragment import Acknowledgement, Json, Resource, concatenated, resource
from constructs_pkg.values.late import Late
from constructs_pkg.values.place import AccountId, Region

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
_ECR = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?P<name>[^:@]+)")

_INLINE = Acknowledgement(
    "NIST.800.53.R5-IAMNoInlinePolicy", "The policy belongs to this role alone and is deleted with it."
)
_TOKEN = Acknowledgement(
    "AwsSolutions-IAM5[Resource::*]", "ecr:GetAuthorizationToken knows no resource; images are of the one repository."
)


def task_role(account: Late | AccountId, region: Region) -> Resource:
    """Return the role that a task is, by which auth policies know it; it may do nothing until it is allowed to."""
    return resource("AWS::IAM::Role", {"AssumeRolePolicyDocument": _trust(account, region)})


def execution_role(
    image: str, log_group_arn: Json, account: Late | AccountId, region: Region
) -> tuple[Resource, tuple[Acknowledgement, ...]]:
    """Return the role by which Amazon ECS fetches `image` and writes logs, and the rules that it does not follow.

    Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
    """
    statements: list[Json] = [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": log_group_arn,
        }
    ]
    found = _ECR.match(image)
    if found is not None:
        place = f"{found['region']}:{found['account']}"
        repository = f"arn:{region.partition}:ecr:{place}:repository/{found['name']}"
        statements += [
            {
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                "Resource": repository,
            },
            {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        ]
    policy = {
        "PolicyName": "StartTasks",
        "PolicyDocument": {"Version": "2012-10-17", "Statement": statements},
    }
    role = resource("AWS::IAM::Role", {"AssumeRolePolicyDocument": _trust(account, region), "Policies": [policy]})
    return role, (_INLINE, _TOKEN) if found is not None else (_INLINE,)


def _trust(account: Late | AccountId, region: Region) -> Json:
    tasks = concatenated(f"arn:{region.partition}:ecs:{region}:", account, ":*")
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"aws:SourceAccount": account}, "ArnLike": {"aws:SourceArn": tasks}},
            }
        ],
    }
