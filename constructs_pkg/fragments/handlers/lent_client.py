"""AWS clients in an account that lends a role."""

from typing import Any

import boto3


def lent_client(service: str, role_arn: str | None, region: str | None = None) -> Any:
    """Return a client of `service` in a Region, as the role where one is given.

    Without a Region it is the function's own.
    """
    place = {"region_name": region} if region else {}
    if not role_arn:
        return boto3.client(service, **place)
    taken = boto3.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="private-cells")["Credentials"]
    return boto3.client(
        service,
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["SessionToken"],
        **place,
    )
