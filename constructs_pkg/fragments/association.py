"""What tells the DNS name of a resource endpoint, which the endpoint's own DNS entries do not hold.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html and
https://github.com/hashicorp/terraform-provider-aws/issues/41859.
"""

from __future__ import annotations

from constructs_pkg.fragments.encryption import log_key_fragment
from constructs_pkg.fragments.fragment import Fragment, Json, join
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

PREFIX = "Association"
ASSOCIATION = "EndpointAssociation"
KIND = "EndpointAssociation"

SECONDS = 300
SECONDS_TO_ANSWER = SECONDS + 60


def association_fragment(
    endpoint_id: Json, resource_configuration_arn: Json, *, region: Region, log_key_arn: Json = None
) -> Fragment:
    """Return what reads the DNS name of an endpoint's association, and waits until there is one.

    Args:
        endpoint_id: The endpoint's id.
        resource_configuration_arn: What it is to.
        region: The endpoint's Region.
        log_key_arn: The KMS key that encrypts the function's log. Default: the fragment's own.
    """
    account = pseudo_parameter("AWS::AccountId")
    key = [] if log_key_arn else [log_key_fragment(account=account, region=region, partition=region.partition)]
    return join(
        function_fragment(
            PREFIX,
            module="endpoint_association",
            description="Tells the DNS name of a resource endpoint",
            statements=_STATEMENTS,
            partition=region.partition,
            timeout=SECONDS,
            log_key_arn=log_key_arn,
            role_reasons=_ROLE_REASONS,
            function_reasons=_FUNCTION_REASONS,
        ),
        *key,
        Fragment(
            {
                ASSOCIATION: custom_resource(
                    f"{PREFIX}Function",
                    {"EndpointId": endpoint_id, "ResourceConfigurationArn": resource_configuration_arn},
                    kind=KIND,
                    timeout=SECONDS_TO_ANSWER,
                )
            }
        ),
    )


# Describing has no resource-level permission.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
_STATEMENTS: tuple[dict[str, Json], ...] = (
    {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointAssociations", "Resource": "*"},
)

_ROLE_REASONS = on_every_resource("ec2:DescribeVpcEndpointAssociations has no resource-level permission.")

_FUNCTION_REASONS = (
    *CUSTOM_RESOURCE,
    outside_vpc("It calls EC2 and answers CloudFormation, and needs nothing of the consumer's network."),
)
