"""Endpoints to AWS services and the policies on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, Tag

from constructs_pkg.values.late import Late
from constructs_pkg.values.place import Region
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.spec import Spec, one_of

# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
LONGEST_POLICY = 20_480


def _as_json(document: dict[str, Any]) -> dict[str, Any]:
    """Return `document` with dates as text: YAML and TOML read an unquoted ``2012-10-17`` as one."""
    try:
        held: dict[str, Any] = json.loads(json.dumps(document, default=_date_or_late))
    except TypeError as error:
        raise Refused(
            "policy-not-json", "", f"is no JSON: {error}", "write text, numbers, lists and mappings"
        ) from None
    return held


def _date_or_late(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Late):
        return value.expression
    raise TypeError(f"{type(value).__name__} has no place in a policy")


PolicyDocument = Annotated[dict[str, Any], AfterValidator(_as_json)]

EndpointPolicy = Annotated[
    Annotated[Literal["own-account", "full-access"], Tag("<word>")] | Annotated[PolicyDocument, Tag("<document>")],
    one_of(lambda given: "document" if isinstance(given, Mapping) else "word"),
]


class GatewayEndpoint(Spec):
    """A gateway endpoint on a cell's route tables."""

    service: Literal["s3", "dynamodb"]
    """The service: s3 or dynamodb, the only two that have gateway endpoints."""

    policy: EndpointPolicy = "own-account"
    """``own-account``: principals of the cell's account only, and layers of Amazon ECR's images;
    ``full-access``; or a policy document. Default: own-account."""


class InterfaceEndpoint(Spec):
    """An interface endpoint to an AWS service, with the service's own private DNS name."""

    service: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    """The service as PrivateLink names it after the Region, such as ``ecr.api`` or ``ssm``; or its whole name,
    such as ``com.amazonaws.cn-north-1.ssm``, where a partition names services in more than one way."""

    policy: EndpointPolicy = "own-account"
    """``own-account``: principals of the cell's account only; ``full-access``, for services that take no
    policy; or a policy document. Default: own-account."""


def short_name(service: str, region: Region) -> str:
    """Return the name of a `service` of AWS without what every name in `region` begins with."""
    return service.removeprefix("cn.").removeprefix(f"com.amazonaws.{region}.")


def own_account_policy(service: str, account: object, region: Region) -> PolicyDocument:
    """Return the policy that lets only principals of `account` use `service`.

    For S3 it also lets Amazon ECR's images be pulled: their layers lie in a bucket of AWS and are read by nobody's
    principal.

    Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and, for the
    layers, https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html.
    """
    own = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": account}},
    }
    layers = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:{region.partition}:s3:::prod-{region}-starport-layer-bucket/*",
    }
    return {"Version": "2012-10-17", "Statement": [own, layers] if service == "s3" else [own]}


def policy_length(document: Mapping[str, Any]) -> int:
    """Return the characters of `document` as CloudFormation sends it, without white space.

    A value known only at deployment counts as it is printed.
    """
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False, default=str))
