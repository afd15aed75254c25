"""The parts of a VPC that the emulator's CloudFormation lacks, made through the emulator's own EC2 actions.

Sources: the pages of the types below https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html.
"""

from __future__ import annotations

from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from emulator.ec2 import call
from emulator.resources import Made, Properties, ResourceType


def _tags(properties: Properties, kind: str) -> dict[str, Any]:
    tags = properties.get("Tags")
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def _retag(identifier: str, _: Properties, new: Properties) -> Made:
    ec2._tags[identifier] = new.get("Tags", [])
    return identifier, {}


def _create_flow_log(properties: Properties) -> Made:
    made = call(
        "CreateFlowLogs",
        ResourceIds=[properties["ResourceId"]],
        **{key: value for key, value in properties.items() if key not in ("ResourceId", "Tags")},
        **_tags(properties, "vpc-flow-log"),
    )
    identifier: str = made["FlowLogIds"][0]
    return identifier, {"Id": identifier}


def _create_nat_gateway(properties: Properties) -> Made:
    asked = {key: properties[key] for key in ("SubnetId", "AllocationId", "ConnectivityType") if key in properties}
    made = call("CreateNatGateway", **asked, **_tags(properties, "natgateway"))
    identifier: str = made["NatGateway"]["NatGatewayId"]
    return identifier, {"NatGatewayId": identifier}


def _create_address(properties: Properties) -> Made:
    made = call("AllocateAddress", Domain="vpc")
    ec2._tags[made["AllocationId"]] = properties.get("Tags", [])
    return made["PublicIp"], {"AllocationId": made["AllocationId"], "PublicIp": made["PublicIp"]}


def _delete_address(public_ip: str, _: Properties) -> None:
    found = next((key for key, one in ec2._addresses.items() if one["PublicIp"] == public_ip), None)
    if found is not None:
        call("ReleaseAddress", AllocationId=found)


def _create_egress_gateway(properties: Properties) -> Made:
    made = call("CreateEgressOnlyInternetGateway", VpcId=properties["VpcId"])
    identifier: str = made["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    ec2._tags[identifier] = properties.get("Tags", [])
    return identifier, {"Id": identifier}


def _create_vpc(logical_id: str, properties: Properties, stack: str) -> Made:
    identifier, attributes = provisioners._ec2_vpc_create(logical_id, properties, stack)
    return identifier, {**attributes, "CidrBlock": properties["CidrBlock"], "Ipv6CidrBlocks": []}


def install() -> None:
    """Give the emulator's own VPCs the attributes they lack."""
    provisioners._RESOURCE_HANDLERS["AWS::EC2::VPC"]["create"] = _create_vpc


TYPES = {
    "AWS::EC2::FlowLog": ResourceType(
        _create_flow_log,
        _retag,
        lambda identifier, _: _done(call("DeleteFlowLogs", FlowLogIds=[identifier])),
        create_only=(
            *("DeliverLogsPermissionArn", "LogDestination", "LogDestinationType", "LogFormat", "LogGroupName"),
            *("MaxAggregationInterval", "ResourceId", "ResourceType", "TrafficType"),
        ),
    ),
    "AWS::EC2::NatGateway": ResourceType(
        _create_nat_gateway,
        _retag,
        lambda identifier, _: _done(call("DeleteNatGateway", NatGatewayId=identifier)),
        create_only=("AllocationId", "ConnectivityType", "SubnetId"),
    ),
    "AWS::EC2::EIP": ResourceType(_create_address, _retag, _delete_address, create_only=("Domain",)),
    "AWS::EC2::EgressOnlyInternetGateway": ResourceType(
        _create_egress_gateway,
        _retag,
        lambda identifier, _: _done(call("DeleteEgressOnlyInternetGateway", EgressOnlyInternetGatewayId=identifier)),
        create_only=("VpcId",),
    ),
}


def _done(_: dict[str, Any]) -> None:
    """Take a result that says nothing more."""
