"""Values out of the CDK's own objects: what constructs take as its interfaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_route53 as route53
from constructs import IConstruct

from constructs_pkg.values.cell import PrivateZone
from constructs_pkg.values.late import Late, holds_token
from constructs_pkg.values.network import Network
from constructs_pkg.values.principal import Principal
from constructs_pkg.values.problem import Refused
from constructs_pkg.values.public_records import PublicZoneRef
from constructs_pkg.values.spec import parse


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
    _require(
        vpc, "select_subnets", "VPC", "give one of the CDK, such as ec2.Vpc.from_lookup(...), or a Network of its ids"
    )
    zone_ids = availability_zone_ids or {}
    return parse(
        Network,
        {
            "vpc_id": known(vpc.vpc_id),
            "cidr": _block_of(vpc),
            # An imported VPC does not tell its flags.
            "dns": vpc.dns_support_enabled and vpc.dns_hostnames_enabled if isinstance(vpc, ec2.Vpc) else None,
            "subnets": [
                {
                    "id": known(subnet),
                    "availability_zone": known(zone),
                    "availability_zone_id": zone_ids.get(zone),
                }
                for subnet, zone in _subnets_of(vpc, vpc_subnets)
            ],
        },
    )


def vpc_id_of(vpc: ec2.IVpc | Network | Late | str) -> Late | str:
    """Return the id of a VPC that is given as an object or by its id."""
    if isinstance(vpc, Network):
        return vpc.vpc_id
    if isinstance(vpc, Late | str):
        return vpc
    _require(vpc, "vpc_id", "VPC", "give one of the CDK, such as ec2.Vpc.from_lookup(...), or its id")
    return known(vpc.vpc_id)


def vpc_ids_of(vpcs: Mapping[str, ec2.IVpc | Network | Late | str]) -> dict[str, Late | str]:
    """Return the ids of VPCs under their keys."""
    if not isinstance(vpcs, Mapping):
        raise Refused(
            "wrong-type", type(vpcs).__name__, "is no mapping", "give each VPC under a key that never changes"
        )
    return {str(key): vpc_id_of(vpc) for key, vpc in vpcs.items()}


def _subnets_of(
    vpc: ec2.IVpc, vpc_subnets: ec2.SubnetSelection | Mapping[str, Any] | None
) -> Iterable[tuple[str, str]]:
    if not isinstance(vpc_subnets, Mapping | ec2.SubnetSelection | None):
        raise _wrong_object(vpc_subnets, "selection of subnets", "give an ec2.SubnetSelection as vpc_subnets")
    selection = vpc_subnets if isinstance(vpc_subnets, Mapping) else vars(vpc_subnets)["_values"] if vpc_subnets else {}
    try:
        selected = vpc.select_subnets(**selection)
    except TypeError as error:
        raise Refused(
            "wrong-type", str(dict(selection)), f"selects no subnets: {error}", "see ec2.SubnetSelection"
        ) from None
    except RuntimeError as error:
        if not selection:
            # A VPC may be imported without subnets, for its private zones alone.
            return ()
        limit = f"has not the subnets asked for: {str(error).splitlines()[0]}"
        raise Refused("no-such-subnets", "", limit, "choose subnets that it has") from None
    return zip(selected.subnet_ids, selected.availability_zones, strict=True)


def _block_of(vpc: ec2.IVpc) -> Late | str | None:
    try:
        return known(vpc.vpc_cidr_block)
    except RuntimeError:
        # An imported VPC need not know its block.
        return None


# What the CDK answers until a look-up (`from_lookup`) is made, or a zone is told: aws-ec2/lib/vpc.ts,
# aws-route53/lib/hosted-zone.ts and aws-elasticloadbalancingv2/lib/shared/base-load-balancer.ts in
# https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib.
_MADE_UP = re.compile(
    r"vpc-12345|[sp]-(12345|67890)|1\.2\.3\.4/5|dummy1[a-z]|DUMMY|arn:.*/my-load-balancer/50dc6c495c0c9188"
)


def known(text: str) -> Late | str:
    """Return `text`, or a deployment-time value where the CDK made it up for want of the real one."""
    return Late(text) if _MADE_UP.fullmatch(text) else text


def text_of(value: Late | str) -> str:
    """Return `value` as the CDK takes it: an expression as a token."""
    if not isinstance(value, Late):
        return str(value)
    return value.expression if isinstance(value.expression, str) else cdk.Token.as_string(value.expression)


def private_zone(zone: route53.IHostedZone | PrivateZone) -> PrivateZone:
    """Return `zone` as a value: its name and its id.

    Raises:
        Refused: ``public-zone`` for a public zone; ``zone-name-unknown`` for one imported by its id alone.
    """
    if isinstance(zone, PrivateZone):
        return zone
    _require(
        zone, "hosted_zone_id", "hosted zone", "give a route53.PrivateHostedZone, or PrivateZone(name=..., id=...)"
    )
    if is_public_zone(zone):
        limit = "is a public zone: the whole internet would see its names"
        raise Refused("public-zone", zone.node.path, limit, "give a private zone, such as a route53.PrivateHostedZone")
    name = _name_of(zone, "PrivateZone(name=..., id=...)")
    return parse(PrivateZone, {"name": name, "id": known(zone.hosted_zone_id)})


def _name_of(zone: route53.IHostedZone, otherwise: str) -> str:
    try:
        return zone.zone_name
    except RuntimeError:
        raise Refused(
            "zone-name-unknown",
            "",
            "was imported by its id alone, so that its name is not known",
            f"import it with HostedZone.from_hosted_zone_attributes, or give {otherwise}",
        ) from None


def is_public_zone(zone: object) -> bool:
    """Tell whether `zone` is one of the CDK's that the internet sees."""
    return _is_any(_handle_of(zone), route53.PublicHostedZone, route53.IPublicHostedZone)


def _handle_of(zone: Any) -> Any:
    """Return the zone of the CDK that a construct made here offers as its handle; `zone` itself otherwise."""
    return getattr(zone, "hosted_zone", zone)


def _is_any(value: object, made: type, interface: Any) -> bool:
    """Tell whether `value` is one that the CDK has `made`, or has imported by its `interface`."""
    # An imported one is none of the CDK's classes in Python, but a bundle of its interfaces.
    kinds = made, interface.__jsii_proxy_class__()
    return any(isinstance(each, kinds) for each in (value, *getattr(value, "_delegates", ())))


def public_zone_id(zone: route53.IHostedZone | Late | str) -> Late | str:
    """Return the id of `zone`, whose records the internet sees.

    Raises:
        Refused: ``private-zone`` for a private zone.
    """
    if isinstance(zone, str | Late):
        return zone
    if isinstance(zone, PrivateZone) or _is_any(zone, route53.PrivateHostedZone, route53.IPrivateHostedZone):
        shown = zone.name if isinstance(zone, PrivateZone) else zone.node.path
        limit = "is a private zone, which AWS does not see"
        raise Refused("private-zone", shown, limit, "give the public zone of the domain, such as a PublicHostedZone")
    _require(zone, "hosted_zone_id", "hosted zone", "give a route53.PublicHostedZone or its id")
    return known(zone.hosted_zone_id)


def public_zone_of(zone: route53.IHostedZone | IConstruct | PublicZoneRef | Mapping[str, Any]) -> PublicZoneRef:
    """Return `zone`, whose records the internet sees, as a value: its name and its id.

    Raises:
        Refused: ``zone-name-unknown`` for one imported by its id alone, or as `public_zone_id` does.
    """
    if isinstance(zone, PublicZoneRef):
        return zone
    if isinstance(zone, Mapping):
        return parse(PublicZoneRef, zone)
    handle = _handle_of(zone)
    identifier = public_zone_id(handle)
    _require(handle, "zone_name", "hosted zone", "give a route53.PublicHostedZone, or PublicZoneRef(name=..., id=...)")
    name = _name_of(handle, "PublicZoneRef(name=..., id=...)")
    return parse(PublicZoneRef, {"name": name, "id": identifier})


def existing_zone(zone: route53.IHostedZone | PrivateZone) -> PrivateZone:
    """Return `zone` as a value with an id, so that records can go into it.

    Raises:
        Refused: ``zone-without-id``, or as `private_zone` does.
    """
    known_zone = private_zone(zone)
    if known_zone.id is None:
        raise Refused("zone-without-id", known_zone.name, "has no id", "give the id of an existing zone")
    return known_zone


def principal_of(principal: str | Late | iam.ArnPrincipal | iam.IRole | iam.IUser) -> Late | Principal:
    """Return the account or ARN that `principal` stands for; one made in the same application has a late ARN.

    Raises:
        Refused: ``malformed-principal`` for a principal that is no account, user or role, or as `Principal` does.
    """
    text = _principal_text(principal)
    return text if isinstance(text, Late) else Late(text) if holds_token(text) else Principal(text)


def _principal_text(principal: object) -> Late | str:
    if isinstance(principal, str | Late):
        return principal
    if isinstance(principal, iam.AccountPrincipal):
        # Its ARN names the partition of the stack, a token.
        return principal.arn if holds_token(str(principal.account_id)) else str(principal.account_id)
    if isinstance(principal, iam.OrganizationPrincipal):
        return principal.organization_id
    if isinstance(principal, iam.ArnPrincipal):
        return principal.arn
    # Roles and users that are imported are of no class of the CDK in Python.
    for attribute in ("role_arn", "user_arn"):
        arn = getattr(principal, attribute, None)
        if isinstance(arn, str):
            return arn
    raise Refused(
        "malformed-principal",
        type(principal).__name__,
        "is no account, user or role",
        "give an account id, a user's or role's ARN, or an iam.Role, iam.User or iam.ArnPrincipal",
    )


def group_id(group: ec2.ISecurityGroup | Late | str) -> Late | str:
    """Return the id of `group`."""
    if isinstance(group, str | Late):
        return group
    _require(group, "security_group_id", "security group", "give an ec2.SecurityGroup or its id")
    return group.security_group_id


def load_balancer_arn(load_balancer: elbv2.INetworkLoadBalancer | Late | str) -> Late | str:
    """Return the ARN of `load_balancer`.

    Raises:
        Refused: ``load-balancer-not-network`` for an Application Load Balancer.
    """
    if isinstance(load_balancer, str | Late):
        return load_balancer
    if _is_any(load_balancer, elbv2.ApplicationLoadBalancer, elbv2.IApplicationLoadBalancer):
        fix = "put it behind a Network Load Balancer as an alb target"
        raise Refused("load-balancer-not-network", load_balancer.node.path, "is an Application Load Balancer", fix)
    _require(load_balancer, "load_balancer_arn", "load balancer", "give an elbv2.NetworkLoadBalancer or its ARN")
    return known(load_balancer.load_balancer_arn)


def _require(value: object, attribute: str, kind: str, fix: str) -> None:
    """Refuse a `value` that has not the `attribute` of its `kind`, without asking the CDK for it."""
    if not any(hasattr(type(each), attribute) for each in (value, *getattr(value, "_delegates", ()))):
        raise _wrong_object(value, kind, fix)


def _wrong_object(value: object, kind: str, fix: str) -> Refused:
    shown = repr(value) if isinstance(value, str | int | float) else type(value).__name__
    return Refused("wrong-type", shown, f"is no {kind}", fix)
