"""AWS clients in an account that lends a role."""

import time
from typing import Any

import boto3
from botocore.exceptions import ClientError

# What a role or policy of the same deployment may be answered with for some seconds.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventually-consistent
SECONDS_UNTIL_KNOWN = (5, 10, 15, 20)


def lent_client(service: str, role_arn: str | None, region: str | None = None) -> Any:
    """Return a client of `service` in a Region, as the role where one is given.

    Without a Region it is the function's own.
    """
    place = {"region_name": region} if region else {}
    if not role_arn:
        return boto3.client(service, **place)
    taken = _taken(boto3.client("sts"), role_arn)
    return boto3.client(
        service,
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
        **place,
    )


def _taken(sts: Any, role_arn: str) -> dict[str, Any]:
    for seconds in SECONDS_UNTIL_KNOWN:
        try:
            return _assumed(sts, role_arn)
        except ClientError as error:
            if error.response["Error"]["Code"] != "AccessDenied":
                raise
        time.sleep(seconds)
    return _assumed(sts, role_arn)


def _assumed(sts: Any, role_arn: str) -> dict[str, Any]:
    given: dict[str, Any] = sts.assume_role(RoleArn=role_arn, RoleSessionName="private-cells")["Credentials"]
    return given
