"""A VPC on existing private zones, also of other accounts: CloudFormation has no resource type for that."""

from __future__ import annotations

from dataclasses import dataclass

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, concatenated, join, ref, resource
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.place import Region
from constructs_pkg.values.zone_sharing import Associate

PREFIX = "ZoneAssociation"
KIND = "ZoneAssociation"

# Changes take up to a minute (https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html), and there
# may be two, one after the other.
FUNCTION_SECONDS = 300
RESOURCE_SECONDS = 360


@dataclass(frozen=True)
class ZoneToJoin:
    """An existing zone that a VPC is associated with.

    Attributes:
        name: Its name.
        id: Its id, or what leads to it.
        asked: How.
    """

    name: ZoneName
    id: Json
    asked: Associate


def zone_association_id(name: str) -> str:
    """Return the id of the association with the zone called `name`."""
    return f"ZoneAssociation {name}"


def zone_associations_fragment(
    zones: list[ZoneToJoin], *, vpc_id: Json, region: Region, log_key_arn: Json = None
) -> Fragment:
    """Return the associations of a VPC with `zones`; another zone changes nothing of the others.

    Args:
        zones: The zones; nothing is made for none.
        vpc_id: The VPC's id.
        region: The VPC's Region.
        log_key_arn: The KMS key that encrypts the function's log. Default: the fragment's own (`log_key_fragment`).
    """
    if not zones:
        return Fragment({})
    vpc = concatenated("VPCId=", vpc_id, f",VPCRegion={region}")
    return join(
        function_fragment(
            PREFIX,
            module="zone_association",
            description="Associates the VPC of a private cell with existing private zones",
            statements=_statements(vpc, region.partition),
            partition=region.partition,
            timeout=FUNCTION_SECONDS,
            log_key_arn=log_key_arn,
            role_reasons=(*_NO_RESOURCE_LEVEL, _change(region.partition), _any_zone(region.partition)),
            function_reasons=_FUNCTION_REASONS,
        ),
        *(_association(zone, vpc, vpc_id, region) for zone in zones),
    )


def _association(zone: ZoneToJoin, vpc: Json, vpc_id: Json, region: Region) -> Fragment:
    policy = f"{PREFIX}Policy {zone.name}"
    properties = {
        "ZoneId": zone.id,
        "ZoneName": zone.name,
        "VpcId": vpc_id,
        "VpcRegion": region,
        "RoleArn": zone.asked.authorised_by,
        "ExternalId": zone.asked.external_id,
    }
    given = {key: value for key, value in properties.items() if value is not None}
    association = custom_resource(f"{PREFIX}Function", given, kind=KIND, timeout=RESOURCE_SECONDS, DependsOn=[policy])
    return Fragment(
        {policy: _policy(zone, vpc, region.partition), zone_association_id(zone.name): association},
        acknowledgements={policy: (_INLINE_POLICY,)},
    )


def _policy(zone: ZoneToJoin, vpc: Json, partition: str) -> Json:
    statements: list[Json] = [
        {
            "Effect": "Allow",
            "Action": "route53:AssociateVPCWithHostedZone",
            "Resource": zone_arn(zone.id, partition),
            "Condition": _for_vpc(vpc),
        }
    ]
    if zone.asked.authorised_by is not None:
        statements.append({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": zone.asked.authorised_by})
    return resource(
        "AWS::IAM::Policy",
        {
            "PolicyName": f"{PREFIX}-{zone.name}"[:128],
            "PolicyDocument": {"Version": "2012-10-17", "Statement": statements},
            "Roles": [ref(f"{PREFIX}Role")],
        },
    )


def _statements(vpc: Json, partition: str) -> list[Json]:
    # Route 53 looks at the VPC as who asks. Neither describing VPCs nor listing zones has a resource-level permission;
    # the change's number is not known before: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
    # and .../list_amazonec2.html.
    return [
        {"Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*"},
        {
            "Effect": "Allow",
            "Action": "route53:ListHostedZonesByVPC",
            "Resource": "*",
            "Condition": _for_vpc(vpc),
        },
        {"Effect": "Allow", "Action": "route53:GetChange", "Resource": f"arn:{partition}:route53:::change/*"},
        # A zone that takes the place of another is named in the template when the other is left.
        {
            "Effect": "Allow",
            "Action": "route53:DisassociateVPCFromHostedZone",
            "Resource": f"arn:{partition}:route53:::hostedzone/*",
            "Condition": _for_vpc(vpc),
        },
    ]


def zone_arn(zone_id: Json, partition: str) -> Json:
    """Return the ARN of the zone with that id.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
    """
    return concatenated(f"arn:{partition}:route53:::hostedzone/", zone_id)


def _for_vpc(vpc: Json) -> Json:
    """Return the condition that a call is about one VPC.

    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
    """
    return {"ForAllValues:StringEquals": {"route53:VPCs": [vpc]}}


_INLINE_POLICY = Acknowledgement(
    "NIST.800.53.R5-IAMNoInlinePolicy", "It belongs to one zone and one role alone and is deleted with the association."
)

_NO_RESOURCE_LEVEL = on_every_resource(
    "ec2:DescribeVpcs and route53:ListHostedZonesByVPC have no resource-level permission."
)


def _change(partition: str) -> Acknowledgement:
    return Acknowledgement(
        f"AwsSolutions-IAM5[Resource::arn:{partition}:route53:::change/*]",
        "Route 53 numbers a change when it is made; to see whether it is known says nothing of a zone.",
    )


def _any_zone(partition: str) -> Acknowledgement:
    return Acknowledgement(
        f"AwsSolutions-IAM5[Resource::arn:{partition}:route53:::hostedzone/*]",
        "A replaced zone is left when the template no longer names it; only this cell's VPC may leave.",
    )


_FUNCTION_REASONS = (*CUSTOM_RESOURCE, outside_vpc("It calls Route 53, and its VPC may have no way there."))
