"""Acceptance of a connection by the deployment that asks for it, and the role a provider lends for it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, concatenated, join, ref, resource
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.values.acceptance import Acceptance, AcceptanceByRole, AcceptanceRole
from constructs_pkg.values.consumer import ServiceName, service_name_start
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region

PREFIX = "Acceptance"
ACCEPTANCE = "ConnectionAcceptance"
KIND = "ConnectionAcceptance"
ROLE = "AcceptanceRole"

SECONDS = 600
SECONDS_TO_ANSWER = SECONDS + 60


def acceptance_fragment(
    wish: Acceptance,
    endpoint: str,
    service_name: Json,
    *,
    region: Region,
    service_region: Region,
    private_dns_in: Json = None,
    log_key_arn: Json = None,
) -> Fragment:
    """Return what accepts the connection of the endpoint with the id `endpoint`, and waits until it is available.

    Args:
        wish: In which account it is accepted, and by what role.
        endpoint: The id of the endpoint in its fragment.
        service_name: The service's name.
        region: The endpoint's Region.
        service_region: The service's.
        private_dns_in: The VPC in which private DNS is then switched on, which AWS refuses before. Default: it is not.
        log_key_arn: The KMS key that encrypts the function's log. Default: the fragment's own.
    """
    role_arn = wish.role_arn if isinstance(wish, AcceptanceByRole) else None
    statements = _by_role(role_arn) if role_arn is not None else accepting(service_arn(service_name, service_region))
    if private_dns_in is not None:
        statements += _switching(endpoint, private_dns_in, region)
    reasons = [*(() if role_arn is not None else ("ec2:DescribeVpcEndpointConnections",))]
    reasons += ["ec2:DescribeVpcEndpoints"] if private_dns_in is not None else []
    why = on_every_resource(_undivided(*reasons, and_zone=private_dns_in is not None))
    return join(
        function_fragment(
            PREFIX,
            module="accept_connection",
            description="Accepts the connection of an interface endpoint",
            statements=statements,
            partition=region.partition,
            timeout=SECONDS,
            log_key_arn=log_key_arn,
            role_reasons=why if reasons else (),
            function_reasons=_FUNCTION_REASONS,
        ),
        Fragment(
            {
                ACCEPTANCE: custom_resource(
                    f"{PREFIX}Function",
                    {
                        "EndpointId": ref(endpoint),
                        "ServiceName": service_name,
                        "ServiceRegion": service_region,
                        **({"RoleArn": role_arn} if role_arn is not None else {}),
                        **({"PrivateDns": "true"} if private_dns_in is not None else {}),
                    },
                    kind=KIND,
                    timeout=SECONDS_TO_ANSWER,
                )
            }
        ),
    )


def acceptance_role_fragment(wish: AcceptanceRole, service: str, *, region: Region) -> Fragment:
    """Return the role that accepts connections to the service with the id `service`, for the accounts it trusts."""
    account = pseudo_parameter("AWS::AccountId")
    arn = concatenated(f"arn:{region.partition}:ec2:{region}:", account, ":vpc-endpoint-service/", ref(service))
    roots = [f"arn:{region.partition}:iam::{trusted}:root" for trusted in wish.trusted_accounts]
    trust = {"Effect": "Allow", "Principal": {"AWS": roots}, "Action": "sts:AssumeRole"}
    role = resource(
        "AWS::IAM::Role",
        {
            "RoleName": wish.name,
            "Description": "Accepts connections to one endpoint service",
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {
                    "PolicyName": "Acceptance",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": accepting(arn)},
                }
            ],
        },
    )
    described = Acknowledgement("AwsSolutions-IAM5[Resource::*]", _undivided("ec2:DescribeVpcEndpointConnections"))
    reasons = (described, _INLINE_POLICY)
    return Fragment({ROLE: role}, acknowledgements={ROLE: reasons})


def accepting(service: Json) -> list[dict[str, Json]]:
    """Return what accepts connections to the service with the ARN `service`."""
    return [
        {"Effect": "Allow", "Action": "ec2:AcceptVpcEndpointConnections", "Resource": service},
        # Describing has no resource-level permission.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointConnections", "Resource": "*"},
    ]


def service_arn(service_name: Json, region: Region) -> Json:
    """Return the ARN of the service of the account at hand that has that name."""
    account = pseudo_parameter("AWS::AccountId")
    start = service_name_start(region)
    if isinstance(service_name, ServiceName):
        service_id: Json = service_name.removeprefix(start)
    else:
        service_id = {"Fn::Select": [start.count("."), {"Fn::Split": [".", service_name]}]}
    return concatenated(f"arn:{region.partition}:ec2:{region}:", account, ":vpc-endpoint-service/", service_id)


def _by_role(role_arn: Json) -> list[dict[str, Json]]:
    return [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role_arn}]


def _switching(endpoint: str, vpc_id: Json, region: Region) -> list[dict[str, Json]]:
    """Return what switches private DNS on: AWS puts a private zone of its own on the VPC, in the caller's name.

    Source: CreateVpcEndpoint, with route53:AssociateVPCWithHostedZone among its dependent actions, in
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html, and route53:VPCs in
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
    """
    account = pseudo_parameter("AWS::AccountId")
    arn = concatenated(f"arn:{region.partition}:ec2:{region}:", account, ":vpc-endpoint/", ref(endpoint))
    return [
        {"Effect": "Allow", "Action": "ec2:ModifyVpcEndpoint", "Resource": arn},
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpoints", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": "route53:AssociateVPCWithHostedZone",
            "Resource": "*",
            "Condition": {
                "ForAllValues:StringEquals": {"route53:VPCs": concatenated("VPCId=", vpc_id, f",VPCRegion={region}")}
            },
        },
    ]


_INLINE_POLICY = Acknowledgement(
    "NIST.800.53.R5-IAMNoInlinePolicy", "The policy belongs to this role alone and is deleted with it."
)


def _undivided(*actions: str, and_zone: bool = False) -> str:
    verb = "has" if len(actions) == 1 else "have"
    zone = " The zone of private DNS is AWS's own, and not known before: it is bound to the VPC." if and_zone else ""
    return f"{' and '.join(actions)} {verb} no resource-level permission.{zone}"


_FUNCTION_REASONS = (
    *CUSTOM_RESOURCE,
    outside_vpc("It calls EC2 and answers CloudFormation, and needs nothing of the consumer's network."),
)
