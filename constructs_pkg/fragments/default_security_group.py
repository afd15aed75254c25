"""A VPC's default security group, closed by a custom resource: CloudFormation itself cannot take rules from it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, attribute, concatenated, join
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.fragments.network import VPC

PREFIX = "DefaultSecurityGroup"
LOG_GROUP = f"{PREFIX}LogGroup"


def closed_default_security_group_fragment(*, account: Json, region: Json, partition: str) -> Fragment:
    """Return the custom resource that empties the default security group of the fragment's VPC.

    Source: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2
    """
    group = attribute(VPC, "DefaultSecurityGroup")
    group_arn = concatenated(f"arn:{partition}:ec2:", region, ":", account, ":security-group/", group)
    return join(
        function_fragment(
            PREFIX,
            module="close_default_security_group",
            description="Takes every rule from the default security group of a private cell",
            statements=_statements(group_arn),
            partition=partition,
            role_reasons=_ROLE_REASONS,
            function_reasons=_FUNCTION_REASONS,
        ),
        Fragment(
            {"ClosedDefaultSecurityGroup": custom_resource(f"{PREFIX}Function", {"SecurityGroupId": group})},
            acknowledgements={VPC: _VPC_REASONS},
        ),
    )


def _statements(group_arn: Json) -> list[dict[str, Json]]:
    return [
        {
            "Effect": "Allow",
            "Action": ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"],
            "Resource": group_arn,
        },
        # Describing has no resource-level permission.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
        {"Effect": "Allow", "Action": "ec2:DescribeSecurityGroups", "Resource": "*"},
    ]


_VPC_REASONS = (
    Acknowledgement(
        "NIST.800.53.R5-VPCDefaultSecurityGroupClosed",
        "A custom resource takes every rule from it; cdk-nag knows only the CDK's own custom resource that does so.",
    ),
)

_ROLE_REASONS = on_every_resource("ec2:DescribeSecurityGroups has no resource-level permission.")

_FUNCTION_REASONS = (
    *CUSTOM_RESOURCE,
    outside_vpc("It calls EC2 and answers CloudFormation, while the VPC it would run in is still being made."),
)
