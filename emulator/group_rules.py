"""Rules of security groups that templates add to groups by themselves, made through the EC2 actions.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html
"""

from __future__ import annotations

from typing import Any

from emulator.ec2 import call
from emulator.resources import Made, Properties, ResourceType


def _permission(rule: Properties) -> dict[str, Any]:
    permission: dict[str, Any] = {"IpProtocol": rule["IpProtocol"]}
    permission |= {key: int(rule[key]) for key in ("FromPort", "ToPort") if key in rule}
    for key in ("SourceSecurityGroupId", "DestinationSecurityGroupId"):
        if key in rule:
            permission["UserIdGroupPairs"] = [{"GroupId": rule[key]}]
    if "CidrIp" in rule:
        permission["IpRanges"] = [{"CidrIp": rule["CidrIp"]}]
    if "CidrIpv6" in rule:
        permission["Ipv6Ranges"] = [{"CidrIpv6": rule["CidrIpv6"]}]
    return permission


def _create(rule: Properties, way: str = "Ingress") -> Made:
    made = call(f"AuthorizeSecurityGroup{way}", GroupId=rule["GroupId"], IpPermissions=[_permission(rule)])
    rules = made.get("SecurityGroupRules") or [{}]
    # The emulator need not name the rule: it is one of its group, from one source, to one port.
    identifier = rules[0].get("SecurityGroupRuleId") or "|".join(map(str, (rule["GroupId"], _permission(rule))))
    return identifier, {"Id": identifier}


def _delete(_: str, rule: Properties, way: str = "Ingress") -> None:
    call(f"RevokeSecurityGroup{way}", GroupId=rule["GroupId"], IpPermissions=[_permission(rule)])


TYPES = {
    "AWS::EC2::SecurityGroupEgress": ResourceType(
        lambda rule: _create(rule, "Egress"),
        lambda identifier, _, __: (identifier, {"Id": identifier}),
        lambda identifier, rule: _delete(identifier, rule, "Egress"),
        create_only=(
            *("CidrIp", "CidrIpv6", "DestinationPrefixListId", "DestinationSecurityGroupId"),
            *("FromPort", "GroupId", "IpProtocol", "ToPort"),
        ),
    ),
    "AWS::EC2::SecurityGroupIngress": ResourceType(
        _create,
        lambda identifier, _, __: (identifier, {"Id": identifier}),
        _delete,
        create_only=(
            *("CidrIp", "CidrIpv6", "FromPort", "GroupId", "GroupName", "IpProtocol", "SourcePrefixListId"),
            *("SourceSecurityGroupId", "SourceSecurityGroupName", "SourceSecurityGroupOwnerId", "ToPort"),
        ),
    ),
}
