"""The CloudFormation resource types of PrivateLink, made through the EC2 actions.

Sources: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html
and the pages of the types beside it.
"""

from __future__ import annotations

import json
from typing import Any

from emulator.ec2 import Refused, call
from emulator.privatelink.dns_options import dns_options
from emulator.resources import Made, Properties, ResourceType, flag, retag

_SERVICE = (
    "NetworkLoadBalancerArns",
    "GatewayLoadBalancerArns",
    "SupportedIpAddressTypes",
    "SupportedRegions",
)


def _tags(properties: Properties, kind: str) -> dict[str, Any]:
    tags = properties.get("Tags")
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def _refuse_unsuccessful(result: dict[str, Any]) -> None:
    for one in result.get("Unsuccessful", []):
        raise Refused(one["Error"]["Code"], one["Error"]["Message"])


def _create_service(properties: Properties) -> Made:
    made = call(
        "CreateVpcEndpointServiceConfiguration",
        AcceptanceRequired=flag(properties.get("AcceptanceRequired"), default=True),
        **{key: properties[key] for key in _SERVICE if properties.get(key)},
        **({"PrivateDnsName": name} if (name := properties.get("PrivateDnsName")) else {}),
        **_tags(properties, "vpc-endpoint-service"),
    )
    return _made_service(made["ServiceConfiguration"])


def _made_service(shown: dict[str, Any]) -> Made:
    identifier: str = shown["ServiceId"]
    proof = shown.get("PrivateDnsNameConfiguration", {})
    told = {f"PrivateDnsNameConfiguration.{key}": value for key, value in proof.items()}
    return identifier, {"ServiceId": identifier, **told}


def _update_service(identifier: str, old: Properties, new: Properties) -> Made:
    changes = {}
    for key in _SERVICE:
        # The API's parameters are called after the property: AddNetworkLoadBalancerArns ...
        before, after = old.get(key) or [], new.get(key) or []
        changes[f"Add{key}"] = [one for one in after if one not in before]
        changes[f"Remove{key}"] = [one for one in before if one not in after]
    call(
        "ModifyVpcEndpointServiceConfiguration",
        ServiceId=identifier,
        AcceptanceRequired=flag(new.get("AcceptanceRequired"), default=True),
        **{key: value for key, value in changes.items() if value},
        **_named(old.get("PrivateDnsName"), new.get("PrivateDnsName")),
    )
    retag(identifier, new)
    (shown,) = call("DescribeVpcEndpointServiceConfigurations", ServiceIds=[identifier])["ServiceConfigurations"]
    return _made_service(shown)


def _named(before: str | None, after: str | None) -> dict[str, Any]:
    if before == after:
        return {}
    return {"PrivateDnsName": after} if after else {"RemovePrivateDnsName": True}


def _delete_service(identifier: str, _: Properties) -> None:
    _refuse_unsuccessful(call("DeleteVpcEndpointServiceConfigurations", ServiceIds=[identifier]))


def _create_permissions(properties: Properties) -> Made:
    return _permit(properties["ServiceId"], [], properties.get("AllowedPrincipals", []))


def _update_permissions(_: str, old: Properties, new: Properties) -> Made:
    return _permit(new["ServiceId"], old.get("AllowedPrincipals", []), new.get("AllowedPrincipals", []))


def _delete_permissions(_: str, properties: Properties) -> None:
    _permit(properties["ServiceId"], properties.get("AllowedPrincipals", []), [])


def _permit(service_id: str, before: list[str], after: list[str]) -> Made:
    changes = {
        "AddAllowedPrincipals": [one for one in after if one not in before],
        "RemoveAllowedPrincipals": [one for one in before if one not in after],
    }
    asked = {key: value for key, value in changes.items() if value}
    if asked:
        call("ModifyVpcEndpointServicePermissions", ServiceId=service_id, **asked)
    return service_id, {}


def _create_endpoint(properties: Properties) -> Made:
    request = {key: value for key, value in properties.items() if key not in ("Tags", "PolicyDocument")}
    if "PrivateDnsEnabled" in request:
        request["PrivateDnsEnabled"] = flag(request["PrivateDnsEnabled"])
    if "DnsOptions" in request:
        request["DnsOptions"] = dns_options(request["DnsOptions"])
    made = call("CreateVpcEndpoint", **request, **_policy(properties), **_tags(properties, "vpc-endpoint"))
    return _endpoint(made["VpcEndpoint"]["VpcEndpointId"])


def _update_endpoint(identifier: str, old: Properties, new: Properties) -> Made:
    changes: dict[str, Any] = {}
    for key in ("SubnetIds", "RouteTableIds", "SecurityGroupIds"):
        before, after = old.get(key) or [], new.get(key) or []
        changes[f"Add{key}"] = [one for one in after if one not in before]
        changes[f"Remove{key}"] = [one for one in before if one not in after]
    changes |= {key: new[key] for key in ("IpAddressType", "DnsOptions") if new.get(key) != old.get(key) and key in new}
    if "DnsOptions" in changes:
        changes["DnsOptions"] = dns_options(changes["DnsOptions"])
    if new.get("PrivateDnsEnabled") != old.get("PrivateDnsEnabled"):
        changes["PrivateDnsEnabled"] = flag(new.get("PrivateDnsEnabled"))
    asked = {key: value for key, value in changes.items() if value not in ([], None)}
    call("ModifyVpcEndpoint", VpcEndpointId=identifier, **asked, **_policy(new))
    retag(identifier, new)
    return _endpoint(identifier)


def _delete_endpoint(identifier: str, _: Properties) -> None:
    _refuse_unsuccessful(call("DeleteVpcEndpoints", VpcEndpointIds=[identifier]))


def _policy(properties: Properties) -> dict[str, str]:
    policy = properties.get("PolicyDocument")
    if policy is None:
        return {}
    return {"PolicyDocument": policy if isinstance(policy, str) else json.dumps(policy)}


def _endpoint(identifier: str) -> Made:
    (shown,) = call("DescribeVpcEndpoints", VpcEndpointIds=[identifier])["VpcEndpoints"]
    return identifier, {
        "Id": identifier,
        "CreationTimestamp": str(shown["CreationTimestamp"]),
        "DnsEntries": [f"{one['HostedZoneId']}:{one['DnsName']}" for one in shown.get("DnsEntries", [])],
        "NetworkInterfaceIds": shown.get("NetworkInterfaceIds", []),
    }


def _create_notification(properties: Properties) -> Made:
    # CloudFormation and the API do not write it alike.
    asked = {"VpcEndpointId" if key == "VPCEndpointId" else key: value for key, value in properties.items()}
    made = call("CreateVpcEndpointConnectionNotification", **asked)
    identifier: str = made["ConnectionNotification"]["ConnectionNotificationId"]
    return identifier, {"VPCEndpointConnectionNotificationId": identifier}


def _update_notification(identifier: str, _: Properties, new: Properties) -> Made:
    changed = {key: new[key] for key in ("ConnectionEvents", "ConnectionNotificationArn")}
    call("ModifyVpcEndpointConnectionNotification", ConnectionNotificationId=identifier, **changed)
    return identifier, {"VPCEndpointConnectionNotificationId": identifier}


def _delete_notification(identifier: str, _: Properties) -> None:
    call("DeleteVpcEndpointConnectionNotifications", ConnectionNotificationIds=[identifier])


TYPES = {
    "AWS::EC2::VPCEndpointService": ResourceType(_create_service, _update_service, _delete_service),
    "AWS::EC2::VPCEndpointServicePermissions": ResourceType(
        _create_permissions, _update_permissions, _delete_permissions, create_only=("ServiceId",)
    ),
    "AWS::EC2::VPCEndpoint": ResourceType(
        _create_endpoint,
        _update_endpoint,
        _delete_endpoint,
        create_only=(
            *("VpcId", "ServiceName", "ServiceRegion", "VpcEndpointType"),
            *("ResourceConfigurationArn", "ServiceNetworkArn"),
        ),
    ),
    "AWS::EC2::VPCEndpointConnectionNotification": ResourceType(
        _create_notification,
        _update_notification,
        _delete_notification,
        create_only=("ServiceId", "VPCEndpointId"),
    ),
}
