"""Takes every rule from a VPC's default security group, for a CloudFormation custom resource."""

from typing import Any

import boto3
import cfnresponse


def handler(event: dict[str, Any], context: object) -> None:
    """Answer CloudFormation once the group named in the request has no rules."""
    group_id = event["ResourceProperties"]["SecurityGroupId"]
    try:
        # There is nothing to undo: the group is deleted with its VPC.
        if event["RequestType"] != "Delete":
            close(boto3.client("ec2"), group_id)
        cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, group_id)
    except Exception as error:
        cfnresponse.send(event, context, cfnresponse.FAILED, {}, group_id, reason=str(error))


def close(ec2: Any, group_id: str) -> None:
    """Revoke every rule of the group; a group without rules is left as it is."""
    group = ec2.describe_security_groups(GroupIds=[group_id])["SecurityGroups"][0]
    if group["IpPermissions"]:
        ec2.revoke_security_group_ingress(GroupId=group_id, IpPermissions=group["IpPermissions"])
    if group["IpPermissionsEgress"]:
        ec2.revoke_security_group_egress(GroupId=group_id, IpPermissions=group["IpPermissionsEgress"])
