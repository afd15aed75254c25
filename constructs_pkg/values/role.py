"""Roles of IAM, by name and by ARN."""

from __future__ import annotations

from constructs_pkg.values.resource_id import ResourceId


class RoleArn(ResourceId):
    """The ARN of a role (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html)."""

    __slots__ = ()
    pattern = r"^arn:aws[a-z-]*:iam::\d{12}:role/([A-Za-z0-9+=,.@_-]+/)*[A-Za-z0-9+=,.@_-]{1,64}$"
    example = "arn:aws:iam::111111111111:role/accepts-connections"


class RoleName(ResourceId):
    """The name of a role, at most 64 characters (RoleName in the IAM API)."""

    __slots__ = ()
    pattern, example = r"^[A-Za-z0-9+=,.@_-]{1,64}$", "accepts-connections"
