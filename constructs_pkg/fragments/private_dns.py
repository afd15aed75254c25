"""The private DNS name of an endpoint service: its TXT record, and the verification that AWS makes of it."""

from __future__ import annotations

from constructs_pkg.fragments.fragment import Fragment, Json, attribute, concatenated, join, ref
from constructs_pkg.fragments.fragment import resource as made
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    custom_resource,
    function_fragment,
    on_every_resource,
    outside_vpc,
)
from constructs_pkg.values.late import pseudo_parameter
from constructs_pkg.values.place import Region
from constructs_pkg.values.private_dns_name import PrivateDnsName
from constructs_pkg.values.record import DEFAULT_TTL

PREFIX = "PrivateDns"
RECORD = "PrivateDnsRecord"
VERIFICATION = "PrivateDnsVerification"
KIND = "PrivateDnsVerification"

# Verification takes up to ten minutes: https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
SECONDS = 900
SECONDS_TO_ANSWER = SECONDS + 60


def private_dns_fragment(wish: PrivateDnsName, service: str, *, region: Region, log_key_arn: Json = None) -> Fragment:
    """Return what has the name `wish` of the service with the id `service` verified, and waits for it.

    Where no zone is given nothing is made: `record_name` and `record_value` tell the record.
    """
    if wish.zone_id is None:
        return Fragment({})
    return join(
        _record(wish, service) if wish.zone_role_arn is None else Fragment({}),
        function_fragment(
            PREFIX,
            module="verify_private_dns",
            description="Has AWS verify the private DNS name of an endpoint service",
            statements=_statements(wish, service, region),
            partition=region.partition,
            timeout=SECONDS,
            log_key_arn=log_key_arn,
            role_reasons=_ROLE_REASONS,
            function_reasons=_FUNCTION_REASONS,
        ),
        Fragment({VERIFICATION: _verification(wish, service)}),
    )


def record_name(wish: PrivateDnsName, service: str) -> Json:
    """Return the name of the TXT record: the label that AWS chose, in the domain."""
    return concatenated(attribute(service, "PrivateDnsNameConfiguration.Name"), f".{wish.domain}")


def record_value(service: str) -> Json:
    """Return the text of the TXT record."""
    return attribute(service, "PrivateDnsNameConfiguration.Value")


def _record(wish: PrivateDnsName, service: str) -> Fragment:
    return Fragment(
        {
            RECORD: made(
                "AWS::Route53::RecordSet",
                {
                    "HostedZoneId": wish.zone_id,
                    "Name": record_name(wish, service),
                    "Type": "TXT",
                    "TTL": str(DEFAULT_TTL),
                    "ResourceRecords": [concatenated('"', record_value(service), '"')],
                },
            )
        }
    )


def _verification(wish: PrivateDnsName, service: str) -> Json:
    by_role = {
        "ZoneRoleArn": wish.zone_role_arn,
        "ZoneId": wish.zone_id,
        "RecordName": record_name(wish, service),
        "RecordValue": record_value(service),
        "RecordTtl": str(DEFAULT_TTL),
    }
    lent = wish.zone_role_arn is not None
    return custom_resource(
        f"{PREFIX}Function",
        {"ServiceId": ref(service), "Name": wish.name, **(by_role if lent else {})},
        kind=KIND,
        timeout=SECONDS_TO_ANSWER,
        **({} if lent else {"DependsOn": [RECORD]}),
    )


def _statements(wish: PrivateDnsName, service: str, region: Region) -> list[dict[str, Json]]:
    account = pseudo_parameter("AWS::AccountId")
    arn = concatenated(f"arn:{region.partition}:ec2:{region}:", account, ":vpc-endpoint-service/", ref(service))
    return [
        {"Effect": "Allow", "Action": "ec2:StartVpcEndpointServicePrivateDnsVerification", "Resource": arn},
        # Describing has no resource-level permission.
        # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
        {"Effect": "Allow", "Action": "ec2:DescribeVpcEndpointServiceConfigurations", "Resource": "*"},
        *(
            [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": wish.zone_role_arn}]
            if wish.zone_role_arn is not None
            else []
        ),
    ]


_ROLE_REASONS = on_every_resource("ec2:DescribeVpcEndpointServiceConfigurations has no resource-level permission.")

_FUNCTION_REASONS = (
    *CUSTOM_RESOURCE,
    outside_vpc("It calls EC2 and answers CloudFormation, and needs nothing of the provider's network."),
)
