"""Refuses to delete what is in use: subnets, security groups, VPCs and load balancers.

Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html,
.../API_DeleteSecurityGroup.html and .../API_DeleteVpc.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import alb, ec2
from ministack.services.cloudformation import provisioners

from emulator import lattice
from emulator.ec2 import Refused
from emulator.privatelink.state import all_services

Refuse = Callable[[str], None]


def refuse_used_subnet(subnet: str) -> None:
    """Refuse where an endpoint, a NAT gateway, a load balancer or a resource gateway is in the subnet."""
    users = [one["VpcEndpointId"] for one in ec2._vpc_endpoints.values() if subnet in one["SubnetIds"]]
    users += [
        one["NatGatewayId"]
        for one in ec2._nat_gateways.values()
        if one["SubnetId"] == subnet and one["State"] != "deleted"
    ]
    users += [one["LoadBalancerName"] for one in alb._lbs.values() if subnet in one.get("Subnets", [])]
    users += [one.id for one in lattice.gateways_here() if subnet in one.properties["SubnetIds"]]
    _refuse("subnet", subnet, users)


def refuse_used_group(group: str) -> None:
    """Refuse where an interface endpoint, a load balancer or a resource gateway is in the group."""
    users = [
        one["VpcEndpointId"]
        for one in ec2._vpc_endpoints.values()
        if any(each["GroupId"] == group for each in one["Groups"])
    ]
    users += [one["LoadBalancerName"] for one in alb._lbs.values() if group in one.get("SecurityGroups", [])]
    users += [one.id for one in lattice.gateways_here() if group in one.properties.get("SecurityGroupIds", [])]
    _refuse("security group", group, users)


def refuse_used_vpc(vpc: str) -> None:
    """Refuse where the VPC still has endpoints or gateways."""
    users = [one["VpcEndpointId"] for one in ec2._vpc_endpoints.values() if one["VpcId"] == vpc]
    users += [one["EgressOnlyInternetGatewayId"] for one in ec2._egress_igws.values() if one["VpcId"] == vpc]
    _refuse("vpc", vpc, users)


def refuse_used_balancer(arn: str) -> None:
    """Refuse where the load balancer is protected, or an endpoint service leads to it."""
    attributes = {one["Key"]: one["Value"] for one in alb._lb_attrs.get(arn) or []}
    if attributes.get("deletion_protection.enabled") == "true":
        message = f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
        raise Refused("OperationNotPermitted", message)
    for service in all_services():
        if arn in service.load_balancers:
            message = f"Load balancer '{arn}' cannot be deleted because it is currently associated with {service.id}"
            raise Refused("ResourceInUse", message)


def install() -> None:
    """Have both the APIs and CloudFormation refuse."""
    for action, parameter, kind, refuse in _GUARDED:
        ec2._ACTION_MAP[action] = _guarded_action(ec2._ACTION_MAP[action], parameter, refuse, ec2._error)
        _guard_type(kind, refuse)
    action = "DeleteLoadBalancer"
    guarded = _guarded_action(alb._ACTION_MAP[action], "LoadBalancerArn", refuse_used_balancer, alb._error)
    alb._ACTION_MAP[action] = guarded
    _guard_type("AWS::ElasticLoadBalancingV2::LoadBalancer", refuse_used_balancer)


_GUARDED: tuple[tuple[str, str, str, Refuse], ...] = (
    ("DeleteSubnet", "SubnetId", "AWS::EC2::Subnet", refuse_used_subnet),
    ("DeleteSecurityGroup", "GroupId", "AWS::EC2::SecurityGroup", refuse_used_group),
    ("DeleteVpc", "VpcId", "AWS::EC2::VPC", refuse_used_vpc),
)


def _guard_type(kind: str, refuse: Refuse) -> None:
    handler = provisioners._RESOURCE_HANDLERS[kind]
    delete = handler["delete"]

    def deleted(identifier: str, properties: dict[str, Any]) -> None:
        refuse(identifier)
        delete(identifier, properties)

    handler["delete"] = deleted


def _guarded_action(action: Any, parameter: str, refuse: Refuse, error: Any) -> Any:
    def answer(query: Any) -> Any:
        try:
            refuse((query.get(parameter) or [""])[0])
        except Refused as refusal:
            return error(refusal.code, str(refusal), 400)
        return action(query)

    return answer


def _refuse(kind: str, identifier: str, users: list[str]) -> None:
    if users:
        raise Refused("DependencyViolation", f"The {kind} '{identifier}' has a dependent object: {', '.join(users)}")
