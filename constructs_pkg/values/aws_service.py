"""Endpoints to AWS services and the policies on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, Tag, WithJsonSchema

from constructs_pkg.values.aws_service_names import private_names, zone_of
from constructs_pkg.values.dns import DnsName, ZoneName
from constructs_pkg.values.late import Late
from constructs_pkg.values.network import Flag
from constructs_pkg.values.place import Region
from constructs_pkg.values.policy_terms import PolicyTerms, image_layers
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.resource_id import SecurityGroupId
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


# The elements of a document begin with a capital letter, the terms do not.
_ELEMENTS = {"type": "object", "propertyNames": {"pattern": "^[A-Z]"}}

PolicyDocument = Annotated[dict[str, Any], AfterValidator(_as_json), WithJsonSchema(_ELEMENTS)]


def _policy_form(given: object) -> str:
    if isinstance(given, PolicyTerms):
        return "terms"
    if not isinstance(given, Mapping):
        return "word"
    return "terms" if given and all(str(key)[:1].islower() for key in given) else "document"


EndpointPolicy = Annotated[
    Annotated[Literal["own-account", "full-access"], Tag("<word>")]
    | Annotated[PolicyTerms, Tag("<terms>")]
    | Annotated[PolicyDocument, Tag("<document>")],
    one_of(_policy_form),
]


class GatewayEndpoint(Spec):
    """A gateway endpoint on a cell's route tables."""

    service: Literal["s3", "dynamodb"]
    """The service: s3 or dynamodb, the only two that have gateway endpoints."""

    policy: EndpointPolicy = "own-account"
    """``own-account``: principals of the cell's account only, and layers of Amazon ECR's images;
    ``full-access``; terms; or a policy document. Default: own-account."""


class InterfaceEndpoint(Spec):
    """An interface endpoint to an AWS service, and how clients come to it by the service's own names."""

    service: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    """The service as PrivateLink names it after the Region, such as ``ecr.api`` or ``ssm``; or its whole name,
    such as ``com.amazonaws.cn-north-1.ssm``, where a partition names services in more than one way."""

    policy: EndpointPolicy = "own-account"
    """``own-account``: principals of the cell's account only; ``full-access``, for services that take no
    policy; terms; or a policy document. Default: own-account."""

    names: Literal["private-dns", "own-zones", "none"] = "private-dns"
    """How the service's names answer with the endpoint: ``private-dns``, by zones that AWS keeps for this VPC alone;
    ``own-zones``, by private zones made here, which other VPCs can be shown as well; or ``none``, only the endpoint's
    own names do. Default: private-dns."""

    dns_names: tuple[DnsName, ...] = ()
    """The service's names, each in a zone of its own; needed for own zones where they are not known here, such as
    ``*.example.us-east-1.amazonaws.com``. Default: those that are known."""

    tier: str | None = None
    """The tier its network interfaces stand in. Default: that of the cell's endpoints."""

    availability_zones: tuple[str, ...] | None = None
    """Names or ids of the zones it stands in. Default: all of the tier's."""

    security_group_ids: tuple[Late | SecurityGroupId, ...] | None = None
    """Exactly these groups. Default: the one that is made for the cell's endpoints, open on 443 to the VPC and to
    the further clients of the cell."""

    ip_address_type: Literal["ipv4", "dualstack", "ipv6"] = "ipv4"
    """The addresses of its network interfaces. Default: ipv4."""

    dns_record_ip_type: Literal["ipv4", "dualstack", "ipv6", "service-defined"] | None = None
    """Which records its names have. Default: those of its addresses."""

    private_dns_only_for_inbound_resolver: Flag = False
    """Whether private DNS answers only what asks through an inbound Resolver endpoint, while the VPC itself uses the
    gateway endpoint, which S3 and DynamoDB have as well. Default: no."""

    @property
    def record_ip_type(self) -> str:
        """The address type of the records that own zones hold; of service-defined names, private ones have A alone.

        Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.VpcEndpointDnsRecordIpType.html
        """
        return (
            "ipv4" if self.dns_record_ip_type == "service-defined" else self.dns_record_ip_type or self.ip_address_type
        )

    def own_names(self, region: Region) -> tuple[DnsName, ...] | None:
        """Return the names that it has in zones made here, none where it has none; None if they are not known."""
        if self.names != "own-zones":
            return ()
        return self.dns_names or private_names(self.service, region) or None

    def domains(self, region: Region) -> tuple[ZoneName, ...]:
        """Return the zones that it brings to its VPC, made here or by AWS; none where its names are not known."""
        if self.names != "private-dns":
            return tuple(self.own_zones(region))
        return tuple(dict.fromkeys(zone_of(name) for name in private_names(self.service, region) or ()))

    def own_zones(self, region: Region) -> dict[ZoneName, tuple[DnsName, ...]]:
        """Return the zones made for it, each with the names it holds; none of a service whose names are not known."""
        held: dict[ZoneName, tuple[DnsName, ...]] = {}
        for name in self.own_names(region) or ():
            held[zone_of(name)] = (*held.get(zone_of(name), ()), name)
        return held


def policy_document(
    policy: EndpointPolicy, *, service: str, account: object, vpc_id: object, region: Region
) -> PolicyDocument | None:
    """Return `policy` as a document; None for full access, which is what an endpoint without one gives."""
    match policy:
        case "own-account":
            return own_account_policy(service, account, region)
        case "full-access":
            return None
        case PolicyTerms():
            return {"Version": "2012-10-17", "Statement": policy.statements(service, account, vpc_id, region)}
    return policy


def own_account_policy(service: str, account: object, region: Region) -> PolicyDocument:
    """Return the policy that lets only principals of `account` use `service`.

    For S3 it also lets Amazon ECR's images be pulled.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    own = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "*",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalAccount": account}},
    }
    return {"Version": "2012-10-17", "Statement": [own, image_layers(region)] if service == "s3" else [own]}


def policy_length(document: Mapping[str, Any]) -> int:
    """Return the characters of `document` as CloudFormation sends it, without white space.

    A value known only at deployment counts as it is printed.
    """
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False, default=str))
