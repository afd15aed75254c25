"""Record sets in a zone of another account: a RecordSet cannot cross accounts, a role there can be taken."""

from __future__ import annotations

from collections.abc import Iterable

from constructs_pkg.fragments.fragment import Acknowledgement, Fragment, Json, join, resource
from constructs_pkg.fragments.function import (
    CUSTOM_RESOURCE,
    INLINE_POLICY,
    custom_resource,
    function_fragment,
    outside_vpc,
)
from constructs_pkg.fragments.records import record_entry, record_id
from constructs_pkg.fragments.zone_association import zone_arn
from constructs_pkg.values.dns import ZoneName
from constructs_pkg.values.public_records import PublicRecord
from constructs_pkg.values.public_zone import Contributor

PREFIX = "Contribution"
KIND = "ContributedRecord"

# A change takes up to a minute (https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html); of many
# at once each waits for the others.
FUNCTION_SECONDS = 300
RESOURCE_SECONDS = 360


def contributed_id(zone: str, record: PublicRecord) -> str:
    """Return the id of the contributed `record` of the zone called `zone`."""
    return record_id(zone, record).replace("Record ", "Contributed ", 1)


def contributed_records_fragment(
    zone: ZoneName, zone_id: Json, records: Iterable[PublicRecord], *, partition: str, log_key_arn: Json = None
) -> Fragment:
    """Return `records` of another account's zone, each written by the role that it names; nothing for none.

    Args:
        zone: The zone's name.
        zone_id: Its id.
        records: The records.
        partition: The partition of both accounts.
        log_key_arn: The KMS key that encrypts the function's log. Default: the fragment's own (`log_key_fragment`).
    """
    made = {
        contributed_id(zone, record): contributed_record(
            {"HostedZoneId": zone_id, **record_entry(zone, zone_id, record)}, record.authorised_by
        )
        for record in records
    }
    roles = list({str(record.authorised_by): record.authorised_by for record in records}.values())
    if not made:
        return Fragment({})
    return join(contribution_function(roles, partition=partition, log_key_arn=log_key_arn), Fragment(made))


def contribution_function(roles: Iterable[Json], *, partition: str, log_key_arn: Json = None) -> Fragment:
    """Return the function that writes records by `roles` of other accounts, and may do nothing else."""
    taking = [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role} for role in roles]
    return function_fragment(
        PREFIX,
        module="contribute_record",
        description="Keeps records in public zones of other accounts",
        statements=taking,
        partition=partition,
        timeout=FUNCTION_SECONDS,
        log_key_arn=log_key_arn,
        function_reasons=(*CUSTOM_RESOURCE, outside_vpc("It calls STS and Route 53, and needs nothing of a network.")),
    )


def contributed_record(entry: Json, role_arn: Json, **attributes: Json) -> Json:
    """Return the custom resource that keeps the record set `entry` by the role, as long as it is in the template."""
    given = {key: value for key, value in entry.items() if value is not None}
    return custom_resource(
        f"{PREFIX}Function", {**given, "RoleArn": role_arn}, kind=KIND, timeout=RESOURCE_SECONDS, **attributes
    )


def contributor_role_fragment(
    contributor: Contributor, role: str, *, zone: ZoneName, zone_id: Json, partition: str
) -> Fragment:
    """Return the role by which a contributor writes its records, under the id `role`, and its ARN as an output.

    Looking has no narrower resource than the zone; the change's number is not known before. Names are written for the
    condition as Route 53 normalises them. Sources:
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html and
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
    """
    names = sorted({name.placed_in(zone).replace("*", "\\052") for name in contributor.names})
    writing = {
        "Effect": "Allow",
        "Action": "route53:ChangeResourceRecordSets",
        "Resource": zone_arn(zone_id, partition),
        "Condition": {
            "ForAllValues:StringEquals": {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames": names,
                "route53:ChangeResourceRecordSetsRecordTypes": sorted(map(str, contributor.types)),
                "route53:ChangeResourceRecordSetsActions": ["CREATE", "DELETE", "UPSERT"],
            },
            # A request without the keys would pass the conditions above.
            "Null": {"route53:ChangeResourceRecordSetsNormalizedRecordNames": "false"},
        },
    }
    looking = {"Effect": "Allow", "Action": "route53:ListResourceRecordSets", "Resource": zone_arn(zone_id, partition)}
    knowing = {"Effect": "Allow", "Action": "route53:GetChange", "Resource": f"arn:{partition}:route53:::change/*"}
    roots = [f"arn:{partition}:iam::{account}:root" for account in sorted(contributor.accounts)]
    trust = {"Effect": "Allow", "Principal": {"AWS": roots}, "Action": "sts:AssumeRole"}
    made = resource(
        "AWS::IAM::Role",
        {
            "RoleName": contributor.role_name,
            "Description": "Writes certain records of one public zone",
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [
                {
                    "PolicyName": "Contribution",
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [writing, looking, knowing]},
                }
            ],
        },
    )
    return Fragment({role: made}, acknowledgements={role: (INLINE_POLICY, change_number(partition))})


def change_number(partition: str) -> Acknowledgement:
    """Return why a role may ask for any change of Route 53."""
    return Acknowledgement(
        f"AwsSolutions-IAM5[Resource::arn:{partition}:route53:::change/*]",
        "Route 53 numbers a change when it is made; to see whether it is known says nothing of a zone.",
    )
