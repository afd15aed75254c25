"""VPCs and subnets of templates: the attributes that the emulator's own lack, and the blocks that do not fit.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html and
https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from emulator.ec2 import Refused
from emulator.ipv6 import BLOCKS, place_subnet
from emulator.resources import Made, Properties

Provision = Callable[..., Made]


def install() -> None:
    """Replace how templates make and change VPCs and subnets; a replacement makes them the same way."""
    for name, wrapped in {
        "_ec2_vpc_create": _vpc,
        "_ec2_vpc_update": _vpc,
        "_ec2_subnet_create": _new_subnet,
        "_ec2_subnet_update": _subnet,
    }.items():
        kind, step = ("AWS::EC2::VPC" if "vpc" in name else "AWS::EC2::Subnet"), name.rpartition("_")[2]
        provision = wrapped(getattr(provisioners, name))
        setattr(provisioners, name, provision)
        provisioners._RESOURCE_HANDLERS[kind][step] = provision


def _vpc(provision: Provision) -> Provision:
    def provisioned(*asked: Any) -> Made:
        identifier, attributes = provision(*asked)
        vpc = ec2._vpcs[identifier]
        return identifier, {**attributes, "CidrBlock": vpc["CidrBlock"], BLOCKS: vpc.setdefault(BLOCKS, [])}

    return provisioned


def _new_subnet(provision: Provision) -> Provision:
    def provisioned(logical_id: str, properties: Properties, stack: str) -> Made:
        _refuse_block(properties["VpcId"], properties["CidrBlock"])
        identifier, attributes = provision(logical_id, properties, stack)
        try:
            place_subnet(ec2._subnets[identifier], properties)
        except Refused:
            del ec2._subnets[identifier]
            raise
        return identifier, attributes

    return provisioned


def _subnet(provision: Provision) -> Provision:
    def provisioned(identifier: str, old: Properties, new: Properties, *asked: Any) -> Made:
        now, attributes = provision(identifier, old, new, *asked)
        place_subnet(ec2._subnets[now], new)
        return now, attributes

    return provisioned


def _refuse_block(vpc_id: str, block: str) -> None:
    vpc = ec2._vpcs.get(vpc_id)
    if vpc is None:
        raise Refused("InvalidVpcID.NotFound", f"The vpc ID '{vpc_id}' does not exist")
    if not ip_network(block).subnet_of(ip_network(vpc["CidrBlock"])):  # type: ignore[arg-type]
        raise Refused("InvalidSubnet.Range", f"The CIDR '{block}' is invalid")
    for subnet in ec2._subnets.values():
        if subnet["VpcId"] == vpc_id and ip_network(subnet["CidrBlock"]).overlaps(ip_network(block)):
            raise Refused("InvalidSubnet.Conflict", f"The CIDR '{block}' conflicts with another subnet")
