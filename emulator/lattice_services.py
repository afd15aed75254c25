"""Service networks and services of VPC Lattice: what joins what, routes, and who may call.

Sources: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetworkVpcAssociation.html,
.../API_CreateService.html, .../API_CreateListener.html, .../API_CreateRule.html and .../API_CreateTargetGroup.html.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from ministack.core.responses import get_region
from ministack.services import ec2

from emulator import lattice
from emulator.ec2 import Refused
from emulator.resources import Made, Properties, ResourceType

# The zone of every name that VPC Lattice makes, of this emulator alone.
HOSTED_ZONE_ID = "Z0LATTICE0000EMULATED"


def _create_network(properties: Properties) -> Made:
    return lattice.made("servicenetwork", "sn", properties)


def _delete_network(arn: str, properties: Properties) -> None:
    """Delete a service network; one with associations is in use.

    Source: https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_DeleteServiceNetwork.html
    """
    users = [one.id for one in _associations(arn)]
    if users:
        raise Refused("ConflictException", f"Service network {arn} is associated: {', '.join(users)}")
    lattice.deleted(arn, properties)


def _associations(network: str) -> Iterable[lattice.Thing]:
    kinds = ("servicenetworkvpcassociation", "servicenetworkserviceassociation")
    found = (one for kind in kinds for one in lattice.things_here(kind))
    return [one for one in found if one.properties.get("ServiceNetworkIdentifier") == network]


def _usable_network(properties: Properties) -> None:
    arn = properties["ServiceNetworkIdentifier"]
    if ":servicenetwork/" not in arn or lattice.shared_or_own(arn) is None:
        raise Refused("ResourceNotFoundException", f"servicenetwork {arn} not found")


def _join(properties: Properties) -> Made:
    _usable_network(properties)
    vpc, groups = properties["VpcIdentifier"], properties.get("SecurityGroupIds", [])
    if vpc not in ec2._vpcs:
        raise Refused("ResourceNotFoundException", f"VPC {vpc} not found")
    for group in groups:
        if group not in ec2._security_groups:
            raise Refused("ResourceNotFoundException", f"Security group {group} not found")
    joined = [
        one.id for one in lattice.things_here("servicenetworkvpcassociation") if one.properties["VpcIdentifier"] == vpc
    ]
    if joined:
        raise Refused("ConflictException", f"VPC {vpc} is associated with a service network by {joined[0]}")
    return lattice.made("servicenetworkvpcassociation", "snva", properties)


def _put_in(properties: Properties) -> Made:
    _usable_network(properties)
    service = lattice.thing(properties["ServiceIdentifier"], "service")
    name = service.properties.get("CustomDomainName")
    for one in lattice.things_here("servicenetworkserviceassociation"):
        if one.properties["ServiceNetworkIdentifier"] != properties["ServiceNetworkIdentifier"]:
            continue
        other = lattice.thing(one.properties["ServiceIdentifier"], "service")
        if other is service or (name and other.properties.get("CustomDomainName") == name):
            raise Refused("ConflictException", f"{name or service.arn} is in the service network already")
    return lattice.made("servicenetworkserviceassociation", "snsa", properties)


def _create_service(properties: Properties) -> Made:
    arn, attributes = lattice.made("service", "svc", properties)
    called = f"service-{attributes['Id'].removeprefix('svc-')}.{secrets.token_hex(4)[:7]}"
    domain = f"{called}.vpc-lattice-svcs.{get_region()}.on.aws"
    return arn, {**attributes, "DnsEntry.DomainName": domain, "DnsEntry.HostedZoneId": HOSTED_ZONE_ID}


def _change_service(arn: str, _: Properties, new: Properties) -> Made:
    return lattice.changed(arn, new)


def _create_listener(properties: Properties) -> Made:
    service = lattice.thing(properties["ServiceIdentifier"], "service")
    inside = [one for one in lattice.things_here("service") if one.arn.startswith(f"{service.arn}/listener/")]
    if any("/rule/" not in one.arn and one.properties["Port"] == properties["Port"] for one in inside):
        raise Refused("ConflictException", f"Port {properties['Port']} has a listener already")
    _refuse_action(properties["DefaultAction"])
    return lattice.made("listener", "listener", properties, within=service.arn)


def _create_rule(properties: Properties) -> Made:
    listener = properties["ListenerIdentifier"]
    found = [one for one in lattice.things_here("service") if one.arn == listener]
    if not found:
        raise Refused("ResourceNotFoundException", f"listener {listener} not found")
    for one in lattice.things_here("service"):
        if one.arn.startswith(f"{listener}/rule/") and one.properties["Priority"] == properties["Priority"]:
            raise Refused("ConflictException", f"Priority {properties['Priority']} is taken")
    _refuse_action(properties["Action"])
    return lattice.made("rule", "rule", properties, within=listener)


def _refuse_action(action: dict[str, Any]) -> None:
    for group in action.get("Forward", {}).get("TargetGroups", []):
        lattice.thing(group["TargetGroupIdentifier"], "targetgroup")
    code = action.get("FixedResponse", {}).get("StatusCode", 404)
    if code not in (404, 500):
        raise Refused("ValidationException", f"Status code {code} is not supported")


def _create_group(properties: Properties) -> Made:
    config = properties.get("Config", {})
    if (properties["Type"] == "LAMBDA") == ("VpcIdentifier" in config):
        raise Refused("ValidationException", f"A target group of type {properties['Type']} and its Config do not fit")
    return lattice.made("targetgroup", "tg", properties)


def _put_policy(properties: Properties) -> Made:
    target = properties["ResourceIdentifier"]
    found = lattice.shared_or_own(target)
    if found is None:
        raise Refused("ResourceNotFoundException", f"{target} not found")
    state = "Active" if found.properties.get("AuthType") == "AWS_IAM" else "Inactive"
    return target, {"State": state}


def _log(properties: Properties) -> Made:
    if lattice.shared_or_own(properties["ResourceIdentifier"]) is None:
        raise Refused("ResourceNotFoundException", f"{properties['ResourceIdentifier']} not found")
    return lattice.made("accesslogsubscription", "als", properties)


def _change(arn: str, _: Properties, new: Properties) -> Made:
    return lattice.changed(arn, new)


def _change_policy(target: str, _: Properties, new: Properties) -> Made:
    return _put_policy(new)


_OF_A_NETWORK = "ServiceNetworkIdentifier"

TYPES = {
    "AWS::VpcLattice::ServiceNetwork": ResourceType(
        _create_network, _change, _delete_network, create_only=("Name", "SharingConfig")
    ),
    "AWS::VpcLattice::ServiceNetworkVpcAssociation": ResourceType(
        _join, _change, lattice.deleted, create_only=(_OF_A_NETWORK, "VpcIdentifier")
    ),
    "AWS::VpcLattice::ServiceNetworkServiceAssociation": ResourceType(
        _put_in, _change, lattice.deleted, create_only=(_OF_A_NETWORK, "ServiceIdentifier")
    ),
    "AWS::VpcLattice::Service": ResourceType(
        _create_service, _change_service, lattice.deleted, create_only=("Name", "CustomDomainName")
    ),
    "AWS::VpcLattice::Listener": ResourceType(
        _create_listener, _change, lattice.deleted, create_only=("Name", "Port", "Protocol", "ServiceIdentifier")
    ),
    "AWS::VpcLattice::Rule": ResourceType(
        _create_rule, _change, lattice.deleted, create_only=("ListenerIdentifier", "Name", "ServiceIdentifier")
    ),
    "AWS::VpcLattice::TargetGroup": ResourceType(_create_group, _change, lattice.deleted, create_only=("Name", "Type")),
    "AWS::VpcLattice::AuthPolicy": ResourceType(
        _put_policy, _change_policy, lambda *_: None, create_only=("ResourceIdentifier",)
    ),
    "AWS::VpcLattice::AccessLogSubscription": ResourceType(
        _log, _change, lattice.deleted, create_only=("ResourceIdentifier",)
    ),
}
