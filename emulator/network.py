"""The parts of a VPC that the emulator's CloudFormation lacks, made through the emulator's own EC2 actions.

Sources: the pages of the types below https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EC2.html.
"""

from __future__ import annotations

from ministack.services import ec2

from emulator.ec2 import call
from emulator.resources import Made, Properties, ResourceType, retag


def _retag(identifier: str, _: Properties, new: Properties) -> Made:
    retag(identifier, new)
    return identifier, {}


def _retag_address(public_ip: str, _: Properties, new: Properties) -> Made:
    allocation = _allocation(public_ip)
    retag(allocation, new)
    return public_ip, {"AllocationId": allocation, "PublicIp": public_ip}


def _create_flow_log(properties: Properties) -> Made:
    made = call(
        "CreateFlowLogs",
        ResourceIds=[properties["ResourceId"]],
        **{key: value for key, value in properties.items() if key not in ("ResourceId", "Tags")},
    )
    identifier: str = made["FlowLogIds"][0]
    retag(identifier, properties)
    return identifier, {"Id": identifier}


def _create_nat_gateway(properties: Properties) -> Made:
    asked = {key: properties[key] for key in ("SubnetId", "AllocationId", "ConnectivityType") if key in properties}
    made = call("CreateNatGateway", **asked)
    identifier: str = made["NatGateway"]["NatGatewayId"]
    retag(identifier, properties)
    return identifier, {"NatGatewayId": identifier}


def _create_address(properties: Properties) -> Made:
    made = call("AllocateAddress", Domain="vpc")
    retag(made["AllocationId"], properties)
    return made["PublicIp"], {"AllocationId": made["AllocationId"], "PublicIp": made["PublicIp"]}


def _delete_address(public_ip: str, _: Properties) -> None:
    call("ReleaseAddress", AllocationId=_allocation(public_ip))


def _allocation(public_ip: str) -> str:
    found: str = next(key for key, one in ec2._addresses.items() if one["PublicIp"] == public_ip)
    return found


def _create_egress_gateway(properties: Properties) -> Made:
    made = call("CreateEgressOnlyInternetGateway", VpcId=properties["VpcId"])
    identifier: str = made["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
    retag(identifier, properties)
    return identifier, {"Id": identifier}


TYPES = {
    "AWS::EC2::FlowLog": ResourceType(
        _create_flow_log,
        _retag,
        lambda identifier, _: call("DeleteFlowLogs", FlowLogIds=[identifier]),
        create_only=(
            *("DeliverCrossAccountRole", "DeliverLogsPermissionArn", "DestinationOptions", "LogDestination"),
            *("LogDestinationType", "LogFormat", "LogGroupName", "MaxAggregationInterval", "ResourceId"),
            *("ResourceType", "TagFieldSpecifications", "TrafficType"),
        ),
    ),
    "AWS::EC2::NatGateway": ResourceType(
        _create_nat_gateway,
        _retag,
        lambda identifier, _: call("DeleteNatGateway", NatGatewayId=identifier),
        create_only=("AllocationId", "AvailabilityMode", "ConnectivityType", "PrivateIpAddress", "SubnetId", "VpcId"),
    ),
    "AWS::EC2::EIP": ResourceType(
        _create_address,
        _retag_address,
        _delete_address,
        create_only=("Address", "IpamPoolId", "NetworkBorderGroup", "TransferAddress"),
    ),
    "AWS::EC2::EgressOnlyInternetGateway": ResourceType(
        _create_egress_gateway,
        _retag,
        lambda identifier, _: call("DeleteEgressOnlyInternetGateway", EgressOnlyInternetGatewayId=identifier),
        create_only=("VpcId",),
    ),
}
