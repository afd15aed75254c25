"""Where CDK objects become values: what constructs take is turned into what fragments are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from aws_cdk import Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_route53 as route53
from constructs import Construct

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late, holds_token, pseudo_parameter
from constructs_pkg.values.network import Network
from constructs_pkg.values.place import AccountId, Region
from constructs_pkg.values.problem import InvalidInput, Problem, Refused
from constructs_pkg.values.spec import parse

_Value = TypeVar("_Value")


def region_of(scope: Construct, given: str | None) -> Region:
    """Return the literal Region of a construct: `given`, or the one its stack has.

    Raises:
        InvalidInput: ``region-not-literal`` if the stack has none.
    """
    region = given if given is not None else Stack.of(scope).region
    if holds_token(region):
        raise InvalidInput(
            [
                Problem(
                    "region-not-literal",
                    "region",
                    "",
                    "is known only at deployment",
                    "give the stack an explicit Region: Stack(..., env=Environment(region='us-east-1'))",
                )
            ]
        )
    return value_at("region", Region, region)


def account_of(scope: Construct, given: str | None) -> Late | AccountId:
    """Return the account of a construct: `given`, the one its stack has, or the one it is deployed to."""
    account = given if given is not None else Stack.of(scope).account
    return pseudo_parameter("AWS::AccountId") if holds_token(account) else value_at("account", AccountId, account)


def value_at(path: str, make: Callable[[Any], _Value], given: object) -> _Value:
    """Return `given` as a value.

    Raises:
        InvalidInput: with the value's own refusal, at `path`.
    """
    try:
        return make(given)
    except Refused as refused:
        raise InvalidInput([refused.at(path)]) from None


def network_of(
    vpc: ec2.IVpc | Network,
    vpc_subnets: ec2.SubnetSelection | Mapping[str, Any] | None = None,
    availability_zone_ids: Mapping[str, str] | None = None,
) -> Network:
    """Return the network that `vpc` is, with the subnets `vpc_subnets` selects (by default those of the CDK).

    Args:
        vpc: A VPC of the CDK, or a network, which is returned as it is.
        vpc_subnets: Which subnets of a VPC of the CDK.
        availability_zone_ids: Zone names of the account and their ids. Default: ids are not known.
    """
    if isinstance(vpc, Network):
        return vpc
    selection = vpc_subnets if isinstance(vpc_subnets, Mapping) else vars(vpc_subnets)["_values"] if vpc_subnets else {}
    selected = vpc.select_subnets(**selection)
    zone_ids = availability_zone_ids or {}
    return parse(
        Network,
        {
            "vpc_id": vpc.vpc_id,
            "cidr": _block_of(vpc),
            "subnets": [
                {
                    "id": subnet,
                    "availability_zone": _zone_name(zone),
                    "availability_zone_id": zone_ids.get(zone),
                }
                for subnet, zone in zip(selected.subnet_ids, selected.availability_zones, strict=True)
            ],
        },
        "vpc",
    )


def _zone_name(name: str) -> str | Late:
    # What the CDK makes up for a zone it was not told: only the deployment knows the real one.
    return Late(name) if name.startswith("dummy") else name


def _block_of(vpc: ec2.IVpc) -> str | None:
    try:
        return vpc.vpc_cidr_block
    except RuntimeError:
        # An imported VPC need not know its block.
        return None


def private_zone(zone: route53.IHostedZone | PrivateZone) -> PrivateZone:
    """Return `zone` as a value: its name and its id.

    Raises:
        InvalidInput: ``zone-name-unknown`` for a zone imported by its id alone.
    """
    if isinstance(zone, PrivateZone):
        return zone
    try:
        name = zone.zone_name
    except RuntimeError:
        raise InvalidInput(
            [
                Problem(
                    "zone-name-unknown",
                    "zone",
                    "",
                    "was imported by its id alone, so that its name is not known",
                    "import it with HostedZone.from_hosted_zone_attributes, or give PrivateZone(name=..., id=...)",
                )
            ]
        ) from None
    return parse(PrivateZone, {"name": name, "id": zone.hosted_zone_id}, "zone")


def group_ids(groups: Iterable[ec2.ISecurityGroup | Late | str] | None) -> Sequence[Late | str] | None:
    """Return the ids of `groups`, or None for none given."""
    if groups is None:
        return None
    return [group if isinstance(group, str | Late) else group.security_group_id for group in groups]


def plain_fields(**given: object) -> dict[str, Any]:
    """Return the keyword arguments that were given, so that the others take their documented defaults."""
    return {name: value for name, value in given.items() if value is not None}
