"""IPv6 blocks of VPCs and subnets, which the emulator's EC2 lacks.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html and
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpccidrblock.html.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

from ministack.core.responses import get_region
from ministack.services import ec2

from emulator.ec2 import Action, Refused, call
from emulator.privatelink.state import new_id
from emulator.resources import Made, Properties, ResourceType, flag

BLOCKS = "Ipv6CidrBlocks"
"""Where a VPC keeps its blocks: CloudFormation holds the same list as the attribute, and sees it grow."""
ASSOCIATIONS = "Ipv6CidrBlockAssociations"


def associate(request: dict[str, Any]) -> dict[str, Any]:
    """Give a VPC a block of Amazon's pool; other pools are not emulated."""
    vpc = _vpc(request["VpcId"])
    if not request.get("AmazonProvidedIpv6CidrBlock"):
        raise Refused("InvalidParameterCombination", "The emulator gives IPv6 blocks of Amazon's pool alone")
    block = f"2600:1f18:{secrets.randbelow(0xFFFF) + 1:x}:{secrets.randbelow(0xFF) + 1:x}00::/56"
    identifier = new_id("vpc-cidr-assoc")
    vpc.setdefault(ASSOCIATIONS, {})[identifier] = block
    vpc.setdefault(BLOCKS, []).append(block)
    return {"VpcId": request["VpcId"], "Ipv6CidrBlockAssociation": _association(identifier, block)}


def disassociate(request: dict[str, Any]) -> dict[str, Any]:
    """Take a block from its VPC, unless a subnet uses it."""
    identifier = request["AssociationId"]
    for vpc in ec2._vpcs.values():
        block = vpc.get(ASSOCIATIONS, {}).get(identifier)
        if block is not None:
            _refuse_used(block, vpc["VpcId"])
            vpc[BLOCKS].remove(vpc[ASSOCIATIONS].pop(identifier))
            return {"VpcId": vpc["VpcId"], "Ipv6CidrBlockAssociation": _association(identifier, block)}
    raise Refused("InvalidVpcCidrBlockAssociationID.NotFound", f"The association ID '{identifier}' does not exist")


def place_subnet(subnet: dict[str, Any], properties: Properties) -> None:
    """Give a subnet the IPv6 block of its properties; one outside its VPC's blocks is refused."""
    block = properties.get("Ipv6CidrBlock")
    subnet["AssignIpv6AddressOnCreation"] = flag(properties.get("AssignIpv6AddressOnCreation"))
    if block is None:
        subnet.pop("Ipv6CidrBlock", None)
        return
    if not any(_holds(outer, block) for outer in _vpc(subnet["VpcId"]).get(BLOCKS, [])):
        raise Refused("InvalidSubnet.Range", f"The CIDR '{block}' is invalid")
    subnet["Ipv6CidrBlock"] = block


def shown_in_vpc(vpc: dict[str, Any]) -> str:
    """Return the element of a VPC's blocks."""
    items = "".join(
        f"<item><associationId>{identifier}</associationId><ipv6CidrBlock>{block}</ipv6CidrBlock>"
        f"<ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState></item>"
        for identifier, block in vpc.get(ASSOCIATIONS, {}).items()
    )
    return f"<ipv6CidrBlockAssociationSet>{items}</ipv6CidrBlockAssociationSet>"


def shown_in_subnet(subnet: dict[str, Any]) -> str:
    """Return the element of a subnet's block."""
    block = subnet.get("Ipv6CidrBlock")
    item = (
        f"<item><associationId>subnet-cidr-assoc-{subnet['SubnetId'][7:]}</associationId>"
        f"<ipv6CidrBlock>{block}</ipv6CidrBlock>"
        "<ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState></item>"
    )
    return f"<ipv6CidrBlockAssociationSet>{item if block else ''}</ipv6CidrBlockAssociationSet>"


def install() -> None:
    """Have VPCs and subnets shown with their blocks."""
    ec2._vpc_fields_xml = _also(ec2._vpc_fields_xml, shown_in_vpc)
    ec2._subnet_fields_xml = _also(ec2._subnet_fields_xml, shown_in_subnet)


def _also(written: Callable[..., str], more: Callable[[dict[str, Any]], str]) -> Callable[..., str]:
    def shown(thing: dict[str, Any], tag: str = "item") -> str:
        return f"{written(thing, tag=tag).removesuffix(f'</{tag}>')}{more(thing)}</{tag}>"

    return shown


def _vpc(vpc_id: str) -> dict[str, Any]:
    vpc: dict[str, Any] | None = ec2._vpcs.get(vpc_id)
    if vpc is None:
        raise Refused("InvalidVpcID.NotFound", f"The vpc ID '{vpc_id}' does not exist")
    return vpc


def _refuse_used(block: str, vpc_id: str) -> None:
    for subnet in ec2._subnets.values():
        if subnet["VpcId"] == vpc_id and _holds(block, subnet.get("Ipv6CidrBlock")):
            raise Refused("InvalidCidrBlock.InUse", f"{subnet['SubnetId']} uses a part of {block}")


def _holds(outer: str, inner: str | None) -> bool:
    return inner is not None and ip_network(inner).subnet_of(ip_network(outer))  # type: ignore[arg-type]


def _association(identifier: str, block: str) -> dict[str, Any]:
    return {
        "AssociationId": identifier,
        "Ipv6CidrBlock": block,
        "Ipv6CidrBlockState": {"State": "associated"},
        "NetworkBorderGroup": get_region(),
        "Ipv6Pool": "Amazon",
    }


def _create_block(properties: Properties) -> Made:
    asked = flag(properties.get("AmazonProvidedIpv6CidrBlock"))
    made = call("AssociateVpcCidrBlock", VpcId=properties["VpcId"], AmazonProvidedIpv6CidrBlock=asked)
    association = made["Ipv6CidrBlockAssociation"]
    identifier: str = association["AssociationId"]
    return identifier, {"Id": identifier, "Ipv6CidrBlock": association["Ipv6CidrBlock"]}


def _keep(identifier: str, _: Properties, __: Properties) -> Made:
    raise Refused("InvalidParameter", f"{identifier} cannot be changed in place")


def _delete_block(identifier: str, _: Properties) -> None:
    call("DisassociateVpcCidrBlock", AssociationId=identifier)


ACTIONS: dict[str, Action] = {"AssociateVpcCidrBlock": associate, "DisassociateVpcCidrBlock": disassociate}

TYPES = {
    "AWS::EC2::VPCCidrBlock": ResourceType(
        _create_block,
        _keep,
        _delete_block,
        create_only=(
            *("AmazonProvidedIpv6CidrBlock", "CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6CidrBlock"),
            *("Ipv6CidrBlockNetworkBorderGroup", "Ipv6IpamPoolId", "Ipv6NetmaskLength", "Ipv6Pool", "VpcId"),
        ),
    ),
}
