"""Takes every rule from a VPC's default security group, for a CloudFormation custom resource."""

from typing import Any

import boto3

from constructs_pkg.fragments.handlers.custom_resource import Made, answer


def handler(event: dict[str, Any], context: object) -> None:
    """Answer CloudFormation once the group named in the request has no rules."""
    answer(event, context, closed)


def closed(event: dict[str, Any]) -> Made:
    """Return the group without rules."""
    group_id = event["ResourceProperties"]["SecurityGroupId"]
    # There is nothing to undo: the group is deleted with its VPC.
    if event["RequestType"] != "Delete":
        close(boto3.client("ec2"), group_id)
    return Made(group_id)


def close(ec2: Any, group_id: str) -> None:
    """Revoke every rule of the group; a group without rules is left as it is."""
    group = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]
    if group["IpPermissions"]:
        ec2.revoke_security_group_ingress(GroupId=group_id, IpPermissions=group["IpPermissions"])
    if group["IpPermissionsEgress"]:
        ec2.revoke_security_group_egress(GroupId=group_id, IpPermissions=group["IpPermissionsEgress"])
